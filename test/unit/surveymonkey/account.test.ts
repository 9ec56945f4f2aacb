import {
	accessIn,
	isUserRecord,
	verdictOn,
} from '../../../nodes/shared/connectors/surveymonkey/access';
import type { Api } from '../../../nodes/shared/connectors/surveymonkey/api';
import { asText } from '../../../nodes/shared/connectors/surveymonkey/json';
import { hasNext } from '../../../nodes/shared/connectors/surveymonkey/pages';
import { createResponses } from '../../../nodes/shared/connectors/surveymonkey/responses';
import { createSurveys } from '../../../nodes/shared/connectors/surveymonkey/surveys';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';

describe('what an account of SurveyMonkey answers', () => {
	const api = (body: unknown) => {
		const calls: unknown[] = [];
		const get = async (call: unknown) => {
			calls.push(call);
			return await (body instanceof Error ? Promise.reject(body) : Promise.resolve(body));
		};
		return { api: { get } as unknown as Api, calls };
	};

	it('a page of surveys, by nickname, title or id', async () => {
		const data = [
			{ id: 1, nickname: 'N', title: 'T', date_modified: '2026-01-01T00:00:00' },
			{ id: 2, title: 'T', date_modified: 'soon' },
			{ id: 3 },
			{ title: 'x' },
		];
		const made = api({ data, links: { next: 'x' } });
		expect(await createSurveys(made.api).list('4')).toEqual({
			surveys: [
				{ id: '1', name: 'N', lastModified: '2026-01-01T00:00:00.000Z' },
				{ id: '2', name: 'T' },
				{ id: '3', name: '3' },
			],
			next: '5',
		});
		expect(made.calls).toEqual([
			{
				path: '/surveys',
				query: { page: 4, per_page: 1_000, include: 'date_modified' },
				subject: 'the surveys',
			},
		]);
		expect(await createSurveys(api({ data: [] }).api).list()).toEqual({ surveys: [] });
	});

	it.each(['<html>', {}, { data: 'x' }])(
		'%j is neither a list, a survey nor responses',
		async (body) => {
			const surveys = createSurveys(api(body).api);
			const responses = createResponses(api(body).api);
			for (const [work, subject] of [
				[surveys.list(), 'the surveys'],
				[surveys.definition('5'), 'survey 5'],
				[responses.all('5', {}).next(), 'the responses of survey 5'],
			] as const)
				await expect(work).rejects.toMatchObject({
					kind: 'unexpected',
					message: expect.stringContaining(subject),
				});
		},
	);

	it('one response with its words; one that is not there is none; what goes wrong is said', async () => {
		const made = api({ id: 9 });
		expect(await createResponses(made.api).get('5', '9')).toEqual({ id: 9 });
		expect(made.calls).toEqual([
			{ path: '/surveys/5/responses/9/details', query: { simple: 'true' }, subject: 'response 9' },
		]);
		const failing = (error: unknown) => createResponses(api(error).api).get('5', '9');
		expect(await failing(new ConnectorError('notFound', 'no'))).toBeUndefined();
		await expect(failing(new ConnectorError('permission', 'no'))).rejects.toMatchObject({
			kind: 'permission',
		});
		await expect(failing(new Error('bug'))).rejects.toThrow('bug');
		await expect(failing('<html>')).rejects.toMatchObject({
			kind: 'unexpected',
			message: expect.stringContaining('response 9'),
		});
	});

	it.each([
		[{ links: { next: 'x' } }, true],
		[{ links: {}, data: [{}, {}] }, true],
		[{ data: [{}] }, false],
		[{ data: [{}], per_page: 1 }, true],
		[{ data: [{}, {}], total: 4 }, false],
		[{ data: [{}, {}], total: 5 }, true],
		[{ data: [{}], per_page: 1, total: 2 }, false],
	])('after the second page %j there is another: %s', (body, isMore) => {
		expect(hasNext(body, { page: 2, perPage: 2 })).toBe(isMore);
	});

	it.each([
		[true, 'true'],
		[0, '0'],
		[' a ', ' a '],
		[' ', undefined],
		[null, undefined],
		[[1], undefined],
	])('%j as text is %j', (value, text) => {
		expect(asText(value)).toBe(text);
	});
});

describe('what a token of SurveyMonkey may do', () => {
	const ALL = ['surveys_read', 'responses_read_detail', 'webhooks_read', 'webhooks_write'];
	const verdict = (granted?: string[], available?: string[]) =>
		verdictOn({
			...(granted && { granted: new Set(granted) }),
			...(available && { available: new Set(available) }),
		});
	const SWITCH =
		'Switch it on in the settings of the app at developer.surveymonkey.com and take a new token.';
	const DETAILS = 'View Response Details (responses_read_detail)';

	it.each<[string[] | undefined, string[] | undefined, boolean, string]>([
		[undefined, undefined, true, 'Connected. SurveyMonkey did not list the scopes of the token.'],
		[ALL, undefined, true, 'Connected'],
		[
			ALL.slice(0, 3),
			undefined,
			true,
			'Connected. Instant delivery also needs Create/Modify Webhooks (webhooks_write).',
		],
		[
			ALL.slice(0, 2),
			undefined,
			true,
			'Connected. Instant delivery also needs View Webhooks (webhooks_read) and Create/Modify Webhooks (webhooks_write).',
		],
		[ALL.slice(0, 1), undefined, false, `The token is valid, but lacks ${DETAILS}. ${SWITCH}`],
		[ALL.slice(0, 1), ALL, false, `The token is valid, but lacks ${DETAILS}. ${SWITCH}`],
		[
			ALL.slice(0, 1),
			ALL.slice(0, 1),
			false,
			`The token is valid, but lacks ${DETAILS}. The plan of this SurveyMonkey account does not include it.`,
		],
		[
			[],
			[],
			false,
			`The token is valid, but lacks View Surveys (surveys_read) and ${DETAILS}. The plan of this SurveyMonkey account does not include it.`,
		],
	])('given %j of %j', (granted, available, isEnough, message) => {
		expect(verdict(granted, available)).toEqual({ isEnough, message });
	});

	it.each<[object, object, string[] | undefined, string[] | undefined]>([
		[
			{ scopes: { granted: ['a', ' b '], available: ['c'] } },
			{ 'x-oauth-scopes-granted': 'x' },
			['a', 'b'],
			['c'],
		],
		[{}, { 'x-oauth-scopes-granted': 'a, b,', 'x-oauth-scopes-available': 'c' }, ['a', 'b'], ['c']],
		[{}, {}, undefined, undefined],
	])('is said in %j or the headers %j', (body, headers, granted, available) => {
		const access = accessIn(body as Record<string, unknown>, headers as Record<string, unknown>);
		expect([
			access.granted && [...access.granted],
			access.available && [...access.available],
		]).toEqual([granted, available]);
	});

	it.each([
		[{ id: 1 }, true],
		[{ username: 'ann' }, true],
		[{}, false],
		['<html>', false],
		[[{ id: 1 }], false],
	])('%j is the record of a user: %s', (body, is) => {
		expect(isUserRecord(body)).toBe(is);
	});
});
