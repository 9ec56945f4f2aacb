import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { foldText } from '../pipedText/foldText';
import { asNodeError } from './errors';

const PAGE_SIZE = 100;

/** What lists show of a thing. Found by the words of its name. */
export interface ListEntry {
	name: string;
	value: string;
}

export type ListMethod = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** A list method whose entries are all known at once: searched and paginated here. */
export const listMethod = (
	entriesOf: (context: ILoadOptionsFunctions) => Promise<ListEntry[]>,
): ListMethod =>
	async function (filter, paginationToken) {
		const entries = await asNodeError(this.getNode(), entriesOf(this));
		return pageOf(entries, filter, paginationToken);
	};

function pageOf(
	entries: ListEntry[],
	filter = '',
	paginationToken?: string,
): INodeListSearchResult {
	const words = foldText(filter).split(/\s+/);
	const found = entries.filter(({ name }) => {
		const folded = foldText(name);
		return words.every((word) => folded.includes(word));
	});
	const start = Number(paginationToken ?? 0) || 0;
	const end = start + PAGE_SIZE;
	return {
		results: found.slice(start, end),
		...(end < found.length && { paginationToken: String(end) }),
	};
}
