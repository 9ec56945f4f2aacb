import { withoutAnyInvisible, withoutInvisible } from './invisible';

/** Plain lower-case letters without a blank are the usual case, and need nothing done. */
const NEEDS_NOTHING = /^[\x21-\x40\x5b-\x7e]*$/;

/**
 * A text as people see it: Unicode NFC, without invisible signs, runs of blanks (line breaks and no-break blanks too) as one
 * blank, none around. Upper and lower case stay.
 */
export function cleanText(text: string): string {
	if (/^[\x21-\x7e]*$/.test(text)) return text;
	return withoutInvisible(text).normalize('NFC').replace(/\s+/g, ' ').trim();
}

/**
 * A text for comparing: as people see it, without regard to case. `Straße` and `STRASSE` stay different, as do letters with and
 * without accents: two names that a person can tell apart are two names.
 */
export function fold(text: string): string {
	if (NEEDS_NOTHING.test(text)) return text;
	// Greek writes its last sigma differently, which is no other letter.
	return cleanText(withoutAnyInvisible(text)).toLowerCase().normalize('NFC').replaceAll('ς', 'σ');
}

/** Nothing that a person could see: missing, null, or a text of blanks and invisible signs. `0` and `false` are values. */
export const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && isBlankText(value));

const isBlankText = (text: string): boolean => text === '' || cleanText(text) === '';

/** Blank, or a list with nothing but blanks in it. */
export const isEmpty = (value: unknown): boolean =>
	Array.isArray(value) ? value.every(isEmpty) : isBlank(value);

/** As `isEmpty`, for what holds texts: there, blanks and signs that nobody sees are a text, so that it can be put back as it was. */
export const isNoText = (value: unknown): boolean =>
	typeof value === 'string' ? value === '' : isEmpty(value);
