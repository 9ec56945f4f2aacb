import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'crypto';
import type { ResponseWindow } from '../shared/delivery/SurveySource';

/**
 * What the webhook and the schedule put into an execution; n8n stores it with the execution before it runs, so nothing is lost
 * whatever happens later. An announcement holds ids only and is fetched inside the execution. The catch-up has read its
 * responses with one export for many, so they go along as they were read; what was posted whole goes along as it came.
 */
export type Job = { delivery: DeliveryNote } & JobContent;

/** What all items of one delivery share. */
export interface DeliveryNote {
	id: string;
	process: string;
	/** What the user should know at every run. */
	notes?: string[];
	/** Everything recorded before this had come with the scheduled check. ISO-8601. */
	caughtUpTo?: string;
	/** Entries of the processed-data store that nobody needs any more. */
	forget?: string[];
}

export type By = NonNullable<ResponseWindow['by']>;

export type JobContent =
	| {
			kind: 'announced';
			surveyId: string;
			responseId: string;
			partial: boolean;
			/** By an event subscription, not by a Web Service task. */
			subscribed: boolean;
	  }
	| {
			kind: 'caughtUp';
			by: By;
			surveyId: string;
			/** As the survey system gave it. */
			raw?: unknown;
			/** When it was asked for, in milliseconds. */
			readAt?: number;
			/** Listed, and gone when it was read. */
			missing?: string[];
	  }
	| {
			kind: 'posted';
			/** Where the survey tool says it in a place that is known. */
			surveyId?: string;
			/** What was posted, as JSON. */
			raw: unknown;
			/** Headers that say something of the response, names in lower case. */
			headers?: Record<string, string>;
			/** ISO-8601. */
			receivedAt: string;
	  };

/** Tells whether an execution runs in the process that received its job, or in another one (queue mode). */
const THIS_PROCESS = randomUUID();

export const newDelivery = (note: Omit<DeliveryNote, 'id' | 'process'> = {}): DeliveryNote => ({
	id: randomUUID(),
	process: THIS_PROCESS,
	...note,
});

/** The items of one delivery; what is meant for all of them goes with the first. */
export function toItems(contents: JobContent[], delivery: DeliveryNote): INodeExecutionData[] {
	const { id, process } = delivery;
	return contents.map((content, index) => ({
		json: {
			...content,
			delivery: index === 0 ? delivery : { id, process },
		} as unknown as IDataObject,
	}));
}

const KINDS: ReadonlySet<unknown> = new Set<Job['kind']>(['announced', 'caughtUp', 'posted']);

/** A manual run hands over an empty item, or something of the user's: then there is no job, and a sample is wanted. */
export function jobOf(item: INodeExecutionData): Job | undefined {
	const { kind, delivery } = item.json as Partial<Job>;
	return kind !== undefined && KINDS.has(kind) && delivery?.id
		? (item.json as unknown as Job)
		: undefined;
}

export const cameFromElsewhere = (delivery: DeliveryNote): boolean =>
	delivery.process !== THIS_PROCESS;
