import { htmlToText } from '../survey/htmlToText';

export interface ReadableOptions {
	/** What a `<br>` or the end of a paragraph becomes. Labels are one line; longer texts keep their lines. */
	lineBreaks?: 'space' | 'newline';
}

/** A survey's HTML as a person reads it, on one line unless asked otherwise. */
export function readableText(html: string, { lineBreaks = 'space' }: ReadableOptions = {}): string {
	const text = htmlToText(html);
	return lineBreaks === 'newline' ? text : text.replace(/\s+/g, ' ').trim();
}
