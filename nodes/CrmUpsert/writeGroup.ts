import { ConnectorError } from '../shared/http/ConnectorError';
import type { CancelSignal } from '../shared/http/types';
import { upsertRecords, type Outcome, type UpsertInput } from '../shared/records';
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
	await target.prepare(inputs);
	const outcomes = await upsertRecords(inputs, target, {
		operation,
		match: place.match,
		whenAmbiguous: several === 'newest' ? 'first' : several,
		allowOptInAgain: options.allowOptInAgain ?? false,
		onlyIfNewer: place.dateField !== undefined,
		timeZone,
		dryRun: isDryRun,
		positions,
		stopOnFailure,
		cancel,
	});
	const done = outcomes.map((given): Done => {
		const outcome = notFoundOr(given, place);
		const { foldedWith } = outcome;
		return {
			outcome,
			...(foldedWith && { foldedWith: foldedWith.map((other) => positions[other]) }),
			...(isDryRun && { requests: [...(outcome.requests ?? [])] }),
			...(isMissing(outcome, place) && { lookedFor: inputs[outcome.index].key }),
		};
	});
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
	const error = new ConnectorError('notFound', reason);
	return { ...outcome, status: 'failed', changes: [], error };
}

async function addRecords(done: Done[], target: CrmTarget): Promise<void> {
	const ids = done.flatMap(({ outcome: { id, error } }) => (id && !error ? id : []));
	const records = await target.records([...new Set(ids)]);
	for (const one of done) {
		const record = one.outcome.id && records.get(one.outcome.id);
		if (record) one.record = record;
	}
}
