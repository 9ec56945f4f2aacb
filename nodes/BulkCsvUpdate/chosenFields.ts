import type { IExecuteFunctions } from 'n8n-workflow';
import type { BulkField } from '../shared/bulk';
import { foldName } from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';
import { nearestName } from '../shared/pipedText/lookup/nearestName';
import type { BulkPlace } from './targets/BulkProvider';

export type DataKind = 'fields' | 'consents' | 'all';

export const isOfKind = ({ isConsent = false }: BulkField, kind: DataKind): boolean =>
	kind === 'all' || isConsent === (kind === 'consents');

/** Those chosen under 'Fields', in that order; none chosen means all of the data kind. */
export function chosenFields(context: IExecuteFunctions, place: BulkPlace): BulkField[] {
	const kind = context.getNodeParameter('dataKind', 0, 'all') as DataKind;
	const given = context.getNodeParameter('fields', 0, []) as string[] | string;
	const known = (place.fields ?? []).filter((field) => isOfKind(field, kind));
	const names = namesIn(given);
	if (names.length === 0) return known;
	return names.map((name) => {
		const wanted = foldName(name);
		const found =
			known.find(({ id }) => id !== undefined && foldName(id) === wanted) ??
			known.find((field) => foldName(field.name) === wanted);
		if (found) return found;
		if (place.fields === undefined) return { name, type: { kind: 'text' } };
		throw unknown(name, known);
	});
}

export const namesIn = (given: string[] | string): string[] =>
	(Array.isArray(given) ? given : String(given ?? '').split(/[,;\n]/))
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
