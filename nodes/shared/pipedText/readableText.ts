import { decodeEntities } from './htmlEntities';

export interface ReadableOptions {
	/** What a `<br>` or the end of a paragraph becomes. Labels are one line; longer texts keep their lines. */
	lineBreaks?: 'space' | 'newline';
}

const BLOCKS = new Set(
	'address article blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul'.split(
		' ',
	),
);
/** Elements whose content nobody reads. */
const SILENT = new Set(['script', 'style', 'head', 'title', 'noscript']);

/**
 * A survey's HTML as a person reads it: tags gone, entities decoded, runs of space closed up, invisible characters
 * removed. `a < b` stays as it is. Right-to-left marks and emoji joiners stay. Linear in the length of the text.
 */
export function readableText(html: string, options: ReadableOptions = {}): string {
	if (!html.includes('<') && !html.includes('&')) return tidy(html, options);
	let text = '';
	let position = 0;
	while (position < html.length) {
		const open = html.indexOf('<', position);
		if (open === -1) break;
		text += html.slice(position, open);
		const after = endOfMarkup(html, open);
		if (after === undefined) {
			text += '<';
			position = open + 1;
			continue;
		}
		if (after.breaksLine) text += options.lineBreaks === 'newline' ? '\n' : ' ';
		position = after.end;
	}
	text += html.slice(position);
	return tidy(decodeEntities(text), options);
}

/** The place after the tag, comment or silent element that begins at `open`; undefined if it is just a `<`. */
function endOfMarkup(html: string, open: number): { end: number; breaksLine: boolean } | undefined {
	if (html.startsWith('<!--', open)) {
		const close = html.indexOf('-->', open + 4);
		return { end: close === -1 ? html.length : close + 3, breaksLine: false };
	}
	let position = open + 1;
	if (html[position] === '/' || html[position] === '!' || html[position] === '?') position++;
	const nameStart = position;
	while (/[a-zA-Z0-9]/.test(html[position] ?? '')) position++;
	const name = html.slice(nameStart, position).toLowerCase();
	if (name === '' || !/[a-z]/.test(name[0])) return undefined;
	const nextOpen = html.indexOf('<', position);
	const close = html.slice(position, nextOpen === -1 ? html.length : nextOpen).indexOf('>');
	if (close === -1) return undefined;
	const end = position + close + 1;
	if (SILENT.has(name) && html[open + 1] !== '/') {
		return { end: endOfSilent(html, end), breaksLine: false };
	}
	return { end, breaksLine: BLOCKS.has(name) };
}

/** After `</script>`; what is never closed is silent to the end. */
function endOfSilent(html: string, from: number): number {
	const rest = /<\/(?:script|style|head|title|noscript)[^<>]{0,20}>/i.exec(html.slice(from));
	return rest ? from + rest.index + rest[0].length : html.length;
}

const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;
const SPACES = /[\s\u00a0\u202f]+/g;

function tidy(text: string, { lineBreaks = 'space' }: ReadableOptions): string {
	const visible = text.replace(INVISIBLE, '');
	if (lineBreaks === 'space') return visible.replace(SPACES, ' ').trim();
	return visible
		.split(/\r\n|\r|\n/)
		.map((line) => line.replace(SPACES, ' ').trim())
		.filter((line, index, lines) => line !== '' || (index > 0 && lines[index - 1] !== ''))
		.join('\n')
		.trim();
}
