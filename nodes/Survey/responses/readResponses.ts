import type { SurveySource } from '../../shared/delivery/SurveySource';
import { isConnectorError } from '../../shared/http/ConnectorError';
import { settle } from '../../shared/http/settle';
import type { SurveyResponse } from '../../shared/survey/SurveyResponse';
import { fitsAll } from './embeddedFilter';
import type { Selection } from './select';

export type SourceOf = (surveyId: string) => Promise<SurveySource>;

const time = ({ response }: SurveyResponse): number => Date.parse(response.submittedAt ?? '') || 0;

/** As the trigger puts them out. */
export const oldestFirst = (a: SurveyResponse, b: SurveyResponse): number =>
	time(a) - time(b) || (a.response.id < b.response.id ? -1 : 1);

/**
 * What fits a selection, oldest first, streamed from the exports: with a limit, no more than twice as many are held at a time.
 */
export async function readSelection(
	selection: Selection,
	sourceOf: SourceOf,
	/** Called for each that fits, whether the limit keeps it or not. */
	onFit: () => void = () => {},
): Promise<SurveyResponse[]> {
	const { from, to, by, limit = Infinity } = selection;
	let kept: SurveyResponse[] = [];
	for (const surveyId of selection.surveyIds) {
		const source = await sourceOf(surveyId);
		for await (const one of source.read({ surveyId, from, to, by })) {
			const response = one.toResponse();
			if (!fits(response, selection)) continue;
			onFit();
			kept.push(response);
			if (kept.length >= 2 * limit) kept = cut(kept, selection);
		}
	}
	return cut(kept, selection);
}

function cut(kept: SurveyResponse[], { limit, keep }: Selection): SurveyResponse[] {
	const sorted = kept.sort(oldestFirst);
	if (limit === undefined) return sorted;
	return keep === 'latest' ? sorted.slice(-limit) : sorted.slice(0, limit);
}

function fits(survey: SurveyResponse, selection: Selection): boolean {
	const { isTest, isImported, isSpam, status } = survey.response;
	if (isTest && !selection.includeTests) return false;
	if (isImported && !selection.includeImported) return false;
	if (isSpam && !selection.includeSpam) return false;
	const kind = status === 'complete' ? 'complete' : 'partial';
	return selection.statuses.includes(kind) && fitsAll(survey, selection.embeddedData);
}

/** More than this are read with one export: single responses may be asked for 240 times a minute (contracts/qualtrics.md 1.7). */
const SINGLY = 100;

/** Responses by id; those that do not exist are absent. */
export async function readByIds(
	surveyId: string,
	ids: ReadonlySet<string>,
	source: SurveySource,
): Promise<Map<string, SurveyResponse>> {
	const found = new Map<string, SurveyResponse>();
	if (ids.size > SINGLY) {
		for await (const one of source.read({ surveyId, only: ids })) {
			found.set(one.id, one.toResponse());
		}
		return found;
	}
	for (const id of ids) {
		const outcome = await settle(source.get(id));
		if (outcome.ok) found.set(id, outcome.value);
		else if (!isConnectorError(outcome.error) || outcome.error.kind !== 'notFound') {
			throw outcome.error;
		}
	}
	return found;
}
