import {
	claim,
	type ClaimOptions,
	type ProcessedStore,
} from '../../../nodes/shared/delivery/claim';
import { Row } from './explore';

const options = (deliveryId: string, severalProcesses: boolean): ClaimOptions => ({
	deliveryId,
	clock: { now: () => 0, sleep: async () => undefined },
	random: () => 0,
	severalProcesses,
	isFirstRun: !severalProcesses,
});

const KEYS = ['R1', 'R2'];

/**
 * In one process: a claim that pauses for other processes (a retry after a restart) makes its calls one by one, and one that does
 * not comes in between as a whole.
 */
describe('LB02: a claim as a whole between two calls of one that pauses', () => {
	it('wherever it comes in: each response passes once', async () => {
		let places = 0;
		for (let place = 0, isInside = true; isInside; place += 1) {
			const { record, forget } = new Row().store(() => undefined);
			const whole: ProcessedStore = { record, forget };
			const passed: string[] = [];
			let calls = 0;
			const turn = async () => {
				calls += 1;
				if (calls - 1 !== place) return;
				passed.push(...(await claim(whole, KEYS, options('whole', false))).passing);
			};
			const paused: ProcessedStore = {
				record: async (entries) => (await turn(), await record(entries)),
				forget: async (entries) => (await turn(), await forget(entries)),
			};
			passed.push(...(await claim(paused, KEYS, options('paused', true))).passing);
			expect([place, passed.sort()]).toEqual([place, KEYS]);
			isInside = calls > place;
			places = place;
		}
		expect(places).toBeGreaterThan(2);
	});
});
