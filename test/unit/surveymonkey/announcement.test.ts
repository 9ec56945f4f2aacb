import { readAnnouncement } from '../../../nodes/shared/connectors/surveymonkey/announcement';
import { createSource } from '../../../nodes/shared/connectors/surveymonkey/source';
import type { Json } from '../../../nodes/shared/connectors/surveymonkey/json';
import type { ResponseWindow } from '../../../nodes/shared/delivery/SurveySource';
import { collect } from '../../../nodes/shared/http/paginate';
import { failureOf } from '../http/fakeSystem';
import { definition } from './details';
import { readDetails } from '../../../nodes/shared/n8n/surveymonkey';

describe('what the webhook of SurveyMonkey posts', () => {
	const posted = (body: unknown) => readAnnouncement(Buffer.from(JSON.stringify(body)));
	const call = (more: object = {}) => ({
		event_type: 'response_completed',
		object_id: '9',
		resources: { survey_id: '105' },
		...more,
	});
	const response = { kind: 'response', surveyId: '105', responseId: '9', partial: false };

	it.each<[string, object, object]>([
		['of a response that is complete', call(), response],
		['with numbers', call({ object_id: 9, resources: { survey_id: 105 } }), response],
		[
			'of one that was disqualified',
			call({ event_type: 'response_disqualified' }),
			{ ...response, partial: true },
		],
		[
			'of one over a quota',
			call({ event_type: 'response_overquota' }),
			{ ...response, partial: true },
		],
		[
			'with the survey as what it was filtered by',
			call({ resources: {}, filter_type: 'survey', filter_id: '105' }),
			response,
		],
		[
			'where both name a survey, the one of the response counts',
			call({ filter_type: 'survey', filter_id: '7' }),
			response,
		],
		['of something else', call({ event_type: 'collector_created' }), { kind: 'other' }],
		[
			'with another filter',
			call({ resources: {}, filter_type: 'collector', filter_id: '105' }),
			{ kind: 'malformed', reason: 'the body does not name a survey and a response' },
		],
		[
			'without a response',
			call({ object_id: 'x' }),
			{ kind: 'malformed', reason: 'the body does not name a survey and a response' },
		],
		[
			'without an event',
			call({ event_type: undefined }),
			{ kind: 'malformed', reason: 'the body names no event' },
		],
		['that is a list', [call()], { kind: 'malformed', reason: 'the body is not JSON' }],
	])('%s', (_name, body, wanted) => {
		expect(posted(body)).toEqual(wanted);
	});

	it('that is not JSON', () => {
		expect(readAnnouncement(Buffer.from('a=1'))).toEqual({
			kind: 'malformed',
			reason: 'the body is not JSON',
		});
	});
});

describe('responses of a survey of SurveyMonkey', () => {
	const raw = (id: unknown, minute: number, more: object = {}): Json => ({
		id,
		date_modified: `2026-03-01T10:0${minute}:00+00:00`,
		response_status: 'completed',
		pages: [],
		...more,
	});
	const ALL = [
		raw('1', 0),
		raw('2', 1, { response_status: 'partial' }),
		raw(undefined, 1),
		{ id: '3' },
		raw('4', 2, { date_modified: undefined, date_created: '2026-03-01T10:02:00+00:00' }),
	];
	function sourceOf(found: Array<Json | undefined> = []) {
		const asked: unknown[] = [];
		let defined = 0;
		const responses = {
			async *all(surveyId: string, within: object) {
				asked.push([surveyId, within]);
				yield* await Promise.resolve(ALL);
			},
			get: async () => await Promise.resolve(found.shift()),
		};
		const waits: number[] = [];
		const wait = async (ms: number) => await Promise.resolve(void waits.push(ms));
		const source = createSource(
			{ api: { wait }, responses } as unknown as Parameters<typeof createSource>[0],
			{
				id: '105',
				definition: async () => {
					defined += 1;
					return await Promise.resolve(definition);
				},
			},
			{ read: readDetails },
		);
		return { source, asked, waits, defined: () => defined };
	}
	const minute = (at: number) => `2026-03-01T10:0${at}:00.000Z`;
	const window = (more: Partial<ResponseWindow> = {}): ResponseWindow => ({
		surveyId: '105',
		by: 'recorded',
		...more,
	});
	const listed = async (more: Partial<ResponseWindow>) =>
		(await collect(sourceOf().source.list(window(more)))).map(({ id }) => id);

	it.each<[Partial<ResponseWindow>, string[]]>([
		[{}, ['1', '2', '4']],
		[{ from: minute(1) }, ['2', '4']],
		[{ to: minute(1) }, ['1']],
		[{ from: minute(0), to: minute(2) }, ['1', '2']],
		[{ limit: 2 }, ['1', '2']],
		[{ limit: 1 }, ['1']],
		[{ limit: 0 }, []],
	])('within %j are %j', async (more, ids) => {
		expect(await listed(more)).toEqual(ids);
	});

	it('stand at their last change; what is asked has the bounds that are told', async () => {
		const { source, asked } = sourceOf();
		const [, , last] = await collect(source.list(window({ from: minute(0) })));
		expect(last).toEqual({ id: '4', recordedAt: minute(2), modifiedAt: minute(2) });
		await collect(source.list(window({ to: minute(5) })));
		await collect(source.list(window({ limit: 0 })));
		expect(asked).toEqual([
			['105', { from: Date.parse(minute(0)) }],
			['105', { to: Date.parse(minute(5)) }],
		]);
	});

	it.each<[Partial<ResponseWindow>, Partial<ResponseWindow>, number]>([
		[{ from: minute(0), to: minute(5) }, { from: minute(1), to: minute(5) }, 1],
		[{ from: minute(0), to: minute(5) }, { from: minute(0), to: minute(5) }, 1],
		[{ from: minute(1), to: minute(5) }, { from: minute(0), to: minute(5) }, 2],
		[{ from: minute(0), to: minute(5) }, { from: minute(0), to: minute(6) }, 2],
		[{ from: minute(0), to: minute(5) }, { from: minute(0), to: minute(5), limit: 1 }, 2],
		[{ from: minute(0), to: minute(5), limit: 9 }, { from: minute(0), to: minute(5) }, 2],
		[{ from: minute(0) }, { from: minute(0) }, 2],
	])('a look within %j and then %j asks %i times', async (first, second, times) => {
		const { source, asked } = sourceOf();
		await collect(source.list(window(first)));
		const again = await collect(source.list(window(second)));
		expect(again.map(({ id }) => id)).toEqual(await listed(second));
		expect(asked).toHaveLength(times);
	});

	it('are read as they are wanted, and the survey once, where there is one to read', async () => {
		const { source, defined } = sourceOf();
		const read = await collect(source.read({ ...window(), only: new Set(['2', '4']) }));
		expect(read.map(({ id, partial }) => [id, partial])).toEqual([
			['2', true],
			['4', false],
		]);
		expect(read[0].toResponse().response.id).toBe('2');
		expect(defined()).toBe(1);
		await collect(source.read({ ...window(), only: new Set(['9']) }));
		expect(defined()).toBe(1);
		expect((await collect(source.read(window()))).map(({ id }) => id)).toEqual(['1', '2', '4']);
	});

	it.each<[string, Array<Json | undefined>, boolean, string | undefined, number[]]>([
		['at once', [raw('9', 0)], true, '9', []],
		['a while later', [undefined, undefined, raw('9', 0)], true, '9', [2_000, 5_000]],
		['never', [], true, undefined, [2_000, 5_000, 15_000]],
		['not now', [undefined, raw('9', 0)], false, undefined, []],
		['of this survey', [raw('9', 0, { survey_id: '105' })], false, '9', []],
		['of another survey', [raw('9', 0, { survey_id: '7' })], true, undefined, []],
	])('one that is there %s', async (_name, found, justAnnounced, id, waits) => {
		const made = sourceOf(found);
		const work = made.source.get('9', { justAnnounced });
		if (id === undefined)
			expect(await failureOf(work)).toMatchObject({
				kind: 'notFound',
				message: 'Survey 105 has no response 9',
				hint: 'It was deleted, or belongs to another survey.',
			});
		else expect((await work).response.id).toBe(id);
		expect(made.waits).toEqual(waits);
	});
});
