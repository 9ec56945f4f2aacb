import { foldText } from '../foldText';
import type { CatalogueEntry } from './CatalogueEntry';

export interface CataloguePage {
	entries: CatalogueEntry[];
	/** Hand it back for the next page; absent on the last. */
	paginationToken?: string;
}

const PAGE_SIZE = 100;

/**
 * Entries that hold every word of the filter, in any order, without regard to case and diacritics. Those in which more
 * of the words stand alone come first (`Q3` before `Q30`), otherwise the order of the survey stays.
 */
export function searchCatalogue(
	entries: CatalogueEntry[],
	filter = '',
	paginationToken?: string,
	pageSize = PAGE_SIZE,
): CataloguePage {
	const found = matching(entries, wordsOf(filter));
	const from = startOf(paginationToken);
	const end = from + Math.max(1, Math.floor(pageSize));
	return {
		entries: found.slice(from, end),
		...(end < found.length ? { paginationToken: String(end) } : {}),
	};
}

function matching(entries: CatalogueEntry[], words: string[]): CatalogueEntry[] {
	if (words.length === 0) return entries;
	return entries
		.filter(({ keywords }) => words.every((word) => keywords.includes(word)))
		.map((entry) => {
			const own = new Set(wordsOf(entry.keywords));
			return { entry, whole: words.filter((word) => own.has(word)).length };
		})
		.sort((left, right) => right.whole - left.whole)
		.map(({ entry }) => entry);
}

/** Letters and digits only, so that a pasted token or a title with its punctuation is found as well. */
function wordsOf(text: string): string[] {
	return foldText(text)
		.split(/[^\p{L}\p{M}\p{N}_#]+/u)
		.filter((word) => word !== '');
}

function startOf(paginationToken: string | undefined): number {
	const from = Number(paginationToken ?? 0);
	return Number.isInteger(from) && from > 0 ? from : 0;
}
