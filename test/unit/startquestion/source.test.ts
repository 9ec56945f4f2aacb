import type { Api } from '../../../nodes/shared/connectors/startquestion/api';
import type { Json } from '../../../nodes/shared/connectors/startquestion/json';
import { createSheets, type Sheets } from '../../../nodes/shared/connectors/startquestion/sheets';
import { createSource } from '../../../nodes/shared/connectors/startquestion/source';
import {
	createSurveys,
	type Surveys,
} from '../../../nodes/shared/connectors/startquestion/surveys';
import type { ResponseWindow } from '../../../nodes/shared/delivery/SurveySource';
import { collect } from '../../../nodes/shared/http/paginate';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import { failureOf } from '../http/fakeSystem';

const DEFINITION: SurveyDefinition = {
	provider: 'startquestion',
	id: '7',
	name: 'Visit',
	questions: [],
	contextFields: [],
};
const sheet = (id: unknown, endDate: unknown, more: object = {}): Json => ({
	meta: { id, surveyId: 7, endDate, finished: true, ...more },
	questions: [],
});

describe('responses of a survey of Startquestion', () => {
	const ALL = [
		sheet(1, '2026-03-01 10:00:00'),
		sheet(2, '2026-03-01 11:00:00', {
			finished: false,
			lastRespondentInteractionDate: '2026-03-01 14:00:00',
		}),
		sheet(3, '0000-00-00 00:00:00'),
		sheet(undefined, '2026-03-01 11:30:00'),
		sheet(4, '2026-03-01 12:00:00'),
	];

	function sourceOf(
		survey: string | SurveyDefinition = DEFINITION,
		found: Array<Json | undefined> = [],
	) {
		const asked: unknown[] = [];
		const waits: number[] = [];
		let defined = 0;
		const sheets = {
			async *all(surveyId: string, filter: object) {
				asked.push([surveyId, filter]);
				yield* await Promise.resolve(ALL);
			},
			get: async (surveyId: string, id: string) => {
				asked.push([surveyId, id]);
				return await Promise.resolve(found.shift());
			},
		} as unknown as Sheets;
		const surveys = {
			definition: async () => {
				defined += 1;
				return await Promise.resolve(DEFINITION);
			},
		} as unknown as Surveys;
		const api = { wait: async (ms: number) => await Promise.resolve(void waits.push(ms)) } as Api;
		const source = createSource({ api, sheets, surveys }, survey, { timeZone: 'Europe/Prague' });
		return { source, asked, waits, defined: () => defined };
	}
	const window = (more: Partial<ResponseWindow> = {}): ResponseWindow => ({
		surveyId: '7',
		by: 'recorded',
		...more,
	});
	/** By the clock of Prague, an hour ahead. */
	const at = (hour: number) => `2026-03-01T${String(hour - 1).padStart(2, '0')}:00:00.000Z`;

	it.each<[Partial<ResponseWindow>, string[], object]>([
		[{}, ['1', '2', '4'], {}],
		[{ from: at(11) }, ['2', '4'], { laterThan: '2026-02-28' }],
		[{ to: at(12) }, ['1', '2'], { earlierThan: '2026-03-02' }],
		[{ from: at(11), to: at(12) }, ['2'], { laterThan: '2026-02-28', earlierThan: '2026-03-02' }],
		[{ by: 'modified', from: at(13) }, ['2'], {}],
		[{ by: 'modified', from: at(12), to: at(14) }, ['4'], {}],
		[{ by: 'modified', to: at(13) }, ['1', '4'], {}],
		[{ limit: 2 }, ['1', '2'], {}],
	])('within %j are %j, asked for as %j', async (more, ids, filter) => {
		const { source, asked } = sourceOf();
		expect((await collect(source.list(window(more)))).map(({ id }) => id)).toEqual(ids);
		expect(asked).toEqual([['7', filter]]);
	});

	it('of none that is wanted nothing is asked', async () => {
		const { source, asked } = sourceOf();
		expect(await collect(source.list(window({ limit: 0 })))).toEqual([]);
		expect(asked).toEqual([]);
	});

	it('say when they came in, and when they were changed, where somebody changed them', async () => {
		const stubs = await collect(sourceOf().source.list(window({ limit: 2 })));
		expect(stubs).toEqual([
			{ id: '1', recordedAt: at(10) },
			{ id: '2', recordedAt: at(11), modifiedAt: at(14) },
		]);
		expect(Object.keys(stubs[0])).not.toContain('modifiedAt');
	});

	it.each([
		['7', 1],
		[DEFINITION, 0],
	])(
		'are read as they are wanted; the survey is asked for once, unless it is known',
		async (survey, times) => {
			const { source, defined } = sourceOf(survey);
			const read = await collect(source.read({ ...window(), only: new Set(['2', '4']) }));
			expect(read.map(({ id, partial, raw }) => [id, partial, raw])).toEqual([
				['2', true, ALL[1]],
				['4', false, ALL[4]],
			]);
			expect(read[0].toResponse()).toMatchObject({
				survey: { name: 'Visit' },
				response: { id: '2' },
			});
			expect(defined()).toBe(times);
			expect(await collect(source.read(window()))).toHaveLength(3);
			expect(await source.parse(ALL[0])).toMatchObject({ survey: { name: 'Visit' } });
		},
	);

	it.each<[string, Array<Json | undefined>, boolean, boolean, number[]]>([
		['at once', [ALL[0]], true, true, []],
		['a while later', [undefined, undefined, ALL[0]], true, true, [1_000, 2_000]],
		['never', [], true, false, [1_000, 2_000, 4_000, 8_000, 15_000]],
		['not now', [undefined, ALL[0]], false, false, []],
	])('one that is there %s', async (_name, found, justAnnounced, isThere, waits) => {
		const made = sourceOf('7', found);
		const work = made.source.get('1', { justAnnounced });
		if (isThere)
			expect(await work).toMatchObject({ survey: { name: 'Visit' }, response: { id: '1' } });
		else
			expect(await failureOf(work)).toMatchObject({
				kind: 'notFound',
				message: 'Survey 7 has no response 1',
				hint: 'It was deleted, or belongs to another survey.',
			});
		expect(made.waits).toEqual(waits);
		expect(made.asked[0]).toEqual(['7', '1']);
	});
});

describe('what Startquestion answers with', () => {
	const asking = (body: unknown) => {
		const calls: Array<{ path: string; query: unknown }> = [];
		const get = async ({ path, query }: { path: string; query: unknown }) => {
			calls.push({ path, query });
			return await Promise.resolve(body);
		};
		return { api: { get } as unknown as Api, calls };
	};
	const ONE = sheet(1, null);

	it.each<[string, unknown, object]>([
		['a list', [ONE, 'x'], { sheets: [ONE] }],
		...['data', 'sheets', 'results', 'items', 'responses'].map(
			(name): [string, unknown, object] => [
				`a list as ${name}`,
				{ [name]: [ONE] },
				{ sheets: [ONE] },
			],
		),
		...['total', 'totalCount', 'total_count', 'count'].map((name): [string, unknown, object] => [
			`its count as ${name}`,
			{ data: [ONE], [name]: '5' },
			{ sheets: [ONE], total: 5 },
		]),
		['a count of none', { data: [], total: 0 }, { sheets: [], total: 0 }],
		[
			'a count among the metadata',
			{ data: [ONE], meta: { total: 5 } },
			{ sheets: [ONE], total: 5 },
		],
		['a count of pages', { data: [ONE], pagination: { total: 5 } }, { sheets: [ONE], total: 5 }],
		['a list below data', { data: { sheets: [ONE], total: 5 } }, { sheets: [ONE], total: 5 }],
		['a sheet alone', ONE, { sheets: [ONE] }],
	])('a page of sheets: %s', async (_name, body, page) => {
		const { api, calls } = asking(body);
		const read = await createSheets(api).page('7', { page: 2, limit: 5 });
		expect(read).toEqual(page);
		expect(calls).toEqual([
			{ path: '/api/v3/results/single-sheets/7', query: { page: 2, limit: 5 } },
		]);
	});

	it.each(['<html>', null, {}, { data: 'x' }, { meta: {} }, { questions: [] }])(
		'%j is no page of sheets',
		async (body) => {
			const work = createSheets(asking(body).api).page('7', { page: 1, limit: 5 });
			await expect(work).rejects.toMatchObject({
				kind: 'unexpected',
				message: expect.stringContaining('the results of survey 7'),
			});
		},
	);

	it('days are open ends of a page, and unfinished sheets are asked for on demand', async () => {
		const { api, calls } = asking([]);
		const filter = { laterThan: 'a', earlierThan: 'b', includeUnfinished: true };
		await createSheets(api).page('7', { page: 1, limit: 5, filter });
		expect(calls[0].query).toEqual({
			page: 1,
			limit: 5,
			lowerResponseDate: 'a',
			upperResponseDate: 'b',
			includeUnfinished: 1,
		});
	});

	it('one sheet is the one that was asked for, unfinished or not', async () => {
		const { api, calls } = asking([sheet(2, null), ONE]);
		expect(await createSheets(api).get('7', '1')).toEqual(ONE);
		expect(await createSheets(api).get('7', '3')).toBeUndefined();
		expect(calls[0]).toEqual({
			path: '/api/v2/results/single-sheets/7',
			query: { id_response: '1', includeUnfinished: 1 },
		});
	});

	const surveysOf = (body: unknown, byWebhook: boolean) => {
		const { api, calls } = asking(body);
		return { surveys: createSurveys(api, createSheets(api), { byWebhook }), calls };
	};

	it.each([
		[true, undefined, '/webhooks/-account-/-token-/-secret-/survey-list', 1],
		[false, undefined, '/api/v2/surveys', 0],
		[false, '20', '/api/v2/surveys', 20],
		[true, '21', '/webhooks/-account-/-token-/-secret-/survey-list', 21],
	])('surveys (by webhook: %s), from %s', async (byWebhook, cursor, path, offset) => {
		const list = [
			{ id: 1, user_title: 'A', internal_title: 'x', title: 'y', status: 1 },
			{ id: 2, internal_title: 'B', title: 'y', status: '1' },
			{ id: 3, title: 'C', status: 0 },
			{ id: 4 },
			{ title: 'none' },
		];
		for (const body of [list, { surveys: list }, { data: list }]) {
			const { surveys, calls } = surveysOf(body, byWebhook);
			expect(await surveys.list(cursor)).toEqual({
				surveys: [
					{ id: '1', name: 'A', isActive: true },
					{ id: '2', name: 'B', isActive: true },
					{ id: '3', name: 'C', isActive: false },
					{ id: '4', name: '4', isActive: false },
				],
			});
			expect(calls).toEqual([{ path, query: { limit: 20, offset } }]);
		}
	});

	it.each([
		[19, undefined],
		[20, '20'],
		[21, undefined],
	])('of %i surveys in a list the next begins at %s', async (count, next) => {
		const list = Array.from({ length: count }, (_, id) => ({ id: id + 1 }));
		expect((await surveysOf(list, false).surveys.list()).next).toBe(next);
	});

	it.each(['<html>', {}, { surveys: 'x' }])('%j is no list of surveys', async (body) => {
		await expect(surveysOf(body, false).surveys.list()).rejects.toMatchObject({
			kind: 'unexpected',
			message: expect.stringContaining('the surveys'),
		});
	});

	it('one sheet that is none is said to be none', async () => {
		const work = createSheets(asking('<html>').api).get('7', '9');
		await expect(work).rejects.toMatchObject({
			kind: 'unexpected',
			message: expect.stringContaining('response 9'),
		});
	});

	it('a survey that is none is said to be none', async () => {
		await expect(surveysOf('<html>', false).surveys.definition('7')).rejects.toMatchObject({
			kind: 'unexpected',
			message: expect.stringContaining('survey 7'),
		});
	});

	it('a survey may come as a list, and its questions from its latest sheets', async () => {
		const { surveys, calls } = surveysOf([{ id: 7, title: 'Visit', pages: [] }], false);
		expect(await surveys.definition(' 7 ')).toMatchObject({ id: '7', name: 'Visit' });
		expect(calls).toEqual([
			{ path: '/api/v2/surveys/7', query: undefined },
			{ path: '/api/v3/results/single-sheets/7', query: { page: 1, limit: 20 } },
		]);
	});
});
