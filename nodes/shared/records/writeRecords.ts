import { answersOfCall, notBegun } from '../http/answers';
import { ConnectorError, isConnectorError } from '../http/ConnectorError';
import { settle } from '../http/settle';
import type { CancelSignal } from '../http/types';
import type { Destination, FollowedUp, OpenDestination, Part } from './Destination';
import type { UpsertInput } from './fold';
import type { Outcome } from './outcome';
import type { Plan } from './plan';
import { upsertRecords, type UpsertOptions } from './upsertRecords';

/** One input item, read: what is to be written, and where. */
export interface RecordItem<Work = unknown> extends UpsertInput {
	destination: Destination<Work>;
	/** How the user counts it. */
	position: number;
	/** What follows once its record is there. */
	followUp?: Work;
}

/** What was done about one item, or would be. */
export interface RecordResult {
	/** `foldedWith` as the user counts. */
	outcome: Outcome;
	/** Undefined where nothing was begun. */
	target?: OpenDestination;
	/** By what a record was looked for that is not there. */
	lookedFor?: Record<string, unknown>;
	/** The whole record, where it was asked for. */
	record?: Record<string, unknown>;
	/** What became of what follows. */
	followedUp?: Record<string, unknown>;
	/** Of writing or of what follows. */
	error?: unknown;
}

export interface WriteOptions
	extends Pick<
		UpsertOptions,
		'operation' | 'whenAmbiguous' | 'allowOptInAgain' | 'timeZone' | 'dryRun'
	> {
	/** Reads what was written. */
	returnRecords: boolean;
	/** Nothing more is begun once a record failed; what was written gets what follows it all the same. */
	stopOnFailure: boolean;
	cancel: CancelSignal;
	/** Asked before anything is written; the items have a part in the record that the plan is for. */
	approve?(items: RecordItem[], plan: Plan): Promise<ConnectorError | undefined>;
}

export interface WrittenRecords {
	/** One for each item, in order. */
	results: RecordResult[];
	/** What the user should know about the settings. */
	notes: string[];
}

/**
 * Writes items to where they go: destination by destination, part by part, and then what follows. Never rejects for the sake
 * of one item; what goes wrong with a part as a whole is the error of each of its items.
 */
export async function writeRecords(
	items: readonly RecordItem[],
	options: WriteOptions,
): Promise<WrittenRecords> {
	const results = new Array<RecordResult>(items.length);
	const notes = new Set<string>();
	let hasFailed = false;
	const cancel: CancelSignal = {
		get aborted() {
			return options.cancel.aborted || (options.stopOnFailure && hasFailed);
		},
	};
	for (const group of byDestination(items)) {
		const mine = group.map((index) => items[index]);
		const { destination } = mine[0];
		for (const part of partsOf(destination, mine)) {
			const inputs = part.members.map((member) => mine[member]);
			const written = await writePart(destination, inputs, part, { ...options, cancel });
			written.results.forEach((result, index) => (results[group[part.members[index]]] = result));
			for (const note of written.notes) notes.add(note);
			hasFailed ||= written.results.some(({ error }) => error !== undefined);
		}
		await followUp(group, items, results, options);
		hasFailed ||= group.some((index) => results[index].error !== undefined);
	}
	return { results, notes: [...notes] };
}

/** Positions of the items that go to the same destination. */
function byDestination(items: readonly RecordItem[]): number[][] {
	const groups = new Map<string, number[]>();
	items.forEach(({ destination: { name } }, index) => {
		const group = groups.get(name);
		if (group) group.push(index);
		else groups.set(name, [index]);
	});
	return [...groups.values()];
}

const partsOf = (destination: Destination, inputs: readonly RecordItem[]): Part[] =>
	destination.partsOf?.(inputs) ?? [{ members: [...inputs.keys()], match: destination.match }];

async function writePart(
	destination: Destination,
	inputs: RecordItem[],
	part: Part,
	options: WriteOptions,
): Promise<WrittenRecords> {
	const done = await settle(openAndWrite(destination, inputs, part, options));
	if (done.ok) return done.value;
	const { error } = done;
	const results = inputs.map((_input, index) => ({ outcome: failure(index), error }));
	return { results, notes: [] };
}

async function openAndWrite(
	destination: Destination,
	inputs: RecordItem[],
	part: Part,
	{ returnRecords, approve, ...options }: WriteOptions,
): Promise<WrittenRecords> {
	if (options.cancel.aborted) throw notBegun();
	const target = await destination.open(inputs, part);
	await target.prepare?.(inputs);
	const positions = inputs.map(({ position }) => position);
	const outcomes = await upsertRecords(inputs, target, {
		...options,
		operation: destination.operation ?? options.operation,
		whenAmbiguous: destination.whenAmbiguous ?? options.whenAmbiguous,
		match: part.match,
		...(part.whenKeyless && { whenKeyless: part.whenKeyless }),
		onlyIfNewer: destination.dateField !== undefined,
		positions,
		...(approve && {
			approve: async ({ members }, plan) =>
				await approve(
					members.map((member) => inputs[member]),
					plan,
				),
		}),
	});
	const results = outcomes.map((outcome): RecordResult => {
		const { foldedWith, index } = outcome;
		const note = part.notes?.get(part.members[index]);
		const presented: Outcome = {
			...outcome,
			...(note !== undefined && { warnings: [...outcome.warnings, note] }),
			...(foldedWith && { foldedWith: foldedWith.map((other) => positions[other]) }),
		};
		const result = {
			outcome: presented,
			target,
			...(presented.error && { error: presented.error }),
		};
		return isMissing(presented, destination)
			? notFound(result, destination, inputs[index])
			: result;
	});
	if (returnRecords && !options.dryRun) await addRecords(results, target);
	return { results, notes: target.notes ?? [] };
}

const failure = (index: number): Outcome => ({
	index,
	status: 'failed',
	changes: [],
	warnings: [],
});

/** A record that is not there, and that the destination has words of its own for. */
const isMissing = ({ status, id }: Outcome, { whenNotFound }: Destination): boolean =>
	whenNotFound !== undefined && status === 'skipped' && id === undefined;

function notFound(
	result: RecordResult,
	destination: Destination,
	{ key }: RecordItem,
): RecordResult {
	const { reason, fails } = destination.whenNotFound!;
	const outcome = { ...result.outcome, warnings: [reason] };
	if (!fails) return { ...result, outcome, ...(key && { lookedFor: key }) };
	return { ...result, error: new ConnectorError('notFound', reason) };
}

async function addRecords(results: RecordResult[], target: OpenDestination): Promise<void> {
	const ids = results.flatMap(({ outcome: { id }, error }) => (id && !error ? id : []));
	const records = await target.records?.([...new Set(ids)]);
	for (const result of results) {
		const record = result.outcome.id && records?.get(result.outcome.id);
		if (record) result.record = record;
	}
}

/** Carried out for what was written, shown for what would be. */
async function followUp(
	group: number[],
	items: readonly RecordItem[],
	results: RecordResult[],
	{ dryRun, cancel }: WriteOptions,
): Promise<void> {
	const { destination } = items[group[0]];
	const open = group.filter((index) => {
		const { outcome, error } = results[index];
		const isThere = outcome.id !== undefined || dryRun;
		const isWritten = error === undefined && outcome.status !== 'skipped' && isThere;
		return isWritten && items[index].followUp !== undefined;
	});
	if (open.length === 0 || !destination.followUp) return;
	const entries = open.map((index) => ({
		id: results[index].outcome.id,
		work: items[index].followUp,
	}));
	const call = cancel.aborted
		? Promise.reject<FollowedUp[]>(notBegun())
		: destination.followUp(entries, dryRun);
	const answers = await answersOfCall<FollowedUp>(call, entries.length);
	answers.forEach((answer, position) => {
		const result = results[open[position]];
		if (isConnectorError(answer)) {
			result.error = answer;
			return;
		}
		const { shown, requests = [] } = answer;
		result.followedUp = shown;
		result.outcome.requests = [...(result.outcome.requests ?? []), ...requests];
	});
}
