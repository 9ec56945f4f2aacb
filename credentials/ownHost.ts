import type { IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { isLoopback } from './qualtricsBaseUrl';

export type HostResult = { ok: true; address: string } | { ok: false; reason: string };

/** An address as people paste it, with or without `https://`; without a slash at its end, and without `drop`, e.g. `/api`. */
export function hostOf(pasted: unknown, drop = ''): HostResult {
	const text = typeof pasted === 'string' ? pasted.trim() : '';
	if (text === '') return { ok: false, reason: 'the address is missing' };
	const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(address)) return { ok: false, reason: 'the address cannot be read' };
	const url = new URL(address);
	const isPlain = url.protocol === 'http:' && isLoopback(url.hostname);
	if (url.protocol !== 'https:' && !isPlain)
		return { ok: false, reason: 'the address must begin with https:// (http only on localhost)' };
	if (url.username || url.password)
		return { ok: false, reason: 'the address must not contain a user name or password' };
	const path = url.pathname.replace(/\/+$/, '');
	const isDropped = drop !== '' && path.toLowerCase().endsWith(drop);
	return { ok: true, address: `${url.origin}${isDropped ? path.slice(0, -drop.length) : path}` };
}

/** The last check before a request leaves: secrets go to the account's own host and nowhere else, whoever built the URL. */
export function assertOwnHost(
	name: string,
	host: HostResult,
	request: IHttpRequestOptions,
): asserts host is Extract<HostResult, { ok: true }> {
	if (!host.ok) throw new UserError(`${name} credential: ${host.reason}`);
	const target = new URL(request.url, request.baseURL ?? host.address);
	if (target.origin !== new URL(host.address).origin) {
		throw new UserError(
			`The ${name} secret is not sent to ${target.host}: this credential belongs to ${new URL(host.address).host}`,
		);
	}
}
