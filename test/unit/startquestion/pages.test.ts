import type { Api } from '../../../nodes/shared/connectors/startquestion/api';
import { createSheets } from '../../../nodes/shared/connectors/startquestion/sheets';
import { collect } from '../../../nodes/shared/http/paginate';

const sheet = (id: number) => ({ meta: { id: String(id) }, questions: [] });
const PER_PAGE = 100;

/** Newest first; `arriving` more come between two requests. */
function asked(count: number, arriving: number, tellsTotal: boolean) {
	let ids = Array.from({ length: count }, (_, index) => count - index);
	let requests = 0;
	const get = async ({ query }: { query: { page: number } }) => {
		requests += 1;
		if (requests > 50) throw new Error('without end');
		const data = ids.slice((query.page - 1) * PER_PAGE, query.page * PER_PAGE).map(sheet);
		const total = ids.length;
		if (requests === 1)
			ids = [...Array.from({ length: arriving }, (_, index) => ids[0] + arriving - index), ...ids];
		return await Promise.resolve(tellsTotal ? { data, total } : data);
	};
	return async () => await collect(createSheets({ get } as unknown as Api).all('1', {}));
}

describe('the pages of a list of sheets', () => {
	it.each([0, 5, 100, 130])(
		'LB01 whoever was there when the reading began comes once, with %d more meanwhile',
		async (arriving) => {
			const found = (await asked(250, arriving, true)()).map(
				({ meta }) => (meta as { id: string }).id,
			);
			expect(new Set(found).size).toBe(found.length);
			for (let id = 1; id <= 250; id += 1) expect(found).toContain(String(id));
		},
	);

	it('LB01 without a count, a page of known sheets is the end', async () => {
		expect(await asked(250, 5, false)()).toHaveLength(250);
	});
});
