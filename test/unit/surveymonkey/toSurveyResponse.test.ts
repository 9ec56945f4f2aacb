import { definitionOf } from '../../../nodes/shared/connectors/surveymonkey/definition';
import type { Json } from '../../sandbox/surveymonkey/model';
import { Q } from '../../sandbox/surveymonkey/model';
import { definition, detailsOf, read } from './details';

describe('a response', () => {
	it('says when, of which survey, and who', () => {
		const metadata = {
			contact: {
				email: { type: 'string', value: 'ann@example.com' },
				first_name: { value: 'Ann' },
			},
		};
		const response = read(
			detailsOf(
				{},
				{
					metadata,
					custom_value: 'C-1',
					custom_variables: { smclientid: 'sm-7', plan: 'gold' },
					recipient_id: '55',
				},
			),
		);
		expect(response).toMatchObject({
			provider: 'surveymonkey',
			event: 'completed',
			survey: { id: '105723396', name: 'Store visit', collectorId: '50253586', channel: 'default' },
			response: {
				id: '5007154325',
				status: 'complete',
				isTest: false,
				startedAt: '2025-03-31T16:08:16.000Z',
				submittedAt: '2025-03-31T16:10:40.000Z',
				updatedAt: '2025-03-31T16:10:40.000Z',
				durationSeconds: 144,
				rawTimeZone: 'UTC',
			},
			respondent: {
				id: '55',
				email: 'ann@example.com',
				firstName: 'Ann',
				externalId: 'C-1',
				anonymous: false,
				identifiers: [{ system: 'salesmanago', type: 'smclientid', value: 'sm-7' }],
			},
			context: { smclientid: 'sm-7', plan: 'gold' },
		});
		expect(response.meta).toBeUndefined();
		expect(response.raw).toBeUndefined();
	});

	it('of nobody known is anonymous, also with a recipient "0" and empty names', () => {
		expect(read(detailsOf({}, { recipient_id: '0' })).respondent).toEqual({
			anonymous: true,
			identifiers: [],
		});
	});

	it.each([
		['completed', 'complete', 'completed'],
		['partial', 'partial', 'updated'],
		['overquota', 'overquota', 'completed'],
		['disqualified', 'disqualified', 'completed'],
		['PARTIAL', 'partial', 'updated'],
		[undefined, 'unknown', 'completed'],
	])('that is %s: status %s', (response_status, status, event) => {
		const response = read(detailsOf({}, { response_status }));
		expect([response.response.status, response.event]).toEqual([status, event]);
	});

	it.each([
		['preview', true],
		['survey_preview', true],
		['data_entry', false],
		['edit', false],
	])('collected as %s: a test is %s', (collection_mode, isTest) => {
		expect(read(detailsOf({}, { collection_mode })).response.isTest).toBe(isTest);
	});

	it.each([
		['2025-03-31T18:10:40+02:00', '2025-03-31T16:10:40.000Z'],
		['2025-03-31T16:10:40', '2025-03-31T16:10:40.000Z'],
		['', undefined],
		[null, undefined],
	])('changed at %j', (date_modified, expected) => {
		expect(read(detailsOf({}, { date_modified })).response.updatedAt).toBe(expected);
	});

	it.each([
		[undefined, []],
		[{ score: '7' }, [{ name: 'quiz', value: 7 }]],
		[{ score: null }, []],
	])('of a quiz that says %j has the scores %j', (quiz_results, scores) => {
		expect(read(detailsOf({}, { quiz_results })).scores).toEqual(scores);
	});

	it('brings address and payload only on demand', () => {
		const raw = detailsOf({});
		const { meta, raw: kept } = read(raw, { includeMeta: true, includeRaw: true });
		expect(meta).toEqual({ ip: '192.0.2.7' });
		expect(kept).toBe(raw);
	});

	it('has a revision that changes with an answer and not with a word or a time', () => {
		const revision = (given: Parameters<typeof detailsOf>[0], more: Json = {}) =>
			read(detailsOf(given, more)).response.revision;
		const first = revision({ [Q.where]: [{ choice_id: '101' }] });
		expect(
			revision({ [Q.where]: [{ choice_id: '101' }] }, { date_modified: '2026-01-01T00:00:00' }),
		).toBe(first);
		expect(revision({ [Q.where]: [{ choice_id: '102' }] })).not.toBe(first);
	});
});

describe('a survey', () => {
	it('has questions with types, choices, rows and keys; texts and hidden questions ask nothing', () => {
		const byId = Object.fromEntries(
			definition.questions.map((question) => [question.id, question]),
		);
		expect(definition).toMatchObject({ provider: 'surveymonkey', name: 'Store visit' });
		expect(definition.isActive).toBeUndefined();
		expect(definition.contextFields).toEqual([
			{ name: 'smclientid', label: 'Contact' },
			{ name: 'plan', label: 'Plan' },
		]);
		expect(byId['319352810']).toBeUndefined();
		expect(byId['319352811']).toBeUndefined();
		expect(byId[Q.where]).toMatchObject({
			title: 'Where do you shop?',
			choices: [
				{ code: '101' },
				{ code: '102' },
				{ code: '103', label: 'Elsewhere', hasText: true },
			],
			answerKeys: [`Q${Q.where}`],
		});
		// A field for comments is no choice.
		expect(byId[Q.rates].choices.map(({ numeric }) => numeric)).toEqual([1, 2, 3, 4, 5, undefined]);
		expect(byId[Q.menus].answerKeys).toEqual([`Q${Q.menus}_191_193`, `Q${Q.menus}_191_194`]);
		expect(byId[Q.contact].rows.map(({ id }) => id)).toEqual(['221', '223', '224']);
		expect(
			[Q.rates, Q.nps, Q.ranking, Q.table, Q.when, Q.slider, Q.file].map((id) => byId[id].type),
		).toEqual(['rating', 'nps', 'ranking', 'matrix', 'dateTime', 'number', 'file']);
	});

	it.each<[string, Json, object]>([
		['nothing', {}, { name: '9', questions: [], contextFields: [] }],
		['no title', { title: ' ', nickname: '' }, { name: '9' }],
		[
			'variables as a list',
			{ custom_variables: ['a', { name: 'b' }, null, 3] },
			{ contextFields: [{ name: 'a' }, { name: 'b' }, { name: '3' }] },
		],
		['pages that are none', { pages: [null, 'x', { questions: null }] }, { questions: [] }],
		[
			'questions without an id',
			{ pages: [{ questions: [{ family: 'single_choice' }, null] }] },
			{ questions: [] },
		],
		[
			'an unknown family, ids as numbers, no headings',
			{ pages: [{ questions: [{ id: 5, family: 'hologram', heading: '<i>H</i>' }] }] },
			{ questions: [{ id: '5', type: 'other', title: 'H', answerKeys: ['Q5'] }] },
		],
		[
			'several wordings',
			{
				pages: [
					{
						questions: [
							{
								id: '5',
								family: 'open_ended',
								subtype: 'single',
								headings: [{ heading: '' }, { heading: 'B' }],
							},
						],
					},
				],
			},
			{ questions: [{ title: 'B', type: 'text' }] },
		],
		[
			'other as a list, choices with nulls, one hidden',
			{
				pages: [
					{
						questions: [
							{
								id: '5',
								family: 'single_choice',
								answers: {
									choices: [
										null,
										{ text: 'no id' },
										{ id: 1, text: 'A' },
										{ id: 2, text: 'B', visible: false },
									],
									other: [{ id: '3', text: 'C' }],
								},
							},
						],
					},
				],
			},
			{
				questions: [
					{
						choices: [
							{ id: '1', label: 'A' },
							{ id: '3', hasText: true },
						],
					},
				],
			},
		],
	])('with %s', (_name, details, expected) => {
		expect(definitionOf(details, '9')).toMatchObject(expected);
	});
});
