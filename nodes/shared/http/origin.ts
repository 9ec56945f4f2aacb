import { ConnectorError } from './ConnectorError';

/** Hosts that belong to the same system under another name; links to them are followed on the configured host. */
export type IsSisterHost = (hostname: string) => boolean;

const parse = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);

const basePath = (base: URL): string => base.pathname.replace(/\/+$/, '');

const isInside = (target: URL, base: URL): boolean => {
	const path = basePath(base);
	return target.pathname === path || target.pathname.startsWith(`${path}/`);
};

const refuse = (target: URL | undefined, base: URL): ConnectorError =>
	new ConnectorError(
		'unexpected',
		`A request to ${target ? target.host : 'an unreadable address'} was not sent: the credential belongs to ${base.host}`,
		{ hint: 'If that host is the right one, set it in the credential.' },
	);

/** Throws unless `url` is on the scheme, host, port and path prefix that the credential was given for. */
export const assertOrigin = (url: string, baseUrl: string): void => {
	const base = new URL(baseUrl);
	const target = parse(url);
	const same =
		target !== undefined &&
		target.origin === base.origin &&
		target.username === '' &&
		target.password === '' &&
		isInside(target, base);
	if (!same) throw refuse(target, base);
};

/**
 * A link that the system handed out (a next page), as an address that may be requested. Relative links and links to sister
 * hosts are put on the configured origin, so that a proxy stays in between; every other host is refused.
 */
export const rebaseLink = (link: string, baseUrl: string, isSister?: IsSisterHost): string => {
	const base = new URL(baseUrl);
	// `contacts?$skiptoken=…` stands within the base, whose path names a folder even where no slash ends it.
	const folder = `${base.origin}${basePath(base)}/`;
	const target = URL.canParse(link, folder) ? new URL(link, folder) : undefined;
	if (!target) throw refuse(undefined, base);
	const foreign = target.origin !== base.origin;
	if (foreign && !(target.protocol === 'https:' && isSister?.(target.hostname))) {
		throw refuse(target, base);
	}
	const prefix = isInside(target, base) ? '' : basePath(base);
	return `${base.origin}${prefix}${target.pathname}${target.search}`;
};

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The refusal of a redirect answer; undefined when the answer is none. */
export const refusedRedirect = (
	status: number,
	location: string | undefined,
	url: string,
): ConnectorError | undefined => {
	if (!REDIRECTS.has(status)) return undefined;
	const from = new URL(url);
	const to = location && URL.canParse(location, url) ? new URL(location, url) : undefined;
	const where = !to
		? 'without a target address'
		: to.origin === from.origin
			? 'to another address on the same host'
			: `to ${to.host}`;
	return new ConnectorError(
		'unexpected',
		`${from.host} redirected the request ${where}; it was not followed, so that the credential stays with ${from.host}`,
		{ status, hint: 'Enter the final address in the credential.' },
	);
};
