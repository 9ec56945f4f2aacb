import { ConnectorError } from '../../http/ConnectorError';
import type { Api } from './api';
import { filterTime, readTime } from './dates';
import { outsideContract } from './errorTable';
import { idPart } from './ids';
import { asRecords, asText, isRecord, type Json } from './json';
import { RESPONSES_AT_ONCE } from './limits';
import { hasNext } from './pages';

export interface ChangedWithin {
	/** Milliseconds since 1970; both ends count in. */
	from?: number;
	to?: number;
}

/** Responses with all their answers. Source: contracts/surveymonkey.md 5. */
export interface Responses {
	/** Those that were changed within a time, oldest change first, each as it was when it was read. */
	all(surveyId: string, within: ChangedWithin): AsyncGenerator<Json, void, undefined>;
	/** None: the survey has no such response. */
	get(surveyId: string, responseId: string): Promise<Json | undefined>;
	/** Throws where the token or the plan does not let answers be read. */
	assertReadable(surveyId: string): Promise<void>;
}

/** No survey has more pages; an answer that never comes to an end is none. */
const MOST_PAGES = 100_000;
/** Bounds count by the second, and nobody says whether they count in. */
const SECOND_MS = 1000;
/** Brings the words of questions and answers along. */
const SIMPLE = { simple: 'true' };

export const changedAt = (response: Json): number =>
	Date.parse(readTime(response.date_modified) ?? readTime(response.date_created) ?? '');

export const createResponses = (api: Api): Responses => ({
	/**
	 * Not page by page: a response that is edited meanwhile moves to the end, and the first of the next page would take its place
	 * on a page that was read. Each request begins where the last one ended; only where a whole page was changed within one
	 * second do pages count. More pages of known responses than there are known ones to fill them never come to an end.
	 */
	async *all(surveyId, { from, to }) {
		const subject = `the responses of survey ${surveyId}`;
		const path = `/surveys/${idPart(surveyId, 'survey')}/responses/bulk`;
		const seen = new Set<string>();
		let [start, page] = [from, 1];
		let stale = 0;
		for (let count = 0; count < MOST_PAGES; count += 1) {
			const query = {
				page,
				per_page: RESPONSES_AT_ONCE,
				sort_by: 'date_modified',
				sort_order: 'ASC',
				...SIMPLE,
				...(start !== undefined && { start_modified_at: filterTime(start - SECOND_MS) }),
				...(to !== undefined && { end_modified_at: filterTime(to + SECOND_MS) }),
			};
			const body = await api.get({ path, query, subject });
			if (!isRecord(body) || !Array.isArray(body.data)) throw outsideContract(subject);
			const responses = asRecords(body.data);
			const before = seen.size;
			for (const response of responses) {
				const name = `${asText(response.id)} ${asText(response.date_modified)}`;
				if (seen.has(name)) continue;
				seen.add(name);
				yield response;
			}
			if (responses.length === 0 || !hasNext(body, { page, perPage: RESPONSES_AT_ONCE })) return;
			stale = seen.size === before ? stale + 1 : 0;
			if (stale > seen.size / RESPONSES_AT_ONCE + 1) break;
			const next = lastOf(responses);
			const isForward = next !== undefined && next - SECOND_MS > (start ?? -Infinity);
			[start, page] = isForward ? [next, 1] : [start, page + 1];
		}
		throw new ConnectorError('unexpected', `The responses of survey ${surveyId} come to no end`);
	},
	async get(surveyId, responseId) {
		const subject = `response ${responseId}`;
		const path = `/surveys/${idPart(surveyId, 'survey')}/responses/${idPart(responseId, 'response')}/details`;
		const response = await api.get({ path, query: SIMPLE, subject }).catch(noneIfNotFound);
		if (response === undefined) return undefined;
		if (!isRecord(response)) throw outsideContract(subject);
		return response;
	},
	async assertReadable(surveyId) {
		const subject = `the responses of survey ${surveyId}`;
		const path = `/surveys/${idPart(surveyId, 'survey')}/responses/bulk`;
		await api.get({ path, query: { page: 1, per_page: 1 }, subject });
	},
});

/** The time of the last change on a page that is in order. */
function lastOf(responses: Json[]): number | undefined {
	const times = responses.map(changedAt);
	const isInOrder = times.every((time, at) => at === 0 || times[at - 1] <= time);
	return isInOrder ? times.at(-1) : undefined;
}

function noneIfNotFound(error: unknown): undefined {
	if (error instanceof ConnectorError && error.kind === 'notFound') return undefined;
	throw error;
}
