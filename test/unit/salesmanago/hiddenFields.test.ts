import { fieldId } from '../../../nodes/shared/bulk';
import { bulkFields } from '../../../nodes/shared/connectors/salesmanago/bulk/bulkFields';
import {
	hiddenFields,
	notesOnHidden,
} from '../../../nodes/shared/connectors/salesmanago/bulk/hiddenFields';
import { failureOf } from '../http/fakeSystem';
import { account, refused } from './account';

describe('fields that an account does not show', () => {
	const NOW = 10 * 7 * 24 * 3_600_000;
	const WEEK = 7 * 24 * 3_600_000;
	/** Ids by week, the latest first, and the cards behind them. */
	function shown(weeks: string[][], cardOf: (id: string) => object) {
		const asked: unknown[] = [];
		const contacts = {
			async *changedBetween(from: number, to: number) {
				const week = (NOW - to) / WEEK;
				asked.push([from, to]);
				yield await Promise.resolve(weeks[week] ?? []);
			},
			findById: async (ids: string[]) => {
				asked.push(ids.length);
				return await Promise.resolve(
					ids.map((id) => ({
						id,
						address: {},
						tags: [],
						details: {},
						consents: {},
						...cardOf(id),
					})),
				);
			},
		};
		const account = { contacts, now: () => NOW } as unknown as Parameters<typeof hiddenFields>[0];
		return { account, asked };
	}
	const ids = (count: number, from = 0) =>
		Array.from({ length: count }, (_, index) => `c${from + index}`);

	it('are those in question that no card of the last four weeks has a value for', async () => {
		const { account: made, asked } = shown([['a'], ['b'], ['c'], ['d']], (id) =>
			id === 'd' ? { lang: 'CS' } : {},
		);
		const hidden = await hiddenFields(made, ['lang', 'province', 'numberDetails.n', 'name']);
		expect([...hidden]).toEqual(['province', 'numberDetails.n']);
		expect(asked).toEqual(
			[0, 1, 2, 3].flatMap((week) => [[NOW - (week + 1) * WEEK, NOW - week * WEEK], 1]),
		);
	});

	it('none in question: nothing is asked; all shown: nothing more', async () => {
		const { account: made, asked } = shown([ids(60)], () => ({ lang: 'CS' }));
		expect((await hiddenFields(made, ['name'])).size).toBe(0);
		expect(asked).toEqual([]);
		expect((await hiddenFields(made, ['lang'])).size).toBe(0);
		expect(asked).toEqual([[NOW - WEEK, NOW], 50]);
	});

	it('two hundred cards are looked at, each once', async () => {
		const { account: made, asked } = shown([ids(120), ids(120, 60), ids(9, 900)], () => ({}));
		expect([...(await hiddenFields(made, ['lang']))]).toEqual(['lang']);
		expect(asked.filter((one) => typeof one === 'number')).toEqual([50, 50, 20, 50, 10, 9]);
		const many = shown([ids(250), ids(9, 900)], () => ({}));
		await hiddenFields(many.account, ['lang']);
		expect(many.asked.filter((one) => typeof one === 'number')).toEqual([50, 50, 50, 50]);
	});

	it.each([
		[{ status: 404, body: '' }, undefined],
		[refused('no'), undefined],
		[{ status: 401, body: '' }, 'auth'],
	])(
		'where %j is answered they are not shown, unless it is access that is missing: %s',
		async (reply, kind) => {
			const work = hiddenFields(account(() => reply).salesmanago, ['lang']);
			if (kind === undefined) expect([...(await work)]).toEqual(['lang']);
			else expect(await failureOf(work)).toMatchObject({ kind });
		},
	);

	it('are told: those that are offered, and those that the file names', () => {
		const fields = bulkFields([{ name: 'score', kind: 'number' }], []);
		const [lang, score] = ['lang', 'numberDetails.score'].map(
			(id) => fields.find((field) => fieldId(field) === id)!,
		);
		const SINCE = 'no contact that changed in the last four weeks shows a value there';
		const OFFERED = `Not among the fields, since ${SINCE}: Language. What SALESmanago does not show can be neither compared nor rolled back; CRM Upsert can write it`;
		const NAMED = `So far ${SINCE}: score. Where SALESmanago does not show what was written, the row says so, and it can be neither compared nor rolled back`;
		expect(notesOnHidden([])).toEqual([]);
		expect(notesOnHidden([lang])).toEqual([OFFERED]);
		expect(notesOnHidden([score])).toEqual([NAMED]);
		expect(notesOnHidden([lang, score])).toEqual([OFFERED, NAMED]);
	});
});
