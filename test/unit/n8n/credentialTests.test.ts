import { readdirSync } from 'node:fs';
import path from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeCredentialTestResult,
	INodeType,
} from 'n8n-workflow';
import { BulkCsvUpdate } from '../../../nodes/BulkCsvUpdate/BulkCsvUpdate.node';
import { Condition } from '../../../nodes/Condition/Condition.node';
import { CrmUpsert } from '../../../nodes/CrmUpsert/CrmUpsert.node';
import { Survey } from '../../../nodes/Survey/Survey.node';
import { SurveyTrigger } from '../../../nodes/SurveyTrigger/SurveyTrigger.node';
import { UpdateDirectoryContact } from '../../../nodes/UpdateDirectoryContact/UpdateDirectoryContact.node';
import { testedByNode, type LegacyRequest } from '../../sandbox/connector/testedByNode';

interface Account {
	type: string;
	system: string;
	/** Of an account on a host of its own; every secret holds "hush". */
	data: ICredentialDataDecryptedObject;
	/** Labels of the fields that hold the address. */
	fields: string;
	/** The system's own answer. */
	own: object;
}

const HOST = 'system.example.com';

const ACCOUNTS: Account[] = [
	{
		type: 'qualtricsApi',
		system: 'Qualtrics',
		data: { apiToken: 'hush-token-1234', dataCenter: '', baseUrl: `https://${HOST}` },
		fields: "'Base URL'",
		own: { result: { userId: 'UR_1' }, meta: {} },
	},
	{
		type: 'startquestionApi',
		system: 'Startquestion',
		data: { host: HOST, token: 'hush-token-1234', tokenSecret: 'hush-secret-5678', accountId: '' },
		fields: "'Host'",
		own: [{ id: 1 }],
	},
	{
		type: 'surveyMonkeyTokenApi',
		system: 'SurveyMonkey',
		data: { accessToken: 'hush-token-1234', dataCenter: 'us', baseUrl: `https://${HOST}` },
		fields: "'Base URL'",
		own: { id: '7', username: 'someone' },
	},
	{
		type: 'ghostMembersApi',
		system: 'Ghost',
		data: { url: HOST, adminApiKey: `${'6b'.repeat(12)}:${'5e'.repeat(32)}` },
		fields: "'Admin API URL'",
		own: { members: [] },
	},
	{
		type: 'salesManagoApi',
		system: 'SALESmanago',
		data: {
			endpoint: HOST,
			clientId: 'hush-client-1234',
			apiSecret: 'hush-secret-5678',
			owner: 'owner@example.com',
		},
		fields: "'Endpoint'",
		own: { success: true, message: [] },
	},
	{
		type: 'secutixApi',
		system: 'SecuTix',
		data: {
			institution: 'MUSEUM',
			environment: 'other',
			address: HOST,
			serviceVersion: 'v2_21',
			authentication: 'selfSigned',
			operator: 'hush-operator-1',
			partner: 'hush-partner-1',
			secret: 'hush-secret-5678',
			testContactNumber: '0042',
		},
		fields: "'Address'",
		own: { contactNumber: '0042' },
	},
];

const asked: LegacyRequest[] = [];
beforeEach(() => asked.splice(0));

/** What n8n's helper gives for an answer, its body as text. */
const answer =
	(statusCode: number, body: unknown, headers: Record<string, string> = {}) =>
	async (request: LegacyRequest): Promise<unknown> => {
		asked.push(request);
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return await Promise.resolve({ statusCode, headers, body: text });
	};

/** n8n's helper throws the transport's error as it came. */
const breaks = (error: object) => async (request: LegacyRequest) => {
	asked.push(request);
	return await Promise.reject(Object.assign(new Error('getaddrinfo hush-token-1234'), error));
};

const PAGE = '<!doctype html><html><h1>Sign in</h1></html>';
const HTML = { 'content-type': 'text/html' };

const every = <Row extends readonly unknown[]>(rows: readonly Row[]) =>
	ACCOUNTS.flatMap((account) => rows.map((row) => [account.type, ...row, account] as const));

const expectHarmless = ({ message }: INodeCredentialTestResult) => {
	expect(message).not.toMatch(/hush|5e5e5e|Error|undefined|\[object|\{/);
	expect(message).toMatch(/^[A-Z'].*[.\w)]$|^system/);
};

describe('the test of a credential says what happened and which field to check', () => {
	it.each(
		every([
			['ENOTFOUND', `The host ${HOST} does not exist. Check {fields}.`],
			['ECONNREFUSED', `${HOST} refused the connection. Check {fields} and that the system`],
			['ECONNABORTED', `${HOST} did not answer in time. Try again later.`],
			['ETIMEDOUT', `${HOST} did not answer in time. Try again later.`],
			['EAI_AGAIN', `The name ${HOST} could not be looked up.`],
			['EHOSTUNREACH', `${HOST} cannot be reached from the n8n server. Check {fields}.`],
			['ECONNRESET', `The connection to ${HOST} broke before an answer came.`],
			['EPROTO', `${HOST} did not answer with an encrypted connection. Check {fields}`],
			['CERT_HAS_EXPIRED', `The certificate of ${HOST} has expired.`],
			['ERR_TLS_CERT_ALTNAME_INVALID', `The certificate of ${HOST} is for another host. Check`],
			['DEPTH_ZERO_SELF_SIGNED_CERT', `The certificate of ${HOST} is not trusted. Check {fields}`],
			['UNABLE_TO_VERIFY_LEAF_SIGNATURE', `The certificate of ${HOST} is not trusted.`],
		]),
	)('LA61 %s: %s', async (type, code, sentence, { data, fields }) => {
		for (const error of [{ code }, { cause: { code } }]) {
			const told = await testedByNode(type, data, breaks(error));
			expect(told.status).toBe('Error');
			expect(told.message).toContain(sentence.replace('{fields}', fields));
			expectHarmless(told);
		}
	});

	it.each(ACCOUNTS.map((account) => [account.type, account] as const))(
		'LA61 %s: a host that n8n may not call is no broken connection',
		async (type, { data, fields }) => {
			const cause = Object.assign(new Error('blocked'), { name: 'SsrfBlockedIpError' });
			const told = await testedByNode(type, data, breaks({ cause }));
			expect(told.message).toContain(`n8n may not send requests to ${HOST}`);
			expect(told.message).toContain(fields);
		},
	);

	it.each(
		every([
			[
				'a web page with status 200',
				200,
				PAGE,
				HTML,
				'answered with a web page, not the {system} API',
			],
			[
				'a page that begins with words',
				200,
				'Please sign in',
				HTML,
				'answered with a web page, not the {system} API',
			],
			['a page without a type', 200, PAGE, {}, 'answered with a web page, not the {system} API'],
			[
				'nothing with status 200',
				200,
				'',
				{},
				'did not come from the {system} API. Check {fields}',
			],
			['plain text', 200, 'ok', {}, 'did not come from the {system} API. Check {fields}.'],
			['JSON of another system', 200, { hello: 1 }, {}, 'did not come from the {system} API'],
			['an empty object', 200, {}, {}, 'did not come from the {system} API. Check {fields}.'],
			['status 204', 204, '', {}, 'did not come from the {system} API. Check {fields}.'],
			['a redirect', 302, '', {}, 'answered with a redirect, not the {system} API'],
			['a redirect on the host', 302, '', { location: '/login' }, 'answered with a redirect'],
			[
				'a redirect to another host',
				301,
				'',
				{ location: 'https://www.example.org/x?token=hush-token-1234' },
				'redirects to www.example.org, where the credential is not sent.',
			],
			['a proxy that wants a sign-in', 407, PAGE, HTML, 'A proxy between n8n and the system asks'],
			[
				'status 404',
				404,
				{ message: 'x' },
				{},
				`There is no {system} API at ${HOST}. Check {fields}`,
			],
			['a page with status 404', 404, PAGE, HTML, `There is no {system} API at ${HOST}. Check`],
			['too many requests', 429, {}, {}, 'is limiting requests'],
			['an outage', 503, PAGE, HTML, `${HOST} could not answer (status 503): temporary outage`],
			['an error of the server', 500, { x: 1 }, {}, `${HOST} could not answer (status 500)`],
			[
				'a page with status 401',
				401,
				PAGE,
				HTML,
				'refused the request with a web page (status 401)',
			],
			[
				'a page with status 403',
				403,
				PAGE,
				HTML,
				'refused the request with a web page (status 403)',
			],
			['status 400', 400, {}, {}, `${HOST} rejected the request (status 400). Check {fields}.`],
		] as const),
	)('MB03 LA61 %s: %s', async (type, _name, status, body, headers, sentence, account) => {
		const { data, fields, system } = account;
		const told = await testedByNode(type, data, answer(status, body, headers));
		expect(told.status).toBe('Error');
		expect(told.message).toContain(
			sentence.replace('{fields}', fields).replace('{system}', system),
		);
		expectHarmless(told);
		expect(asked).toHaveLength(1);
	});

	it.each(every([[401], [403]]))('LA61 %s: status %i of its own', async (type, status, account) => {
		const body = { message: 'hush-token-1234 of someone@example.com is not good' };
		const told = await testedByNode(type, account.data, answer(status, body));
		expect(told.status).toBe('Error');
		expect(told.message).toMatch(/did not accept|may not|blocked the request/);
		expectHarmless(told);
		expect(told.message).not.toContain('someone@example.com');
	});

	it.each(ACCOUNTS.map((account) => [account.type, account] as const))(
		'LA61 %s: its own answer is a connection, asked for once, at its own host, without a redirect',
		async (type, { data, own }) => {
			const told = await testedByNode(type, data, answer(200, own));
			expect(told).toEqual({ status: 'OK', message: expect.stringMatching(/^Connected/) });
			expect(asked).toEqual([
				expect.objectContaining({
					uri: expect.stringMatching(new RegExp(`^https://${HOST}/`)),
					followRedirect: false,
					simple: false,
					resolveWithFullResponse: true,
					timeout: 30_000,
				}),
			]);
		},
	);

	it.each(ACCOUNTS.map((account) => [account.type, account] as const))(
		'LA61 %s: an address that is none is told, and nothing is sent',
		async (type, { data, fields }) => {
			const where = Object.keys(data).find((name) => String(data[name]).includes(HOST))!;
			for (const address of ['ftp://x', `http://${HOST}`, 'https://a:hush1234@x.example.com']) {
				const told = await testedByNode(type, { ...data, [where]: address }, answer(200, {}));
				expect(told.status).toBe('Error');
				expect(told.message).toContain(`Check ${fields}.`);
				expectHarmless(told);
			}
			expect(asked).toEqual([]);
		},
	);
});

describe('a token service of SecuTix', () => {
	const { data } = ACCOUNTS.find(({ type }) => type === 'secutixApi')!;
	const service = { ...data, authentication: 'tokenService' };

	it.each([
		['a web page', answer(200, PAGE, HTML), 'answered with a web page, not the SecuTix API'],
		['a refusal', answer(401, {}), 'SecuTix did not accept the credential'],
		['nobody', breaks({ code: 'ENOTFOUND' }), `The host ${HOST} does not exist`],
		['no token', answer(200, { hello: 1 }), 'The token service of SecuTix gave no token'],
	])('LA61 that is %s is told, and no contact is asked for', async (_name, request, sentence) => {
		const told = await testedByNode('secutixApi', service, request);
		expect(told).toEqual({ status: 'Error', message: expect.stringContaining(sentence) });
		expect(asked).toHaveLength(1);
		expect(asked[0].uri).toContain('/auth');
	});
});

const credentialTypes = readdirSync(path.resolve('credentials'))
	.filter((file) => file.endsWith('.credentials.ts'))
	.map((file) => {
		const name = file.replace('.credentials.ts', '');
		const module = require(path.resolve('credentials', file)) as Record<
			string,
			new () => ICredentialType
		>;
		return new module[name]();
	});

describe('every credential of the package', () => {
	const nodes: INodeType[] = [
		new BulkCsvUpdate(),
		new Condition(),
		new CrmUpsert(),
		new Survey(),
		new SurveyTrigger(),
		new UpdateDirectoryContact(),
	];
	const slots = nodes.flatMap((node) =>
		(node.description.credentials ?? []).map((slot) => ({ node, ...slot })),
	);

	it.each(credentialTypes.map((type) => [type.name, type] as const))(
		'LA61 %s is tested by the nodes, and by itself only where n8n runs no other test',
		(name, type) => {
			const own = slots.filter((slot) => slot.name === name);
			expect(own.length).toBeGreaterThan(0);
			// n8n answers for OAuth2 by itself, whatever a node says, unless the credential has a test.
			const isOAuth2 = type.extends?.includes('oAuth2Api') === true;
			expect(type.test !== undefined).toBe(isOAuth2);
			for (const { node, testedBy } of own) {
				expect(testedBy !== undefined).toBe(!isOAuth2);
				if (!isOAuth2)
					expect(node.methods?.credentialTest?.[testedBy as string]).toBeInstanceOf(Function);
			}
		},
	);

	it.each(credentialTypes.map((type) => [type.name, type] as const))(
		'LA61 %s: each field that starts empty is required or says that it is optional',
		(_name, { properties }) => {
			const unclear = properties
				.filter(({ type, default: initial }) => type === 'string' && initial === '')
				.filter(
					({ required, displayName, hint = '' }) =>
						required !== true &&
						!/ \(Optional\)$/.test(displayName) &&
						!/\bRequired unless\b/.test(hint),
				);
			expect(unclear.map(({ displayName }) => displayName)).toEqual([]);
		},
	);
});
