const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader takes for one character: an emoji of several code points is one. */
export const graphemes = (text: string): string[] =>
	Array.from(segmenter.segment(text), ({ segment }) => segment);

const WIDE =
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const NARROW = /[\siljtfrI.,;:'’|!()[\]{}-]/;
const BROAD = /[\p{Lu}mwMW@%&+=–—…]/u;

/** Widths in units of the font size, on the broad side: a chart cannot measure the reader's font. */
function widthOf(grapheme: string): number {
	if (WIDE.test(grapheme)) return 1.1;
	if (NARROW.test(grapheme)) return 0.36;
	return BROAD.test(grapheme) ? 0.8 : 0.64;
}

/** How much wider bold type is. */
export const BOLD = 1.12;

/** Estimated width in pixels. */
export const textWidth = (text: string, fontSize: number): number =>
	graphemes(text).reduce((total, grapheme) => total + widthOf(grapheme), 0) * fontSize;

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text: string, width: number, fontSize: number): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (textWidth(line, fontSize) <= width) return line;
	let room = width - widthOf('…') * fontSize;
	let kept = '';
	for (const grapheme of graphemes(line)) {
		room -= widthOf(grapheme) * fontSize;
		if (room < 0) break;
		kept += grapheme;
	}
	return `${kept.trimEnd()}…`;
}

/** At most `lines` lines, broken between words; the last is cut. */
export function wrapText(text: string, width: number, fontSize: number, lines: number): string[] {
	const words = text.replace(/\s+/g, ' ').trim().split(' ');
	const wrapped: string[] = [];
	while (words.length > 0 && wrapped.length < lines - 1) {
		let line = words.shift()!;
		if (textWidth(line, fontSize) > width) {
			words.unshift(line);
			break;
		}
		while (words.length > 0 && textWidth(`${line} ${words[0]}`, fontSize) <= width) {
			line += ` ${words.shift()!}`;
		}
		wrapped.push(line);
	}
	return words.length > 0 ? [...wrapped, fitText(words.join(' '), width, fontSize)] : wrapped;
}

/** Cut to a number of characters, for texts in sentences and cells. */
export function shortened(text: string, length: number): string {
	const all = graphemes(text.replace(/\s+/g, ' ').trim());
	return all.length <= length ? all.join('') : `${all.slice(0, length - 1).join('')}…`;
}
