import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';
import { credentialTests } from '../../nodes/shared/n8n/credentialTests/all';

/** A name that can belong to nobody (RFC 6761). */
const NOBODY = 'nobody.invalid';

const SECRET = 'hush-secret-1234';

type Case = [test: string, type: string, data: (address: string) => ICredentialDataDecryptedObject];
const CASES: Case[] = [
	['testQualtrics', 'qualtricsApi', (baseUrl) => ({ apiToken: SECRET, baseUrl })],
	[
		'testStartquestion',
		'startquestionApi',
		(host) => ({ host, token: SECRET, tokenSecret: SECRET }),
	],
	['testSurveyMonkey', 'surveyMonkeyTokenApi', (baseUrl) => ({ accessToken: SECRET, baseUrl })],
	['testGhost', 'ghostMembersApi', (url) => ({ url, adminApiKey: `6b6b:${'5e'.repeat(16)}` })],
	[
		'testSalesManago',
		'salesManagoApi',
		(endpoint) => ({ endpoint, clientId: SECRET, apiSecret: SECRET, owner: 'owner@example.com' }),
	],
	[
		'testSecutix',
		'secutixApi',
		(address) => ({
			institution: 'MUSEUM',
			environment: 'other',
			address,
			serviceVersion: 'v2_21',
			operator: SECRET,
			partner: SECRET,
			secret: SECRET,
			testContactNumber: '0042',
		}),
	],
];

describe("the tests of credentials, through n8n's own request helper", () => {
	let server: Server;
	let address: string;
	let answer: (response: ServerResponse, request: IncomingMessage) => void;
	let answered = 0;

	beforeAll(async () => {
		server = createServer((request, response) => {
			answered += 1;
			answer(response, request);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	beforeEach(() => {
		answered = 0;
	});
	afterAll(async () => {
		await new Promise((resolve) => server.close(resolve));
	});

	async function told(test: string, type: string, data: ICredentialDataDecryptedObject) {
		const context = new CredentialTestContext({} as never) as unknown as ICredentialTestFunctions;
		const result = await credentialTests[test].call(context, { id: '1', name: type, type, data });
		expect(JSON.stringify(result)).not.toMatch(/hush|5e5e/);
		return result;
	}

	it.each(CASES)('LA61 %s: a host that does not exist', async (test, type, data) => {
		expect(await told(test, type, data(`https://${NOBODY}`))).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^The (host|name) nobody\.invalid (does not exist|could not)/),
		});
	});

	it.each(CASES)('LA61 %s: a port where nobody listens', async (test, type, data) => {
		expect((await told(test, type, data('http://127.0.0.1:9'))).message).toMatch(
			/^127\.0\.0\.1:9 refused the connection\. Check '/,
		);
	});

	it.each(CASES)('LA61 %s: plain HTTP where HTTPS is expected', async (test, type, data) => {
		answer = (response) => response.end('x');
		expect((await told(test, type, data(address.replace('http:', 'https:')))).message).toMatch(
			/did not answer with an encrypted connection|broke before an answer came/,
		);
	});

	it.each(CASES)('LA61 %s: HTML with status 200 is no success', async (test, type, data) => {
		answer = (response) =>
			response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
		expect(await told(test, type, data(address))).toEqual({
			status: 'Error',
			message: expect.stringContaining('answered with a web page, not the'),
		});
		expect(answered).toBe(1);
	});

	it.each(CASES)('LA61 %s: no redirect is followed', async (test, type, data) => {
		answer = (response, { url }) =>
			response
				.writeHead(302, { location: `${address.replace('127.0.0.1', 'localhost')}${url}` })
				.end();
		expect((await told(test, type, data(address))).message).toMatch(
			/redirects to localhost:\d+, where the credential is not sent/,
		);
		expect(answered).toBe(1);
	});

	it.each([401, 403, 404, 429, 500, 503])(
		'LA61 status %i is told by every test, and its body is not',
		async (status) => {
			answer = (response) =>
				response
					.writeHead(status, { 'content-type': 'application/json' })
					.end(JSON.stringify({ message: `${SECRET} of someone@example.com` }));
			for (const [test, type, data] of CASES) {
				const { status: verdict, message } = await told(test, type, data(address));
				expect(verdict).toBe('Error');
				expect(message).not.toContain('someone');
				expect(message).toMatch(
					/did not accept|may not|blocked|no \w+ API|limiting|could not answer/,
				);
			}
		},
	);
});
