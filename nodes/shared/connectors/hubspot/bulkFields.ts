import type { BulkField, FieldType } from '../../bulk';
import type { KeyKind } from '../../records';
import { textOf } from '../../pipedText/textOf';
import { ID_FIELD, type Matching } from './find';
import { LIMITS } from './limits';
import { CONTACTS } from './objects';
import { isSearchable, isWritable, type ObjectProperties, type Property } from './properties';
import { keyKindOf } from './keys';
import { comparable } from './values';

/** The properties that a file may change: all that can be written and read back as they are. */
export function bulkFields(
	{ all }: ObjectProperties,
	timeZone: string,
	consents: readonly string[],
): BulkField[] {
	const changeable = all.filter((property) => isWritable(property) && !property.isHidden);
	const counts = new Map<string, number>();
	for (const { label } of changeable)
		counts.set(label.toLowerCase(), (counts.get(label.toLowerCase()) ?? 0) + 1);
	return changeable.flatMap((property): BulkField[] => {
		const type = typeOf(property, timeZone);
		if (!type) return [];
		const isShared = (counts.get(property.label.toLowerCase()) ?? 0) > 1;
		const name = isShared ? `${property.label} (${property.name})` : property.label;
		return [{ name, id: property.name, type, ...consentOf(property.name, consents) }];
	});
}

/** On what ground somebody is written to is a legal act too. */
const LEGAL_BASIS = 'hs_legal_basis';

const consentOf = (name: string, consents: readonly string[]): Partial<BulkField> =>
	name === LEGAL_BASIS || consents.includes(name)
		? { isConsent: true, optOutValue: /(^|_)(do_?not|no|un\w*|opt_?(ed_?)?out)(_|$)/.test(name) }
		: {};

function typeOf(
	{ kind, name, isPhone, options, isOpen }: Property,
	timeZone: string,
): FieldType | undefined {
	const codes = options.map(({ value, label, isHidden }) => ({
		code: value,
		label,
		...(isHidden && { isHidden: true as const }),
	}));
	switch (kind) {
		case 'text':
			return {
				kind: name === 'email' ? 'email' : isPhone ? 'phone' : 'text',
				maxLength: LIMITS.text,
			};
		case 'number':
		case 'boolean':
		case 'date':
			return { kind };
		case 'dateTime':
			return { kind, timeZone };
		// What is allowed is not known here: HubSpot says so.
		case 'choice':
			return isOpen ? { kind: 'text' } : { kind: 'code', codes, acceptsLabels: true };
		case 'choices': {
			// A cell sets codes apart by these signs.
			const canBeCut = !isOpen && codes.every(({ code }) => !/[,;]/.test(code));
			return canBeCut ? { kind: 'codes', codes, acceptsLabels: true } : undefined;
		}
		default:
			return undefined;
	}
}

export interface BulkKeyProperty {
	id: string;
	name: string;
	kind: KeyKind;
}

const isUniqueOf = ({ name, isUnique }: Property, type: string): boolean =>
	isUnique || (type === CONTACTS && name === 'email');

/** Unique ones first, the address of contacts before all; then the ID, and what the search has to find. */
export function bulkKeys({ all }: ObjectProperties, type: string): BulkKeyProperty[] {
	const toKey = (property: Property): BulkKeyProperty => ({
		id: property.name,
		name: property.label,
		kind: keyKindOf(property),
	});
	const unique = all.filter((property) => isUniqueOf(property, type));
	const others = all.filter(
		(property) =>
			isSearchable(property) && !unique.includes(property) && property.name !== ID_FIELD,
	);
	const first = unique.filter(({ name }) => name === 'email');
	const rest = unique.filter(({ name }) => name !== 'email');
	return [
		...[...first, ...rest].map(toKey),
		{ id: ID_FIELD, name: 'Record ID', kind: 'exact' },
		...others.map(toKey),
	];
}

export function matchingFor(id: string, type: string, { byName }: ObjectProperties): Matching {
	const property = byName.get(id);
	if (id === ID_FIELD || !property) return { by: 'id' };
	return { by: isUniqueOf(property, type) ? 'unique' : 'search', property };
}

/** As cells hold it: numbers, yes and no as such, dates in one form, several choices with commas. */
export function readable(property: Property | undefined, value: unknown): unknown {
	const text = textOf(value);
	if (!property || text === '') return null;
	switch (property.kind) {
		case 'number':
			return Number.isNaN(Number(text)) ? text : Number(text);
		case 'boolean':
			return text === 'true' ? true : text === 'false' ? false : text;
		case 'choices':
			return text.split(';').join(',');
		case 'date':
		case 'dateTime':
			return comparable(property, text);
		default:
			return text;
	}
}

/** The reverse, as far as writing does not read it by itself. */
export const writable = (property: Property | undefined, value: unknown): unknown =>
	property?.kind === 'choices' && typeof value === 'string' ? value.split(/[,;]/) : value;
