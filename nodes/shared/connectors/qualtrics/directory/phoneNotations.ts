import { normaliseKey } from '../../../records';
import { parsePhoneNumberFromString } from '../../../vendor/libphonenumber';

/** Whoever reads more than this into a number has no number. */
const LONGEST = 60;

/**
 * The ways in which a phone number is mostly written, the given one first. Qualtrics compares numbers sign by sign (contracts/qualtrics.md 5.6), so each has to be asked for. No country is guessed: a number without one stays as it is.
 */
export function phoneNotations(given: string): string[] {
	const digits = normaliseKey('phone', given);
	const found =
		given.length <= LONGEST && digits.startsWith('+')
			? parsePhoneNumberFromString(digits)
			: undefined;
	const written = [
		given.trim(),
		digits,
		...(digits.startsWith('+') ? [`00${digits.slice(1)}`] : []),
		...(found?.isPossible() ? [found.formatInternational()] : []),
	];
	return [...new Set(written)];
}

/** What a new contact is told by, where it was looked for by its number. */
export const OTHER_NOTATIONS =
	'Qualtrics compares phone numbers sign by sign: nobody was found who has this number as it was given, as digits or in international form, but a contact may have it in another notation. Keep all numbers in one form, for example with the transformation Phone Number (E.164)';
