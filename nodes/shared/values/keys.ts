import { withoutInvisible } from './invisible';
import { cleanText, fold } from './text';

/** How values of a field that identifies a record are made comparable. */
export type KeyKind = 'exact' | 'text' | 'email' | 'phone';

/**
 * | kind  | `  Ann@Example.COM ` | `tel:(+33) 6-12 34` | compared                                                              |
 * |-------|----------------------|---------------------|-----------------------------------------------------------------------|
 * | exact | `Ann@Example.COM`    | as it is            | as a person sees it; case counts                                      |
 * | text  | `ann@example.com`    | as it is            | as a person sees it, in any case                                      |
 * | email | `ann@example.com`    | –                   | as text, without blanks inside                                        |
 * | phone | –                    | `+3361234`          | digits and a leading plus; `00` is a plus; no country is guessed      |
 *
 * Invisible signs and the Unicode form never make two persons of one.
 */
const COMPARED: Record<KeyKind, (text: string) => string> = {
	exact: cleanText,
	text: fold,
	email: (text) => fold(text).replace(/\s/g, ''),
	phone: phoneDigits,
};

export const comparedKey = (kind: KeyKind, text: string): string => COMPARED[kind](text);

/** The value as it is sent and stored: cleaned as it is compared, in the case in which it came. */
export const sentKey = (kind: KeyKind, text: string): string =>
	kind === 'email'
		? cleanText(text).replace(/\s/g, '')
		: cleanText(kind === 'phone' ? inPlainDigits(text) : text);

const DIGIT = /\p{Nd}/u;
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;

/** `٠٦١٢` → `0612`: numbers are stored with the digits that every system reads. Digits of a script stand in a row from 0 to 9. */
const inPlainDigits = (text: string): string =>
	text.replace(OTHER_DIGITS, (digit) => {
		const code = digit.normalize('NFKC').codePointAt(0)!;
		if (code < 0x80) return String.fromCodePoint(code);
		let value = 0;
		while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
		return String(value);
	});

/** `+33 (0)6 12-34` → `+3361234`, `0 0 33 …` likewise; a text without a digit gives nothing. */
function phoneDigits(text: string): string {
	const written = inPlainDigits(withoutInvisible(text))
		.normalize('NFKC')
		.trim()
		.replace(/^tel:/i, '')
		.replace(/^['’`]/, '')
		.replace(/\(0\)/g, '')
		.replace(/^[\s([]+/, '');
	const digits = written.replace(/\D/g, '');
	const hasPlus = written.startsWith('+');
	const number = hasPlus ? digits : digits.replace(/^00/, '');
	return number !== '' && (hasPlus || number !== digits) ? `+${number}` : number;
}
