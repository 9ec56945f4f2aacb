import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { ProcessedStore } from '../shared/delivery/claim';
import { KeptEntries } from '../shared/delivery/keptEntries';
import { serialise } from '../shared/delivery/serialise';
import { settle } from '../shared/http/settle';
import { triggerName } from './triggerName';

const TRIES = 3;
const PAUSE_MS = 250;

/** Of what writes the list of a node in this process. */
export const lockOf = (context: IExecuteFunctions): string => `processed ${triggerName(context)}`;

/**
 * n8n's list of what this node has processed: one row, which each call reads and writes back.
 *
 * @param entries how many it may hold after a claim
 * @param severalProcesses others may write the row at the same time
 */
export function processedStore(
	context: IExecuteFunctions,
	entries: number,
	severalProcesses: boolean,
): ProcessedStore {
	const options = { mode: 'entries' as const };
	const bounded = { ...options, maxEntries: Math.ceil(entries) };
	const lock = lockOf(context);
	const keeper = severalProcesses ? keeperOf(lock) : undefined;
	let slowestMs = 0;
	/** Claims that pause for other processes do so side by side: only their calls are one after the other. */
	const inOrder = async <T>(call: () => Promise<T>): Promise<T> =>
		severalProcesses ? await serialise(lock, call) : await call();
	/** Two processes may both find no row and both make one; the database refuses the second. */
	const again = async <T>(work: () => Promise<T>): Promise<T> => {
		for (let tries = 1; ; tries++) {
			const began = Date.now();
			const outcome = await settle(work());
			slowestMs = Math.max(slowestMs, Date.now() - began);
			if (outcome.ok) return outcome.value;
			if (tries >= TRIES) throw outcome.error;
			await sleep(PAUSE_MS * Math.random());
		}
	};
	const record = async (wanted: string[], isLast?: boolean): Promise<Set<string>> =>
		await inOrder(async () => {
			const kept = new Set(keeper?.entries.at(Date.now()));
			const all = [...new Set([...kept, ...wanted])];
			const { new: fresh } = await again(
				async () =>
					await context.helpers.checkProcessedAndRecord(all, 'node', isLast ? bounded : options),
			);
			return new Set((fresh as string[]).filter((entry) => !kept.has(entry)));
		});
	return {
		record,
		async forget(unwanted) {
			await inOrder(async () => {
				keeper?.entries.forget(unwanted);
				await again(async () => await context.helpers.removeProcessed(unwanted, 'node', options));
			});
		},
		keep(lasting) {
			keeper?.entries.add(lasting, Date.now());
			keeper?.recordOnceMore(async () => await record([]));
		},
		slowestMs: () => slowestMs,
	};
}

/** Where nothing else is recorded meanwhile: an execution of another process that began before may have written last. */
const ONCE_MORE_MS = 10_000;

interface Keeper {
	entries: KeptEntries;
	recordOnceMore(record: () => Promise<unknown>): void;
}

/** By lock. */
const keepers = new Map<string, Keeper>();

function keeperOf(lock: string): Keeper {
	const known = keepers.get(lock);
	if (known) return known;
	let isDue = false;
	const keeper: Keeper = {
		entries: new KeptEntries(),
		recordOnceMore(record) {
			if (isDue) return;
			isDue = true;
			void sleep(ONCE_MORE_MS).then(async () => {
				isDue = false;
				await settle(record());
			});
		},
	};
	keepers.set(lock, keeper);
	return keeper;
}
