import { isConnectorError } from '../../http/ConnectorError';
import { textOf } from '../../pipedText/textOf';
import { normaliseKey, type FieldShape, type KeyKind, type RecordKey } from '../../records';
import type { Property } from './properties';
import { addressesOf, type StoredRecord } from './records';
import { comparable, convertValue, type ValueContext } from './values';

/** How values of a property are compared to tell who is who; HubSpot compares texts without case. */
export function keyKindOf({ name, kind, isPhone }: Property): KeyKind {
	if (kind !== 'text') return 'exact';
	return name === 'email' ? 'email' : isPhone ? 'phone' : 'text';
}

/** HubSpot refuses a wrong address for the whole record, and takes any text for a phone number. */
export function shapeOf(property: Property | undefined): FieldShape | undefined {
	const kind = property && keyKindOf(property);
	if (kind === 'email') return { shape: 'email', label: property!.label, identifies: true };
	return kind === 'phone' ? { shape: 'phone', label: property!.label } : undefined;
}

export interface KeyReading {
	/** Equal for values that mean the same. */
	compared(value: unknown): string;
	of(key: RecordKey): string;
	/** What a request asks for: as HubSpot keeps such values. */
	askedFor(key: RecordKey): string[];
	/** Those of a record; a contact has several addresses (contracts/hubspot.md 4.1). */
	storedIn(record: StoredRecord): string[];
}

/** Options may be given by their labels, and numbers in several forms (contracts/hubspot.md 6.4, 6.11). */
export function createKeyReading(property: Property, context: ValueContext): KeyReading {
	const { name, kind } = property;
	const keyKind = keyKindOf(property);
	const kept = (value: string): string => {
		const converted = kind === 'text' ? value : convertValue(property, value, context);
		return isConnectorError(converted) ? value : converted;
	};
	const compared = (value: unknown): string => {
		const text = textOf(value);
		if (kind === 'text') return normaliseKey(keyKind, text);
		return text === '' ? '' : comparable(property, kept(text));
	};
	return {
		compared,
		of: ({ values }) => compared(values[name]),
		askedFor: ({ values, asGiven }) =>
			[values[name], asGiven?.[name]].flatMap((value) => (value ? [kept(value)] : [])),
		storedIn: (record) =>
			name === 'email'
				? addressesOf(record).map(compared)
				: [compared(record.properties[name])].filter((value) => value !== ''),
	};
}
