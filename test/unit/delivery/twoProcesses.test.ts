import { claim, type ProcessedStore } from '../../../nodes/shared/delivery/claim';
import { everyWay, Killed, Row, type Choose } from './explore';

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

interface Options {
	kills: number;
	/** Reading and writing are one, as in a database that locks the row. */
	isWhole?: boolean;
}

async function workersOf(
	choose: Choose,
	deliveries: Record<string, string[]>,
	{ kills, isWhole = false }: Options,
): Promise<string[]> {
	const row = new Row();
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
			const { passing } = await claim(storeOf(run), deliveries[delivery], {
				deliveryId: delivery,
				clock: { now: () => 0, sleep },
				random: () => 0,
				severalProcesses: true,
				isFirstRun: false,
			});
			passed.push(...passing);
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

	for (;;) {
		const going = runs.filter(
			(run) =>
				!run.isOver && (run.step !== 'wake' || [...run.waitsFor].every((other) => !isBusy(other))),
		);
		if (going.length === 0) return passed;
		const run = going[choose(going.length)];
		const next = new Promise<void>((resolve) => (parked = resolve));
		run.resume();
		await next;
		// A run that was killed begins anew in the same moment.
		await Promise.resolve();
	}
}

const counts = (passed: string[], all: string[]): number[] =>
	all.map((key) => passed.filter((one) => one === key).length);

describe('LB02: two workers', () => {
	it('whose writes swallow each other: each response passes once', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const passed = await workersOf(choose, { d1: ['R1', 'R2'], d2: ['R2', 'R3'] }, { kills: 0 });
			expect(counts(passed, ['R1', 'R2', 'R3'])).toEqual([1, 1, 1]);
		});
		console.info(`two workers, writes that swallow: ${states} states, ${ways} ways`);
	});

	it('one of them killed after any call, and its execution retried: each response passes once', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const passed = await workersOf(
				choose,
				{ d1: ['R1', 'R2'], d2: ['R2', 'R3'] },
				{ kills: 1, isWhole: true },
			);
			expect(counts(passed, ['R1', 'R2', 'R3'])).toEqual([1, 1, 1]);
		});
		console.info(`two workers, one kill: ${states} states, ${ways} ways`);
	});

	it('a swallowed write and a kill within the same milliseconds: nothing is lost; the ways that repeat a response are the bound', async () => {
		let repeated = 0;
		const { ways, states } = await everyWay(async (choose) => {
			const passed = await workersOf(choose, { d1: ['R1'], d2: ['R1'] }, { kills: 1 });
			const [count] = counts(passed, ['R1']);
			expect(count).toBeGreaterThan(0);
			if ((count ?? 0) > 1) repeated += 1;
		});
		console.info(
			`two workers, swallowed writes and one kill: ${states} states, ${ways} ways, of which ${repeated} repeat it`,
		);
		expect(repeated).toBeLessThan(ways / 20);
	}, 120_000);
});
