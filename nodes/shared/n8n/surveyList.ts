import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { foldText } from '../pipedText/foldText';
import { asNodeError } from './errors';
import type { RecentSurvey } from './knownSurveys';
import type { ListMethod } from './listPage';

/** One page of the surveys that an account sees, and where the next one begins. */
export interface SurveyPage {
	surveys: Array<{ id: string; name: string; isActive?: boolean }>;
	next?: string;
}

type ReadPage = (cursor?: string) => Promise<SurveyPage>;

interface OpenList {
	read: ReadPage;
	/** Stand first: n8n tells a list nothing of the other nodes, so what was read last is the best guess. */
	recent?: readonly RecentSurvey[];
}

const ENOUGH_FOR_A_PAGE = 20;

/**
 * List method behind a survey locator. No system can be asked for a part of its list, so all pages are looked through,
 * whatever page a survey is on. `closed` is said of those that collect nothing.
 */
export const surveyList = (
	open: (context: ILoadOptionsFunctions) => Promise<OpenList>,
	closed = 'closed',
): ListMethod =>
	async function (filter = '', paginationToken) {
		const find = async (): Promise<INodeListSearchResult> => {
			const wanted = foldText(filter.trim());
			const { read, recent = [] } = await open(this);
			const first = wanted === '' ? recent : [];
			const results: INodeListSearchResult['results'] =
				paginationToken === undefined
					? first.map(({ id, name }) => ({ name: `${name} · read last`, value: id }))
					: [];
			let cursor = paginationToken;
			do {
				const page = await read(cursor);
				for (const { id, name, isActive } of page.surveys) {
					if (first.some((one) => one.id === id)) continue;
					if (!foldText(`${name} ${id}`).includes(wanted)) continue;
					results.push({ name: isActive === false ? `${name} (${closed})` : name, value: id });
				}
				cursor = page.next;
			} while (cursor !== undefined && cursor !== '' && results.length < ENOUGH_FOR_A_PAGE);
			return { results, paginationToken: cursor };
		};
		return await asNodeError(this.getNode(), find());
	};
