import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import { createFinder, type Matching } from '../../../nodes/shared/connectors/hubspot/find';
import type { Records } from '../../../nodes/shared/connectors/hubspot/records';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import { fakeSystem, type Handler } from '../http/fakeSystem';
import { context, of, property } from './samples';

const CONTACTS = '/crm/objects/2026-09/0-1';
const account = (answer: Handler) => {
	const { runtime, requests } = fakeSystem(answer);
	const hubspot = createHubSpot(runtime);
	const paths = () => requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
	return { hubspot, records: hubspot.records('0-1'), requests, paths, clock: runtime.clock };
};

describe('the calls for records', () => {
	const RAW = { id: 7, properties: { a: 'x' }, url: 'https://app/7', objectWriteTraceId: 't' };
	const READ = { id: '7', properties: { a: 'x' }, url: 'https://app/7', traceId: 't' };

	it('reading: each id once, by a property of its own where that is said; of nothing, no call', async () => {
		const { records, requests } = account(() => ({
			body: { results: [RAW, { properties: {} }, { id: '8' }] },
		}));
		expect(await records.read([], ['a'])).toEqual([]);
		expect(await records.read(['7', '8', '7'], ['a'])).toEqual([READ, { id: '8', properties: {} }]);
		await records.read(['7'], ['a'], 'email');
		const inputs = [{ id: '7' }, { id: '8' }];
		expect(requests.map(({ body }) => body)).toEqual([
			{ properties: ['a'], inputs },
			{ idProperty: 'email', properties: ['a'], inputs: [{ id: '7' }] },
		]);
	});

	it('one alone: its id cannot lead elsewhere, and no more than a hundred names go along', async () => {
		const { records, requests } = account(() => ({ body: RAW }));
		const names = Array.from({ length: 101 }, (_, index) => `p${index}`);
		expect(await records.readOne('7/../8', names)).toEqual(READ);
		expect(requests[0]).toMatchObject({
			method: 'GET',
			url: `https://api.hubapi.com${CONTACTS}/7%2F..%2F8`,
			query: { properties: names.slice(0, 100).join(',') },
		});
		expect(await records.updateOne('7/x', { a: 'y' })).toEqual(READ);
		expect(requests[1]).toMatchObject({
			method: 'PATCH',
			url: `https://api.hubapi.com${CONTACTS}/7%2Fx`,
			body: { properties: { a: 'y' } },
		});
	});

	it('pages: all ids, a hundred at a time', async () => {
		const { records, requests } = account(({ query }) =>
			query?.after === undefined
				? { body: { results: [{ id: '1' }, { id: '2' }], paging: { next: { after: 'm' } } } }
				: { body: { results: [{ id: '3' }] } },
		);
		const pages: string[][] = [];
		for await (const page of records.pages()) pages.push(page);
		expect(pages).toEqual([['1', '2'], ['3']]);
		expect(requests.map(({ query }) => query)).toEqual([
			{ limit: 100 },
			{ limit: 100, after: 'm' },
		]);
	});

	it('a page of the search: how many there are, and the mark of the next', async () => {
		const { records, paths } = account((_request, call) => ({
			body:
				call === 1
					? { total: 3, results: [{ id: '1' }], paging: { next: { after: '1' } } }
					: { results: [] },
		}));
		expect(await records.search({})).toEqual({
			total: 3,
			records: [{ id: '1', properties: {} }],
			after: '1',
		});
		expect(await records.search({})).toEqual({ total: 0, records: [] });
		expect(paths()).toEqual([`POST ${CONTACTS}/search`, `POST ${CONTACTS}/search`]);
	});

	it.each<[string, (records: Records) => Promise<unknown>, number]>([
		['read', async (records) => await records.read(['1'], []), 2],
		['update', async (records) => await records.update([{ id: '1' }]), 2],
		['create', async (records) => await records.create([{ properties: {} }]), 1],
		['search', async (records) => await records.search({}), 2],
		['/1', async (records) => await records.updateOne('1', {}), 2],
	])('%s, without an answer, is sent so often: %i', async (end, ask, times) => {
		const { records, paths } = account((_request, call) =>
			call === 1 ? { status: 502, body: {} } : { body: {} },
		);
		await ask(records).catch(() => undefined);
		expect(paths().map((path) => path.endsWith(end))).toEqual(Array(times).fill(true));
	});
});

const idsIn = ({ body }: HttpRequest): string[] =>
	(body as { inputs: Array<{ id: string }> }).inputs.map(({ id }) => id);

const finderOf = (
	{ hubspot, records }: ReturnType<typeof account>,
	match: Matching,
	looksAgain = false,
) => createFinder(hubspot, records, match, ['note'], { looksAgain, context });

describe('records that are looked for by their id', () => {
	const keys = (...ids: string[]) => ids.map((id) => ({ values: { hs_object_id: id }, id }));

	it('come in the order of the keys; one that was merged is found by its old id', async () => {
		const own = account((request) => {
			if (request.method === 'POST')
				return {
					body: {
						results: idsIn(request)
							.filter((id) => id < '3')
							.map((id) => ({ id })),
					},
				};
			if (request.url.endsWith('/3')) return { body: { id: '2' } };
			return { status: request.url.endsWith('/4') ? 404 : 403, body: {} };
		});
		const found = await finderOf(own, { by: 'id' }).find(
			keys('2', ' 1 ', 'a/b', '', '3', '4', '5', '2'),
		);
		const ids = found.map((one) => (Array.isArray(one) ? one.map(({ id }) => id) : one.kind));
		expect(ids).toEqual([['2'], ['1'], [], [], ['2'], [], 'permission', ['2']]);
		expect(own.paths()).toEqual([
			`POST ${CONTACTS}/batch/read`,
			...['3', '4', '5'].map((id) => `GET ${CONTACTS}/${id}`),
		]);
		expect(idsIn(own.requests[0])).toEqual(['2', '1', '3', '4', '5']);
	});
});

describe('records that are looked for by a unique property', () => {
	const match: Matching = { by: 'unique', property: of('email') };
	const keys = (...emails: string[]) => emails.map((email) => ({ values: { email }, id: email }));

	it('a contact is found by each of its addresses, each asked for once', async () => {
		const stored = { email: 'a@b.c', hs_additional_emails: 'old@b.c' };
		const own = account(() => ({ body: { results: [{ id: '1', properties: stored }] } }));
		const found = await finderOf(own, match).find(keys('a@b.c', 'OLD@b.c', 'a@b.c', 'x@b.c'));
		expect(found.map((one) => (one as object[]).length)).toEqual([1, 1, 1, 0]);
		expect(own.requests[0].body).toEqual({
			idProperty: 'email',
			properties: ['note'],
			inputs: ['a@b.c', 'OLD@b.c', 'x@b.c'].map((id) => ({ id })),
		});
	});

	it('a hundred keys at a time; what goes wrong with a part is the error of its keys', async () => {
		const own = account((request) =>
			idsIn(request).includes('p0@b.c') ? { status: 400, body: {} } : { body: { results: [] } },
		);
		const many = Array.from({ length: 101 }, (_, index) => `p${index}@b.c`);
		const found = await finderOf(own, match).find(keys(...many));
		expect(found.map((one) => (Array.isArray(one) ? 'none' : one.kind))).toEqual([
			...Array<string>(100).fill('input'),
			'none',
		]);
	});
});

describe('records that are looked for by the search', () => {
	const match: Matching = { by: 'search', property: property('note', 'text', { label: 'Note' }) };
	const keys = (...notes: string[]) => notes.map((note) => ({ values: { note }, id: note }));
	const filterOf = ({ body }: HttpRequest): string[] =>
		(body as { filterGroups: Array<{ filters: Array<{ values: string[] }> }> }).filterGroups[0]
			.filters[0].values;
	/** Knows `people`, by id; a value that is `common` has too many records. */
	const searched = (people: Record<string, string>) =>
		account((request) => {
			if (request.url.endsWith('/read')) {
				const results = idsIn(request)
					.filter((id) => id in people)
					.map((id) => ({ id, properties: { note: people[id] } }));
				return { body: { results } };
			}
			const wanted = filterOf(request);
			if (wanted.includes('common')) return { body: { total: 10_000, results: [] } };
			const results = Object.keys(people)
				.filter((id) => wanted.includes(people[id].toLowerCase()))
				.map((id) => ({ id }));
			return { body: { total: results.length, results } };
		});
	const shown = (found: Awaited<ReturnType<ReturnType<typeof finderOf>['find']>>) =>
		found.map((one) => (Array.isArray(one) ? one.map(({ id }) => id) : one.message));

	it('all that have the value, the oldest first', async () => {
		const own = searched({ 30: 'Lee', 4: 'lee', 31: 'LEE', 5: 'Kim' });
		const found = await finderOf(own, match).find(keys('lee', 'Kim', 'Ann'));
		expect(shown(found)).toEqual([['4', '30', '31'], ['5'], []]);
	});

	it('a value that too many have, or that is too long, holds nobody else back', async () => {
		const own = searched({ 1: 'lee', 2: 'kim', 3: 'ann' });
		const long = 'x'.repeat(1_001);
		const found = await finderOf(own, match).find(keys('lee', 'common', long, 'kim', 'ann'));
		expect(shown(found)).toEqual([
			['1'],
			'Too many records have such a value in "Note" (note)',
			'HubSpot cannot look for so long a value of "Note" (note)',
			['2'],
			['3'],
		]);
		expect(found[2]).toMatchObject({ kind: 'input', hint: 'Match by a shorter one.' });
	});

	it('what goes wrong otherwise is the error of all, and is not asked again in halves', async () => {
		const own = account(() => ({ status: 403, body: {} }));
		const found = await finderOf(own, match).find(keys('lee', 'kim'));
		expect(found.map((one) => 'kind' in one && one.kind)).toEqual(['permission', 'permission']);
		expect(own.requests).toHaveLength(1);
	});

	it('what this run wrote is known before the search knows it', async () => {
		const own = searched({ 7: 'Lee' });
		const finder = finderOf(own, match);
		finder.note('lee', '7', false);
		own.requests.length = 0;
		const read = await finder.find(keys('Lee'));
		expect(shown(read)).toEqual([['7']]);
	});

	it.each([
		[true, ['lee'], true],
		[false, [], false],
	])(
		'nobody found, looks again %s: %j, once the search knows what was written: %s',
		async (looksAgain, again, waits) => {
			const own = searched({ 2: 'kim' });
			const before = own.clock.now();
			await finderOf(own, match, looksAgain).find(keys('lee', 'kim', 'common'));
			const asked = own.requests.filter(({ url }) => url.endsWith('/search')).map(filterOf);
			expect(asked.slice(asked.length - again.length).flat()).toEqual(again);
			expect(own.clock.now() - before >= 10_000).toBe(waits);
		},
	);
});
