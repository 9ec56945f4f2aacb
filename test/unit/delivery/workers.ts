import type { ClaimOptions, ProcessedStore } from '../../../nodes/shared/delivery/claim';
import { Killed, Row, type Choose } from './explore';

/** What one execution does with the store; gives what passes. */
export type Work = (store: ProcessedStore, options: ClaimOptions) => Promise<string[]>;

/**
 * Two workers that run executions at the same time, every order of their calls. Each call is n8n's: the row is read, and some
 * time later written back, over whatever the other has written meanwhile. What is taken for granted, as in the code: reading
 * and writing the row takes less than the pause before the next look, and two that came at once do not look at once again.
 */
type Step = 'start' | 'read' | 'write' | 'wake';

interface Run {
	delivery: string;
	isFirstRun: boolean;
	step: Step;
	resume(): void;
	/** Runs that had calls under way when this one went to sleep, or began to look. */
	waitsFor: Set<Run>;
	isOver: boolean;
}

export interface WorkerOptions {
	kills: number;
	/** Reading and writing are one, as in a database that locks the row. */
	isWhole?: boolean;
	/** How often a run that could go on is left for another one. */
	switches?: number;
	row?: Row;
}

export async function workersOf(
	choose: Choose,
	deliveries: Record<string, Work>,
	{ kills, isWhole = false, switches = Infinity, row = new Row() }: WorkerOptions,
): Promise<string[]> {
	const runs: Run[] = [];
	const passed: string[] = [];
	let left = kills;
	let parked: () => void = () => undefined;

	const isBusy = (run: Run) => !run.isOver && (run.step === 'read' || run.step === 'write');
	const park = async (run: Run, step: Step) => {
		await new Promise<void>((resolve) => {
			Object.assign(run, { step, resume: resolve });
			parked();
		});
	};
	const storeOf = (run: Run): ProcessedStore => {
		const call = async <T>(change: (read: string[]) => { after: string[]; answer: T }) => {
			await park(run, 'read');
			let read = row.entries;
			if (!isWhole) await park(run, 'write');
			else read = row.entries;
			const { after, answer } = change(read);
			row.entries = after;
			if (left > 0 && choose(2) === 1) {
				left -= 1;
				throw new Killed();
			}
			return answer;
		};
		return {
			record: async (wanted) =>
				await call((read) => {
					const { after, fresh } = row.recorded(read, wanted);
					return { after, answer: fresh };
				}),
			forget: async (unwanted) =>
				await call((read) => ({ after: row.without(read, unwanted), answer: undefined })),
		};
	};
	const begin = (delivery: string, isFirstRun: boolean) => {
		const run: Run = {
			delivery,
			isFirstRun,
			step: 'start',
			resume: () => undefined,
			waitsFor: new Set(),
			isOver: false,
		};
		runs.push(run);
		const sleep = async () => {
			run.waitsFor = new Set(runs.filter((other) => other !== run && isBusy(other)));
			await park(run, 'wake');
			// Those that sleep now wake later than this one has looked.
			for (const other of runs) if (other !== run && other.step === 'wake') other.waitsFor.add(run);
		};
		const work = async () => {
			await park(run, 'start');
			const options = {
				deliveryId: delivery,
				clock: { now: () => 0, sleep },
				random: () => 0,
				severalProcesses: true,
				isFirstRun: false,
			};
			passed.push(...(await deliveries[delivery](storeOf(run), options)));
		};
		void work()
			.catch((error) => {
				if (!(error instanceof Killed)) throw error;
				begin(delivery, false);
			})
			.finally(() => {
				run.isOver = true;
				parked();
			});
	};
	for (const delivery of Object.keys(deliveries)) begin(delivery, true);

	let last: Run | undefined;
	let switchesLeft = switches;
	for (;;) {
		const going = runs.filter(
			(run) =>
				!run.isOver && (run.step !== 'wake' || [...run.waitsFor].every((other) => !isBusy(other))),
		);
		if (going.length === 0) return passed;
		const stays = last !== undefined && going.includes(last);
		const run = stays && switchesLeft === 0 ? last! : going[choose(going.length)];
		if (stays && run !== last) switchesLeft -= 1;
		last = run;
		const next = new Promise<void>((resolve) => (parked = resolve));
		run.resume();
		await next;
		// A run that was killed begins anew in the same moment.
		await Promise.resolve();
	}
}
