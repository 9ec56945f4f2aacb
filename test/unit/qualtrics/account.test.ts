import { path } from '../../../nodes/shared/connectors/qualtrics/api';
import { describeError } from '../../../nodes/shared/connectors/qualtrics/errorTable';
import { failureOf } from '../http/fakeSystem';
import { baseUrl, failure, fakeQualtrics, result } from './fakeQualtrics';

describe('path', () => {
	it('escapes ids and refuses empty ones', () => {
		expect(path`/surveys/${'SV_1/../x?y'}/responses`).toBe('/surveys/SV_1%2F..%2Fx%3Fy/responses');
		for (const id of ['', '  ', '.', '..']) expect(() => path`/surveys/${id}`).toThrow(/empty/);
	});
});

describe('errors in plain words', () => {
	const request = (resource: string) => ({
		method: 'GET' as const,
		url: baseUrl,
		resource,
		subject: 'survey SV_1',
	});
	it.each([
		[401, 'surveys', 'auth', /token may have been revoked.*data centre/],
		[403, 'subscriptions', 'permission', /brand administrator/],
		[
			403,
			'directoryWrite',
			'permission',
			/XM Directory \(not XM Directory Lite\).*Manage Directory/,
		],
		[403, 'response', 'permission', /shared with them/],
		[403, 'surveys', 'permission', /Access API/],
		[404, 'surveys', 'notFound', /not shared/],
		[400, 'surveys', 'input', /values/],
		[409, 'directoryWrite', 'conflict', /again/],
		[413, 'importStart', 'input', /less/],
		[429, 'surveys', 'rateLimited', /shares this limit/],
		[500, 'surveys', 'unavailable', /Temporary outage/],
		[504, 'surveys', 'unavailable', /Temporary outage/],
		[418, 'surveys', 'unexpected', /proxy/],
	])('Q25 %d at %s is %s', (status, resource, kind, hint) => {
		const error = describeError({ status, headers: {}, body: '<html/>' }, request(resource));
		expect(error).toMatchObject({ kind, status });
		expect(error.hint).toMatch(hint);
	});

	it.each<[string, unknown, object]>([
		[
			'the usual envelope',
			{ meta: { requestId: 'r-1', error: { errorCode: 'QVAL_1', errorMessage: 'Bad field' } } },
			{ code: 'QVAL_1', requestId: 'r-1', message: expect.stringContaining(': QVAL_1') },
		],
		[
			'no code and no request id',
			{ meta: { requestId: null, error: { errorMessage: 'email is invalid' } } },
			{ message: expect.stringContaining(': field email; it is not valid') },
		],
		[
			'the error on top',
			{ error: { errorMessage: 'email is invalid' } },
			{ message: expect.stringContaining(': field email; it is not valid') },
		],
		[
			'OAuth’s own shape',
			{ error: 'invalid_client', error_description: 'Bad client' },
			{ code: 'invalid_client', message: expect.stringContaining(': invalid_client') },
		],
		[
			'the shape of 2015',
			{ meta: { status: 'Error', errorMessage: 'email is invalid' }, result: null },
			{ message: expect.stringContaining(': field email; it is not valid') },
		],
		[
			'the shape of 2018',
			{
				meta: { status: 'Error', errorMessage: 'no', internalErrorCode: 'GPR_1', errorId: 'e-77' },
				result: null,
			},
			{ kind: 'input', code: 'GPR_1', requestId: 'e-77' },
		],
		[
			'the shape of 2018 without a permission',
			{ meta: { status: 'Error', errorMessage: 'No rights', internalErrorCode: 'GS_5' } },
			{ kind: 'permission', code: 'GS_5' },
		],
		[
			'an instance in place of a request id',
			{ meta: { error: { errorMessage: 'x', errorCode: 'ISE_1', instanceId: 'i-5' } } },
			{ code: 'ISE_1', requestId: 'i-5' },
		],
		['HTML', '<html>', { kind: 'input' }],
		['nothing', undefined, { kind: 'input' }],
		['null', null, { kind: 'input' }],
		['a list', [1], { kind: 'input' }],
	])('Q25 reads %s', (_name, body, expected) => {
		expect(describeError({ status: 400, headers: {}, body }, request('surveys'))).toMatchObject(
			expected,
		);
	});

	it.each([
		[404, 'GSI_2', 'surveys', 'notFound'],
		[403, 'QMST_2.1', 'surveys', 'notFound'],
		[404, 'PACC_6', 'directoryRead', 'notFound'],
		[400, 'GP_0', 'directoryRead', 'notFound'],
		[404, 'GED_3', 'surveys', 'notFound'],
		[404, 'ESSG_2', 'subscriptions', 'notFound'],
		[404, 'GS_5', 'surveys', 'permission'],
		[403, 'QMST_2', 'surveys', 'permission'],
		[403, 'qmst_2.1', 'surveys', 'permission'],
		[404, 'NEW_1', 'surveys', 'notFound'],
		[400, 'RP_0.1', 'surveys', 'input'],
	])('Q25 %d with %s at %s is %s', (status, code, resource, kind) => {
		const body = {
			meta: { error: { errorCode: code, errorMessage: 'Mailing List not found' }, requestId: null },
		};
		expect(describeError({ status, headers: {}, body }, request(resource))).toMatchObject({
			kind,
			status,
			message: expect.stringContaining('survey SV_1'),
		});
	});

	it('Q25 GP_0 alone does not say that something is missing', () => {
		const body = { meta: { error: { errorCode: 'GP_0', errorMessage: 'Bad parameter' } } };
		expect(describeError({ status: 400, headers: {}, body }, request('surveys')).kind).toBe(
			'input',
		);
	});

	it('Q25 what is unknown and what may not be seen is told apart by nobody', () => {
		const body = { meta: { error: { errorCode: 'QMST_2.1', errorMessage: 'forbidden' } } };
		const error = describeError({ status: 403, headers: {}, body }, request('surveys'));
		expect(error.message).toMatch(/or does not show it to this user/);
	});

	it('Q25 quotes neither addresses nor numbers', () => {
		const body = {
			meta: { error: { errorMessage: 'jane@example.com and +33 6 12 34 56 78 are taken' } },
		};
		const error = describeError({ status: 400, headers: {}, body }, request('directoryWrite'));
		expect(`${error.message}${error.logText}`).not.toMatch(/jane|12 34/);
	});
});

describe('lists', () => {
	it('Q03 pages through surveys on its own host, whatever name the link has for it', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'GET /surveys': (request) =>
				request.url.includes('offset')
					? result({
							elements: [{ id: 'SV_2', name: 'Two', isActive: false }, { name: 'no id' }],
							nextPage: null,
						})
					: result({
							elements: [{ id: 'SV_1', name: 'One', isActive: true }],
							nextPage: 'https://co1.qualtrics.com/API/v3/surveys?offset=100',
						}),
		});
		const first = await qualtrics.surveys.list();
		expect(first).toMatchObject({
			surveys: [{ id: 'SV_1', isActive: true }],
			nextCursor: `${baseUrl}/API/v3/surveys?offset=100`,
		});
		const second = await qualtrics.surveys.list(first.nextCursor);
		expect(second).toEqual({
			surveys: [{ id: 'SV_2', name: 'Two', isActive: false, lastModified: undefined }],
			nextCursor: undefined,
		});
		expect(system.requests[1].url).toBe(`${baseUrl}/API/v3/surveys?offset=100`);
	});

	it.each([
		'https://evil.example.org/API/v3/surveys?offset=1',
		'https://qualtrics.com.evil.example.org/x',
	])('Q25 the token does not follow a link to %s', async (nextPage) => {
		const { qualtrics, system } = fakeQualtrics({
			'GET /surveys': result({ elements: [], nextPage }),
		});
		expect(await failureOf(qualtrics.surveys.list())).toMatchObject({
			message: expect.stringContaining('evil.example.org'),
		});
		expect(await failureOf(qualtrics.surveys.list(nextPage))).toMatchObject({
			name: 'ConnectorError',
		});
		expect(system.requests.every(({ url }) => url.startsWith(baseUrl))).toBe(true);
	});

	it('Q04 lists directories with the fields they merge by', async () => {
		const { qualtrics } = fakeQualtrics({
			'GET /directories': result({
				elements: [
					{
						directoryId: 'POOL_1',
						name: 'Main',
						isDefault: true,
						contactCount: '7',
						deduplicationCriteria: { email: true, phone: false, externalDataReference: true },
					},
					{ directoryId: 'POOL_2' },
				],
			}),
		});
		expect(await qualtrics.directories.list()).toMatchObject([
			{
				id: 'POOL_1',
				isDefault: true,
				contactCount: 7,
				mergeFields: ['email', 'externalDataReference'],
			},
			{ id: 'POOL_2', name: 'POOL_2', isDefault: false, mergeFields: [] },
		]);
	});

	it('Q05 lists mailing lists and ends at the mock server’s "string"', async () => {
		const { qualtrics } = fakeQualtrics({
			'GET /directories/POOL_1/mailinglists': result({
				elements: [{ mailingListId: 'CG_1', name: 'L', lastModifiedDate: 1_700_000_000_000 }],
				nextPage: 'string',
			}),
		});
		expect(await qualtrics.mailingLists.list('POOL_1')).toMatchObject({
			mailingLists: [{ id: 'CG_1', name: 'L', modifiedAt: '2023-11-14T22:13:20.000Z' }],
			nextCursor: undefined,
		});
	});
});

describe('definition', () => {
	const survey = result({
		name: 'S',
		questions: { QID1: { questionType: { type: 'TE' }, questionText: 'T' } },
	});
	const schema = result({
		title: 'S (SV_1) - Survey Response',
		properties: { values: { properties: { QID1_TEXT: { type: 'string', description: 'T' } } } },
	});
	const routes = (first: Parameters<typeof fakeQualtrics>[0][string], second: typeof first) =>
		fakeQualtrics({ 'GET /surveys/SV_1': first, 'GET /surveys/SV_1/response-schema': second });

	it.each([
		['both', survey, schema],
		['the survey alone', survey, failure(403, 'no')],
		['the schema alone', failure(403, 'no'), schema],
		['the survey, while the schema is down', survey, failure(500)],
	])('from %s', async (_name, first, second) => {
		const { qualtrics, system } = routes(first, second);
		const definition = await qualtrics.surveys.definition('SV_1');
		expect(definition).toMatchObject({
			id: 'SV_1',
			name: 'S',
			questions: [{ id: 'QID1', title: 'T' }],
		});
		const before = system.requests.length;
		expect(await qualtrics.surveys.definition('SV_1')).toBe(definition);
		expect(system.requests).toHaveLength(before);
	});

	it('fails when both do, and is read again the next time', async () => {
		const { qualtrics } = routes(failure(404), (_request, call) =>
			call === 1 ? failure(404) : schema,
		);
		expect(await failureOf(qualtrics.surveys.definition('SV_1'))).toMatchObject({
			kind: 'notFound',
			message: expect.stringContaining('SV_1'),
		});
		expect(await qualtrics.surveys.definition('SV_1')).toMatchObject({ name: 'S' });
	});
});

describe('one response', () => {
	const found = result({ responseId: 'R_1', values: { QID1_TEXT: 'x', finished: 1 } });

	it('C07 waits for an announced one: 1, 2, 4, 8, 15, 30 seconds', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'GET /surveys/SV_1/responses/R_1': (_request, call) => (call <= 6 ? failure(404) : found),
		});
		const { clock } = system.runtime;
		const start = clock.now();
		const response = await qualtrics.responses.get('SV_1', 'R_1', { justAnnounced: true });
		expect(clock.now() - start).toBe(60_000);
		expect(response).toMatchObject({
			survey: { id: 'SV_1' },
			response: { id: 'R_1', status: 'complete' },
		});
	});

	it('C07 gives up with a text of its own after that, and at once when nobody announced it', async () => {
		const { qualtrics, system } = fakeQualtrics({});
		expect(
			await failureOf(qualtrics.responses.get('SV_1', 'R_1', { justAnnounced: true })),
		).toMatchObject({
			kind: 'notFound',
			message: expect.stringContaining('was reported by webhook'),
		});
		expect(system.requests).toHaveLength(7);
		const plain = await failureOf(qualtrics.responses.get('SV_1', 'R_1'));
		expect(plain).toMatchObject({ kind: 'notFound', message: expect.stringContaining('R_1') });
		expect(system.requests).toHaveLength(8);
	});

	it('C07 a missing permission that comes as 404 is told at once', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'GET /surveys/SV_1/responses/R_1': {
				status: 404,
				body: { meta: { status: 'Error', errorMessage: 'no', internalErrorCode: 'GS_5' } },
			},
		});
		const work = qualtrics.responses.raw('SV_1', 'R_1', { justAnnounced: true });
		expect(await failureOf(work)).toMatchObject({ kind: 'permission', code: 'GS_5' });
		expect(system.requests).toHaveLength(1);
	});

	it('stops waiting when cancelled', async () => {
		const { qualtrics, system } = fakeQualtrics({});
		const work = failureOf(qualtrics.responses.get('SV_1', 'R_1', { justAnnounced: true }));
		await system.runtime.clock.sleep(5000);
		system.runtime.cancel.aborted = true;
		expect(await work).toMatchObject({ kind: 'cancelled' });
	});

	it.each([[{}], [null], ['<html>'], [{ result: null }], [{ result: { values: [] } }]])(
		'Q25 an answer of %j is a plain error',
		async (body) => {
			const { qualtrics } = fakeQualtrics({
				'GET /surveys/SV_1/responses/R_1': { status: 200, body },
			});
			expect(await failureOf(qualtrics.responses.get('SV_1', 'R_1'))).toMatchObject({
				kind: 'unexpected',
			});
		},
	);
});
