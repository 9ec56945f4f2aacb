import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { textOf } from '../../pipedText/textOf';
import type { FieldChange, RecordWrite, Written } from '../../records';
import { isWritable, type ObjectProperties, type Property } from './properties';
import { addressesOf, type StoredRecord } from './records';
import { convertValue, sameStored, type ValueContext } from './values';

/** By property, as a request holds them. */
export type Sent = Record<string, string>;

export interface Shape {
	properties: ObjectProperties;
	context: ValueContext;
}

/** By field; null: to be cleared. */
const valuesOf = (write: RecordWrite): Array<[string, unknown]> =>
	write.kind === 'create'
		? Object.entries(write.values)
		: write.changes.map(({ field, to }) => [field, to]);

/**
 * What a request holds of a write, or why it cannot be sent: one value that is refused would fail all that go along with it. An
 * address that the contact has already is left out, since it would become the primary one (contracts/hubspot.md 4.3).
 */
export function sentValues(
	write: RecordWrite,
	{ properties, context }: Shape,
	present?: StoredRecord,
): Sent | ConnectorError {
	const sent: Sent = {};
	for (const [name, value] of valuesOf(write)) {
		const property = properties.byName.get(name);
		if (!property) return unknown(name);
		if (!isWritable(property)) return readOnly(property);
		const converted = convertValue(property, value, context);
		if (isConnectorError(converted)) return converted;
		if (write.kind === 'create' && converted === '') continue;
		const isKnownAddress =
			name === 'email' && present && addressesOf(present).includes(converted.toLowerCase());
		if (!isKnownAddress) sent[name] = converted;
	}
	return sent;
}

const unknown = (name: string): ConnectorError =>
	new ConnectorError('input', `These records of HubSpot have no property "${name}"`, {
		hint: "Choose one from the list, or let 'Create Missing Properties' in the options of CRM Upsert create it.",
	});

const readOnly = ({ label, name }: Property): ConnectorError =>
	new ConnectorError('input', `"${label}" (${name}) is filled by HubSpot and cannot be written`, {
		hint: 'Take it out of the fields.',
	});

/** What of the values is in the answer. What it does not show is taken for kept (contracts/hubspot.md 3.11). */
export function keptOf(
	write: RecordWrite,
	sent: Sent,
	answer: StoredRecord,
	{ properties, context }: Shape,
): Written {
	const { id } = answer;
	const lost = Object.keys(sent).filter((name) => {
		const now = Object.hasOwn(answer.properties, name) ? answer.properties[name] : undefined;
		if (now === undefined) return false;
		return !sameStored(properties.byName.get(name)!, now, sent[name], context);
	});
	const warnings = lost.map((name) => notKept(properties.byName.get(name)!, answer));
	if (answer.note !== undefined) warnings.push(answer.note);
	if (write.kind === 'update' && write.record.id !== id)
		warnings.push(`The record was merged into ${id}, which was written`);
	const isLess = lost.length > 0 || Object.keys(sent).length < valuesOf(write).length;
	if (!isLess) return { id, ...(warnings.length > 0 && { warnings }) };
	const changes = changesOf(write).filter(
		({ field }) => Object.hasOwn(sent, field) && !lost.includes(field),
	);
	const isUntouched = write.kind === 'update' && changes.length === 0 && !write.status;
	return { id, changes, warnings, ...(isUntouched && { did: 'unchanged' as const }) };
}

const notKept = ({ label, name }: Property, { properties }: StoredRecord): string =>
	name === 'lifecyclestage'
		? `HubSpot kept the lifecycle stage "${textOf(properties[name])}", since it does not move backwards`
		: `HubSpot accepted "${label}" (${name}) and did not keep the value`;

const changesOf = (write: RecordWrite): FieldChange[] =>
	write.kind === 'update'
		? write.changes
		: Object.entries(write.values).map(([field, to]) => ({ field, from: null, to }));
