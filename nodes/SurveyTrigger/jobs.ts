import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'crypto';
import type { ResponseWindow } from '../shared/delivery/SurveySource';

/**
 * What the webhook and the schedule put into an execution: ids only. n8n stores it with the execution before it runs, so a
 * response that was announced is never lost, whatever happens while it is fetched.
 */
export type Job = { delivery: { id: string; process: string } } & (
	| { kind: 'announced'; surveyId: string; responseId: string; partial: boolean }
	| {
			kind: 'batch';
			surveyId: string;
			by: NonNullable<ResponseWindow['by']>;
			from: string;
			to: string;
			ids: string[];
	  }
);

type Unsent<J> = J extends Job ? Omit<J, 'delivery'> : never;

/** Tells whether an execution runs in the process that received its job, or in another one (queue mode). */
const THIS_PROCESS = randomUUID();

export const toItem = (job: Unsent<Job>): INodeExecutionData => ({
	json: { ...job, delivery: { id: randomUUID(), process: THIS_PROCESS } } as unknown as IDataObject,
});

/** A manual run hands over an empty item, or something of the user's: then there is no job, and a sample is wanted. */
export function jobOf(item: INodeExecutionData): Job | undefined {
	const { kind, delivery, surveyId } = item.json as Partial<Job>;
	return (kind === 'announced' || kind === 'batch') && delivery?.id && surveyId
		? (item.json as unknown as Job)
		: undefined;
}

export const cameFromElsewhere = (job: Job): boolean => job.delivery.process !== THIS_PROCESS;
