import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { foldText } from '../pipedText/foldText';
import { asNodeError } from './errors';
import { recentSurveys, surveyOnceRead } from './knownSurveys';
import type { ListMethod } from './listPage';
import { receivedSurveyIds } from './receivedSurvey';
import { inOrder, isWanted } from './surveyOrder';
import type { ListedSurvey } from './surveys/SurveySystem';

/** One page of the surveys that an account sees, and where the next one begins. */
export interface SurveyPage {
	surveys: ListedSurvey[];
	next?: string;
}

interface OpenList {
	/** Tells accounts apart within this process: what was read from it stands first. */
	account: string;
	read(cursor?: string): Promise<SurveyPage>;
}

const ENOUGH_FOR_A_PAGE = 20;
/** The survey that came in is looked for on so many pages of the account; whoever opens a list waits for it. */
const MOST_PAGES_FOR_RECEIVED = 5;

/**
 * List method behind a survey locator. No system can be asked for a part of its list, so all pages are looked through,
 * whatever page a survey is on. `closed` is said of those that collect nothing.
 */
export const surveyList = (
	open: (context: ILoadOptionsFunctions) => Promise<OpenList>,
	closed = 'closed',
): ListMethod =>
	async function (filter = '', paginationToken) {
		const received = receivedSurveyIds(this);
		const find = async (): Promise<INodeListSearchResult> => {
			const wanted = foldText(filter.trim());
			const { account, read } = await open(this);
			const known = received.flatMap((id) => surveyOnceRead(account, id) ?? []);
			const isFirstPage = paginationToken === undefined;
			const listed: ListedSurvey[] = [];
			const has = (id: string) => [...listed, ...known].some((one) => one.id === id);
			let cursor = paginationToken;
			let pages = 0;
			let matching = 0;
			const isEnough = () =>
				matching >= ENOUGH_FOR_A_PAGE &&
				(!isFirstPage || pages >= MOST_PAGES_FOR_RECEIVED || received.every(has));
			do {
				const page = await read(cursor);
				listed.push(...page.surveys);
				matching += page.surveys.filter(isWanted(wanted)).length;
				cursor = page.next;
				pages += 1;
			} while (cursor !== undefined && cursor !== '' && !isEnough());
			const shown = { listed, wanted, closed, received, known, recent: recentSurveys(account) };
			return { results: inOrder(shown, isFirstPage), paginationToken: cursor };
		};
		return await asNodeError(this.getNode(), find());
	};
