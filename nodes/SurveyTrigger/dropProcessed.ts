import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { isLongAgo } from '../shared/delivery/catchUp';
import type { ClaimOptions, ProcessedStore } from '../shared/delivery/claim';
import { ENTRIES_PER_KEY } from '../shared/delivery/claim';
import type { Form } from '../shared/delivery/passing';
import { newAndEdited, newOnes } from '../shared/delivery/passing';
import { secondRun } from '../shared/delivery/secondRun';
import { serialise } from '../shared/delivery/serialise';
import type { Arrival } from './arrival';
import { isSeenOnly, isUpdate, mayBeEdit } from './arrival';
import type { By, Job } from './jobs';
import { cameFromElsewhere } from './jobs';
import { editOf, newKey } from './keys';
import { lockOf, processedStore } from './processedStore';
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
	const isRetry = context.getMode() === 'retry';
	const severalProcesses = cameFromElsewhere(job.delivery);
	const store = processedStore(context, entriesKept(settings, jobs), severalProcesses);
	const options: ClaimOptions = {
		deliveryId: job.delivery.id,
		clock,
		random: () => Math.random(),
		severalProcesses,
		isFirstRun: !severalProcesses && !isRetry,
		isStale: isRetry && job.kind === 'caughtUp',
	};
	const claimAll = async (): Promise<Arrival[]> => {
		if (forget.length > 0) await store.forget(forget);
		const by = isRetry ? 'hand' : job.delivery.process === '' ? 'main' : undefined;
		const own = by ? await secondRun(store, options, by) : options;
		return await passingOf(store, arrived, settings, own);
	};
	const passing = severalProcesses ? await claimAll() : await serialise(lockOf(context), claimAll);
	const recent = recentIdsOf(context);
	const wantsEdits = settings.events.includes('updated');
	for (const arrival of arrived) {
		// By its dates, what is edited a moment after it was recorded has not been edited: another look at new ones shows it.
		if (wantsEdits && !isUpdate(arrival)) continue;
		const { id, submittedAt, updatedAt } = arrival.response.response;
		const at = (isUpdate(arrival) ? updatedAt : submittedAt) ?? '';
		if (!wantsEdits || isLongAgo(at, arrival.readAt ?? 0)) recent.add(id, byOf(arrival), at);
	}
	return passing;
}

interface ArrivedForm extends Form {
	arrival: Arrival;
}

async function passingOf(
	store: ProcessedStore,
	arrived: Arrival[],
	settings: TriggerSettings,
	options: ClaimOptions,
): Promise<Arrival[]> {
	if (!settings.events.includes('updated')) {
		// Nobody asks what each one holds, which takes a look at all of its answers.
		const news = arrived.filter((arrival) => !isUpdate(arrival));
		const named = news.map((arrival) => ({ arrival, newKey: newKey(arrival.response) }));
		return (await newOnes(store, named, options)).map(({ arrival }) => arrival);
	}
	const forms = arrived.map(
		(arrival): ArrivedForm => ({
			arrival,
			newKey: newKey(arrival.response),
			edit: editOf(arrival),
			isNewOnly: !mayBeEdit(arrival),
			isSeenOnly: isSeenOnly(arrival, settings),
		}),
	);
	const { asNew, asEdit } = await newAndEdited(store, forms, options);
	return [
		...asNew.map(({ arrival }) => arrival),
		...asEdit.map(({ arrival }) => ({ ...arrival, isEdit: true })),
	];
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
