import type { SurveyResponse } from '../SurveyResponse';
import { momentOf } from './periods';
import type { CountRules, LeftOutReason } from './types';

export const DEFAULT_COUNT: Readonly<CountRules> = {
	tests: false,
	unfinished: false,
	screenedOut: false,
	imported: true,
	spam: false,
};

const SCREENED: ReadonlySet<string> = new Set(['disqualified', 'overquota', 'screened']);

/** Why a response does not count; undefined when it does. A status that is not known counts once it was submitted. */
export function exclusionOf(
	{ event, response }: Pick<SurveyResponse, 'event' | 'response'>,
	rules: CountRules,
): LeftOutReason | undefined {
	if (!rules.tests && (response.isTest || event === 'test')) return 'test';
	if (!rules.spam && response.isSpam) return 'spam';
	if (!rules.imported && response.isImported) return 'imported';
	if (!rules.screenedOut && SCREENED.has(response.status)) return 'screenedOut';
	const isOpen =
		response.status === 'partial' || (response.status === 'unknown' && !response.submittedAt);
	return !rules.unfinished && isOpen ? 'unfinished' : undefined;
}

/** One for every response, whichever connection it came through. */
export const responseKeyOf = ({ provider, survey, response }: SurveyResponse): string =>
	`${provider}/${survey.id}/${response.id}`;

/** The moment a response belongs to: when it was submitted, whatever was edited later. */
export const timeOf = ({ response }: SurveyResponse): string | undefined =>
	response.submittedAt ?? response.updatedAt ?? response.startedAt;

const NO_TIME = '0000-00-00T00:00:00.000Z';

const normalised = (date: string | undefined): string => {
	if (date?.length === NO_TIME.length && date.endsWith('Z')) return date;
	const ms = momentOf(date, 'UTC');
	return ms === undefined ? NO_TIME : new Date(ms).toISOString();
};

/**
 * Orders the versions of one response; the larger one (as text) holds. A deletion is final; then the later change; then
 * finished over unfinished; then the revision, so that any order of arrival ends in the same one.
 */
export function versionOf({ event, response }: SurveyResponse): string {
	const changed = normalised(response.updatedAt ?? response.submittedAt);
	const finished = response.status === 'complete' ? 1 : 0;
	return [event === 'deleted' ? 1 : 0, changed, finished, response.revision ?? ''].join('|');
}

/** Reasons that are the response's, not the answer's. */
export const RESPONSE_REASONS: ReadonlySet<LeftOutReason> = new Set<LeftOutReason>([
	'test',
	'unfinished',
	'screenedOut',
	'imported',
	'spam',
	'outsidePeriod',
	'noTime',
]);
