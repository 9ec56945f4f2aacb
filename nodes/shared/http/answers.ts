import { cancelled } from './cancel';
import { asConnectorError, ConnectorError } from './ConnectorError';
import { runPool } from './runPool';
import type { CancelSignal } from './types';

/** The error of what was not begun: the run was cancelled, or stopped at an earlier failure. */
export const notBegun = (): ConnectorError =>
	cancelled('The run stopped before this record was written');

/** One answer for each entry, in order, `width` at a time: what came of it, or why nothing did. Never rejects. */
export async function answersInPool<T, R>(
	entries: readonly T[],
	width: number,
	work: (entry: T, index: number) => Promise<R>,
	cancel?: CancelSignal,
): Promise<Array<R | ConnectorError>> {
	const outcomes = await runPool(entries, width, work, { ...(cancel && { cancel }) });
	return outcomes.map((outcome) => {
		if (outcome.status === 'done') return outcome.value;
		return outcome.status === 'failed' ? asConnectorError(outcome.error) : notBegun();
	});
}

/** A call that fails as a whole fails for each of its entries. Never rejects. */
export async function answersOfCall<T>(
	call: Promise<Array<T | ConnectorError>>,
	length: number,
): Promise<Array<T | ConnectorError>> {
	const answers = await call.catch((error: unknown) => asConnectorError(error));
	if (Array.isArray(answers) && answers.length === length) return answers;
	const error = Array.isArray(answers)
		? new ConnectorError(
				'unexpected',
				`${answers.length} results came back for ${length} records`,
				{ outcomeUnknown: true },
			)
		: answers;
	return Array.from({ length }, () => error);
}
