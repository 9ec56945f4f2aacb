import type { IExecuteFunctions } from 'n8n-workflow';
import type { BulkField } from '../shared/bulk';
import { foldName } from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';
import { nearestName } from '../shared/pipedText/lookup/nearestName';
import { splitEntries } from '../shared/values/entries';
import type { BulkDestination } from './targets/BulkProvider';

export type DataKind = 'fields' | 'consents' | 'all';

export const isOfKind = ({ isConsent = false }: BulkField, kind: DataKind): boolean =>
	kind === 'all' || isConsent === (kind === 'consents');

/** Those chosen under 'Fields', in that order; none chosen means all of the data kind. */
export function chosenFields(
	context: IExecuteFunctions,
	destination: BulkDestination,
): BulkField[] {
	const kind = context.getNodeParameter('dataKind', 0, 'all') as DataKind;
	const given = context.getNodeParameter('fields', 0, []) as string[] | string;
	const known = (destination.fields ?? []).filter((field) => isOfKind(field, kind));
	const find = (name: string): BulkField | undefined => {
		const wanted = foldName(name);
		return (
			known.find(({ id }) => id !== undefined && foldName(id) === wanted) ??
			known.find((field) => foldName(field.name) === wanted)
		);
	};
	const names = namesIn(given, (name) => find(name) !== undefined);
	if (names.length === 0) return known;
	return names.map((name) => {
		const found = find(name);
		if (found) return found;
		if (destination.fields === undefined) return { name, type: { kind: 'text' } };
		throw unknown(name, known);
	});
}

/** A list is so many names; a text is cut at its separators, and a field with a comma in its name stays one. */
export const namesIn = (
	given: readonly string[] | string,
	isWhole?: (name: string) => boolean,
): string[] =>
	(Array.isArray(given)
		? given
		: splitEntries(String(given ?? ''), { commas: true, ...(isWhole && { isWhole }) })
	)
		.map((name) => String(name).trim())
		.filter((name) => name !== '');

function unknown(name: string, known: BulkField[]): ConnectorError {
	const near = nearestName(
		name,
		known.flatMap((field) => [field.name, ...(field.id === undefined ? [] : [field.id])]),
	);
	return new ConnectorError('input', `There is no field ${name} of this data kind`, {
		hint: near === undefined ? "Choose it again under 'Fields'." : `Did you mean ${near}?`,
	});
}
