import { idOf, path, type Api } from './api';
import { asIsoDate, asNumber, asText, type Json } from './json';
import { LIMITS } from './limits';

export interface MailingList {
	id: string;
	name: string;
	contactCount?: number;
	modifiedAt?: string;
}

export interface MailingLists {
	/** A page of the directory's lists (contracts/qualtrics.md 5.2). */
	list(
		directoryId: string,
		cursor?: string,
	): Promise<{ mailingLists: MailingList[]; nextCursor?: string }>;
	create(directoryId: string, name: string): Promise<{ id: string }>;
}

export const createMailingLists = (api: Api): MailingLists => ({
	async list(directoryId, cursor) {
		const { elements, next } = await api.page(
			{
				method: 'GET',
				path: path`/directories/${directoryId}/mailinglists`,
				query: {
					pageSize: LIMITS.directoryPageSize,
					includeCount: true,
					useNewPaginationScheme: true,
				},
				resource: 'directoryRead',
				subject: `the mailing lists of directory ${directoryId}`,
			},
			cursor,
		);
		return { mailingLists: elements.flatMap(toMailingList), nextCursor: next };
	},
	async create(directoryId, name) {
		const subject = `a mailing list in directory ${directoryId}`;
		const result = await api.result({
			method: 'POST',
			path: path`/directories/${directoryId}/mailinglists`,
			body: { name },
			resource: 'listWrite',
			subject,
		});
		return { id: idOf(result, subject) };
	},
});

const toMailingList = (element: Json): MailingList[] => {
	const id = asText(element.mailingListId) ?? asText(element.id);
	if (id === undefined) return [];
	return [
		{
			id,
			name: asText(element.name) ?? id,
			contactCount: asNumber(element.contactCount),
			modifiedAt: asIsoDate(element.lastModifiedDate),
		},
	];
};
