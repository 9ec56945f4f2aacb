import { decodeEntities } from './htmlEntities';

export { decodeEntities };

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

/** Soft hyphens and zero-width spaces are seen by nobody and keep texts from being equal. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;

const tidy = (text: string): string =>
	text
		.replace(INVISIBLE, '')
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
