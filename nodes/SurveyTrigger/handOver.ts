import type { IRun, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { inTurn } from '../shared/delivery/turns';
import { settle, type Settled } from '../shared/http/settle';
import type { DeliveryNote, JobContent } from './jobs';
import { toItems } from './jobs';
import { storeNewest } from './memory';
import { recentIdsOf } from './recent';
import { triggerName } from './triggerName';

/** A job that kills the worker which runs it must not kill one after the other. */
const TIMES = 5;

/**
 * Hands a job to n8n as an execution and waits for its end; true when the trigger passed its responses on. When the worker of
 * a queue is killed, n8n ends the execution and drops its input, so that nobody can retry it: the same delivery is then
 * handed over again, and its own claims let it pass.
 */
export async function handOver(
	context: ITriggerFunctions,
	contents: JobContent[],
	delivery: DeliveryNote,
	gaveUp?: Promise<undefined>,
): Promise<boolean> {
	for (let time = 1; time <= TIMES; time++) {
		const done = context.helpers.createDeferredPromise<IRun>();
		recentIdsOf(context).refill();
		storeNewest(context);
		// Whoever runs it a second time must look for its own claims.
		const note = time === 1 ? delivery : { ...delivery, process: '' };
		context.emit([toItems(contents, note)], undefined, done);
		const outcome = await settle(gaveUp ? Promise.race([done.promise, gaveUp]) : done.promise);
		if (!lostItsInput(outcome)) return triggerPassed(outcome, context.getNode().name);
		context.logger.warn('Survey Trigger: an execution was lost with its worker');
	}
	return false;
}

/** n8n keeps nothing of such a run but the error, and, unlike of one that a worker finished, does not know its job. */
function lostItsInput(outcome: Settled<IRun | undefined>): boolean {
	if (!outcome.ok || outcome.value?.status !== 'error') return false;
	const { data, jobId } = outcome.value;
	const stack = data.executionData?.nodeExecutionStack ?? [];
	return (
		jobId === undefined && stack.length === 0 && Object.keys(data.resultData.runData).length === 0
	);
}

/** Did the trigger itself hand its responses over? What later nodes made of them is the execution's own affair. */
function triggerPassed(outcome: Settled<IRun | undefined>, nodeName: string): boolean {
	if (!outcome.ok || !outcome.value) return false;
	const { status, data } = outcome.value;
	if (status === 'success' || status === 'waiting') return true;
	const mine = data?.resultData?.runData?.[nodeName]?.[0];
	return mine !== undefined && mine.error === undefined && mine.executionStatus !== 'error';
}

type Receive = (contents: JobContent[], delivery: DeliveryNote) => void;

/** Active triggers of this process that take announcements. */
const receivers = new Map<string, Receive>();

/** Gives back what ends it. */
export function takeAnnouncements(context: ITriggerFunctions): () => void {
	const receive: Receive = (contents, delivery) =>
		void inTurn(
			contents.flatMap(idsOf).map((id) => `${triggerName(context)} ${id}`),
			async () => await handOver(context, contents, delivery),
			{ sleep },
		);
	receivers.set(triggerName(context), receive);
	return () => {
		if (receivers.get(triggerName(context)) === receive) receivers.delete(triggerName(context));
	};
}

/** What is posted whole says in its own words what it is about. */
const idsOf = (content: JobContent): string[] =>
	content.kind === 'announced' ? [content.responseId] : [];

export const receiverOf = (context: IWebhookFunctions): Receive | undefined =>
	receivers.get(triggerName(context));
