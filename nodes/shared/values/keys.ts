import { withoutInvisible } from './invisible';
import { cleanText, fold } from './text';

/** What kind of value identifies a record. */
export type KeyKind = 'email' | 'phone' | 'text';

/**
 * A key value as it is sent and compared, so that copies with invisible signs, another Unicode form or blanks around are one
 * person: e-mails without any blank and in lower case, phone numbers as digits with the plus kept, other texts cleaned, without
 * regard to case where `caseSensitive` is off.
 */
export function normaliseKey(value: string, kind: KeyKind, caseSensitive = false): string {
	if (kind === 'email') return fold(value).replace(/\s/g, '');
	if (kind === 'phone') return phoneDigits(value);
	return caseSensitive ? cleanText(value) : fold(value);
}

/** `tel:(+33) 6 12-34` → `+33612-…` digits only; a text without a digit stays as it is, cleaned. */
export function phoneDigits(value: string): string {
	const text = withoutInvisible(value).normalize('NFKC').trim();
	const body = text.replace(/^tel:/i, '').replace(/^['’`]/, '');
	const digits = body.replace(/\D/g, '');
	if (digits === '') return fold(value);
	return /^[\s([]*\+/.test(body) ? `+${digits}` : digits;
}
