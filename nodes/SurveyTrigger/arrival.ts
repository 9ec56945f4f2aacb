import { isAsRecorded } from '../shared/delivery/catchUp';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';
import type { Job } from './jobs';
import type { TriggerSettings } from './settings';

/** A response that has come to an execution. */
export interface Arrival {
	response: SurveyResponse;
	job: Job;
	/** Index of the input item. */
	item: number;
	/** When it was asked for, in milliseconds; not known of what was posted. */
	readAt?: number;
	/** Came out before, in another form. */
	isEdit?: boolean;
}

const time = ({ response }: Arrival): number =>
	Date.parse(response.response.submittedAt ?? '') || 0;
export const byTime = (a: Arrival, b: Arrival): number => time(a) - time(b);

export const isUpdate = ({ job }: Partial<Pick<Arrival, 'job'>>): boolean =>
	job?.kind === 'caughtUp' && job.by === 'modified';

/**
 * Where new responses are not wanted they are listed all the same, and remembered: once one of them comes again with another
 * recorded date, it has been edited.
 */
export const isSeenOnly = (arrival: Arrival, { events }: TriggerSettings): boolean => {
	const { submittedAt, updatedAt } = arrival.response.response;
	return (
		isUpdate(arrival) &&
		!events.includes('new') &&
		!events.includes('partial') &&
		submittedAt !== undefined &&
		updatedAt !== undefined &&
		isAsRecorded(submittedAt, updatedAt)
	);
};

/** What a check found changed. What is posted says itself what it is. */
export const comesAsUpdate = (arrival: Partial<Arrival>): boolean =>
	isUpdate(arrival) || (arrival.isEdit === true && arrival.job?.kind === 'caughtUp');

/**
 * May it be an edit? What a check lists by its recorded date may be one that had its recorded date changed; what is posted
 * again may hold something else. An announcement tells of a new response alone: the fetch may show an edit, which comes with
 * the check, by the date of the change.
 */
export const mayBeEdit = ({ job }: Arrival): boolean => job.kind !== 'announced';

export function isWanted(arrival: Arrival, settings: TriggerSettings): boolean {
	const { isTest, isImported, isSpam } = arrival.response.response;
	if (isTest && !settings.includeTests) return false;
	if (isImported && !settings.includeImported) return false;
	if (isSpam && !settings.includeSpam) return false;
	return isUpdate(arrival) || settings.events.includes(eventOf(arrival, settings));
}

/** Did the person get to the end? Tools that post what is there often do not say; nothing is held back for that. */
function eventOf({ response }: Arrival, { source }: TriggerSettings): 'new' | 'partial' {
	const { status } = response.response;
	if (status === 'unknown' && source.system.id !== 'qualtrics') return 'new';
	return status === 'complete' ? 'new' : 'partial';
}

/** Far longer than an export leaves out a response that was recorded. */
const LONG_MS = 60 * 60 * 1000;

/**
 * An announcement that was sent again much later (or by somebody who caught it on its way): what n8n's store may have
 * forgotten by then lies below the watermark of the check, so it came out.
 */
export function cameWithCheckLongAgo({ response }: SurveyResponse, job: Job): boolean {
	const { caughtUpTo } = job.delivery;
	const comesOnce = job.kind === 'posted' || (job.kind === 'announced' && job.subscribed);
	if (!comesOnce || caughtUpTo === undefined) return false;
	return Date.parse(response.submittedAt ?? '') < Date.parse(caughtUpTo) - LONG_MS;
}
