import { allowedListsOf } from './allowedValues';

/**
 * What takes personal data and secrets out of a text that others wrote, as far as their form gives them away. Names and streets
 * have no form: of an outside system's text only what `vendorText.ts` finds may pass, and this is for what is left.
 */
const LONGEST_TEXT = 4_000;
/** A word that the cut went through is left out whole, since half of it may no longer look like what it is. */
const LONGEST_WORD = 300;

type Rule = [RegExp, string | ((found: string) => string)];

const digitsOf = (text: string): string => text.replace(/\D/g, '');

const isAddress = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text);

/** Written with signs in between or a leading `+` or `0`: from 7 digits on; bare ones: from 9, below are amounts. */
const phoneOr = (found: string): string => {
	const digits = digitsOf(found);
	const isWritten = /^[+(0]|[^\d]/.test(found);
	const isPhone = digits.length <= 15 && digits.length >= (isWritten ? 7 : 9);
	if (!isPhone || isAddress(found) || /^\d{4}-\d{2}-\d{2}$/.test(found)) return found;
	return '[phone]';
};

const AT = '(?:@|%40|%2540|&#64;|&#x40;|&commat;|\\\\u0040)';
const PLAIN = '[^\\s@<>"\'(),;:=]';

/** Every repetition has a bound, so that no text takes longer than in proportion to its length. */
const RULES: readonly Rule[] = [
	[/\b(Bearer|Basic)\s{1,9}[\w.~+/=-]{1,4000}/gi, '$1 [secret]'],
	[/\beyJ[\w-]{1,2000}\.[\w-]{1,2000}(?:\.[\w-]{0,1000})?/g, '[secret]'],
	[
		/((?:x-api-token|api[-_]?(?:key|token)|access_token|client_secret|shared_?key|password|secret|token)["']?\s{0,9}[:=]\s{0,9}["']?)[^\s"'&,;}]{1,1000}/gi,
		'$1[secret]',
	],
	[new RegExp(`${PLAIN}{1,256}${AT}${PLAIN}{1,256}`, 'gi'), '[e-mail]'],
	// Thirty-two letters and digits in a row are a token; ids of survey systems are shorter, request ids have dashes.
	[/(?<![\w-])[A-Za-z0-9]{32,1000}(?![\w-])/g, '[secret]'],
	// A day without a clock time is a birth date as likely as not; a moment is what one searches a log for.
	[/(?<![\w.:/-])\d{4}([-/.])\d{1,2}\1\d{1,2}(?![\w:/-]|[ T]\d{1,2}:)/g, '[date]'],
	[/(?<![\w.:/-])\d{1,2}([-/. ])\d{1,2}\1\d{4}(?![\w:/-])/g, '[date]'],
	[/(?<![\w.:+(-])(?:\+|%2B|\()?\(?\d[\d\s().\-/\u2010-\u2015]{3,26}\d(?![\w:-])/gi, phoneOr],
];

const cut = (text: string): string => {
	if (text.length <= LONGEST_TEXT) return text;
	const start = text.slice(0, LONGEST_TEXT);
	const blank = start.lastIndexOf(' ');
	return `${start.slice(0, Math.max(blank, LONGEST_TEXT - LONGEST_WORD))}…`;
};

const clean = (text: string): string =>
	RULES.reduce((left, [pattern, replacement]) => {
		return typeof replacement === 'string'
			? left.replace(pattern, replacement)
			: left.replace(pattern, replacement);
	}, text);

/**
 * Secrets, e-mail addresses, phone numbers and dates taken out; the text is cut first, so that it takes no longer for a
 * long one. Ids, moments and values that are listed as allowed stay.
 */
export const redact = (text: string): string => {
	const short = cut(text);
	let done = '';
	let from = 0;
	for (const { start, end } of allowedListsOf(short)) {
		done += clean(short.slice(from, start)) + short.slice(start, end);
		from = end;
	}
	return done + clean(short.slice(from));
};

const GUID = /^\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)/i;

/** What stands in brackets is a value to search for, unless it is an id; after a value nothing is shown, it may hold slashes. */
const withoutValues = (path: string): string => {
	for (let at = path.indexOf('('); at >= 0; at = path.indexOf('(', at + 1)) {
		if (!GUID.test(path.slice(at, at + 38))) return `${path.slice(0, at)}(…)`;
	}
	return path;
};

/** Names and ids are made of these signs; whatever else stands in a path is not shown. */
const partOf = (part: string): string => (/^[\w.$()…-]{0,100}$/.test(part) ? redact(part) : '…');

/** Host and path of an address, without what the path or the query search for. */
export const redactUrl = (url: string): string => {
	if (!URL.canParse(url)) return '[address]';
	const { host, pathname } = new URL(url);
	return `${host}${withoutValues(pathname).split('/').map(partOf).join('/')}`;
};
