import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';
import { DynamicsOAuth2Api } from '../../../credentials/DynamicsOAuth2Api.credentials';
import { GhostMembersApi } from '../../../credentials/GhostMembersApi.credentials';
import { QualtricsApi } from '../../../credentials/QualtricsApi.credentials';
import { QualtricsOAuth2Api } from '../../../credentials/QualtricsOAuth2Api.credentials';
import { assertFilled, emptyFields } from '../../../credentials/requiredFields';
import { SalesManagoApi } from '../../../credentials/SalesManagoApi.credentials';
import { isBlank, passwordOf, secretOf } from '../../../credentials/secretText';
import { SecutixApi } from '../../../credentials/SecutixApi.credentials';
import { StartquestionApi } from '../../../credentials/StartquestionApi.credentials';
import { SurveyMonkeyTokenApi } from '../../../credentials/SurveyMonkeyTokenApi.credentials';
import { SurveyWebhookApi } from '../../../credentials/SurveyWebhookApi.credentials';

/** What a person takes for an empty field, or for a filled one that holds nothing. */
const BLANKS = [
	'',
	' ',
	'\t',
	'\n',
	'\r\n',
	'\u00a0',
	'\u200b',
	'\u200d\u2060',
	'\ufeff',
	'\u3164',
];

describe('LA08 a secret as it was pasted', () => {
	it.each([
		['abc', 'abc'],
		['abc\n', 'abc'],
		['abc\r\n', 'abc'],
		[' \tabc \n', 'abc'],
		['\ufeffabc\u200b', 'abc'],
		['a b\nc', 'a b\nc'],
		['a\u200bb', 'a\u200bb'],
		['\u{e0020}abc\u{e0020}', 'abc'],
		['p\u00e4ss w\u00f6rd', 'p\u00e4ss w\u00f6rd'],
		[42, '42'],
		[undefined, ''],
		[null, ''],
		[{}, ''],
	])('%j is read as %j', (pasted, read) => expect(secretOf(pasted)).toBe(read));

	it.each([
		[' abc ', ' abc '],
		[' abc \r\n', ' abc '],
		['\n\nabc', 'abc'],
		['a\nb', 'a\nb'],
	])('a password %j is read as %j', (pasted, read) => expect(passwordOf(pasted)).toBe(read));

	it.each(BLANKS)('%j is empty', (text) => {
		expect(isBlank(text)).toBe(true);
		expect(secretOf(text)).toBe('');
	});

	it('takes time in proportion to its length', () => {
		const text = `${' '.repeat(1_000_000)}x${' '.repeat(1_000_000)}x`;
		const before = performance.now();
		expect(secretOf(text)).toHaveLength(1_000_002);
		expect(performance.now() - before).toBeLessThan(5_000);
	});
});

const account = {
	dataCenter: 'fra1',
	endpoint: 'https://app2.salesmanago.com',
	institution: 'MUSEUM',
	host: 'www.netquest.cz',
	grantType: 'clientCredentials',
};
const filled: Array<[ICredentialType, Record<string, string>]> = [
	[new QualtricsApi(), { apiToken: 'x' }],
	[new QualtricsOAuth2Api(), { clientId: 'x', clientSecret: 'x' }],
	[new DynamicsOAuth2Api(), { clientId: 'x', clientSecret: 'x' }],
	[new SalesManagoApi(), { clientId: 'x', apiSecret: 'x' }],
	[new SecutixApi(), { operator: 'x', partner: 'x', secret: 'x' }],
	[new StartquestionApi(), { token: 'x', tokenSecret: 'x' }],
	[new SurveyMonkeyTokenApi(), { accessToken: 'x' }],
	[new GhostMembersApi(), { adminApiKey: 'x' }],
];
const cases = filled.flatMap(([type, fields]) =>
	Object.keys(fields).flatMap((field) => BLANKS.map((blank) => ({ type, fields, field, blank }))),
);

describe('LA08 an empty secret is refused in words, before anything is sent', () => {
	it.each(cases)('$type.displayName: $field is $blank', async ({ type, fields, field, blank }) => {
		const data: ICredentialDataDecryptedObject = { ...account, ...fields, [field]: blank };
		expect(emptyFields(type.name, data)).toMatch(/^'.*' of the .* credential is empty$/);
		expect(() => assertFilled(type.name, data)).toThrow(/is empty: enter it/);
		if (typeof type.authenticate !== 'function') return;
		const request = { url: 'https://nobody.example.com/x', method: 'GET' as const };
		await expect(type.authenticate(data, request)).rejects.toThrow(/is empty: enter it/);
	});

	it.each(filled)('$displayName: filled, it is not', (type, fields) => {
		expect(emptyFields(type.name, { ...account, ...fields })).toBeUndefined();
	});

	it('names all that is empty', () => {
		expect(emptyFields('salesManagoApi', {})).toBe(
			"'Client ID' and 'API Secret' of the SALESmanago credential are empty",
		);
	});

	it('asks nothing of a person who signs in by Microsoft', () => {
		expect(emptyFields('dynamicsOAuth2Api', { grantType: 'authorizationCode' })).toBeUndefined();
	});

	it('every field of a credential that is shown as dots is one of these', () => {
		for (const [type, fields] of filled) {
			const secrets = type.properties
				.filter(({ type: kind, typeOptions }) => typeOptions?.password && kind !== 'hidden')
				.map(({ name }) => name);
			for (const name of secrets) expect(Object.keys(fields)).toContain(name);
		}
		// That of incoming calls has a test of its own, since its fields depend on how callers prove themselves.
		expect(new SurveyWebhookApi().name).toBe('surveyWebhookApi');
	});

	it('the token goes out without the line end that was pasted along', async () => {
		const { authenticate } = new QualtricsApi();
		if (typeof authenticate !== 'function') throw new Error('not a function');
		const sent = await authenticate(
			{ dataCenter: 'fra1', apiToken: ' token\r\n' },
			{ url: 'https://fra1.qualtrics.com/API/v3/whoami' },
		);
		expect(sent.headers).toEqual({ 'X-API-TOKEN': 'token' });
	});
});
