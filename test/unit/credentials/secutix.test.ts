import { createHmac } from 'node:crypto';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { secutixAddress } from '../../../credentials/secutixAccount';
import { SecutixApi } from '../../../credentials/SecutixApi.credentials';
import { markedToken, selfSignedToken } from '../../../credentials/secutixToken';

const account = {
	institution: ' MUSEUM ',
	environment: 'production',
	operator: 'MUSEUM_CRM',
	partner: 'Partner 1',
	secret: 'the-secret',
	authentication: 'selfSigned',
};
const authenticate = new SecutixApi().authenticate as (
	credentials: object,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

describe('where an institution of SecuTix stands', () => {
	it.each([
		[{ institution: 'MUSEUM', environment: 'production' }, 'https://museum.ws.secutix.com'],
		[{ institution: 'museum ', environment: 'preProduction' }, 'https://museum.pp-ws.secutix.com'],
		[{ institution: 'MUSEUM', environment: 'demo' }, 'https://museum.demo-ws.secutix.com'],
		[
			{ environment: 'other', address: 'gateway.example.com/stx/' },
			'https://gateway.example.com/stx',
		],
		[{ environment: 'other', address: 'http://127.0.0.1:8080' }, 'http://127.0.0.1:8080'],
	])('%j is %s', (fields, address) => {
		expect(secutixAddress(fields)).toEqual({ ok: true, address });
	});

	it.each([
		[{ institution: '', environment: 'production' }],
		[{ institution: 'evil.example.com/', environment: 'production' }],
		[{ environment: 'other', address: 'http://gateway.example.com' }],
		[{ environment: 'other' }],
	])('%j is refused', (fields) =>
		expect(secutixAddress(fields)).toEqual({ ok: false, reason: expect.any(String) }),
	);
});

describe('a self-signed token', () => {
	const now = Date.UTC(2026, 0, 10, 12, 0, 0, 750);

	it('is HS256 over whose it is, in seconds, and lives for half a minute', () => {
		const signIn = { institution: 'MUSEUM', operator: 'O', partner: 'P', secret: 's' };
		const [header, payload, signature] = selfSignedToken(signIn, now).split('.');
		const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
		const iat = Date.UTC(2026, 0, 10, 12) / 1000;
		expect(read(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
		expect(read(payload)).toEqual({ sub: 'MUSEUM', aud: 'O', iss: 'P', iat, exp: iat + 30 });
		expect(signature).toBe(
			createHmac('sha256', 's').update(`${header}.${payload}`).digest('base64url'),
		);
	});

	it('goes along with every request, and the secret does not', async () => {
		const { headers } = await authenticate(account, {
			url: 'https://museum.ws.secutix.com/tnco/x',
			headers: { Accept: 'application/json' },
		});
		expect(headers).toMatchObject({
			Accept: 'application/json',
			Authorization: expect.stringMatching(/^Bearer eyJ/),
		});
		const payload = String(headers?.Authorization).split('.')[1];
		expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
			sub: 'MUSEUM',
		});
		expect(JSON.stringify(headers)).not.toContain('the-secret');
	});

	it.each([
		'https://museum.ws.secutix.com.example.com/',
		'https://other.ws.secutix.com/',
		'http://museum.ws.secutix.com/',
	])('does not go to %s', async (url) => {
		await expect(authenticate(account, { url })).rejects.toThrow(/not sent to/);
	});
});

describe('a token of the token service', () => {
	const service = { ...account, authentication: 'tokenService' };
	const signIn = {
		institution: 'MUSEUM',
		operator: 'MUSEUM_CRM',
		partner: 'Partner 1',
		secret: 'the-secret',
	};
	const sessionToken = markedToken('given.token', 'https://museum.ws.secutix.com', signIn);
	const url = 'https://museum.ws.secutix.com/x';

	it('takes the place of a self-signed one', async () => {
		const { headers } = await authenticate({ ...service, sessionToken }, { url });
		expect(headers).toEqual({ Authorization: 'Bearer given.token' });
		expect(sessionToken).not.toContain('the-secret');
	});

	it.each([
		{ secret: 'new' },
		{ operator: 'O' },
		{ partner: 'P' },
		{ environment: 'demo' },
		{ sessionToken: '' },
	])('does not speak for another sign-in: %j asks for a new one', async (change) => {
		const credentials = { ...service, sessionToken, ...change };
		const elsewhere = change.environment ? url.replace('.ws.', '.demo-ws.') : url;
		await expect(authenticate(credentials, { url: elsewhere })).rejects.toMatchObject({
			response: { status: 401 },
		});
	});
});
