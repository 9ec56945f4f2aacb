import { accessToken, call } from './naiveClient';
import {
	mainDirectoryId,
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from './qualtrics';

let sandbox: QualtricsSandbox;
let now = Date.UTC(2025, 0, 10, 12);
beforeAll(async () => {
	sandbox = await startQualtricsSandbox({ now: () => now, tokenLifetime: 60 });
});
afterAll(() => sandbox.close());

const tokenRequest = async (init: RequestInit) => {
	const response = await fetch(`${sandbox.url}/oauth2/token`, { method: 'POST', ...init });
	return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
const grant = { grant_type: 'client_credentials', scope: 'read:users' };
const basic = (id: string, secret: string) => ({
	authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

describe('API token', () => {
	it('opens whoami, which names user and brand', async () => {
		const { status, json } = await call(sandbox, 'GET', '/whoami');
		expect(status).toBe(200);
		expect(Object.keys(json.result)).toEqual(
			expect.arrayContaining([
				'brandId',
				'userId',
				'userName',
				'accountType',
				'firstName',
				'email',
				'datacenter',
			]),
		);
		expect(json.meta).toEqual({
			httpStatus: '200 - OK',
			requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		});
	});

	it.each([
		['missing', { bearer: null }],
		['wrong', { bearer: null, headers: { 'x-api-token': 'someone-elses' } }],
		['sent as a bearer', { bearer: 'sandbox-token-of-the-test-user-0001' }],
		['sent in lower-case scheme', { bearer: null, headers: { authorization: 'Token abc' } }],
	])('%s: 401 with AUTH_6.0', async (_name, options) => {
		const { status, json } = await call(sandbox, 'GET', '/whoami', options);
		expect(status).toBe(401);
		expect(json.meta).toMatchObject({
			httpStatus: '401 - Unauthorized',
			error: { errorCode: 'AUTH_6.0' },
		});
	});

	it('stops working when revoked', async () => {
		sandbox.control.revokeToken();
		expect((await call(sandbox, 'GET', '/whoami')).status).toBe(401);
		sandbox.control.restoreToken();
		expect((await call(sandbox, 'GET', '/whoami')).status).toBe(200);
	});

	it.each([
		['GET', '/doesnotexist'],
		['GET', '/Whoami'],
		['GET', '/whoami/'],
		['PATCH', '/surveys'],
		['GET', '/directories//contacts'],
	])('%s %s: a 404 without error code and without request id', async (method, path) => {
		const { status, json } = await call(sandbox, method, path);
		expect(status).toBe(404);
		expect(json.meta).toEqual({
			httpStatus: '404 - Not Found',
			error: { errorMessage: `API call does not exist: ${method} /API/v3${path}` },
		});
	});

	it.each([
		'/surveys?Offset=1',
		'/surveys?pageSize=5',
		'/whoami?x=1',
		'/surveys?offset=-1',
		'/surveys?offset=x',
	])('%s: a query it does not know is a 400', async (path) => {
		expect((await call(sandbox, 'GET', path)).status).toBe(400);
	});
});

describe('OAuth client credentials', () => {
	it('takes Basic with a form', async () => {
		const { clientId, clientSecret } = sandbox.oauth;
		const answer = await tokenRequest({
			headers: basic(clientId, clientSecret),
			body: new URLSearchParams(grant),
		});
		expect(answer).toEqual({
			status: 200,
			json: {
				access_token: expect.any(String),
				token_type: 'Bearer',
				expires_in: 60,
				scope: 'read:users',
			},
		});
	});

	it('takes client id and secret in the form, and multipart forms', async () => {
		const client = { client_id: sandbox.oauth.clientId, client_secret: sandbox.oauth.clientSecret };
		const inForm = await tokenRequest({ body: new URLSearchParams({ ...grant, ...client }) });
		expect(inForm.status).toBe(200);
		const multipart = new FormData();
		for (const [name, value] of Object.entries({ ...grant, ...client }))
			multipart.append(name, value);
		expect((await tokenRequest({ body: multipart })).status).toBe(200);
	});

	it('refuses JSON where a form is expected', async () => {
		const { clientId, clientSecret } = sandbox.oauth;
		const answer = await tokenRequest({
			headers: { ...basic(clientId, clientSecret), 'content-type': 'application/json' },
			body: JSON.stringify(grant),
		});
		expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
	});

	it.each([
		['a wrong secret', 'wrong', grant, 401, 'invalid_client'],
		[
			'another grant',
			undefined,
			{ ...grant, grant_type: 'password' },
			400,
			'unsupported_grant_type',
		],
		[
			'a scope never granted',
			undefined,
			{ ...grant, scope: 'read:everything' },
			400,
			'invalid_scope',
		],
		['no scope', undefined, { grant_type: 'client_credentials' }, 400, 'invalid_scope'],
	])('refuses %s', async (_name, secret, form, status, error) => {
		const headers = basic(sandbox.oauth.clientId, secret ?? sandbox.oauth.clientSecret);
		const answer = await tokenRequest({ headers, body: new URLSearchParams(form) });
		expect(answer).toMatchObject({ status, json: { error } });
	});

	it('can answer errors in the envelope instead', async () => {
		sandbox.control.setOptions({ oauthErrors: 'envelope' });
		const answer = await tokenRequest({
			headers: basic('a', 'b'),
			body: new URLSearchParams(grant),
		});
		sandbox.control.setOptions({ oauthErrors: 'rfc6749' });
		expect(answer.json).toMatchObject({
			meta: { error: { errorMessage: 'invalid_client', errorCode: 'AUTH_6.0' } },
		});
	});

	it.each([
		['read:surveys', 'GET', '/surveys', 200],
		['manage:surveys', 'GET', '/surveys', 200],
		['read:users', 'GET', '/surveys', 403],
		['read:surveys', 'GET', `/surveys/${storeVisitId}/response-schema`, 403],
		['read:subscriptions', 'POST', '/eventsubscriptions', 403],
		['write:subscriptions', 'GET', '/eventsubscriptions', 200],
		['write:subscriptions', 'DELETE', '/eventsubscriptions/SUB_x', 403],
		['manage:subscriptions', 'DELETE', '/eventsubscriptions/SUB_x', 404],
		['read:directory_contacts', 'POST', `/directories/${mainDirectoryId}/contacts`, 403],
		['manage:all', 'GET', '/directories', 200],
	])('%s: %s %s gives %i', async (scope, method, path, status) => {
		const bearer = await accessToken(sandbox, scope);
		expect((await call(sandbox, method, path, { bearer })).status).toBe(status);
	});

	it('an access token expires, and a revoked scope takes effect at once', async () => {
		const bearer = await accessToken(sandbox, 'read:users read:surveys');
		expect((await call(sandbox, 'GET', '/whoami', { bearer })).status).toBe(200);
		sandbox.control.revokeScope('read:surveys');
		expect((await call(sandbox, 'GET', '/surveys', { bearer })).status).toBe(403);
		now += 61_000;
		expect((await call(sandbox, 'GET', '/whoami', { bearer })).status).toBe(401);
	});
});
