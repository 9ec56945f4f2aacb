import { isDateText, isExponentCode, looksLikeDate, type Damage } from './damage';

const PERCENTAGE = /^[+\u2212-]?\d+(?:([.,]\d+))?\s?%$/;
const DIGIT = /\d/;
const BARE_DIGITS = /^[1-9]\d*$/;
const NUMBER = /^[+\u2212-]?\d+(?:[.,]\d+)?$/;

/**
 * What a spreadsheet has most likely done to a new value, by the form of the one before: where that has zeros or a plus in front,
 * looks like a date without being one, like a formula or a number with an exponent, and the new one is what is left of such a value. Values of one field
 * seldom change their form; whoever means it can say so.
 */
export function damageByForm(found: string, was: string): Damage | undefined {
	const [now, before] = [found.trim(), was.trim()];
	// All that is left has a digit, and what was there a digit or a sign.
	if (now === before || !DIGIT.test(now) || before === '') return undefined;
	if (BARE_DIGITS.test(now)) {
		if (/^0+\d+$/.test(before) && now.length < before.length) return 'lostZeros';
		const plus = /^\+\s?([\d ()./-]+)$/.exec(before);
		if (plus && plus[1].replace(/\D/g, '').length === now.length) return 'lostPlus';
	}
	if (isExponentCode(before) && /^\d+0$/.test(now)) return 'expanded';
	if (before.startsWith('=') && NUMBER.test(now)) return 'calculated';
	const [left, right] = [PERCENTAGE.exec(now), PERCENTAGE.exec(before)];
	if (left && right) return isPadded(left[1]) && !isPadded(right[1]) ? 'madePercent' : undefined;
	return looksLikeDate(before) && isDateText(now) && !isDateText(before) ? 'madeDate' : undefined;
}

/** As spreadsheets show percentages: with two decimals, of which nobody typed any. */
const isPadded = (decimals: string | undefined): boolean => /^[.,]00$/.test(decimals ?? '');
