import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { hostOf } from '../../../credentials/ownHost';
import { SalesManagoApi } from '../../../credentials/SalesManagoApi.credentials';
import { StartquestionApi } from '../../../credentials/StartquestionApi.credentials';

type Authenticate = (
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

const salesManago = new SalesManagoApi().authenticate as Authenticate;
const startquestion = new StartquestionApi().authenticate as Authenticate;
const failureOf = async (work: Promise<unknown>): Promise<string> =>
	await work.then(
		() => 'no failure',
		(error: Error) => error.message,
	);

const account = {
	endpoint: 'https://app2.salesmanago.com/api/',
	clientId: ' client ',
	apiSecret: 'the-secret',
	owner: 'owner@example.com',
};

describe('the host of an account', () => {
	it.each([
		['app2.salesmanago.com', '/api', 'https://app2.salesmanago.com'],
		[' https://app2.salesmanago.com/api/ ', '/api', 'https://app2.salesmanago.com'],
		['https://app2.salesmanago.com//', '/api', 'https://app2.salesmanago.com'],
		['http://127.0.0.1:8080', '/api', 'http://127.0.0.1:8080'],
		['www.netquest.cz', '', 'https://www.netquest.cz'],
		['https://www.netquest.cz/', '', 'https://www.netquest.cz'],
	])('N05 %s is read as an address without %s', (host, drop, address) => {
		expect(hostOf(host, drop)).toEqual({ ok: true, address });
	});

	it.each(['', 'http://app2.salesmanago.com', 'ftp://x', 'https://a:b@x.example.com', 'a b'])(
		'N05 %s is refused',
		(host) => expect(hostOf(host)).toEqual({ ok: false, reason: expect.any(String) }),
	);
});

describe('SALESmanago', () => {
	const url = 'https://app2.salesmanago.com/api/contact/upsert';

	it.each([
		['a map', { contact: { email: 'a@example.com' }, owner: 'other@example.com' }],
		['JSON', '{"contact":{"email":"a@example.com"},"owner":"other@example.com"}'],
		['bytes', Buffer.from('{"contact":{"email":"a@example.com"},"owner":"other@example.com"}')],
	])('N06 N07 signs %s', async (_name, body) => {
		const { body: sent, headers } = await salesManago(account, { url, body });
		const signed = (typeof sent === 'string' ? JSON.parse(sent) : sent) as Record<string, unknown>;
		expect(typeof sent).toBe(typeof body === 'string' ? 'string' : 'object');
		expect(signed).toMatchObject({ clientId: 'client', contact: {}, owner: 'other@example.com' });
		expect(Math.abs(Number(signed.requestTime) - Date.now())).toBeLessThan(5_000);
		const text = `${String(signed.apiKey)}clientthe-secret`;
		expect(signed.sha).toBe(createHash('sha1').update(text).digest('hex'));
		expect(JSON.stringify(signed)).not.toContain('the-secret');
		expect(headers?.['User-Agent']).toBeTruthy();
	});

	it('N07 signs anew each time, and with the owner of the account where none is given', async () => {
		const [first, second] = await Promise.all([1, 2].map(() => salesManago(account, { url })));
		const keys = [first, second].map(({ body }) => (body as { apiKey: string }).apiKey);
		expect(keys[0]).not.toBe(keys[1]);
		expect(first.body).toMatchObject({ owner: 'owner@example.com' });
	});

	it.each([
		['https://app2.salesmanago.com.example.com/api/x'],
		['http://app2.salesmanago.com/api/x'],
		['https://example.com'],
	])('the signature does not go to %s', async (elsewhere) => {
		expect(await failureOf(salesManago(account, { url: elsewhere }))).toMatch(/not sent to/);
	});

	it('what is no JSON object is not sent', async () => {
		expect(await failureOf(salesManago(account, { url, body: 'a=1' }))).toMatch(
			/JSON objects only/,
		);
	});
});

describe('Startquestion', () => {
	const access = { host: 'www.netquest.cz', token: 't', tokenSecret: 's', accountId: '4711' };

	it('shows its token as parameters, or in the path of a webhook', async () => {
		const api = await startquestion(access, {
			url: 'https://www.netquest.cz/api/v2/surveys',
			qs: { limit: 1 },
		});
		expect(api).toMatchObject({ qs: { limit: 1, token: 't', token_secret: 's' } });
		const webhook = await startquestion(access, {
			url: '/webhooks/-account-/-token-/-secret-/survey-list',
			baseURL: 'https://www.netquest.cz',
			qs: { limit: 1 },
		});
		expect(webhook).toMatchObject({ url: '/webhooks/4711/t/s/survey-list', qs: { limit: 1 } });
	});

	it('the token does not go elsewhere', async () => {
		expect(await failureOf(startquestion(access, { url: 'https://example.com/' }))).toMatch(
			/not sent to/,
		);
	});
});
