import { createApi } from '../../../nodes/shared/connectors/secutix/api';
import { createSecutix } from '../../../nodes/shared/connectors/secutix/client';
import { readContact } from '../../../nodes/shared/connectors/secutix/contactData';
import { describeError } from '../../../nodes/shared/connectors/secutix/errorTable';
import { fakeSystem } from '../http/fakeSystem';
import { itDescribes } from '../http/refusalTable';

describe('refusals of SecuTix', () => {
	const SIGN_IN = 'SecuTix did not accept the credential';
	const COMPARE =
		'Compare institution, operator, partner and secret with what SecuTix gave you, and check that the clock of the n8n server is right.';
	const said = (statusDetail: string) => ({ statusCode: 'KO', statusDetail });

	itDescribes(describeError, [
		[401, {}, 'auth', SIGN_IN, COMPARE],
		[
			403,
			'',
			'permission',
			'The operator may not use the contact service of SecuTix',
			'Ask SecuTix to open ContactInformationPublicService to the operator of the credential.',
		],
		[
			404,
			'',
			'input',
			'SecuTix has no contact service of the version in the credential',
			'Old versions are removed: look up the newest one of ContactInformationPublicService, and compare institution and environment.',
		],
		...[429, 509].map((status): [number, unknown, 'rateLimited', string, string] => [
			status,
			'',
			'rateLimited',
			'SecuTix is limiting requests: too many were sent in one minute',
			'Other programs of the same institution count too. Try again in a few minutes, or read a sample.',
		]),
		[
			503,
			'',
			'unavailable',
			'SecuTix could not answer the request about the thing',
			'Temporary outage at SecuTix. Try again later.',
		],
		...['Authentication failed', 'bad credentials', 'token expired', 'JWT', 'wrong password'].map(
			(detail): [number, unknown, 'auth', string, string] => [
				200,
				said(detail),
				'auth',
				SIGN_IN,
				COMPARE,
			],
		),
		...[
			'not found',
			'could not be found',
			'does not exist',
			'unknown contact',
			'No contact',
			'introuvable',
			'inexistant',
		].map((detail): [number, unknown, 'notFound', string, string] => [
			200,
			said(detail),
			'notFound',
			'SecuTix does not know the thing',
			'Check the number; its leading zeros count.',
		]),
		[
			200,
			said('x'),
			'input',
			'SecuTix rejected the request about the thing',
			'Check the values that were sent.',
		],
		[
			200,
			'<html>',
			'unexpected',
			'SecuTix answered the request about the thing with something unexpected',
			'Check institution and environment in the credential; a proxy may be in the way.',
		],
	]);
});

describe('a contact that is read', () => {
	const OPTIONS = { address: 'https://museum.example', version: 'v2_21' };
	const reading = (body: unknown) => {
		const { runtime, requests } = fakeSystem(() => ({ body }));
		return { secutix: createSecutix(runtime, OPTIONS), requests };
	};

	it('is asked for by its number, with the groups that are wanted, each once', async () => {
		const { secutix, requests } = reading({ contactNumber: '0042' });
		await secutix.contact('0042', ['CRITERIA', 'CRITERIA']);
		expect(requests[0]).toMatchObject({
			method: 'POST',
			url: 'https://museum.example/tnco/backend-apis/contactInformationPublicService/v2_21/getContactData',
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body: { contactNumber: '0042', details: ['GENERAL', 'CRITERIA'] },
		});
	});

	const HINT = 'Compare the version of the contact service in the credential with the newest one.';
	it.each<[string, unknown, object]>([
		['as itself', { contactNumber: '0042' }, { number: '0042' }],
		['with a success', { statusCode: 'SUCCESS', contactNumber: '0042' }, { number: '0042' }],
		[
			'as somebody else',
			{ contactNumber: '42' },
			{ kind: 'unexpected', message: 'SecuTix returned the wrong contact', hint: HINT },
		],
		[
			'as nobody',
			{ statusCode: 'success' },
			{ kind: 'unexpected', message: 'SecuTix returned no contact', hint: HINT },
		],
		['without a word', {}, { kind: 'input' }],
		['with a refusal', { statusCode: 'success no', contactNumber: '0042' }, { kind: 'input' }],
		['as a list', [{ contactNumber: '0042' }], { kind: 'unexpected' }],
	])('may come %s', async (_name, body, wanted) => {
		const outcome = await reading(body)
			.secutix.contact('0042', [])
			.catch((error: unknown) => error);
		expect(outcome).toMatchObject(wanted);
	});

	it.each(['2_21', 'v2', 'v2_', 'xv2_21', 'v2_21x', ''])('%j is no version', (version) => {
		const { runtime } = fakeSystem(() => ({}));
		expect(() => createApi(runtime, { ...OPTIONS, version })).toThrow(
			expect.objectContaining({
				kind: 'input',
				message: `"${version}" is not a version of the contact service`,
				hint: 'Enter it in the credential as in v2_21.',
			}),
		);
	});

	it.each([
		[undefined, 60],
		[90, 90],
	])('an allowance of %s is %i a minute', (perMinute, wanted) => {
		const { runtime } = fakeSystem(() => ({}));
		expect(createSecutix(runtime, { ...OPTIONS, perMinute }).readsPerMinute).toBe(wanted);
	});

	it.each<[object, object]>([
		[{ criteria: [{ criterionCode: 'A', code: 'B', value: 'x' }] }, { A: 'x' }],
		[{ criteria: [{ contactCriterionCode: 'A', valueCodes: ['x'] }] }, { A: 'x' }],
		[
			{ criteria: [{ code: 'A', criterionValues: [{ value: 'x' }, { code: 'y', value: 'z' }] }] },
			{ A: 'x,y' },
		],
		[{ criteria: [{ code: 'A', valueCode: 'x' }] }, { A: 'x' }],
		[{ criteria: [{ code: 'A', values: null, value: 'x' }] }, { A: 'x' }],
		[{ criteria: [{ code: 'A' }] }, { A: '' }],
		[{ criteria: [{ value: 'x' }] }, {}],
		[
			{ contactCriteria: [{ code: 'A', value: 'x' }], criteria: [{ code: 'B', value: 'y' }] },
			{ A: 'x' },
		],
	])('the criteria of %j are %j', (more, criteria) => {
		expect(readContact({ contactNumber: '1', ...more })?.criteria).toEqual(criteria);
	});

	it.each(['contactData', 'contactDataResult', 'result'])('stands below %s', (name) => {
		expect(readContact({ [name]: { contactNumber: 1 } })?.number).toBe('1');
	});
});
