import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'crypto';
import type { ResponseWindow } from '../shared/delivery/SurveySource';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';

/**
 * What the webhook and the schedule put into an execution; n8n stores it with the execution before it runs, so nothing is lost
 * whatever happens later. An announcement holds ids only and is fetched inside the execution. The catch-up has read its
 * responses with one export for many, so they go along as they are.
 */
export type Job = { delivery: { id: string; process: string } } & JobContent;

export type JobContent =
	| { kind: 'announced'; surveyId: string; responseId: string; partial: boolean }
	| {
			kind: 'caughtUp';
			by: NonNullable<ResponseWindow['by']>;
			response?: SurveyResponse;
			/** Listed, and gone when it was read. */
			missing?: string[];
	  };

/** Tells whether an execution runs in the process that received its job, or in another one (queue mode). */
const THIS_PROCESS = randomUUID();

/** The items of one delivery: they share its id. */
export function toItems(contents: JobContent[]): INodeExecutionData[] {
	const delivery = { id: randomUUID(), process: THIS_PROCESS };
	return contents.map((content) => ({ json: { ...content, delivery } as unknown as IDataObject }));
}

/** A manual run hands over an empty item, or something of the user's: then there is no job, and a sample is wanted. */
export function jobOf(item: INodeExecutionData): Job | undefined {
	const { kind, delivery } = item.json as Partial<Job>;
	return (kind === 'announced' || kind === 'caughtUp') && delivery?.id
		? (item.json as unknown as Job)
		: undefined;
}

export const cameFromElsewhere = (job: Job): boolean => job.delivery.process !== THIS_PROCESS;
