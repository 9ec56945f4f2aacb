import { hostOf, type HostResult } from './ownHost';

/**
 * Where a site's admin area stands, as people paste it: the site's address, or what is in the address bar of its admin area.
 * Source: contracts/ghost.md 2.1.
 */
export function ghostSite(pasted: unknown): HostResult {
	const host = hostOf(pasted);
	return host.ok ? { ok: true, address: host.address.replace(/\/ghost(\/.*)?$/i, '') } : host;
}
