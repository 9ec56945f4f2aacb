import { NAMED_ENTITIES } from './htmlEntities';

/** Elements whose content is no text for a reader. */
const SILENT =
	/<(script|style|head|title|template|noscript|svg|iframe|object)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const COMMENTS = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[|\]\]>|<[!?][^>]*>/g;
const LINE_BREAKS =
	/<br\b[^>]*>|<\/?(?:p|div|h[1-6]|tr|table|ul|ol|dl|dt|dd|section|article|header|footer|blockquote|pre|form|fieldset|hr)\b[^>]*>/gi;
const LIST_ITEM = /<li\b[^>]*>/gi;
const CELL_END = /<\/t[dh]\s*>/gi;
const IMAGE_TEXT = /<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi;
/** A tag begins with a letter: `3 < 5 > 2` and `<3` stay. An attribute may hold a `>` within quotes. */
const TAG = /<\/?[a-z][^\s<>/]*(?:"[^"]*"|'[^']*'|[^"'<>])*>/gi;
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,31}));?/gi;

/** Code points that a numeric reference may not stand for, or that mean something else (windows-1252, as browsers read them). */
const WINDOWS_1252: Readonly<Record<number, string>> = {
	0x80: '€',
	0x82: '‚',
	0x84: '„',
	0x85: '…',
	0x91: '‘',
	0x92: '’',
	0x93: '“',
	0x94: '”',
	0x95: '•',
	0x96: '–',
	0x97: '—',
	0x99: '™',
};

const character = (code: number): string => {
	const replaced = WINDOWS_1252[code];
	if (replaced !== undefined) return replaced;
	const invalid = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
	return invalid ? '\ufffd' : String.fromCodePoint(code);
};

export const decodeEntities = (text: string): string =>
	text.replace(ENTITY, (whole: string, hex?: string, decimal?: string, name?: string) => {
		if (hex) return character(Number.parseInt(hex, 16));
		if (decimal) return character(Number(decimal));
		// Without its semicolon a name is more likely an address's parameter: `?a=1&copy=2`.
		const known = whole.endsWith(';') && name !== undefined && Object.hasOwn(NAMED_ENTITIES, name);
		return known ? NAMED_ENTITIES[name] : whole;
	});

const tidy = (text: string): string =>
	text
		.replace(/[ \t\u00a0\f\v]+/g, ' ')
		.replace(/ ?\n[ \n]*/g, '\n')
		.trim();

/**
 * The text a person reads: tags gone, entities decoded, line breaks and list items on lines of their own. Direction marks and
 * joiners stay, since right-to-left texts and emoji are made of them.
 */
export const htmlToText = (html: string): string => {
	if (!/[<&]/.test(html)) return tidy(html.replace(/\r\n?/g, '\n'));
	// Line breaks of the source mean no more than a space in HTML; in plain text they are the line breaks.
	const isMarkup = /<[a-z!/]/i.test(html);
	const source = isMarkup ? html.replace(/[\r\n]+/g, ' ') : html.replace(/\r\n?/g, '\n');
	const stripped = source
		.replace(COMMENTS, '')
		.replace(SILENT, '')
		.replace(IMAGE_TEXT, (_tag, double?: string, single?: string) => double ?? single ?? '')
		.replace(LIST_ITEM, '\n• ')
		.replace(CELL_END, ' ')
		.replace(LINE_BREAKS, '\n')
		.replace(TAG, '');
	return tidy(decodeEntities(stripped));
};
