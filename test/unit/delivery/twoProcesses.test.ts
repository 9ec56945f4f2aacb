import { claim } from '../../../nodes/shared/delivery/claim';
import { everyWay } from './explore';
import { workersOf, type Work } from './workers';

const news =
	(...keys: string[]): Work =>
	async (store, options) => [...(await claim(store, keys, options)).passing];

const counts = (passed: string[], all: string[]): number[] =>
	all.map((key) => passed.filter((one) => one === key).length);

describe('LB02: two workers', () => {
	it('whose writes swallow each other: each response passes once', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const passed = await workersOf(
				choose,
				{ d1: news('R1', 'R2'), d2: news('R2', 'R3') },
				{ kills: 0 },
			);
			expect(counts(passed, ['R1', 'R2', 'R3'])).toEqual([1, 1, 1]);
		});
		console.info(`two workers, writes that swallow: ${states} states, ${ways} ways`);
	});

	it('one of them killed after any call, and its execution retried: each response passes once', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const passed = await workersOf(
				choose,
				{ d1: news('R1', 'R2'), d2: news('R2', 'R3') },
				{ kills: 1, isWhole: true },
			);
			expect(counts(passed, ['R1', 'R2', 'R3'])).toEqual([1, 1, 1]);
		});
		console.info(`two workers, one kill: ${states} states, ${ways} ways`);
	});

	it('about different responses, writes that swallow, one of them killed after any call and retried: each passes once', async () => {
		const { ways, states } = await everyWay(async (choose) => {
			const passed = await workersOf(
				choose,
				{ d1: news('R1'), d2: news('R2') },
				{ kills: 1, switches: 8 },
			);
			expect(counts(passed, ['R1', 'R2'])).toEqual([1, 1]);
		});
		console.info(`two workers, different responses, one kill: ${states} states, ${ways} ways`);
	}, 120_000);

	it('the same response all the same, a swallowed write and a kill within the same milliseconds: nothing is lost; the ways that repeat it are the bound', async () => {
		let repeated = 0;
		const { ways, states } = await everyWay(async (choose) => {
			const passed = await workersOf(choose, { d1: news('R1'), d2: news('R1') }, { kills: 1 });
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
