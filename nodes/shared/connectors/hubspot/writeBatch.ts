import {
	asConnectorError,
	ConnectorError,
	isConnectorError,
	stillInDoubt,
} from '../../http/ConnectorError';
import { settle } from '../../http/settle';
import { describeRow } from './errorTable';
import { asRecord, asTexts, type Json } from './json';
import type { Sent } from './payload';
import { idsIn, type BatchResult, type Records, type StoredRecord } from './records';

export type RowAnswer = StoredRecord | ConnectorError;

export interface RowUpdate {
	id: string;
	sent: Sent;
}

/** For error texts about one record of a batch. */
const ABOUT = { method: 'POST', subject: 'the record' } as const;

/**
 * Creates up to a hundred records. Each has a trace id of its own: without them one that is refused fails all, and nobody knows which
 * were written (contracts/hubspot.md 3.8).
 */
export async function createSome(records: Records, sent: readonly Sent[]): Promise<RowAnswer[]> {
	const inputs = sent.map((properties, index) => ({ properties, objectWriteTraceId: `r${index}` }));
	const { records: made, errors } = await records.create(inputs);
	const failed = new Map(
		errors.flatMap(
			(error): Array<[string, Json]> => tracesIn(error).map((trace) => [trace, error]),
		),
	);
	const left = new Set(made);
	const byTrace = new Map(made.map((record) => [record.traceId, record]));
	return sent.map((properties, index) => {
		const trace = `r${index}`;
		const error = failed.get(trace);
		if (error) return describeRow(error, { ...ABOUT, body: properties });
		const own = byTrace.get(trace) ?? likest(left, properties);
		if (own) {
			left.delete(own);
			return own;
		}
		return new ConnectorError('unexpected', 'HubSpot answered without the record', {
			outcomeUnknown: true,
		});
	});
}

const tracesIn = ({ context }: Json): string[] => asTexts(asRecord(context).objectWriteTraceId);

/** The trace id does not come back, and the order is not promised: what was made is known by what it holds (contracts/hubspot.md 3.9). */
function likest(made: ReadonlySet<StoredRecord>, sent: Sent): StoredRecord | undefined {
	let best: StoredRecord | undefined;
	let most = -1;
	for (const record of made) {
		const same = Object.entries(sent).filter(
			([name, value]) =>
				String(record.properties[name] ?? '').toLowerCase() === value.toLowerCase(),
		).length;
		if (same > most) [best, most] = [record, same];
	}
	return best;
}

/**
 * Updates up to a hundred records, none twice. One value that is refused fails all, and is not told which: they are tried again in
 * halves, since nothing was written (contracts/hubspot.md 3.6). What is not found may have been merged, and is tried singly (4.9).
 */
export async function updateSome(
	records: Records,
	updates: readonly RowUpdate[],
): Promise<RowAnswer[]> {
	const inputs = updates.map(({ id, sent }) => ({ id, properties: sent }));
	const done = await settle(records.update(inputs));
	if (done.ok) return await rowsOf(records, updates, done.value);
	const error = asConnectorError(done.error);
	const isOfOne =
		error.status !== undefined && (error.kind === 'input' || error.kind === 'conflict');
	if (!isOfOne || updates.length === 1) return updates.map(() => error);
	const middle = Math.ceil(updates.length / 2);
	const first = await updateSome(records, updates.slice(0, middle));
	const answers = [...first, ...(await updateSome(records, updates.slice(middle)))];
	return stillInDoubt(error, answers);
}

async function rowsOf(
	records: Records,
	updates: readonly RowUpdate[],
	{ records: written, errors }: BatchResult,
): Promise<RowAnswer[]> {
	const byId = new Map(written.map((record) => [record.id, record]));
	const told = new Map(
		errors.flatMap((error) => idsIn(error).map((id): [string, Json] => [id, error])),
	);
	const answers: RowAnswer[] = [];
	for (const { id, sent } of updates) {
		const own = byId.get(id);
		const error = told.get(id);
		if (own) answers.push(own);
		else if (error && error.category !== 'OBJECT_NOT_FOUND')
			answers.push(describeRow(error, { ...ABOUT, body: sent }));
		else {
			const single = await settle(records.updateOne(id, sent));
			answers.push(single.ok ? single.value : asConnectorError(single.error));
		}
	}
	return answers;
}

/** Stages that HubSpot kept are cleared, and then set: they move forward only (contracts/hubspot.md 7.2). */
export async function moveBack(
	records: Records,
	updates: readonly RowUpdate[],
	answers: readonly RowAnswer[],
): Promise<RowAnswer[]> {
	const behind = updates.flatMap(({ sent }, index) => {
		const answer = answers[index];
		const wanted = sent[STAGE];
		if (isConnectorError(answer) || !wanted || answer.properties[STAGE] === wanted) return [];
		return [{ index, id: answer.id, wanted }];
	});
	if (behind.length === 0) return [...answers];
	const done = [...answers];
	const give = async (stage: (wanted: string) => string): Promise<RowAnswer[]> =>
		await updateSome(
			records,
			behind.map(({ id, wanted }) => ({ id, sent: { [STAGE]: stage(wanted) } })),
		);
	const cleared = await give(() => '');
	let set = await give((wanted) => wanted);
	// Left empty, the stage would be lost.
	if (set.some(isConnectorError)) set = await give((wanted) => wanted);
	behind.forEach(({ index, wanted }, position) => {
		const before = done[index];
		const now = set[position];
		if (isConnectorError(before)) return;
		const error = [now, cleared[position]].find(isConnectorError);
		if (error && (isConnectorError(now) || now.properties[STAGE] !== wanted))
			done[index] = notMoved(error);
		else if (!isConnectorError(now))
			done[index] = {
				...before,
				properties: { ...before.properties, [STAGE]: now.properties[STAGE] ?? '' },
			};
	});
	return done;
}

const STAGE = 'lifecyclestage';

const notMoved = (error: ConnectorError): ConnectorError =>
	new ConnectorError(error.kind, `The lifecycle stage was not set: ${error.message}`, {
		...error,
		hint: 'The other values were written, and the stage may be empty now: set it in HubSpot.',
		outcomeUnknown: true,
	});
