import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import type { CancelSignal } from '../shared/http/types';
import {
	upsertRecords,
	type Outcome,
	type RecordTarget,
	type RecordWrite,
	type RequestPreview,
	type UpsertInput,
} from '../shared/records';
import type { CrmPlace, CrmTarget } from './providers/CrmProvider';
import type { Done } from './present';
import type { Settings } from './settings';

export interface GroupOptions {
	settings: Settings;
	/** Of the inputs among all items. */
	positions: number[];
	/** After a failure nothing more is begun. */
	stopOnFailure: boolean;
	cancel: CancelSignal;
}

/** Writes what goes to one place; one result for each input, in order. */
export async function writeGroup(
	inputs: UpsertInput[],
	place: CrmPlace,
	target: CrmTarget,
	{ settings, positions, stopOnFailure, cancel }: GroupOptions,
): Promise<Done[]> {
	const { timeZone, options } = settings;
	const operation = place.operation ?? settings.operation;
	const isDryRun = options.dryRun ?? false;
	const several = options.whenSeveralMatch ?? 'error';
	const stop = stopOnFailure ? stopping(target, cancel) : { target, cancel };
	const planned = new Map<number, RecordWrite[]>();
	await target.prepare(inputs);
	const outcomes = await upsertRecords(inputs, stop.target, {
		operation,
		match: place.match,
		whenAmbiguous: several === 'newest' ? 'first' : several,
		allowOptInAgain: options.allowOptInAgain ?? false,
		onlyIfNewer: place.dateField !== undefined,
		timeZone,
		dryRun: isDryRun,
		positions,
		cancel: stop.cancel,
		onPlan: (record, plan) => {
			if (isDryRun && 'writes' in plan)
				for (const member of record.members) planned.set(member, plan.writes);
		},
	});
	const done = outcomes.map((given): Done => {
		const outcome = notFoundOr(given, place);
		const { foldedWith } = outcome;
		return {
			outcome,
			...(foldedWith && { foldedWith: foldedWith.map((other) => positions[other]) }),
			...(isDryRun && { requests: [] }),
			...(isMissing(outcome, place) && { lookedFor: inputs[outcome.index].key }),
		};
	});
	if (isDryRun) await addRequests(done, planned, target);
	if (options.returnRecord && !isDryRun) await addRecords(done, target);
	return done;
}

/** A record that is not there, and that the place has words of its own for. */
const isMissing = ({ status, id }: Outcome, { whenNotFound }: CrmPlace): boolean =>
	whenNotFound !== undefined && status === 'skipped' && id === undefined;

function notFoundOr(outcome: Outcome, place: CrmPlace): Outcome {
	if (!isMissing(outcome, place)) return outcome;
	const { reason, fails } = place.whenNotFound!;
	if (!fails) return { ...outcome, warnings: [reason] };
	return failed(outcome, new ConnectorError('notFound', reason));
}

/** Inputs that are written together show the same requests. */
async function addRequests(
	done: Done[],
	planned: Map<number, RecordWrite[]>,
	target: CrmTarget,
): Promise<void> {
	const writes = [...new Set([...planned.values()].flat())];
	const previews = await target.preview(writes);
	const byWrite = new Map(writes.map((write, index) => [write, previews[index]]));
	for (const one of done) {
		const mine = (planned.get(one.outcome.index) ?? []).map((write) => byWrite.get(write)!);
		const refused = mine.find(isConnectorError);
		if (refused) one.outcome = failed(one.outcome, refused);
		one.requests = mine.filter((entry): entry is RequestPreview => !isConnectorError(entry));
		// Planned as a new record, and sent as an upsert: what becomes of it is decided over there.
		if (one.outcome.status === 'created' && one.requests.some(({ method }) => method !== 'POST'))
			one.isOpen = true;
	}
}

const failed = (outcome: Outcome, error: ConnectorError): Outcome => ({
	...outcome,
	status: 'failed',
	changes: [],
	error,
});

async function addRecords(done: Done[], target: CrmTarget): Promise<void> {
	const ids = done.flatMap(({ outcome: { id, error } }) => (id && !error ? id : []));
	const records = await target.records([...new Set(ids)]);
	for (const one of done) {
		const record = one.outcome.id && records.get(one.outcome.id);
		if (record) one.record = record;
	}
}

/** Told of every failure that looking again does not mend. */
function stopping(target: CrmTarget, cancel: CancelSignal) {
	let hasFailed = false;
	const noting = <T>(answers: Array<T | ConnectorError>): Array<T | ConnectorError> => {
		hasFailed ||= answers.some(
			(answer) => isConnectorError(answer) && !['conflict', 'notFound'].includes(answer.kind),
		);
		return answers;
	};
	const watched: RecordTarget = {
		...target,
		find: async (keys) => noting(await target.find(keys)),
		write: async (writes) => noting(await target.write(writes)),
	};
	return {
		target: watched,
		cancel: {
			get aborted() {
				return hasFailed || cancel.aborted;
			},
		},
	};
}
