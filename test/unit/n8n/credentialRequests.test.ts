import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { testedByNode, type LegacyRequest } from '../../sandbox/connector/testedByNode';

const HOST = 'system.example.com';
const SECUTIX = {
	institution: 'MUSEUM',
	environment: 'other',
	address: HOST,
	authentication: 'selfSigned',
	operator: 'x',
	partner: 'x',
	secret: 'x',
	testContactNumber: ' 0042 ',
};
const SURVEYMONKEY = { accessToken: 'x', dataCenter: 'us', baseUrl: `https://${HOST}` };

/** What is asked to try out a credential, each answered in turn; the last answer again and again. */
async function asked(
	type: string,
	data: ICredentialDataDecryptedObject,
	...answers: Array<[status: number, body: unknown]>
) {
	const requests: LegacyRequest[] = [];
	const told = await testedByNode(type, data, async (request) => {
		const [statusCode, body] = answers[Math.min(requests.length, answers.length - 1)];
		requests.push(request);
		return await Promise.resolve({ statusCode, headers: {}, body: JSON.stringify(body) });
	});
	return { told, requests };
}

describe('what is asked to try out a credential', () => {
	it.each<[string, string, ICredentialDataDecryptedObject, string, string, object | undefined]>([
		[
			'Qualtrics',
			'qualtricsApi',
			{ apiToken: 'x', dataCenter: '', baseUrl: `https://${HOST}` },
			'GET',
			'/API/v3/whoami',
			undefined,
		],
		[
			'Ghost',
			'ghostMembersApi',
			{ url: HOST, adminApiKey: `${'6b'.repeat(12)}:${'5e'.repeat(32)}` },
			'GET',
			'/ghost/api/admin/members/?limit=1',
			undefined,
		],
		['SurveyMonkey', 'surveyMonkeyTokenApi', SURVEYMONKEY, 'GET', '/v3/users/me', undefined],
		[
			'Startquestion',
			'startquestionApi',
			{ host: HOST, token: 'T', tokenSecret: 'S', accountId: '' },
			'GET',
			'/api/v2/surveys?limit=1',
			undefined,
		],
		[
			'Startquestion by webhook',
			'startquestionApi',
			{ host: HOST, token: 'T', tokenSecret: 'S', accountId: '12' },
			'GET',
			'/webhooks/12/T/S/survey-list?limit=1',
			undefined,
		],
		[
			'SALESmanago',
			'salesManagoApi',
			{ endpoint: HOST, clientId: 'x', apiSecret: 'x', owner: 'o@example.com' },
			'POST',
			'/api/user/listByClient',
			{},
		],
		[
			'SecuTix',
			'secutixApi',
			{ ...SECUTIX, serviceVersion: ' v2_30 ' },
			'POST',
			'/tnco/backend-apis/contactInformationPublicService/v2_30/getContactData',
			{ contactNumber: '0042', details: ['GENERAL'] },
		],
	])('of %s', async (_name, type, data, method, path, body) => {
		const { requests } = await asked(type, data, [200, {}]);
		expect(requests).toHaveLength(1);
		const [request] = requests;
		const url = new URL(request.uri);
		expect([request.method, url.origin]).toEqual([method, `https://${HOST}`]);
		const sent = `${url.pathname}${url.search}`.replace(/[?&]token(_secret)?=[^&]*/g, '');
		expect(sent).toBe(path);
		expect(request.headers).toMatchObject({ Accept: 'application/json' });
		if (body === undefined) return void expect(request.body).toBeUndefined();
		expect(JSON.parse(request.body!)).toMatchObject(body);
		expect(request.headers['Content-Type']).toBe('application/json');
	});

	it('without a version of the contact service nothing is', async () => {
		const { requests, told } = await asked('secutixApi', SECUTIX, [200, {}]);
		expect(requests).toEqual([]);
		expect(told.message).toBe(
			"'Version of the Contact Service' of the SecuTix credential is empty",
		);
	});

	it.each([
		[{ code: '1014' }, 2],
		[{ code: '1010' }, 1],
	])('SurveyMonkey refusing the user with %j: asked %i times', async ({ code }, times) => {
		const refusal = { error: { id: code, http_status_code: 403, message: 'No' } };
		const { requests, told } = await asked(
			'surveyMonkeyTokenApi',
			SURVEYMONKEY,
			[403, refusal],
			[200, { data: [] }],
		);
		expect(requests).toHaveLength(times);
		expect(told.status).toBe(times === 2 ? 'OK' : 'Error');
		if (times === 2) expect(requests[1].uri).toBe(`https://${HOST}/v3/surveys?per_page=1`);
	});

	it.each<[string, ICredentialDataDecryptedObject, object, boolean]>([
		['startquestionApi', { host: HOST, token: 'T', tokenSecret: 'S' }, [], true],
		['startquestionApi', { host: HOST, token: 'T', tokenSecret: 'S' }, { surveys: [] }, true],
		['startquestionApi', { host: HOST, token: 'T', tokenSecret: 'S' }, { data: [] }, true],
		['startquestionApi', { host: HOST, token: 'T', tokenSecret: 'S' }, { data: {} }, false],
		['secutixApi', { ...SECUTIX, serviceVersion: 'v2_21' }, { statusCode: 7 }, false],
	])('%s: its own answer, %3$j', async (type, data, body, isOwn) => {
		const { told } = await asked(type, data, [200, body]);
		expect(told.status).toBe(isOwn ? 'OK' : 'Error');
	});

	it('what a system says of itself in a 200 is told in its words', async () => {
		const data = { endpoint: HOST, clientId: 'x', apiSecret: 'x', owner: 'o@example.com' };
		const { told } = await asked('salesManagoApi', data, [200, { success: false, message: [] }]);
		expect(told.message).toMatch(/^SALESmanago /);
		expect(told.message).not.toContain('did not come from');
	});
});

describe('the fields that a test tells to check', () => {
	it.each<[string, ICredentialDataDecryptedObject, string]>([
		['qualtricsApi', { apiToken: 'x', dataCenter: 'no host/' }, "'Data Center ID'"],
		['surveyMonkeyTokenApi', { accessToken: 'x', dataCenter: 'own' }, "'Data Center'"],
		[
			'secutixApi',
			{ ...SECUTIX, environment: 'demo', institution: '?', serviceVersion: 'v2_21' },
			"'Institution' and 'Environment'",
		],
	])('%s: %j', async (type, data, fields) => {
		const { told, requests } = await asked(type, data, [200, {}]);
		expect(requests).toEqual([]);
		expect(told.message).toContain(`Check ${fields}.`);
	});

	it('where there is no such service, its version too', async () => {
		const data = { ...SECUTIX, serviceVersion: 'v2_21' };
		const { told } = await asked('secutixApi', data, [404, {}]);
		expect(told.message).toContain("Check 'Address' and 'Version of the Contact Service'");
	});
});
