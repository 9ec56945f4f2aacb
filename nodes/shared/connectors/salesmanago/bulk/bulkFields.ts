import type { BulkField, FieldType } from '../../../bulk';
import type { KeyKind } from '../../../records/match';
import type { ContactCard } from '../cards';
import {
	CONTACT_STATES,
	DATE_DETAIL_PREFIX,
	DETAIL_PREFIX,
	NUMBER_DETAIL_PREFIX,
	detailDate,
	STANDARD_FIELDS,
	TAG_PREFIX,
	tagField,
	tagName,
	valuesOf,
} from '../contactValues';
import { LIMITS } from '../limits';

/** The opt-outs of a card; `true` takes the consent away. Source: contracts/salesmanago.md 3, 5. */
export const OPTED_OUT = 'optedOut';
export const OPTED_OUT_PHONE = 'optedOutPhone';

export type DetailKind = 'text' | 'number' | 'date';

/** SALESmanago has no list of custom details: each is named by the user. Source: contracts/salesmanago.md 0.5. */
export interface NamedDetail {
	name: string;
	kind: DetailKind;
}

const DETAILS: Record<DetailKind, { prefix: string; type: FieldType }> = {
	text: { prefix: DETAIL_PREFIX, type: { kind: 'text', maxLength: LIMITS.detailValue } },
	number: { prefix: NUMBER_DETAIL_PREFIX, type: { kind: 'number' } },
	date: { prefix: DATE_DETAIL_PREFIX, type: { kind: 'date' } },
};

const STANDARD_TYPES: Partial<Record<string, FieldType>> = {
	email: { kind: 'email', maxLength: LIMITS.emailLength },
	phone: { kind: 'phone', isTrimmed: true },
	fax: { kind: 'phone', isTrimmed: true },
	state: { kind: 'code', codes: CONTACT_STATES.map((code) => ({ code })) },
	birthday: { kind: 'date' },
	lang: { kind: 'text', maxLength: 2, isTrimmed: true },
};

/** What a file may change on contacts. None of it can be emptied: there is no documented way to (contracts/salesmanago.md 3). */
export function bulkFields(details: readonly NamedDetail[], tags: readonly string[]): BulkField[] {
	const taken = new Set<string>();
	const unique = (name: string, id: string): string => {
		const folded = name.trim().toLowerCase();
		if (taken.has(folded)) return id;
		taken.add(folded);
		return name;
	};
	const fields: BulkField[] = [
		...STANDARD_FIELDS.map(({ name, label }) => ({
			name: unique(label, name),
			id: name,
			type: STANDARD_TYPES[name] ?? ({ kind: 'text', isTrimmed: true } as const),
		})),
		{ name: 'Opted Out', id: OPTED_OUT, type: { kind: 'boolean' }, ...CONSENT },
		{ name: 'Opted Out by Phone', id: OPTED_OUT_PHONE, type: { kind: 'boolean' }, ...CONSENT },
		...details.map(({ name, kind }) => {
			const id = `${DETAILS[kind].prefix}${name}`;
			return { name: unique(name, id), id, type: DETAILS[kind].type };
		}),
		...[...new Set(tags.map(tagName))].map((tag) => {
			const id = tagField(tag);
			return { name: unique(`Tag ${tag}`, id), id, type: { kind: 'boolean' } as const };
		}),
	];
	return fields.map((field) => ({ ...field, isRequired: true }));
}

const CONSENT = { isConsent: true, optOutValue: true } as const;

/** One contact for each address; its id is the `smclientid` of survey links and counts exactly. */
export const CONTACT_KEYS: ReadonlyArray<{
	id: 'email' | 'contactId';
	name: string;
	kind: KeyKind;
}> = [
	{ id: 'email', name: 'Email', kind: 'email' },
	{ id: 'contactId', name: 'Contact ID', kind: 'exact' },
];

/** The values of a card by field id: dates as dates, tags as true or false. */
export function bulkValuesOf(
	card: ContactCard,
	fieldIds: readonly string[],
): Record<string, unknown> {
	const values = valuesOf(card);
	return Object.fromEntries(
		fieldIds.map((id) => {
			if (id === OPTED_OUT) return [id, card.optedOut ?? null];
			if (id === OPTED_OUT_PHONE) return [id, card.optedOutPhone ?? null];
			const value = Object.hasOwn(values, id) ? values[id] : undefined;
			if (id.startsWith(TAG_PREFIX)) return [id, value === true];
			if (id.startsWith(DATE_DETAIL_PREFIX)) return [id, dayOf(value) ?? value ?? null];
			if (id === 'birthday') return [id, birthdayAsDate(value) ?? value ?? null];
			return [id, value ?? null];
		}),
	);
}

const dayOf = (value: unknown): string | undefined => {
	const ms = detailDate(value);
	return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 10);
};

/** A birthday without its year stays as it is: no date can be made of it. */
const birthdayAsDate = (value: unknown): string | undefined => {
	const match = /^(\d{4})(\d{2})(\d{2})$/.exec(typeof value === 'string' ? value : '');
	return match ? match.slice(1).join('-') : undefined;
};
