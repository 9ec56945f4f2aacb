import type { Exchange } from '../http/types';
import { forbidden, unauthorized } from './envelope';
import type { ApiRoute, World } from './world';

/**
 * Who is calling: the API token has every permission of its user (undefined), an access token its scopes.
 * Throws a 401 for anything else (contracts/qualtrics.md 1.2, 1.3).
 */
export function authenticate(world: World, { headers }: Exchange): Set<string> | undefined {
	const token = headers['x-api-token'];
	if (token !== undefined) {
		if (token !== world.state.token) throw unauthorized('Unrecognized X-API-TOKEN.');
		return undefined;
	}
	const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
	if (bearer === undefined) throw unauthorized('Missing X-API-TOKEN.');
	const granted = world.state.accessTokens.get(bearer);
	if (!granted || granted.expiresAt <= world.now())
		throw unauthorized('Invalid or expired access token.');
	return granted.scopes;
}

/** `manage` holds read, write and delete; `write` holds read (contracts/qualtrics.md 1.3, naming inferred). */
export function requireScope(
	world: World,
	scopes: Set<string> | undefined,
	wanted: ApiRoute['scope'],
): void {
	if (!scopes || scopes.has('manage:all') || scopes.has(`manage:${wanted.area}`)) return;
	const { access, area } = wanted;
	const enough =
		access === 'read'
			? [`read:${area}`, `write:${area}`]
			: access === 'write' || world.options.writeScopeDeletes
				? [`write:${area}`]
				: [];
	if (enough.some((scope) => scopes.has(scope))) return;
	throw forbidden('The access token does not have the scope that this request needs.');
}
