import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { ClaimOptions, ProcessedStore } from '../shared/delivery/claim';
import { claim, ENTRIES_PER_KEY } from '../shared/delivery/claim';
import { changedOnly } from '../shared/delivery/edits';
import { serialise } from '../shared/delivery/serialise';
import { settle } from '../shared/http/settle';
import type { Arrival } from './arrival';
import { isSeenOnly, isUpdate, mayBeEdit } from './arrival';
import type { By, Job } from './jobs';
import { cameFromElsewhere } from './jobs';
import { editOf, firstFormOf, newKey } from './keys';
import { recentIdsOf } from './recent';
import type { TriggerSettings } from './settings';

/**
 * Lets pass what no other execution had. The last thing a run does: what fails before it has not counted.
 */
export async function dropProcessed(
	context: IExecuteFunctions,
	arrived: Arrival[],
	settings: TriggerSettings,
	jobs: Array<Job | undefined>,
): Promise<Arrival[]> {
	if (arrived.length === 0) return [];
	const [{ job }] = arrived;
	const forget = jobs.flatMap((one) => one?.delivery.forget ?? []);
	const store = storeOf(context, entriesKept(settings, jobs));
	const severalProcesses = cameFromElsewhere(job.delivery);
	const options: ClaimOptions = {
		deliveryId: job.delivery.id,
		clock,
		random: () => Math.random(),
		severalProcesses,
		isFirstRun: !severalProcesses && context.getMode() !== 'retry',
	};
	const passing = await serialise(
		`processed ${context.getWorkflow().id} ${context.getNode().id}`,
		async () => {
			if (forget.length > 0) await store.forget(forget);
			return await passingOf(store, arrived, settings, options);
		},
	);
	const recent = recentIdsOf(context);
	for (const arrival of arrived) {
		const { id, submittedAt, updatedAt } = arrival.response.response;
		recent.add(id, byOf(arrival), (isUpdate(arrival) ? updatedAt : submittedAt) ?? '');
	}
	return passing;
}

/** New ones by their id; then, where edits are wanted, what is an edit or may be one, by its content. */
async function passingOf(
	store: ProcessedStore,
	arrived: Arrival[],
	settings: TriggerSettings,
	options: ClaimOptions,
): Promise<Arrival[]> {
	const wantsEdits = settings.events.includes('updated');
	// One call may tell of a response several times; its last word counts as the new one.
	const isSeen = (arrival: Arrival) => isSeenOnly(arrival, settings);
	const asNew = new Map(
		arrived
			.filter((arrival) => !isUpdate(arrival) || isSeen(arrival))
			.map((arrival) => [newKey(arrival.response), arrival]),
	);
	const { passing, taken } = await claim(store, [...asNew.keys()], {
		...options,
		...(wantsEdits && { along: (key: string) => firstFormsOf(asNew.get(key)) }),
	});
	const out = [...asNew].flatMap(([key, arrival]) =>
		passing.has(key) && !isSeen(arrival) ? [arrival] : [],
	);
	if (!wantsEdits) return out;

	const maybeEdits = arrived.filter(
		(arrival) => isUpdate(arrival) || (mayBeEdit(arrival) && taken.has(newKey(arrival.response))),
	);
	for (const round of oneOfEach(maybeEdits)) out.push(...(await edited(store, round, options)));
	return out;
}

const firstFormsOf = (arrival: Arrival | undefined): string[] =>
	arrival ? firstFormOf(arrival.response) : [];

async function edited(
	store: ProcessedStore,
	arrivals: Arrival[],
	options: ClaimOptions,
): Promise<Arrival[]> {
	const edits = new Map(
		arrivals.map((arrival) => {
			const edit = editOf(arrival.response, arrival.job);
			return [edit.key, { edit, arrival }];
		}),
	);
	const { passing } = await claim(store, [...edits.keys()], {
		...options,
		screen: async (keys, isLast) =>
			await changedOnly(
				store,
				keys.flatMap((key) => edits.get(key)?.edit ?? []),
				isLast,
			),
	});
	return [...edits].flatMap(([key, { arrival }]) =>
		passing.has(key) ? [{ ...arrival, isEdit: true }] : [],
	);
}

/** Several forms of one response in a call are looked at one after the other. */
function oneOfEach(arrivals: Arrival[]): Arrival[][] {
	const rounds: Arrival[][] = [];
	const times = new Map<string, number>();
	for (const arrival of arrivals) {
		const { survey, response } = arrival.response;
		const name = `${survey.id} ${response.id}`;
		const round = times.get(name) ?? 0;
		times.set(name, round + 1);
		(rounds[round] ??= []).push(arrival);
	}
	return rounds;
}

const byOf = (arrival: Arrival): By => (isUpdate(arrival) ? 'modified' : 'recorded');

const clock = { now: () => Date.now(), sleep };

/** For 5,000 responses: enough for some time, small enough for a row that is read and written with each execution. */
const FEW_ENTRIES = 5_000 * ENTRIES_PER_KEY;
const MOST_ENTRIES = 30_000 * ENTRIES_PER_KEY;
/** More than n8n can execute. */
const ENTRIES_PER_SECOND = 25 * ENTRIES_PER_KEY;

/**
 * The check lists again what the webhook brought since the last one, so all of that must be remembered until then: the longer
 * the check is behind, the more.
 */
function entriesKept({ delivery, batchSize }: TriggerSettings, jobs: Array<Job | undefined>) {
	const least = Math.max(FEW_ENTRIES, 4 * ENTRIES_PER_KEY * batchSize);
	if (delivery !== 'instantWithCatchUp') return least;
	const known = jobs.flatMap((job) => job?.delivery.caughtUpTo ?? []);
	if (known.length === 0) return MOST_ENTRIES;
	const behindMs = Date.now() - Math.min(...known.map((date) => Date.parse(date)));
	return Math.max(least, Math.min(MOST_ENTRIES, (behindMs / 1000) * ENTRIES_PER_SECOND));
}

const TRIES = 3;
const PAUSE_MS = 250;

function storeOf(context: IExecuteFunctions, entries: number): ProcessedStore {
	const options = { mode: 'entries' as const };
	const bounded = { ...options, maxEntries: Math.ceil(entries) };
	/** Two processes may both find no row and both make one; the database refuses the second. */
	const again = async <T>(work: () => Promise<T>): Promise<T> => {
		for (let tries = 1; ; tries++) {
			const outcome = await settle(work());
			if (outcome.ok) return outcome.value;
			if (tries >= TRIES) throw outcome.error;
			await sleep(PAUSE_MS * Math.random());
		}
	};
	return {
		async record(wanted, isLast) {
			const { new: fresh } = await again(
				async () =>
					await context.helpers.checkProcessedAndRecord(wanted, 'node', isLast ? bounded : options),
			);
			return new Set(fresh as string[]);
		},
		async forget(unwanted) {
			await again(async () => await context.helpers.removeProcessed(unwanted, 'node', options));
		},
	};
}
