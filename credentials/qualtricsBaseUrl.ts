/**
 * Where a Qualtrics account lives. Users paste what they have: `fra1`, `fra1.qualtrics.com`, `https://brand.fra1.qualtrics.com/Q/MyProjects`.
 * Source: contracts/qualtrics.md 1.1. The list of data centres is open, so only the form is checked.
 */
export type BaseUrlResult = { ok: true; baseUrl: string } | { ok: false; reason: string };

const HOST_LABELS = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i;
const QUALTRICS_SUFFIX = /\.qualtrics\.com$/i;

export function qualtricsBaseUrl(credentials: {
	dataCenter?: unknown;
	baseUrl?: unknown;
}): BaseUrlResult {
	const override = text(credentials.baseUrl);
	if (override) return overrideUrl(override);
	const pasted = text(credentials.dataCenter);
	if (!pasted) return { ok: false, reason: 'Enter the data center ID, for example fra1' };
	const name = pasted
		.replace(/^https?:\/\//i, '')
		.replace(/[/?#:].*$/, '')
		.replace(QUALTRICS_SUFFIX, '');
	if (!HOST_LABELS.test(name)) {
		return { ok: false, reason: `"${name}" is not a data center ID; it looks like fra1 or iad1` };
	}
	return { ok: true, baseUrl: `https://${name.toLowerCase()}.qualtrics.com` };
}

/** The token travels in a header, so plain http is for this machine alone (sandbox, local proxy). */
function overrideUrl(value: string): BaseUrlResult {
	if (!URL.canParse(value)) {
		return { ok: false, reason: 'The base URL must be a full address that begins with https://' };
	}
	const url = new URL(value);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		return { ok: false, reason: 'The base URL must begin with https:// (http only on localhost)' };
	}
	if (url.username || url.password) {
		return { ok: false, reason: 'The base URL must not contain a user name or password' };
	}
	return {
		ok: true,
		baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/API\/v3$/i, '')}`,
	};
}

export function isLoopback(hostname: string): boolean {
	const host = hostname.replace(/^\[|\]$/g, '');
	return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
