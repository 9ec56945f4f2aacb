import {
	claim,
	type ClaimOptions,
	type ProcessedStore,
} from '../../../nodes/shared/delivery/claim';
import { secondRun, type RunBy } from '../../../nodes/shared/delivery/secondRun';
import { everyWay, Row } from './explore';
import { workersOf, type Work } from './workers';

/** A delivery whose worker died when it had taken R1 and R2: a person retries it, and the main process hands it over again. */
const DEAD = 'd';
const KEYS = ['R1', 'R2', 'R3'];

const alone = (deliveryId: string): ClaimOptions => ({
	deliveryId,
	clock: { now: () => 0, sleep: async () => undefined },
	random: () => 0,
	severalProcesses: false,
	isFirstRun: true,
});

const again =
	(by: RunBy): Work =>
	async (store: ProcessedStore, options: ClaimOptions) => {
		const own = await secondRun(store, { ...options, deliveryId: DEAD }, by);
		return [...(await claim(store, KEYS, own)).passing];
	};

async function rowOfTheDead(): Promise<Row> {
	const row = new Row();
	await claim(
		row.store(() => undefined),
		['R1', 'R2'],
		alone(DEAD),
	);
	return row;
}

const times = (passed: string[]) => KEYS.map((key) => passed.filter((one) => one === key).length);

describe('LB02: a delivery that is retried by hand and handed over again', () => {
	it('one after the other, each twice: what it had taken, and the rest, passes for one of them', async () => {
		for (const order of [
			['hand', 'main', 'hand', 'main'],
			['main', 'hand', 'main', 'hand'],
		] as RunBy[][]) {
			const store = (await rowOfTheDead()).store(() => undefined);
			const passed: string[][] = [];
			for (const by of order) passed.push((await again(by)(store, alone('any'))).sort());
			// Who has it brings it again, as any retry does; the other one never.
			expect(passed).toEqual([KEYS, [], KEYS, []]);
		}
	});

	it.each([
		['each call whole', { isWhole: true, kills: 0 }],
		[
			'each call whole, one of them killed after any call and run again',
			{ isWhole: true, kills: 1 },
		],
		['writes that swallow each other', { kills: 0 }],
	])(
		'in two workers at once, %s: each response passes once',
		async (what, options) => {
			const { ways, states } = await everyWay(async (choose) => {
				const row = await rowOfTheDead();
				const works = { hand: again('hand'), main: again('main') };
				const passed = await workersOf(choose, works, { ...options, row, switches: 3 });
				expect(times(passed)).toEqual([1, 1, 1]);
			});
			console.info(`a second run by two, ${what}: ${states} states, ${ways} ways`);
			expect(ways).toBeGreaterThan(20);
		},
		120_000,
	);
});
