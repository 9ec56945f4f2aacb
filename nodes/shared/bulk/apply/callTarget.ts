import { asConnectorError, ConnectorError, stillInDoubt } from '../../http/ConnectorError';
import { runPool, type PoolOutcome } from '../../http/runPool';
import { settle } from '../../http/settle';
import type { CancelSignal } from '../../http/types';

/** One answer for each entry; undefined where the run was cancelled before it was sent. */
export type Answers<R> = Array<R | ConnectorError | undefined>;

/** Sends entries in batches, some at once. A batch refused as a whole is halved until the entry to blame is alone. */
export async function callInBatches<T, R>(
	entries: readonly T[],
	{ size, atOnce, cancel }: { size: number; atOnce: number; cancel?: CancelSignal },
	call: (batch: T[]) => Promise<Array<R | ConnectorError>>,
): Promise<Answers<R>> {
	const batches: T[][] = [];
	for (let at = 0; at < entries.length; at += size) batches.push(entries.slice(at, at + size));
	const outcomes = await runPool(
		batches,
		atOnce,
		async (batch) => await callSplitting(batch, call),
		{
			...(cancel && { cancel }),
		},
	);
	return outcomes.flatMap((outcome, index) => answersOf(outcome, batches[index].length));
}

function answersOf<R>(outcome: PoolOutcome<Array<R | ConnectorError>>, length: number): Answers<R> {
	if (outcome.status === 'done') return outcome.value;
	const error = outcome.status === 'notRun' ? undefined : asConnectorError(outcome.error);
	return new Array<ConnectorError | undefined>(length).fill(error);
}

async function callSplitting<T, R>(
	batch: T[],
	call: (batch: T[]) => Promise<Array<R | ConnectorError>>,
): Promise<Array<R | ConnectorError>> {
	const outcome = await settle(call(batch));
	if (outcome.ok) return complete(outcome.value, batch.length);
	const error = asConnectorError(outcome.error);
	if (error.kind !== 'input' || batch.length === 1) return batch.map(() => error);
	const middle = batch.length >> 1;
	const left = await callSplitting(batch.slice(0, middle), call);
	return stillInDoubt(error, [...left, ...(await callSplitting(batch.slice(middle), call))]);
}

/** An answer that is missing is not taken for a success. */
function complete<R>(
	answers: Array<R | ConnectorError>,
	length: number,
): Array<R | ConnectorError> {
	if (answers.length === length) return answers;
	const error = new ConnectorError(
		'unexpected',
		`The system answered for ${answers.length} of ${length} rows`,
		{
			hint: 'Run the file again: rows that were written are found unchanged.',
			outcomeUnknown: true,
		},
	);
	return new Array<ConnectorError>(length).fill(error);
}
