import {
	claim,
	type ClaimOptions,
	type ProcessedStore,
} from '../../../nodes/shared/delivery/claim';
import { KeptEntries } from '../../../nodes/shared/delivery/keptEntries';
import { Row } from './explore';

const MINUTE = 60_000;

describe('LB02: entries of what came out go along with later ones', () => {
	it('for two minutes, in the order in which they were kept, each once', () => {
		const kept = new KeptEntries();
		kept.add(['a', 'b'], 0);
		kept.add(['c', 'a'], MINUTE);
		expect(kept.at(MINUTE)).toEqual(['b', 'c', 'a']);
		expect(kept.at(2 * MINUTE)).toEqual(['c', 'a']);
		kept.forget(['c']);
		expect(kept.at(2 * MINUTE)).toEqual(['a']);
		expect(kept.at(3 * MINUTE)).toEqual([]);
	});

	it('only the newest 5,000 are kept', () => {
		const kept = new KeptEntries();
		kept.add(
			Array.from({ length: 6000 }, (_, n) => `entry ${n}`),
			0,
		);
		expect(kept.at(1)).toHaveLength(5000);
		expect(kept.at(1)[0]).toBe('entry 1000');
	});

	it('what a claim keeps is all that it recorded of what passes, and nothing of what does not', async () => {
		const row = new Row();
		const kept = new KeptEntries();
		const store: ProcessedStore = {
			...row.store(() => undefined),
			keep: (entries) => kept.add(entries, 0),
		};
		const options = (deliveryId: string): ClaimOptions => ({
			deliveryId,
			clock: { now: () => 0, sleep: async () => undefined },
			random: () => 0,
			severalProcesses: true,
			isFirstRun: false,
			alsoRecord: (key) => [`${key} form`],
		});
		await claim(store, ['R1', 'R2'], options('d1'));
		expect(new Set(kept.at(1))).toEqual(new Set(row.entries));
		const before = kept.at(1);
		await claim(store, ['R1', 'R2'], options('d2'));
		expect(kept.at(1)).toEqual(before);
		// A slow process has written the row as it was.
		row.entries = kept.at(1);
		expect((await claim(store, ['R1', 'R2'], options('d3'))).passing.size).toBe(0);
	});
});
