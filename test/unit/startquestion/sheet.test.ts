import { definitionOf } from '../../../nodes/shared/connectors/startquestion/definition';
import {
	readSheets,
	toSurveyResponse,
} from '../../../nodes/shared/connectors/startquestion/toSurveyResponse';

describe('what is around the answers of a sheet', () => {
	const read = (meta: object, more: object = {}, extras: object = {}) =>
		toSurveyResponse({ meta, questions: [], ...more }, { timeZone: 'Europe/Prague', ...extras });

	it('is told in full', () => {
		const sheet = read(
			{
				id: 1,
				surveyId: 7,
				finished: 1,
				startDate: '2026-03-01 10:00:00',
				endDate: '2026-03-01 10:05:00',
				lastRespondentInteractionDate: '2026-03-01 10:06:00',
				personalDataChecked: 0,
				tags: [{ name: 'vip', id: 1 }, { id: 2 }, {}],
				ip: '192.0.2.7',
				referer: 'https://shop.example/',
			},
			{ time: { real: '00:05:00' } },
			{ connectionLabel: 'Shop', includeMeta: true, includeRaw: true },
		);
		expect(sheet).toMatchObject({
			schemaVersion: '1',
			provider: 'startquestion',
			connectionLabel: 'Shop',
			event: 'completed',
			survey: { id: '7' },
			response: {
				id: '1',
				status: 'complete',
				isTest: false,
				startedAt: '2026-03-01T09:00:00.000Z',
				submittedAt: '2026-03-01T09:05:00.000Z',
				updatedAt: '2026-03-01T09:06:00.000Z',
				rawTimeZone: 'Europe/Prague',
				durationSeconds: 300,
				revision: expect.any(String),
			},
			consents: [{ purpose: 'personalData', value: 'denied' }],
			tags: ['vip', '2'],
			meta: { ip: '192.0.2.7', referer: 'https://shop.example/' },
			raw: { questions: [] },
		});
	});

	it('is left out where it is not told', () => {
		const sheet = read({});
		expect(sheet).toEqual({
			schemaVersion: '1',
			provider: 'startquestion',
			event: 'completed',
			survey: { id: '' },
			response: {
				id: '',
				status: 'unknown',
				isTest: false,
				rawTimeZone: 'Europe/Prague',
				revision: expect.any(String),
			},
			respondent: { anonymous: true, identifiers: [] },
			context: {},
			consents: [],
			answers: {},
			scores: [],
			tags: [],
		});
		expect(read({}, {}, { includeMeta: true }).meta).toEqual({});
	});

	it.each([
		[{ finished: true }, {}, 'completed', 'complete'],
		[{ finished: false }, {}, 'updated', 'partial'],
		[{ finished: false }, { event: 'completed' }, 'completed', 'partial'],
	])('%j, told %j, is the event %s', (meta, extras, event, status) => {
		expect(read(meta, {}, extras)).toMatchObject({ event, response: { status } });
	});

	it('the survey that is known stands in for what the sheet does not say', () => {
		const definition = definitionOf({ id: 7, title: 'Visit' });
		expect(read({}, {}, { definition }).survey).toEqual({ id: '7', name: 'Visit' });
		expect(read({ surveyId: 8 }, {}, { definition }).survey).toEqual({ id: '8', name: 'Visit' });
	});

	it.each<[object, object]>([
		[
			{
				labels: [
					{ name: 'A', value: '' },
					{ id: 4, value: 5 },
				],
			},
			{ A: null, l4: '5' },
		],
		[
			{
				labels: [
					{ name: 'A', value: 1 },
					{ name: 'A', value: 2 },
					{ name: 'A', value: 3 },
				],
			},
			{ A: '1', 'A-2': '2', 'A-3': '3' },
		],
		[{ labels: { l1: { value: 'x' }, l2: null } }, { l1: 'x', l2: null }],
		[{ SMClientId: 'own', referer: 'https://x.y/?smclientid=link' }, { smclientid: 'own' }],
		[{ referer: 'https://x.y/?SMCLIENTID=link' }, { smclientid: 'link' }],
		[{ labels: { SmClientId: 'label' } }, { SmClientId: 'label', smclientid: 'label' }],
		[{ referer: 'no address' }, {}],
		[{ referer: 'https://x.y/?other=1' }, {}],
		[{ referer: 'https://x.y/?smclientid=' }, {}],
	])('labels and link of %j are %j', (meta, context) => {
		expect(read(meta).context).toEqual(context);
	});

	it.each(['respondentId', 'email', 'externalKey', 'smclientid'])(
		'whoever has a %s is not anonymous; a token tells nobody',
		(name) => {
			expect(read({ [name]: 'x' }).respondent.anonymous).toBe(false);
			expect(read({ token: 'x' }).respondent).toEqual({
				token: 'x',
				anonymous: true,
				identifiers: [],
			});
		},
	);
});

describe('what is posted and is no sheet', () => {
	const NONE = 'the body is not a sheet as JSON';
	const NAMELESS = 'the sheet does not name its survey and itself';
	const named = { meta: { id: 1, surveyId: 7 } };

	it.each<[unknown, string]>([
		['', NONE],
		[[], NONE],
		[{ sheets: [] }, NONE],
		[Array.from({ length: 1_001 }, () => named), NONE],
		[{}, NAMELESS],
		[{ meta: { id: 1 } }, NAMELESS],
		[{ meta: { surveyId: 7 } }, NAMELESS],
		[[named, { meta: { id: 2 } }], NAMELESS],
	])('%#: is said to be none', (body, reason) => {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		expect(readSheets(text)).toEqual({ kind: 'malformed', reason });
	});

	it('a thousand at once are read', () => {
		const body = JSON.stringify(Array.from({ length: 1_000 }, () => named));
		expect(readSheets(body)).toMatchObject({ kind: 'ok', sheets: { length: 1_000 } });
	});
});
