import { asRecords, asText, isRecord, type Json } from './json';

/**
 * A contact as SALESmanago shows it. Source: contracts/salesmanago.md 5. Cards come in two shapes: as recorded (`id`, `contactTags`,
 * `contactExtEvents`, null for what is empty, no language and no consents) and as some documents have them (`contactId`, `tags`,
 * `events`); members of both are read.
 */
export interface ContactCard {
	id: string;
	email?: string;
	name?: string;
	phone?: string;
	fax?: string;
	company?: string;
	state?: string;
	externalId?: string;
	address: { streetAddress?: string; zipCode?: string; city?: string; country?: string };
	/** `yyyyMMdd`, or `MMdd` without the year. */
	birthday?: string;
	province?: string;
	lang?: string;
	optedOut?: boolean;
	optedOutPhone?: boolean;
	tags: string[];
	/** External ids of its events, as far as the card shows them. */
	eventIds: string[];
	/** Texts of its notes, as far as the card shows them. */
	notes: string[];
	details: Record<string, string>;
	/** Where the card shows them. */
	consents: Record<string, boolean>;
}

const TEXTS = 'email name phone fax company state externalId province lang'.split(' ');

/** Events that came from outside stand in a list of their own. */
const EVENT_LISTS = ['contactExtEvents', 'contactEvents', 'events'] as const;

const NOTE_LISTS = ['contactNotes', 'notes'] as const;

export const readCard = (raw: Json): ContactCard | undefined => {
	const id = asText(raw.contactId) ?? asText(raw.id);
	if (id === undefined) return undefined;
	const texts = TEXTS.flatMap((name) => {
		const text = asText(raw[name]);
		return text === undefined ? [] : [[name, text] as const];
	});
	const birthday = birthdayOf(raw);
	return {
		id,
		...Object.fromEntries(texts),
		address: addressOf(raw.address),
		...(birthday && { birthday }),
		...(typeof raw.optedOut === 'boolean' && { optedOut: raw.optedOut }),
		...(typeof raw.optedOutPhone === 'boolean' && { optedOutPhone: raw.optedOutPhone }),
		tags: [...new Set([...tagsOf(raw.contactTags), ...tagsOf(raw.tags)])],
		eventIds: EVENT_LISTS.flatMap((list) =>
			asRecords(raw[list]).flatMap(({ externalId }) => asText(externalId) ?? []),
		),
		notes: NOTE_LISTS.flatMap((list) => notesOf(raw[list])),
		details: detailsOf(raw.properties),
		consents: consentsOf(raw.consents ?? raw.consentDetails),
	};
};

/** Texts, or objects of which nobody has said which member holds the text: every text among their members counts. */
const notesOf = (value: unknown): string[] =>
	(Array.isArray(value) ? (value as unknown[]) : []).flatMap((entry) =>
		(isRecord(entry) ? Object.values(entry) : [entry]).filter(
			(text): text is string => typeof text === 'string' && text.trim() !== '',
		),
	);

const addressOf = (value: unknown): ContactCard['address'] => {
	const raw = isRecord(value) ? value : {};
	const parts = ['streetAddress', 'zipCode', 'city', 'country'].flatMap((name) => {
		const text = asText(raw[name]);
		return text === undefined ? [] : [[name, text] as const];
	});
	return Object.fromEntries(parts);
};

/** Texts, or objects that name the tag. */
export const tagsOf = (value: unknown): string[] =>
	(Array.isArray(value) ? (value as unknown[]) : []).flatMap((entry) => {
		const text = isRecord(entry) ? asText(entry.tag ?? entry.tagName ?? entry.name) : asText(entry);
		return text === undefined ? [] : [text];
	});

/** Written as a map, read as a list of name and value. */
const detailsOf = (value: unknown): Record<string, string> => {
	const pairs = isRecord(value)
		? Object.entries(value)
		: asRecords(value).map((entry) => [asText(entry.name) ?? '', entry.value] as const);
	return Object.fromEntries(
		pairs.flatMap(([name, entry]) => (name === '' ? [] : [[name, asText(entry) ?? ''] as const])),
	);
};

const consentsOf = (value: unknown): Record<string, boolean> =>
	Object.fromEntries(
		asRecords(value).flatMap((entry) => {
			const name = asText(entry.consentName ?? entry.name);
			const accepted = entry.consentAccept ?? entry.accepted;
			return name === undefined || typeof accepted !== 'boolean' ? [] : [[name, accepted] as const];
		}),
	);

const birthdayOf = (raw: Json): string | undefined => {
	if (asText(raw.birthday)) return asText(raw.birthday);
	const digits = (value: unknown, length: number): string =>
		(asText(value) ?? '').padStart(length, '0').slice(-length);
	if (!asText(raw.birthdayMonth) || !asText(raw.birthdayDay)) return undefined;
	const year = asText(raw.birthdayYear) ? digits(raw.birthdayYear, 4) : '';
	return `${year}${digits(raw.birthdayMonth, 2)}${digits(raw.birthdayDay, 2)}`;
};
