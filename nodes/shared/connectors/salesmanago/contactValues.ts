import { ConnectorError } from '../../http/ConnectorError';
import type { PresentStatus } from '../../mapping';
import type { FieldShape } from '../../records';
import { cutText } from '../../mapping';
import { textOf } from '../../pipedText/textOf';
import type { ContactCard } from './cards';
import { isRecord } from './json';
import { LIMITS } from './limits';
import { readCountedDate, readDate } from '../../values/dates';
import { readNumber } from '../../values/numbers';
import { withoutInvisible } from '../../values/invisible';
import { isUnreadable, type Unreadable } from '../../values/Reading';
import { cleanText, isEmpty } from '../../values/text';

/**
 * How a contact looks to the records floor: fixed fields under their own names, everything free behind a prefix, so that a
 * custom detail named "email" is not the contact's own.
 */
export const DETAIL_PREFIX = 'details.';
/** Typed custom details, for segments that compare: milliseconds or an ISO date; a number. */
export const DATE_DETAIL_PREFIX = 'dateDetails.';
export const NUMBER_DETAIL_PREFIX = 'numberDetails.';
/** Value: true adds the tag, false removes it. */
export const TAG_PREFIX = 'tags.';
/** Value: `optIn` or `optOut`, or a `ConsentValue`; the consent must exist in the account. */
export const CONSENT_PREFIX = 'consents.';
/** Value: `optIn` or `optOut`, or a `ConsentValue`. */
export const PHONE_STATUS = 'phoneStatus';

/** Source: contracts/salesmanago.md 3. `section` is where the field stands in a request. */
export const STANDARD_FIELDS = [
	{ name: 'email', label: 'Email', section: 'contact' },
	{ name: 'name', label: 'Name', section: 'contact' },
	{ name: 'phone', label: 'Phone', section: 'contact' },
	{ name: 'fax', label: 'Fax', section: 'contact' },
	{ name: 'company', label: 'Company', section: 'contact' },
	{ name: 'state', label: 'State', section: 'contact' },
	{ name: 'externalId', label: 'External ID', section: 'contact' },
	{ name: 'streetAddress', label: 'Street Address', section: 'address' },
	{ name: 'zipCode', label: 'Zip Code', section: 'address' },
	{ name: 'city', label: 'City', section: 'address' },
	{ name: 'country', label: 'Country', section: 'address' },
	{ name: 'birthday', label: 'Birthday', section: 'root' },
	{ name: 'province', label: 'Province', section: 'root' },
	{ name: 'lang', label: 'Language', section: 'root' },
] as const;

export const CONTACT_STATES = ['CUSTOMER', 'PROSPECT', 'PARTNER', 'OTHER', 'UNKNOWN'] as const;

const STANDARD = new Map<string, string>(
	STANDARD_FIELDS.flatMap(({ name, label }) => [
		[name.toLowerCase(), name],
		[label.toLowerCase(), name],
	]),
);

const PREFIXES = [
	DETAIL_PREFIX,
	DATE_DETAIL_PREFIX,
	NUMBER_DETAIL_PREFIX,
	TAG_PREFIX,
	CONSENT_PREFIX,
];

/** What is no standard field is a custom detail. */
export function targetName(name: string): string {
	const wanted = name.trim();
	if (wanted === PHONE_STATUS || PREFIXES.some((prefix) => wanted.startsWith(prefix)))
		return wanted;
	return STANDARD.get(wanted.toLowerCase()) ?? `${DETAIL_PREFIX}${wanted}`;
}

/** A consent, and when it was given. */
export interface ConsentValue {
	status: 'optIn' | 'optOut';
	/** Milliseconds since 1970; none: now. */
	at?: number;
}

export function readConsent(value: unknown): ConsentValue | undefined {
	const given = isRecord(value) ? value : { status: value };
	const { status, at } = given;
	if (status !== 'optIn' && status !== 'optOut') return undefined;
	return { status, ...(typeof at === 'number' && Number.isFinite(at) && { at }) };
}

/** As SALESmanago stores tags: upper case, no spaces. */
export const tagName = (tag: string): string => tag.trim().replace(/\s+/g, '_').toUpperCase();

export const tagField = (tag: string): string => `${TAG_PREFIX}${tagName(tag)}`;

/** As it is seen, in lower case: an invisible sign would make another contact. */
const addressIn = (value: unknown): string => withoutInvisible(textOf(value)).trim().toLowerCase();

/** Trimmed and in lower case, or why it is none. */
export function readEmail(value: unknown): string | ConnectorError {
	const email = addressIn(value);
	const [local] = email.split('@');
	if (
		/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) &&
		local.length <= LIMITS.emailLocalLength &&
		email.length <= LIMITS.emailLength
	)
		return email;
	return new ConnectorError('input', 'The e-mail address of the contact is missing or not valid', {
		hint: `SALESmanago knows contacts by their address: one @, at most ${LIMITS.emailLocalLength} characters before it and ${LIMITS.emailLength} in all.`,
	});
}

/** `1985-01-31`, `1985-01-31T00:00:00Z`, `19850131`, `--01-31` or `0131` as SALESmanago takes it; undefined for a day that no year has. */
export function readBirthday(value: unknown): string | undefined {
	const digits = textOf(value)
		.trim()
		.replace(/^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/, '$1$2$3')
		.replace(/^--(\d{2})-(\d{2})$/, '$1$2');
	const [, year = LEAP_YEAR, month, day] = /^(\d{4})?(\d{2})(\d{2})$/.exec(digits) ?? [];
	if (month === undefined) return undefined;
	return isUnreadable(readDate(`${year}-${month}-${day}`, { zone: 'UTC' })) ? undefined : digits;
}

/** Has all days that a birthday without a year can be. */
const LEAP_YEAR = '2000';

/** Milliseconds since 1970 from those, or from a date (without a zone: UTC). */
export function detailDate(value: unknown): number | undefined {
	const text = textOf(value).trim();
	const read = /^\d{12,14}$/.test(text)
		? readCountedDate(text, 'unix-ms', 'UTC')
		: readDate(text, { zone: 'UTC' });
	return isUnreadable(read) ? undefined : read.date.toMillis();
}

/** A number as it was typed or as SALESmanago gives it back. */
export const detailNumber = (text: string): number | Unreadable =>
	readNumber(text, { origin: 'typed' });

/** As a standard field is sent. */
export const sentText = (field: string, value: unknown): string => {
	const text = textOf(value).trim();
	if (field === 'birthday') return readBirthday(value) ?? text;
	if (field === 'email') return addressIn(value);
	return field === 'state' ? text.toUpperCase() : text;
};

/** As the custom detail will hold it. */
export const detailText = (value: unknown): string => cutText(textOf(value), LIMITS.detailValue);

/** SALESmanago takes any text for a number. An address is looked at by `readEmail`. */
export const shapeOf = (field: string): FieldShape | undefined => SHAPES.get(field);

const SHAPES = new Map<string, FieldShape>([
	['phone', { shape: 'phone', label: 'Phone' }],
	['fax', { shape: 'phone', label: 'Fax' }],
]);

/** What the records floor compares with. */
export function valuesOf(card: ContactCard): Record<string, unknown> {
	const standard = STANDARD_FIELDS.map(({ name, section }) => [
		name,
		section === 'address' ? card.address[name] : card[name],
	]);
	const details = Object.entries(card.details).flatMap(([name, value]) =>
		[DETAIL_PREFIX, DATE_DETAIL_PREFIX, NUMBER_DETAIL_PREFIX].map((prefix) => [
			`${prefix}${name}`,
			value,
		]),
	);
	const tags = card.tags.map((tag) => [tagField(tag), true]);
	const consents = Object.entries(card.consents).map(([name, accepted]) => [
		`${CONSENT_PREFIX}${name}`,
		accepted ? 'optIn' : 'optOut',
	]);
	const phone =
		card.optedOutPhone === undefined
			? []
			: [[PHONE_STATUS, card.optedOutPhone ? 'optOut' : 'optIn']];
	return Object.fromEntries([
		['contactId', card.id],
		...standard,
		...details,
		...tags,
		...consents,
		...phone,
	]) as Record<string, unknown>;
}

export const presentStatus = ({ optedOut }: ContactCard): PresentStatus =>
	optedOut === undefined ? 'unknown' : optedOut ? 'optedOut' : 'optedIn';

const isTrue = (value: unknown): boolean => textOf(value).trim().toLowerCase() === 'true';

/** Whether SALESmanago stores both as the same. */
export function sameValue(field: string, from: unknown, to: unknown): boolean {
	if (field.startsWith(TAG_PREFIX)) return isTrue(from) === isTrue(to);
	if (field === PHONE_STATUS || field.startsWith(CONSENT_PREFIX))
		return readConsent(from)?.status === readConsent(to)?.status;
	const before = textOf(from);
	if (field.startsWith(DETAIL_PREFIX)) return before === detailText(to);
	if (field.startsWith(DATE_DETAIL_PREFIX)) return same(detailDate(from), detailDate(to));
	if (field.startsWith(NUMBER_DETAIL_PREFIX)) return isSameNumber(before, textOf(to));
	// What is compared is what would be sent.
	const sent = sentText(field, to);
	const isAnyCase = field === 'email' || field === 'state' || field === 'lang';
	return isAnyCase ? before.toLowerCase() === sent.toLowerCase() : before === sent;
}

/** Not on every card, nor in every account (contracts/salesmanago.md 5): that a card does not show them says nothing. */
export const isOftenHidden = (field: string): boolean =>
	field === 'lang' || field === 'province' || isTypedDetail(field);

export const isTypedDetail = (field: string): boolean =>
	field.startsWith(DATE_DETAIL_PREFIX) || field.startsWith(NUMBER_DETAIL_PREFIX);

/** Whether a card that was read after a write shows what was sent: `unknown` where it shows nothing of it. */
export function isAsSent(field: string, shown: unknown, to: unknown): boolean | 'unknown' {
	const isText = !field.startsWith(TAG_PREFIX) && !field.startsWith(CONSENT_PREFIX);
	if (sameValue(field, shown, to)) return true;
	// SALESmanago may tidy blanks and invisible signs as it likes.
	if (isText && !isEmpty(shown) && cleanText(textOf(shown)) === cleanText(textOf(to))) return true;
	if (field.startsWith(CONSENT_PREFIX) || field === PHONE_STATUS)
		return isEmpty(shown) ? 'unknown' : false;
	return isOftenHidden(field) && isEmpty(shown) ? 'unknown' : false;
}

const same = (left: number | undefined, right: number | undefined): boolean =>
	left !== undefined && left === right;

const isSameNumber = (left: string, right: string): boolean =>
	!isUnreadable(detailNumber(left)) && detailNumber(left) === detailNumber(right);
