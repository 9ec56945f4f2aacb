import { refuse } from './errors';
import type { HubSpotOptions } from './options';

/** Source: contracts/hubspot.md 2.2. Gives the token. */
export function checkToken(authorization: string | undefined, options: HubSpotOptions): string {
	const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
	const known = Object.hasOwn(options.tokens, token) ? options.tokens[token] : undefined;
	if (known === undefined)
		throw refuse({
			status: 401,
			category: 'INVALID_AUTHENTICATION',
			message: 'Authentication credentials not found.',
		});
	if (known === 'expired')
		throw refuse({
			status: 401,
			category: 'EXPIRED_AUTHENTICATION',
			message: 'The OAuth token used to make this call expired 12 second(s) ago.',
		});
	return token;
}

/** Source: contracts/hubspot.md 2.3 and 2.4. */
export function checkScopes(
	token: string,
	needed: readonly string[],
	options: HubSpotOptions,
): void {
	const held = options.tokens[token] as readonly string[];
	const missing = needed.filter((scope) => !held.includes(scope));
	if (missing.length === 0) return;
	const context = { requiredGranularScopes: missing };
	throw refuse({
		status: 403,
		category: 'MISSING_SCOPES',
		message: 'This app hasn’t been granted all required scopes to make this call.',
		...(options.scopesIn === 'errors'
			? { errors: [{ message: 'One or more of the following scopes are required.', context }] }
			: { context }),
	});
}

export interface Windows {
	/** Throws where it is one too many; gives what is left. */
	take(kind: 'burst' | 'search' | 'associations', token: string): number;
}

/** Rolling windows. Source: contracts/hubspot.md 12.1 to 12.3. */
export function createWindows({ now, limits }: HubSpotOptions): Windows {
	const taken = new Map<string, number[]>();
	return {
		take(kind, token) {
			const ms = kind === 'search' ? 1_000 : 10_000;
			const name = kind === 'search' ? kind : `${kind} ${token}`;
			const at = now();
			const recent = (taken.get(name) ?? []).filter((time) => time > at - ms);
			if (recent.length >= limits[kind])
				throw refuse({
					status: 429,
					message: `You have reached your ${kind === 'search' ? 'secondly' : 'ten_secondly_rolling'} limit.`,
					...(kind === 'search'
						? { category: 'RATE_LIMITS' }
						: { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' }),
				});
			recent.push(at);
			taken.set(name, recent);
			return limits[kind] - recent.length;
		},
	};
}
