import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { ProcessedStore } from '../shared/delivery/claim';
import { claim } from '../shared/delivery/claim';
import { serialise } from '../shared/delivery/serialise';
import { settle } from '../shared/http/settle';
import type { Arrival } from './arrival';
import { isUpdate } from './arrival';
import type { By, Job } from './jobs';
import { cameFromElsewhere } from './jobs';
import { keyOf, revisionKey } from './keys';
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
	// What is posted again is the same response, or, where edits are wanted, the same one in another form.
	const isPostedEdit = ({ job: { kind } }: Arrival) =>
		kind === 'posted' && settings.events.includes('updated');
	const keyFor = (arrival: Arrival) =>
		keyOf(arrival.response, isPostedEdit(arrival) ? 'modified' : byOf(arrival));
	// A new response also counts as its first revision, so that it does not come again as an update.
	const along = settings.events.includes('updated')
		? arrived
				.filter((arrival) => !isUpdate(arrival) && !isPostedEdit(arrival))
				.map(({ response }) => revisionKey(response))
		: [];
	const forget = jobs.flatMap((one) => one?.delivery.forget ?? []);
	const store = storeOf(context, entriesKept(settings, jobs));
	const passing = await serialise(
		`processed ${context.getWorkflow().id} ${context.getNode().id}`,
		async () => {
			if (forget.length > 0) await store.forget(forget);
			return await claim(store, arrived.map(keyFor), {
				deliveryId: job.delivery.id,
				clock,
				random: () => Math.random(),
				severalProcesses: cameFromElsewhere(job.delivery),
				along,
			});
		},
	);
	const recent = recentIdsOf(context);
	for (const arrival of arrived) {
		const { id, submittedAt, updatedAt } = arrival.response.response;
		recent.add(id, byOf(arrival), (isUpdate(arrival) ? updatedAt : submittedAt) ?? '');
	}
	// One call may tell of a response several times; its last word counts.
	const lastWords = new Map(arrived.map((arrival) => [keyFor(arrival), arrival]));
	return [...lastWords].flatMap(([key, arrival]) => (passing.has(key) ? [arrival] : []));
}

const byOf = (arrival: Arrival): By => (isUpdate(arrival) ? 'modified' : 'recorded');

const clock = { now: () => Date.now(), sleep };

/** Two for each response; enough for some time, small enough for a row that is read and written with each execution. */
const FEW_ENTRIES = 10_000;
const MOST_ENTRIES = 100_000;
/** More than n8n can execute. */
const ENTRIES_PER_SECOND = 50;

/**
 * The check lists again what the webhook brought since the last one, so all of that must be remembered until then: the longer
 * the check is behind, the more.
 */
function entriesKept({ delivery, batchSize }: TriggerSettings, jobs: Array<Job | undefined>) {
	const least = Math.max(FEW_ENTRIES, 8 * batchSize);
	if (delivery !== 'instantWithCatchUp') return least;
	const known = jobs.flatMap((job) => job?.delivery.caughtUpTo ?? []);
	if (known.length === 0) return MOST_ENTRIES;
	const behindMs = Date.now() - Math.min(...known.map((date) => Date.parse(date)));
	return Math.max(least, Math.min(MOST_ENTRIES, (behindMs / 1000) * ENTRIES_PER_SECOND));
}

const TRIES = 3;
const PAUSE_MS = 250;

function storeOf(context: IExecuteFunctions, entries: number): ProcessedStore {
	const options = { mode: 'entries' as const, maxEntries: Math.ceil(entries) };
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
		async record(wanted) {
			const { new: fresh } = await again(
				async () => await context.helpers.checkProcessedAndRecord(wanted, 'node', options),
			);
			return new Set(fresh as string[]);
		},
		async forget(unwanted) {
			await again(async () => await context.helpers.removeProcessed(unwanted, 'node', options));
		},
	};
}
