/**
 * Texts of outside systems may quote what was sent to them. These rules take out what must reach neither a log nor an error:
 * secrets, e-mail addresses, phone numbers. Ids, dates and request ids stay, since they are what one searches for.
 */
const RULES: ReadonlyArray<[RegExp, string]> = [
	[/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [secret]'],
	[/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[secret]'],
	[
		/((?:x-api-token|api[-_]?(?:key|token)|access_token|client_secret|shared_?key|password|secret|token)["']?\s*[:=]\s*["']?)[^\s"'&,;}]+/gi,
		'$1[secret]',
	],
	[/[^\s@<>"'(),;:=]+@[^\s@<>"'(),;:=]+\.[^\s@<>"'(),;:=]+/g, '[e-mail]'],
	// Forty letters and digits in a row are a token; ids of survey systems are shorter, request ids have dashes.
	[/(?<![\w-])[A-Za-z0-9]{32,}(?![\w-])/g, '[secret]'],
	[/(?<![\w.:-])(?:\+|00?)\d(?:[\s().-]?\d){6,14}(?![\w:-])/g, '[phone]'],
	[/(?<![\w.:-])\d{9,12}(?![\w:.-])/g, '[phone]'],
];

export const redact = (text: string): string =>
	RULES.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);

/** Host and path of an address: queries may hold search values. */
export const redactUrl = (url: string): string => {
	if (!URL.canParse(url)) return '[address]';
	const { host, pathname } = new URL(url);
	return redact(`${host}${pathname}`);
};
