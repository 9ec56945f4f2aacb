import { answersOfCall, notBegun } from '../http/answers';
import { inDoubt, isConnectorError, type ConnectorError } from '../http/ConnectorError';
import type { CancelSignal } from '../http/types';
import { sameAsText } from './diff';
import { fitFields } from './fitFields';
import { foldInputs, type FoldedRecord, type FoldOptions, type UpsertInput } from './fold';
import { matching, sameKeyOr, type MatchField } from './match';
import { inOrder, memberOutcomes, type Outcome, type RecordOutcome } from './outcome';
import { planRecord, type Plan, type PlanOptions } from './plan';
import { knowledgeOf } from './policies';
import type { DryWritten, FoundRecord, RecordTarget, RecordWrite, Written } from './RecordTarget';

export interface UpsertOptions extends PlanOptions {
	match: MatchField[];
	/** Plans and tells what would be sent, writes nothing. */
	dryRun: boolean;
	/** Once a record failed, no further batch is begun. */
	stopOnFailure?: boolean;
	whenKeyless?: FoldOptions['whenKeyless'];
	/** How the user counts the inputs, where they are some of a larger run. */
	positions?: number[];
	cancel?: CancelSignal;
	/** Called with every plan before it is carried out: what a dry run shows. */
	onPlan?(record: FoldedRecord, plan: Plan): void;
	/** Asked of every plan before it is carried out, whenever it was made anew; an error keeps it from being carried out. */
	approve?(record: FoldedRecord, plan: Plan): Promise<ConnectorError | undefined>;
}

/** How often a record that somebody else changed meanwhile is looked for again. */
const MAX_ROUNDS = 3;

/** Match, fold, find, plan, write, report: one outcome for each input, in order. Never rejects for the sake of one record. */
export async function upsertRecords(
	inputs: UpsertInput[],
	target: RecordTarget,
	options: UpsertOptions,
): Promise<Outcome[]> {
	const { match, allowOptInAgain, onlyIfNewer, whenKeyless } = options;
	const fitted = inputs.map((input) => fitFields(input, target, match));
	const { records, refused } = foldInputs(
		fitted.map(({ input }) => input),
		{
			match,
			allowOptInAgain,
			byTime: onlyIfNewer,
			firstOnly: options.operation === 'create',
			consentOf: knowledgeOf(target).consentOf,
			...(whenKeyless && { whenKeyless }),
			refusalOf: (index) => fitted[index].error,
		},
	);
	const outcomes: Outcome[] = refused.map(({ index, error }) => ({ index, ...failed(error) }));
	for (let start = 0; start < records.length; start += target.batchSize) {
		const batch = records.slice(start, start + target.batchSize);
		const isStopped = options.stopOnFailure && outcomes.some(({ error }) => error);
		const results =
			options.cancel?.aborted || isStopped
				? batch.map(() => failed(notBegun()))
				: await runBatch(batch, target, options);
		batch.forEach((record, index) =>
			outcomes.push(...memberOutcomes(record, results[index], options.positions, options.dryRun)),
		);
	}
	return inOrder(outcomes).map((outcome) => {
		const { warnings } = fitted[outcome.index];
		return warnings.length > 0
			? { ...outcome, warnings: [...warnings, ...outcome.warnings] }
			: outcome;
	});
}

const failed = (error: ConnectorError): RecordOutcome => ({
	status: 'failed',
	changes: [],
	warnings: [],
	error,
});

async function runBatch(
	batch: FoldedRecord[],
	target: RecordTarget,
	options: UpsertOptions,
): Promise<RecordOutcome[]> {
	const outcomes = new Array<RecordOutcome | undefined>(batch.length);
	/** What an earlier round sent, nobody knows whether in vain. */
	const doubted = new Set<number>();
	for (let round = 1; round <= MAX_ROUNDS; round++) {
		const open = [...batch.keys()].filter((index) => outcomes[index] === undefined);
		if (open.length === 0) break;
		const results = await runRound(
			open.map((index) => batch[index]),
			target,
			options,
		);
		results.forEach((result, position) => {
			const index = open[position];
			const { error, outcome } = result;
			const mayTryAgain = error && isRace(result) && round < MAX_ROUNDS;
			if (!mayTryAgain) outcomes[index] = doubted.has(index) ? stillDoubted(outcome) : outcome;
			else if (error.outcomeUnknown) doubted.add(index);
		});
	}
	return outcomes as RecordOutcome[];
}

const stillDoubted = (outcome: RecordOutcome): RecordOutcome =>
	outcome.error ? { ...outcome, error: inDoubt(outcome.error) } : outcome;

interface RoundResult {
	outcome: RecordOutcome;
	plan?: Plan;
	error?: ConnectorError;
}

/** Somebody else was there between finding and writing, and nothing was written. */
function isRace({ plan, error }: RoundResult): boolean {
	if (plan?.action === 'create')
		return error?.kind === 'conflict' && plan.writes[0].kind === 'create' && !!plan.writes[0].key;
	return plan?.action === 'update' && (error?.kind === 'conflict' || error?.kind === 'notFound');
}

async function runRound(
	records: FoldedRecord[],
	target: RecordTarget,
	options: UpsertOptions,
): Promise<RoundResult[]> {
	const found = await findRecords(records, target, options.match);
	const sameValue = sameKeyOr(target.sameValue?.bind(target) ?? sameAsText, options.match);
	const knowledge = knowledgeOf(target);
	const plans: Plan[] = [];
	for (const [index, entry] of found.entries()) {
		const plan: Plan = isConnectorError(entry)
			? { action: 'error', error: entry }
			: planRecord(records[index], entry, options, sameValue, knowledge);
		options.onPlan?.(records[index], plan);
		const refusal = 'error' in plan ? undefined : await options.approve?.(records[index], plan);
		plans.push(refusal ? { action: 'error', error: refusal } : plan);
	}
	const writes = plans.map((plan) => ('writes' in plan ? plan.writes : []));
	const write = options.dryRun ? target.dryRun : target.write;
	const written = write && (await writeAll(writes, write.bind(target)));
	const results = plans.map((plan, index) => resultOf(plan, written?.[index]));
	if (!options.dryRun && !target.keysAreUnique)
		await reportDuplicates(records, results, target, options.match);
	return results;
}

async function findRecords(
	records: FoldedRecord[],
	target: RecordTarget,
	match: MatchField[],
): Promise<Array<FoundRecord[] | ConnectorError>> {
	const keys = records.flatMap(({ key }) => key ?? []);
	const answers = keys.length === 0 ? [] : await answersOfCall(target.find(keys), keys.length);
	let next = 0;
	return records.map(({ key }) => {
		const answer = key ? answers[next++] : [];
		return isConnectorError(answer) || !key ? answer : matching(answer, key, match);
	});
}

type Answer = Written | DryWritten | ConnectorError;

async function writeAll(
	writes: RecordWrite[][],
	write: (writes: RecordWrite[]) => Promise<Answer[]>,
): Promise<Answer[][]> {
	const flat = writes.flat();
	const answers = flat.length === 0 ? [] : await answersOfCall(write(flat), flat.length);
	let next = 0;
	return writes.map((group) => answers.slice(next, (next += group.length)));
}

/** Without answers: what is planned. */
function resultOf(plan: Plan, answers: Answer[] = []): RoundResult {
	if ('error' in plan) return { plan, outcome: failed(plan.error) };
	const { warnings } = plan;
	const kept = 'kept' in plan && plan.kept ? { kept: plan.kept } : {};
	if (!('writes' in plan)) {
		const status = plan.action === 'skip' ? 'skipped' : 'unchanged';
		const id = plan.id ? { id: plan.id } : {};
		return { plan, outcome: { status, changes: [], warnings, ...id, ...kept } };
	}
	const changes = plan.action === 'update' ? plan.changes : creationChanges(plan.writes);
	const planned = plan.action === 'create' ? 'created' : 'updated';
	const done = answers.filter(
		(entry): entry is Exclude<Answer, ConnectorError> => !isConnectorError(entry),
	);
	const error = answers.find(isConnectorError);
	const notes = [...warnings, ...done.flatMap((entry) => entry.warnings ?? [])];
	if (error) {
		// With some of several records written, looking again would not undo it: the failure is reported as it is.
		if (done.length > 0)
			notes.push(`${done.length} of ${answers.length} matching records were written`);
		const isOpen = done.length === 0 ? { error } : {};
		return { plan, ...isOpen, outcome: { status: 'failed', changes: [], warnings: notes, error } };
	}
	const [{ did, changes: written, consent, ...first }]: Array<Partial<Written>> = [...done, {}];
	const id = first.id ?? ('id' in plan ? plan.id : undefined);
	const requests = done.flatMap((entry) => ('requests' in entry ? entry.requests : []));
	const isUntouched = did === 'unchanged' || did === 'skipped';
	return {
		plan,
		outcome: {
			status: did ?? planned,
			...(id !== undefined && { id }),
			changes: isUntouched ? [] : (written ?? changes),
			...(did !== 'skipped' && consent !== 'unchanged' && consentOf(plan.writes)),
			warnings: notes,
			...kept,
			...(requests.length > 0 && { requests }),
		},
	};
}

/** What the writes did about the subscription status: after the rules on opt-outs, not what the answer asked for. */
function consentOf(writes: RecordWrite[]): Pick<RecordOutcome, 'consent'> {
	const status = writes.map((write) => write.status?.status).find((done) => done !== undefined);
	return status === undefined || status === 'unchanged' ? {} : { consent: status };
}

const creationChanges = ([write]: RecordWrite[]): RecordOutcome['changes'] =>
	write.kind === 'create'
		? Object.entries(write.values).map(([field, to]) => ({ field, from: null, to }))
		: [];

/** Where the system lets two records have one key, a race can only be seen afterwards: it is looked for and reported. */
async function reportDuplicates(
	records: FoldedRecord[],
	results: RoundResult[],
	target: RecordTarget,
	match: MatchField[],
): Promise<void> {
	const created = results.filter(({ outcome }) => outcome.status === 'created');
	if (created.length === 0) return;
	const fresh = records.filter((_record, index) => results[index].outcome.status === 'created');
	const found = await findRecords(fresh, target, match);
	created.forEach(({ outcome }, index) => {
		const now = found[index];
		const others = isConnectorError(now) ? [] : now.filter(({ id }) => id !== outcome.id);
		if (others.length === 0) return;
		const ids = others.map(({ id }) => id).join(', ');
		outcome.warnings = [
			...outcome.warnings,
			`Somebody else created a record with the same key meanwhile: ${ids}`,
		];
	});
}
