import { collect, paginate } from '../../http/paginate';
import type { Api } from './api';
import { asFlag, asNumber, asRecord, asText, type Json } from './json';
import { LIMITS } from './limits';

/** Fields by which the directory merges newly added contacts (contracts/qualtrics.md 5.1, 5.8). */
export type MergeField = 'email' | 'firstName' | 'lastName' | 'externalDataReference' | 'phone';
const MERGE_FIELDS: readonly MergeField[] = [
	'email',
	'firstName',
	'lastName',
	'externalDataReference',
	'phone',
];

export interface Directory {
	id: string;
	name: string;
	isDefault: boolean;
	contactCount?: number;
	/** Empty: the directory never merges. How its up to three rules map onto these fields is not documented. */
	mergeFields: MergeField[];
}

export interface Directories {
	list(): Promise<Directory[]>;
}

export const createDirectories = (api: Api): Directories => ({
	list: async () =>
		await collect(
			paginate(
				async (cursor) => {
					const { elements, next } = await api.page(
						{
							method: 'GET',
							path: '/directories',
							query: { pageSize: LIMITS.directoryPageSize, useNewPaginationScheme: true },
							resource: 'directoryRead',
							subject: 'the list of directories',
						},
						cursor,
					);
					return { items: elements.flatMap(toDirectory), next };
				},
				{ cancel: api.runtime.cancel },
			),
		),
});

const toDirectory = (element: Json): Directory[] => {
	const id = asText(element.directoryId) ?? asText(element.id);
	if (id === undefined) return [];
	const criteria = asRecord(element.deduplicationCriteria);
	return [
		{
			id,
			name: asText(element.name) ?? id,
			isDefault: asFlag(element.isDefault) ?? false,
			contactCount: asNumber(element.contactCount),
			mergeFields: MERGE_FIELDS.filter((field) => asFlag(criteria[field])),
		},
	];
};
