import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import type { Memberships } from '../../../nodes/shared/connectors/hubspot/memberships';
import type { HttpRequest } from '../../../nodes/shared/http/types';
import { failureOf, fakeSystem, inTurn, socketFailure } from '../http/fakeSystem';

/** Answers in turn; what was asked, in short. */
function account(...bodies: object[]) {
	const { runtime, requests } = fakeSystem(inTurn(...bodies.map((body) => ({ body }))));
	const shown = () =>
		requests.map(({ method, url, body }: HttpRequest) => [
			`${method} ${new URL(url).pathname}`,
			body,
		]);
	return { memberships: createHubSpot(runtime).memberships, shown };
}

const LISTS = 'POST /crm/lists/2026-09/search';
const PAIRS = '/crm/associations/2026-09/0-1/0-2';

describe('lists', () => {
	const list = (listId: unknown, name?: unknown) => ({ listId, name });
	const asked = (offset: number) => [
		LISTS,
		{
			query: '',
			offset,
			count: 250,
			processingTypes: ['MANUAL', 'SNAPSHOT'],
			objectTypeId: '0-1',
		},
	];

	it('are those of the kind that take members, page by page, by name or else by id', async () => {
		const { memberships, shown } = account(
			{ lists: [list('1', 'One'), list(2), list(undefined, 'x')], hasMore: true },
			{ lists: [list('4', 'Four')], hasMore: false },
		);
		expect(await memberships.lists('0-1')).toEqual([
			{ id: '1', name: 'One' },
			{ id: '2', name: '2' },
			{ id: '4', name: 'Four' },
		]);
		expect(shown()).toEqual([asked(0), asked(3)]);
	});

	it.each([
		['is the last one', [{ lists: [list('1', 'One')] }]],
		['comes again', [{ lists: [list('1', 'One')], hasMore: true }]],
		['is empty', [{ lists: [list('1', 'One')], hasMore: true }, { hasMore: true }]],
	])('end with a page that %s', async (_name, pages) => {
		const { memberships, shown } = account(...pages);
		expect(await memberships.lists('0-1')).toEqual([{ id: '1', name: 'One' }]);
		expect(shown().length).toBeLessThanOrEqual(2);
	});

	it.each(['add', 'remove'] as const)('%s a thousand at a time, in order', async (action) => {
		const { memberships, shown } = account({});
		const ids = Array.from({ length: 1_001 }, (_, index) => String(index));
		await memberships.change('a/b', action, ids);
		const path = `PUT /crm/lists/2026-09/a%2Fb/memberships/${action}`;
		expect(shown()).toEqual([
			[path, ids.slice(0, 1_000)],
			[path, ids.slice(1_000)],
		]);
	});
});

describe('associations', () => {
	const pair = (from: string, to: string) => ({ from, to });
	const PAIR = pair('1', '9');
	const OTHER = pair('2', '8');
	const request = { from: '0-1', to: '0-2' };
	const associate = async (
		memberships: Memberships,
		more: Partial<Parameters<Memberships['associate']>[0]>,
	) => await memberships.associate({ ...request, pairs: [PAIR, OTHER], ...more });

	it('have the kinds that HubSpot names, with their labels', async () => {
		const { memberships, shown } = account({
			results: [
				{ category: 'USER_DEFINED', typeId: 37, label: 'Billing' },
				{ category: 'HUBSPOT_DEFINED', typeId: 1, label: null },
				{ typeId: 2 },
				{ category: 'USER_DEFINED', typeId: '3' },
			],
		});
		expect(await memberships.labels('0-1', 'p1_pet/x')).toEqual([
			{ category: 'USER_DEFINED', typeId: 37, label: 'Billing' },
			{ category: 'HUBSPOT_DEFINED', typeId: 1 },
		]);
		expect(shown()).toEqual([['GET /crm/associations/2026-09/0-1/p1_pet%2Fx/labels', undefined]]);
	});

	it('without a label are the usual ones', async () => {
		const { memberships, shown } = account({});
		expect(await associate(memberships, {})).toEqual([undefined, undefined]);
		const inputs = [PAIR, OTHER].map(({ from, to }) => ({ from: { id: from }, to: { id: to } }));
		expect(shown()).toEqual([[`POST ${PAIRS}/batch/associate/default`, { inputs }]]);
	});

	it('with a label keep the labels that a pair has; each record is asked for once', async () => {
		const label = { category: 'USER', typeId: 2 };
		const types = (...ids: number[]) =>
			ids.map((id) => ({ associationCategory: 'USER', associationTypeId: id }));
		const { memberships, shown } = account(
			{
				results: [
					{
						from: { id: '1' },
						to: [
							{ toObjectId: 7, associationTypes: [] },
							{ toObjectId: 9, associationTypes: [{ category: 'USER', typeId: 1, label: 'a' }] },
						],
					},
				],
			},
			{},
		);
		await associate(memberships, { label, pairs: [PAIR, pair('1', '7'), OTHER] });
		expect(shown()).toEqual([
			[`POST ${PAIRS}/batch/read`, { inputs: [{ id: '1' }, { id: '2' }] }],
			[
				`POST ${PAIRS}/batch/create`,
				{
					inputs: [
						{ from: { id: '1' }, to: { id: '9' }, types: types(1, 2) },
						{ from: { id: '1' }, to: { id: '7' }, types: types(2) },
						{ from: { id: '2' }, to: { id: '8' }, types: types(2) },
					],
				},
			],
		]);
	});

	it('go a thousand at a time, and are answered in order', async () => {
		const { memberships, shown } = account({}, { errors: [{ context: { id: ['1000'] } }] });
		const pairs = Array.from({ length: 1_001 }, (_, index) => pair(String(index), '9'));
		const answers = await associate(memberships, { pairs });
		expect(shown().map(([, body]) => (body as { inputs: [] }).inputs.length)).toEqual([1_000, 1]);
		expect(answers.flatMap((answer, index) => (answer ? [index] : []))).toEqual([1_000]);
	});

	it.each<[string, object | undefined, [boolean, boolean]]>([
		['both ids of a pair', { fromObjectId: ['1'], toObjectId: ['9'] }, [true, false]],
		['the ids of no pair', { fromObjectId: ['1'], toObjectId: ['8'] }, [false, false]],
		['where it starts', { fromObjectId: ['2'] }, [false, true]],
		['where it leads', { toObjectId: ['9'] }, [true, false]],
		['an id that it starts from', { id: ['1'] }, [true, false]],
		['an id that it leads to', { id: ['8', '5'] }, [false, true]],
		['no id', {}, [true, true]],
		['nothing', undefined, [true, true]],
	])('a refusal that names %s is the error of the pairs it fits', async (_name, context, wrong) => {
		const { memberships } = account({ errors: [{ context }] });
		const answers = await associate(memberships, {});
		expect(answers.map((answer) => answer !== undefined)).toEqual(wrong);
		for (const answer of answers)
			if (answer)
				expect(answer).toMatchObject({
					kind: 'input',
					message: 'HubSpot did not associate the record',
					hint: 'The record was written. The one that it was to be associated with is not there, or an association of this kind is not allowed.',
				});
	});
});

it.each<[string, (memberships: Memberships) => Promise<unknown>, true | undefined]>([
	['looking for lists', async (memberships) => await memberships.lists('0-1'), undefined],
	[
		'reading the labels of pairs, before they are written',
		async (memberships) =>
			await memberships.associate({
				from: '0-1',
				to: '0-2',
				pairs: [{ from: '1', to: '9' }],
				label: { category: 'USER', typeId: 2 },
			}),
		undefined,
	],
	['a change of members', async (memberships) => await memberships.change('a', 'add', ['1']), true],
])('%s that is not answered: only a write is in doubt', async (_name, work, isInDoubt) => {
	const { runtime } = fakeSystem(() => socketFailure('ECONNRESET'));
	expect(await failureOf(work(createHubSpot(runtime).memberships))).toMatchObject({
		kind: 'unavailable',
		outcomeUnknown: isInDoubt,
	});
});
