import type { Api } from '../../../nodes/shared/connectors/surveymonkey/api';
import { createResponses } from '../../../nodes/shared/connectors/surveymonkey/responses';
import { collect } from '../../../nodes/shared/http/paginate';

const PER_PAGE = 100;

/** `count` responses, all of them changed within one second, and what answers to each request. */
function asked(count: number, pageOf: (page: number) => number) {
	let requests = 0;
	const all = Array.from({ length: count }, (_, index) => ({
		id: String(index),
		date_modified: '2026-03-01T10:00:00+00:00',
	}));
	const get = async ({ query }: { query: { page: number } }) => {
		requests += 1;
		if (requests > 1_000) throw new Error('without end');
		const page = pageOf(query.page);
		const data = all.slice((page - 1) * PER_PAGE, page * PER_PAGE);
		const isMore = pageOf(query.page + 1) === page || page * PER_PAGE < count;
		return await Promise.resolve({ data, links: isMore ? { next: 'more' } : {} });
	};
	const read = async () =>
		await collect(createResponses({ get } as unknown as Api).all('1', { from: 0 }));
	return { read, requests: () => requests };
}

describe('the pages of a list of responses', () => {
	it('LB01 a page that comes again and again is an error after few requests', async () => {
		const { read, requests } = asked(250, () => 1);
		await expect(read()).rejects.toThrow('come to no end');
		expect(requests()).toBeLessThan(10);
	});

	it('LB01 thousands that were changed within one second all come', async () => {
		const { read } = asked(3_050, (page) => page);
		const ids = (await read()).map(({ id }) => id);
		expect(new Set(ids).size).toBe(3_050);
		expect(ids).toHaveLength(3_050);
	});
});
