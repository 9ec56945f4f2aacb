import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { SurveyMonkeyTokenApi } from '../../../credentials/SurveyMonkeyTokenApi.credentials';
import {
	startSurveyMonkeySandbox,
	type SurveyMonkeySandbox,
	type SurveyMonkeySandboxOptions,
} from '../surveymonkey';
import { testedByNode } from './testedByNode';

let sandbox: SurveyMonkeySandbox;
const start = async (options: Partial<SurveyMonkeySandboxOptions> = {}) => {
	sandbox = await startSurveyMonkeySandbox(options);
};
afterEach(async () => await sandbox.close());

const test = async (change: ICredentialDataDecryptedObject = {}) =>
	await testedByNode('surveyMonkeyTokenApi', {
		accessToken: sandbox.token,
		dataCenter: 'us',
		baseUrl: sandbox.url,
		...change,
	});

const READ = ['users_read', 'surveys_read', 'responses_read_detail'];

describe('the test of a SurveyMonkey credential', () => {
	it.each<[string, Partial<SurveyMonkeySandboxOptions>, 'OK' | 'Error', RegExp]>([
		['everything there', {}, 'OK', /^Connected$/],
		[
			'no webhooks',
			{ granted: READ },
			'OK',
			/Instant delivery also needs View Webhooks \(webhooks_read\)/,
		],
		[
			'no answers',
			{ granted: ['users_read', 'surveys_read'] },
			'Error',
			/lacks View Response Details \(responses_read_detail\)\. Switch it on/,
		],
		[
			'no answers in the plan',
			{ granted: ['users_read', 'surveys_read'], available: ['users_read', 'surveys_read'] },
			'Error',
			/plan of this SurveyMonkey account does not include/,
		],
		[
			'nothing but the user',
			{ granted: ['users_read'] },
			'Error',
			/View Surveys \(surveys_read\) and View Response Details/,
		],
		['the user may not be read, the rest may', { granted: READ.slice(1) }, 'OK', /Connected/],
		['neither user nor answers', { granted: ['surveys_read'] }, 'Error', /View Response Details/],
		['nothing at all', { granted: [] }, 'Error', /lacks the permission for the surveys/],
		[
			'scopes that only headers tell',
			{ tellsScopes: false, granted: ['users_read', 'surveys_read'] },
			'Error',
			/View Response Details/,
		],
		['another data center', { isElsewhere: true }, 'Error', /another data center/],
	])('%s', async (_name, options, status, message) => {
		await start(options);
		expect(await test()).toEqual({ status, message: expect.stringMatching(message) });
	});

	it.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		['a wrong token', { accessToken: 'guess' }, /did not accept the access token/],
		[
			'an empty token',
			{ accessToken: ' ' },
			/'Access Token' of the SurveyMonkey credential is empty/,
		],
		['an address that is none', { baseUrl: 'ftp://x' }, /must begin with https/],
		[
			'an address where nobody is',
			{ baseUrl: 'http://127.0.0.1:9' },
			/127\.0\.0\.1:9 refused the connection|connection to 127\.0\.0\.1:9 broke/,
		],
		['an unknown data center', { baseUrl: '', dataCenter: 'mars' }, /none of US, EU and Canada/],
	])('%s', async (_name, change, message) => {
		await start();
		expect(await test(change)).toEqual({
			status: 'Error',
			message: expect.stringMatching(message),
		});
	});

	it.each([
		['a login page with status 200', { kind: '5xx-html', status: 200 }, 'with a web page, not'],
		[
			'JSON of another system with status 200',
			{ kind: 'error', status: 200, message: 'hello' },
			'did not come from the SurveyMonkey API',
		],
		['a redirect', { kind: 'error', status: 302 }, 'answered with a redirect'],
	] as const)('%s is no success', async (_name, misbehaviour, message) => {
		await start();
		sandbox.control.misbehave({ match: '/users/me', ...misbehaviour });
		expect(await test()).toEqual({
			status: 'Error',
			message: expect.stringMatching(new RegExp(`${message}.*Check 'Base URL'`)),
		});
	});
});

describe('the credential', () => {
	const authenticate = async (data: ICredentialDataDecryptedObject, url: string) => {
		const add = new SurveyMonkeyTokenApi().authenticate as (
			data: ICredentialDataDecryptedObject,
			request: { url: string },
		) => Promise<{ headers: Record<string, string> }>;
		return (await add(data, { url })).headers;
	};

	it.each([
		['us', 'https://api.surveymonkey.com'],
		['eu', 'https://api.eu.surveymonkey.com'],
		['ca', 'https://api.surveymonkey.ca'],
	])(
		'of the data center %s shows its token to %s and to nobody else',
		async (dataCenter, address) => {
			await start();
			const data = { accessToken: ' t0ken\n', dataCenter };
			expect(await authenticate(data, `${address}/v3/surveys`)).toEqual({
				Authorization: 'Bearer t0ken',
			});
			for (const other of [
				'https://example.com/',
				`${address}.example.com/`,
				`${address}@example.com/`,
			])
				await expect(authenticate(data, other)).rejects.toThrow('is not sent to');
			await expect(authenticate({ ...data, accessToken: '' }, address)).rejects.toThrow('is empty');
		},
	);
});
