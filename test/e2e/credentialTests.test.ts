import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { sharedN8n, type N8n, type StoredCredential } from './harness';

/** A name that can belong to nobody (RFC 6761). */
const NOBODY = 'nobody.invalid';
const UNKNOWN = `(The host ${NOBODY} does not exist|The name ${NOBODY} could not be looked up)`;

const KEY = `${'6b'.repeat(12)}:${'5e'.repeat(32)}`;

/** Each credential type that a node tests, with an account at `address`, and the field that holds it. */
const TESTED: Array<[type: string, field: string, data: (address: string) => IDataObject]> = [
	['qualtricsApi', "'Base URL'", (baseUrl) => ({ apiToken: 'token-hush-1', baseUrl })],
	[
		'startquestionApi',
		"'Host'",
		(host) => ({ host, token: 'token-hush-1', tokenSecret: 'secret-hush-1' }),
	],
	[
		'surveyMonkeyTokenApi',
		"'Base URL'",
		(baseUrl) => ({ accessToken: 'token-hush-1', dataCenter: 'eu', baseUrl }),
	],
	['ghostMembersApi', "'Admin API URL'", (url) => ({ url, adminApiKey: KEY })],
	[
		'salesManagoApi',
		"'Endpoint'",
		(endpoint) => ({
			endpoint,
			clientId: 'client-hush-1',
			apiSecret: 'secret-hush-1',
			owner: 'owner@example.com',
		}),
	],
	[
		'secutixApi',
		"'Address'",
		(address) => ({
			institution: 'MUSEUM',
			environment: 'other',
			address,
			operator: 'MUSEUM_CRM',
			partner: 'Partner',
			secret: 'secret-hush-1',
			testContactNumber: '0042',
		}),
	],
];

describe('the test of a credential, in a real n8n', () => {
	let n8n: N8n;
	let server: Server;
	let page: string;
	let answered = 0;
	const made: StoredCredential[] = [];

	beforeAll(async () => {
		n8n = await sharedN8n();
		server = createServer((request, response) => {
			answered += 1;
			if (request.url?.startsWith('/elsewhere')) {
				response.writeHead(302, { location: `https://${NOBODY}/` }).end();
				return;
			}
			response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		page = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}, 240_000);
	afterEach(async () => {
		for (const { id } of made.splice(0)) await n8n.deleteCredential(id);
	});
	afterAll(async () => {
		await new Promise((resolve) => server.close(resolve));
	});

	async function told(type: string, data: IDataObject) {
		const credential = await n8n.createCredential(type, data);
		made.push(credential);
		const result = await n8n.testCredential(credential);
		expect(JSON.stringify(result)).not.toMatch(/hush|5e5e5e/);
		return result;
	}

	it.each(TESTED)('LA61 %s: a host that does not exist is told', async (type, field, data) => {
		expect(await told(type, data(`https://${NOBODY}`))).toEqual({
			status: 'Error',
			message: expect.stringMatching(
				new RegExp(`^${UNKNOWN}\\. (Check ${field}\\.|The DNS server did not answer)`),
			),
		});
	});

	it.each(TESTED)('LA61 %s: HTML with status 200 is no success', async (type, field, data) => {
		const before = answered;
		expect(await told(type, data(page))).toEqual({
			status: 'Error',
			message: expect.stringMatching(
				new RegExp(`^127\\.0\\.0\\.1:\\d+ answered with a web page, not the .*Check ${field}\\.$`),
			),
		});
		expect(answered).toBe(before + 1);
	});

	it.each(TESTED)('LA61 %s: no redirect is followed', async (type, _field, data) => {
		const before = answered;
		expect(await told(type, data(`${page}/elsewhere`))).toEqual({
			status: 'Error',
			message: expect.stringContaining(`redirects to ${NOBODY}, where the credential is not sent`),
		});
		expect(answered).toBe(before + 1);
	});

	const COULD_NOT = /^The connection cannot be established|ENOTFOUND|ECONNREFUSED/;
	const NO_TOKEN = /^Failed to acquire OAuth2 access token/;
	const NOT_SIGNED_IN = /^Unable to sign without access token/;
	const clientCredentials = { grantType: 'clientCredentials', tenantId: 'common', cloud: 'other' };

	it.each<[string, (address: string) => IDataObject, RegExp, RegExp]>([
		['qualtricsOAuth2Api', (baseUrl) => ({ ...clientCredentials, baseUrl }), COULD_NOT, NO_TOKEN],
		[
			'dynamicsOAuth2Api',
			(address) => ({ ...clientCredentials, environmentUrl: address, signInAddress: address }),
			COULD_NOT,
			NO_TOKEN,
		],
		['hubspotCrmOAuth2Api', (baseUrl) => ({ baseUrl }), NOT_SIGNED_IN, NOT_SIGNED_IN],
	])(
		'LA61 %s: n8n tests it by itself, and in its own words',
		async (type, data, unknown, webPage) => {
			const client = { clientId: 'client', clientSecret: 'secret-hush-1' };
			for (const [address, message] of [
				[`https://${NOBODY}`, unknown],
				[page, webPage],
			] as const) {
				expect(await told(type, { ...client, ...data(address) })).toEqual({
					status: 'Error',
					message: expect.stringMatching(message),
				});
			}
		},
	);
});
