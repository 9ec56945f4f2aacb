import { dataverse } from './dataverseClient';
import {
	applicationUserId,
	delegatedUserId,
	otherUserId,
	otherUserObjectId,
	startDataverseSandbox,
	type DataverseSandbox,
} from './dataverse';

let sandbox: DataverseSandbox;
let now = Date.UTC(2025, 0, 10, 12);
beforeEach(async () => {
	sandbox = await startDataverseSandbox({ now: () => now, tokenLifetime: 60 });
});
afterEach(() => sandbox.close());

const tokenRequest = async (fields: Record<string, string>, url = sandbox.oauth.tokenUrl) => {
	const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
	return { status: response.status, json: (await response.json()) as Record<string, string> };
};
const client = () => ({
	client_id: sandbox.oauth.clientId,
	client_secret: sandbox.oauth.clientSecret,
});
const grant = () => ({
	grant_type: 'client_credentials',
	scope: sandbox.oauth.scope,
	...client(),
});

describe('client credentials', () => {
	it('K18 give a token that WhoAmI takes, until it expires', async () => {
		const { status, json } = await tokenRequest(grant());
		expect(status).toBe(200);
		expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 60 });
		expect(json).not.toHaveProperty('refresh_token');
		const who = await dataverse(sandbox, 'GET', '/WhoAmI', { bearer: json.access_token });
		expect(who.json).toEqual({
			'@odata.context': expect.stringContaining('$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse'),
			BusinessUnitId: expect.any(String),
			UserId: applicationUserId,
			OrganizationId: expect.any(String),
		});
		now += 61_000;
		expect((await dataverse(sandbox, 'GET', '/WhoAmI', { bearer: json.access_token })).status).toBe(
			401,
		);
	});

	it('take the secret as Basic too', async () => {
		const { client_id, client_secret, ...rest } = grant();
		const response = await fetch(sandbox.oauth.tokenUrl, {
			method: 'POST',
			headers: {
				authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
			},
			body: new URLSearchParams(rest),
		});
		expect(response.status).toBe(200);
	});

	it.each([
		['offline_access', { scope: 'SCOPE offline_access' }, 400, 'AADSTS70011'],
		['a scope without .default', { scope: 'http://x/user_impersonation' }, 400, 'AADSTS70011'],
		['no scope', { scope: '' }, 400, 'AADSTS70011'],
		['a wrong secret', { client_secret: 'x' }, 401, 'AADSTS7000215'],
		['an unknown client', { client_id: 'x' }, 400, 'AADSTS700016'],
		['another grant', { grant_type: 'password' }, 400, 'AADSTS70003'],
	])('refuse %s', async (_name, change, status, code) => {
		const fields = { ...grant(), ...change };
		fields.scope = fields.scope.replace('SCOPE', sandbox.oauth.scope);
		const answer = await tokenRequest(fields);
		expect(answer.status).toBe(status);
		expect(answer.json.error_description).toMatch(code);
	});

	it('refuse the tenant "common"', async () => {
		const url = sandbox.oauth.tokenUrl.replace(sandbox.oauth.tenantId, 'common');
		expect((await tokenRequest(grant(), url)).json.error_description).toMatch('AADSTS50059');
	});

	it('of another environment are issued and refused here', async () => {
		const { json } = await tokenRequest({
			...grant(),
			scope: 'https://other.example.com/.default',
		});
		const { status } = await dataverse(sandbox, 'GET', '/WhoAmI', { bearer: json.access_token });
		expect(status).toBe(401);
	});

	it.each([
		['missing', '0x80072560'],
		['disabled', '0x80040225'],
	] as const)(
		'K20 the application user %s: a token all the same, and WhoAmI 403',
		async (membership, code) => {
			sandbox.control.setApplicationUser(membership);
			const { status, json } = await tokenRequest(grant());
			expect(status).toBe(200);
			const who = await dataverse(sandbox, 'GET', '/WhoAmI', { bearer: json.access_token });
			expect([who.status, who.code]).toEqual([403, code]);
		},
	);

	it('K20 without any role WhoAmI succeeds all the same, and every read is 403', async () => {
		sandbox.control.setApplicationUser('without-role');
		const { json } = await tokenRequest(grant());
		const bearer = json.access_token;
		expect((await dataverse(sandbox, 'GET', '/WhoAmI', { bearer })).status).toBe(200);
		const read = await dataverse(sandbox, 'GET', '/contacts?$select=contactid&$top=1', { bearer });
		expect([read.status, read.code]).toEqual([403, '0x80042f09']);
	});
});

describe('authorization code', () => {
	const redirectUri = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
	const signIn = async (change: Record<string, string> = {}) => {
		const url = new URL(sandbox.oauth.authorizeUrl);
		const query = {
			client_id: sandbox.oauth.clientId,
			redirect_uri: redirectUri,
			response_type: 'code',
			scope: `${sandbox.oauth.scope} offline_access`,
			state: 'abc',
			...change,
		};
		for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
		return await fetch(url, { redirect: 'manual' });
	};

	it('a page, a code, a token of the person, and a refresh token', async () => {
		const html = await (await signIn()).text();
		const link = /id="sign-in" href="([^"]+)"/.exec(html)?.[1] ?? '';
		const back = new URL(link.replaceAll('&amp;', '&'));
		expect(back.searchParams.get('state')).toBe('abc');
		const code = back.searchParams.get('code') ?? '';
		const redeem = {
			grant_type: 'authorization_code',
			code,
			redirect_uri: redirectUri,
			...client(),
		};
		const { json } = await tokenRequest(redeem);
		const who = await dataverse(sandbox, 'GET', '/WhoAmI', { bearer: json.access_token });
		expect(who.json.UserId).toBe(delegatedUserId);
		expect((await tokenRequest(redeem)).json.error).toBe('invalid_grant');
		const refresh = { grant_type: 'refresh_token', refresh_token: json.refresh_token, ...client() };
		expect((await tokenRequest(refresh)).status).toBe(200);
	});

	it('can send the browser on at once, and refuses a foreign environment', async () => {
		sandbox.control.setOptions({ signsInAtOnce: true });
		const { status, headers } = await signIn();
		expect([status, headers.get('location')]).toEqual([302, expect.stringContaining('code=')]);
		expect((await signIn({ scope: 'https://other.example.com/.default' })).status).toBe(400);
	});
});

describe('the API', () => {
	it.each([
		['nobody', null],
		['a wrong token', 'x'],
	])('%s: 401 with a challenge and no body', async (_name, bearer) => {
		const answer = await dataverse(sandbox, 'GET', '/WhoAmI', { bearer });
		expect([answer.status, answer.text]).toEqual([401, '']);
		expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer authorization_uri=/);
	});

	it('WhoAmI is a function: POST is 404', async () => {
		expect((await dataverse(sandbox, 'POST', '/WhoAmI', { body: {} })).status).toBe(404);
	});

	it.each(['/contactz', '/Contacts', '/contacts(1)/x/y', '/whoami', '/'])(
		'%s: not found or not valid',
		async (path) => {
			expect([400, 404]).toContain((await dataverse(sandbox, 'GET', path)).status);
		},
	);

	it('an unknown set has its code, another version is 404', async () => {
		expect(await dataverse(sandbox, 'GET', '/contactz')).toMatchObject({
			status: 404,
			code: '0x8006088a',
		});
		expect((await dataverse(sandbox, 'GET', `${sandbox.url}/api/data/v8.0/contacts`)).status).toBe(
			404,
		);
	});

	it('K18 a missing privilege is named', async () => {
		sandbox.control.revokePrivilege('prvCreateContact');
		const answer = await dataverse(sandbox, 'POST', '/contacts', { body: { lastname: 'A' } });
		expect([answer.status, answer.code]).toEqual([403, '0x80040220']);
		expect(answer.json.error.message).toMatch('prvCreateContact');
		expect((await dataverse(sandbox, 'GET', '/contacts')).status).toBe(200);
	});
});

describe('acting for somebody else', () => {
	const create = (headers: Record<string, string>) =>
		dataverse(sandbox, 'POST', '/contacts', {
			body: { lastname: 'A' },
			headers: { prefer: 'return=representation', ...headers },
		});

	it.each([
		['CallerObjectId', otherUserObjectId],
		['MSCRMCallerID', otherUserId],
	])('by %s', async (name, id) => {
		const { json } = await create({ [name]: id });
		expect(json).toMatchObject({
			_createdby_value: otherUserId,
			_createdonbehalfby_value: applicationUserId,
			_ownerid_value: otherUserId,
		});
	});

	it('needs the privilege, a user who is there, and the rights of both', async () => {
		expect(await create({ CallerObjectId: applicationUserId })).toMatchObject({
			status: 403,
			code: '0x80072560',
		});
		expect((await create({ MSCRMCallerID: 'olga' })).status).toBe(400);
		sandbox.control.revokePrivilege('prvCreateContact', otherUserId);
		expect((await create({ MSCRMCallerID: otherUserId })).code).toBe('0x80040220');
		sandbox.control.revokePrivilege('prvActOnBehalfOfAnotherUser');
		expect((await create({ MSCRMCallerID: otherUserId })).json.error.message).toMatch(
			'prvActOnBehalf',
		);
	});
});
