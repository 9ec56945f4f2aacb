import {
	claim,
	type ClaimOptions,
	type ProcessedStore,
} from '../../../nodes/shared/delivery/claim';
import { changedOnly, firstForm } from '../../../nodes/shared/delivery/edits';
import { everyWay, Killed, Row, type Choose } from './explore';

/**
 * A process that is killed after any single call of the store, with everything that was under way in it: what is left in the
 * store, whatever order executions and their retries come in, must let each response pass exactly once. The claims are the
 * real ones; what is walked through is every order of the runs and every call after which the process dies.
 */
type Work = (store: ProcessedStore, options: ClaimOptions) => Promise<string[]>;

const options = (deliveryId: string, isFirstRun: boolean): ClaimOptions => ({
	deliveryId,
	clock: { now: () => 0, sleep: async () => undefined },
	random: () => 0,
	severalProcesses: false,
	isFirstRun,
});

const news =
	(...keys: string[]): Work =>
	async (store, given) => [...(await claim(store, keys, given)).passing];

/** Runs the deliveries in one process after the other, killed up to `kills` times, retries all that was cut off. */
async function lifeOf(
	choose: Choose,
	deliveries: Record<string, Work>,
	kills: number,
	row = new Row(),
): Promise<{ passed: string[]; row: Row }> {
	const passed: string[] = [];
	const due = Object.keys(deliveries).map((id) => ({ id, isFirstRun: true }));
	let left = kills;
	while (due.length > 0) {
		const [{ id, isFirstRun }] = due.splice(choose(due.length), 1);
		const mayDie = () => {
			if (left > 0 && choose(2) === 1) {
				left -= 1;
				throw new Killed();
			}
		};
		try {
			mayDie();
			passed.push(...(await deliveries[id](row.store(mayDie), options(id, isFirstRun))));
		} catch (error) {
			if (!(error instanceof Killed)) throw error;
			due.push({ id, isFirstRun: false });
		}
	}
	return { passed, row };
}

const counts = (passed: string[], all: string[]): number[] =>
	all.map((key) => passed.filter((one) => one === key).length);

describe('LB02: a process killed after any call of the store', () => {
	const R = ['R1', 'R2', 'R3'];

	it.each([1, 2])(
		'two deliveries that overlap, killed up to %d times, retried, announced once more: each response passes once',
		async (kills) => {
			const { ways, states } = await everyWay(async (choose) => {
				const { passed, row } = await lifeOf(
					choose,
					{ d1: news('R1', 'R2'), d2: news('R2', 'R3') },
					kills,
				);
				const again = await news(...R)(
					row.store(() => undefined),
					options('d3', true),
				);
				expect(counts([...passed, ...again], R)).toEqual([1, 1, 1]);
				expect(again).toEqual([]);
			});
			console.info(`killed up to ${kills} times: ${states} states, ${ways} ways through them`);
			expect(states).toBeGreaterThan(40);
		},
	);

	it('a third delivery in between: each response passes once', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const { passed } = await lifeOf(
				choose,
				{ d1: news('R1', 'R2'), d2: news('R2', 'R3'), d3: news('R1', 'R3') },
				2,
			);
			expect(counts(passed, R)).toEqual([1, 1, 1]);
		});
		console.info(`three deliveries: ${states} states, ${ways} ways through them`);
	});

	it('three deaths in a row about one key are one too many, and that is the bound', async () => {
		let lost = 0;
		let doubled = 0;
		const { ways } = await everyWay(async (choose) => {
			const { passed } = await lifeOf(choose, { d1: news('R1'), d2: news('R1') }, 3);
			const [count] = counts(passed, ['R1']);
			if (count === 0) lost += 1;
			if (count > 1) doubled += 1;
		});
		console.info(`killed three times: of ${ways} ways ${lost} lose it, ${doubled} repeat it`);
		expect(lost + doubled).toBeGreaterThan(0);
		expect(lost + doubled).toBeLessThan(ways / 50);
	});
});

describe('LB01 LB04: edits, in a process killed after any call of the store', () => {
	/** `changed` names the change: its time and what the response holds since. */
	const edit =
		(time: string, content: string): Work =>
		async (store, given) => {
			const key = `R1 ${time} ${content}`;
			const { passing } = await claim(store, [key], {
				...given,
				screen: async (keys, isLast) =>
					await changedOnly(
						store,
						keys.map((one) => ({ key: one, response: 'R1', content, isDated: true })),
						{ now: 0, isDoubtful: isLast },
					),
			});
			return [...passing];
		};
	const first =
		(content: string): Work =>
		async (store, given) => {
			const alsoRecord = () => firstForm({ key: 'R1', response: 'R1', content, isDated: true });
			return [...(await claim(store, ['R1'], { ...given, alsoRecord })).passing];
		};
	const quiet = (row: Row) => row.store(() => undefined);
	let deliveries = 0;
	const run = async (row: Row, work: Work) =>
		(await work(quiet(row), options(`one ${(deliveries += 1)}`, true))).length;

	it('LB04: open, closed, open, closed: four outputs', async () => {
		const row = new Row();
		expect(await run(row, first('open'))).toBe(1);
		expect(await run(row, edit('t1', 'closed'))).toBe(1);
		expect(await run(row, edit('t2', 'open'))).toBe(1);
		expect(await run(row, edit('t3', 'closed'))).toBe(1);
		// Listed again, by the same change or by one that changed nothing.
		expect(await run(row, edit('t3', 'closed'))).toBe(0);
		expect(await run(row, edit('t4', 'closed'))).toBe(0);
		expect(await run(row, edit('t2', 'open'))).toBe(0);
		expect(await run(row, edit('t5', 'open'))).toBe(1);
	});

	it('LB04: a response that is changed forty times comes forty times, and what changes nothing never', async () => {
		const row = new Row();
		await run(row, first('0'));
		for (let n = 1; n <= 40; n += 1) {
			expect(await run(row, edit(`t${n}`, String(n % 3)))).toBe(1);
			expect(await run(row, edit(`t${n} again`, String(n % 3)))).toBe(0);
		}
	});

	it('LB04: no edit is lost when the store has forgotten its oldest entries, however many', async () => {
		const row = new Row();
		const contents = ['a', 'b', 'c', 'b', 'a', 'c', 'a', 'b', 'a'];
		await run(row, first('c'));
		for (const [n, content] of contents.entries()) await run(row, edit(`t${n}`, content));
		for (let gone = 0; gone <= row.entries.length; gone += 1) {
			const rest = new Row();
			rest.entries = row.entries.slice(gone);
			// Beside the one that came out last, anything is a change; twice there and back.
			for (const [n, content] of ['b', 'a', 'b', 'c', 'a', 'b'].entries()) {
				expect([gone, content, await run(rest, edit(`later ${n}`, content))]).toEqual([
					gone,
					content,
					1,
				]);
			}
		}
	});

	it.each([1, 2])(
		'the same edit by two deliveries, killed up to %d times and retried: it passes once, and so does the next one',
		async (kills) => {
			const { ways, states } = await everyWay(async (choose) => {
				const row = new Row();
				await run(row, first('A'));
				const both = { d1: edit('t1', 'B'), d2: edit('t1', 'B') };
				const { passed } = await lifeOf(choose, both, kills, row);
				expect(passed).toEqual(['R1 t1 B']);
				// Back to what it held at first.
				expect(await run(row, edit('t2', 'A'))).toBe(1);
				expect(await run(row, edit('t2', 'A'))).toBe(0);
				expect(await run(row, edit('t3', 'B'))).toBe(1);
			});
			console.info(`one edit, killed up to ${kills} times: ${states} states, ${ways} ways`);
		},
	);

	it('LB01: the new response again while it is edited, killed up to two times: both come out once', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const row = new Row();
			await run(row, first('A'));
			const works = { again: first('B'), listed: edit('t1', 'B') };
			const { passed } = await lifeOf(choose, works, 2, row);
			expect(passed).toEqual(['R1 t1 B']);
		});
		console.info(`announced again while edited: ${states} states, ${ways} ways`);
	});

	it('two edits one after the other, each killed and retried: each comes out once, in order', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const row = new Row();
			await run(row, first('A'));
			const passed = [
				...(await lifeOf(choose, { d1: edit('t1', 'B') }, 2, row)).passed,
				...(await lifeOf(choose, { d2: edit('t2', 'A') }, 2, row)).passed,
			];
			expect(passed).toEqual(['R1 t1 B', 'R1 t2 A']);
		});
		console.info(`two edits: ${states} states, ${ways} ways`);
	});

	it('a change that changes nothing, killed after any call, listed again: nothing comes; the next change does', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const row = new Row();
			await run(row, first('A'));
			const moved = choose(2) === 1;
			if (moved) expect(await run(row, edit('t1', 'B'))).toBe(1);
			const now = moved ? 'B' : 'A';
			const { passed } = await lifeOf(choose, { d1: edit('t2', now), d2: edit('t2', now) }, 1, row);
			expect(passed).toEqual([]);
			expect(await run(row, edit('t3', now))).toBe(0);
			expect(await run(row, edit('t4', moved ? 'A' : 'B'))).toBe(1);
		});
		console.info(`nothing changed, killed once: ${states} states, ${ways} ways`);
	});

	it.each([1, 2])(
		'an edit listed by check after check, touched in between, killed up to %d times and retried late: it is not lost',
		async (kills) => {
			let repeated = 0;
			const { ways, states } = await everyWay(async (choose) => {
				const row = new Row();
				await run(row, first('A'));
				let left = kills;
				const mayDie = () => {
					if (left > 0 && choose(2) === 1) {
						left -= 1;
						throw new Killed();
					}
				};
				const crashed: number[] = [];
				let came = 0;
				for (let n = 0; n <= kills; n += 1) {
					const work = edit(`t${n}`, 'B')(row.store(mayDie), options(`check ${n}`, true));
					came += (await work.catch(() => (crashed.push(n), []))).length;
				}
				for (const n of crashed) {
					came += (await edit(`t${n}`, 'B')(quiet(row), options(`check ${n}`, false))).length;
				}
				expect(came).toBeGreaterThan(0);
				if (came > 1) repeated += 1;
				expect(await run(row, edit('later', 'A'))).toBe(1);
			});
			console.info(
				`touched, killed up to ${kills} times: ${states} states, ${ways} ways, ${repeated} bring it more than once`,
			);
			expect(repeated).toBeLessThanOrEqual(kills === 1 ? 0 : ways / 4);
		},
	);
});
