import { NAMED_ENTITIES } from './htmlEntities';

/** Elements whose content is no text for a reader. */
const SILENT: ReadonlySet<string> = new Set(
	'script style head title template noscript svg iframe object'.split(' '),
);
const BLOCKS: ReadonlySet<string> = new Set(
	'br p div h1 h2 h3 h4 h5 h6 tr table ul ol dl dt dd section article header footer blockquote pre form fieldset hr'.split(
		' ',
	),
);
const CELLS: ReadonlySet<string> = new Set(['td', 'th']);

/** What an element leaves behind in the text. */
const traceOf = (name: string, isClosing: boolean, tag: string): string => {
	if (BLOCKS.has(name)) return '\n';
	if (name === 'li' && !isClosing) return '\n• ';
	if (CELLS.has(name) && isClosing) return ' ';
	if (name !== 'img') return '';
	const alt = /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
	return alt?.[1] ?? alt?.[2] ?? '';
};

interface Tag {
	name: string;
	isClosing: boolean;
	/** Position after it. */
	end: number;
}

const NAME = /<(\/?)([a-z][^\s<>/]*)/iy;
const QUOTED = /["'>]/g;

/** The tag at `start`, or undefined when it is none: `3 < 5` and `<3` are text. An attribute may hold a `>` within quotes. */
const tagAt = (html: string, start: number): Tag | undefined => {
	NAME.lastIndex = start;
	const match = NAME.exec(html);
	if (!match) return undefined;
	const tag = { name: match[2].toLowerCase(), isClosing: match[1] !== '' };
	for (let at = NAME.lastIndex; ; ) {
		QUOTED.lastIndex = at;
		const found = QUOTED.exec(html);
		if (!found) break;
		if (found[0] === '>') return { ...tag, end: found.index + 1 };
		const closing = html.indexOf(found[0], found.index + 1);
		if (closing < 0) break;
		at = closing + 1;
	}
	// A quote that is never closed: the tag ends where it seems to.
	const end = html.indexOf('>', start);
	return end < 0 ? undefined : { ...tag, end: end + 1 };
};

const after = (html: string, text: string, from: number): number => {
	const at = html.indexOf(text, from);
	return at < 0 ? html.length : at + text.length;
};

const afterElement = (html: string, { name, end }: Tag): number => {
	const closing = new RegExp(`</${name}[^>]*>?`, 'gi');
	closing.lastIndex = end;
	return closing.exec(html) ? closing.lastIndex : html.length;
};

const withoutTags = (html: string): string => {
	let text = '';
	let from = 0;
	// Nothing behind the last `>` can be a tag.
	const last = html.lastIndexOf('>');
	for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', Math.max(from, at + 1))) {
		const isComment = html.startsWith('<!--', at);
		if (isComment || (/[!?]/.test(html[at + 1] ?? '') && at < last)) {
			text += html.slice(from, at);
			from = isComment ? after(html, '-->', at + 4) : after(html, '>', at);
			continue;
		}
		const tag = at < last ? tagAt(html, at) : undefined;
		if (!tag) {
			if (at < last) continue;
			break;
		}
		text += html.slice(from, at) + traceOf(tag.name, tag.isClosing, html.slice(at, tag.end));
		from = SILENT.has(tag.name) && !tag.isClosing ? afterElement(html, tag) : tag.end;
	}
	return text + html.slice(from);
};

const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,31}));?/gi;

/** Numbers that mean another character than their own: windows-1252, as browsers read them. */
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
	const isInvalid = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
	return isInvalid ? '\ufffd' : String.fromCodePoint(code);
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

const MARKUP = /<[a-z!/?]/i;

/**
 * The text a person reads: tags gone, entities decoded, line breaks and list items on lines of their own. Direction marks and
 * joiners stay, since right-to-left texts and emoji are made of them.
 */
export const htmlToText = (html: string): string => {
	if (!MARKUP.test(html)) return tidy(decodeEntities(html.replace(/\r\n?/g, '\n')));
	// In HTML a line break of the source is no more than a space.
	return tidy(decodeEntities(withoutTags(html.replace(/[\r\n]+/g, ' '))));
};
