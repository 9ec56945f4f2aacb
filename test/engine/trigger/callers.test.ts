import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { SurveyTrigger } from '../../../nodes/SurveyTrigger/SurveyTrigger.node';
import { testWebhookSecret } from '../../../nodes/SurveyTrigger/webhookSecret';
import { proofOf } from '../../corpora/webhooks/proof';
import { forgetProcessed } from '../harness';
import { Production } from './Production';

const SECRET = 'a secret of at least sixteen';
const JSON_TYPE = { 'content-type': 'application/json' };
const CUSTOM = { source: 'customWebhook' };
const HMAC = { method: 'hmac', algorithm: 'sha256', encoding: 'hex', headerName: 'X-Sig' } as const;
const started: Production[] = [];

async function listening(
	parameters: INodeParameters,
	credential: Record<string, string>,
): Promise<Production> {
	const nobody = { url: '', token: '', requests: [] };
	const credentials = { surveyWebhookApi: credential };
	const trigger = await new Production(nobody, parameters, { credentials }).start();
	started.push(trigger);
	return trigger;
}

async function post(
	trigger: Production,
	body: Buffer | string,
	headers: Record<string, string> = JSON_TYPE,
	query = '',
) {
	const answer = await fetch(`${trigger.url}/webhook/x/survey${query}`, {
		method: 'POST',
		headers,
		body: new Uint8Array(Buffer.from(body)),
	});
	await trigger.settled();
	return { status: answer.status, text: await answer.text() };
}

const tested = async (data: ICredentialDataDecryptedObject) =>
	await testWebhookSecret.call({} as never, { id: '1', name: 'x', type: 'surveyWebhookApi', data });

beforeEach(() => forgetProcessed());
afterEach(async () => {
	for (const trigger of started.splice(0)) await trigger.close();
});

const BLANKS = ['', ' ', '\n', '\r\n', '\u200b', '\ufeff\u2060'];
const EMPTY = BLANKS.flatMap(
	(blank): Array<Record<string, string>> => [
		{ method: 'tool', secret: blank },
		{ method: 'header', headerName: 'X-Sig', secret: blank },
		{ method: 'header', headerName: blank, secret: SECRET },
		{ method: 'path', secret: blank },
		{ ...HMAC, secret: blank },
		{ ...HMAC, headerName: blank, secret: SECRET },
		{ method: 'standardWebhooks', secret: blank },
		{ method: 'standardWebhooks', secret: `whsec_${blank}` },
		{ method: 'basic', user: blank, password: SECRET },
		{ method: 'basic', user: 'survey', password: blank },
	],
);

describe('Survey Trigger: a secret that is none', () => {
	const body = '{"nps":1}';
	it.each(EMPTY)(
		'LA08: %j: not tested as good, not activated, and what is signed with it is refused with 401',
		async (credential) => {
			expect(await tested(credential)).toEqual({
				status: 'Error',
				message: expect.stringMatching(/^Enter /),
			});
			const trigger = await listening(CUSTOM, credential);
			await expect(trigger.activate()).rejects.toThrow(
				/Survey Webhook credential is incomplete: Enter /,
			);
			const { secret = '', user = '', password = '' } = credential;
			const basic = Buffer.from(`${user}:${password}`).toString('base64');
			const calls = [
				{},
				{ 'x-survey-secret': '', 'x-sig': '' },
				proofOf(HMAC, Buffer.from(body), secret),
				proofOf({ method: 'standardWebhooks' }, Buffer.from(body), secret),
				{ authorization: `Basic ${basic}` },
			];
			for (const proof of calls) {
				expect(await post(trigger, body, { ...JSON_TYPE, ...proof }, '?')).toEqual({
					status: 401,
					text: 'Invalid signature',
				});
			}
			expect(trigger.inputs).toEqual([]);
		},
	);

	it.each([
		['a name that is no header', { ...HMAC, headerName: 'X Sig:', secret: SECRET }, /header/],
		['a colon in the user name', { method: 'basic', user: 'a:b', password: SECRET }, /colon/],
		[
			'a secret that cannot stand in an address',
			{ method: 'path', secret: `${SECRET}&` },
			/in the URL/,
		],
		['an algorithm that is none', { ...HMAC, algorithm: 'md5x', secret: SECRET }, /algorithm/],
		['nothing chosen', { method: 'nothing', secret: SECRET }, /Protect Requests With/],
	])('LA08: %s: said by the test and by the activation', async (_, credential, words) => {
		expect(await tested(credential)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(words),
		});
		const trigger = await listening(CUSTOM, credential as Record<string, string>);
		await expect(trigger.activate()).rejects.toThrow(words);
		expect(await post(trigger, body)).toMatchObject({ status: 401 });
	});

	it.each([
		['tool', 'x-survey-secret'],
		['header', 'x-sig'],
	])('LA08: what was pasted along is taken off the secret of %s', async (method, name) => {
		const credential = { method, headerName: ' X-Sig\n', secret: `\ufeff ${SECRET}\r\n` };
		expect(await tested(credential)).toMatchObject({ status: 'OK' });
		const trigger = await listening(CUSTOM, credential);
		await trigger.activate();
		expect(await post(trigger, body, { ...JSON_TYPE, [name]: SECRET })).toMatchObject({
			status: 200,
		});
	});

	it('LA08: Startquestion with Require Webhook Authentication is not activated with an empty secret either', async () => {
		const trigger = await listening(
			{
				source: 'startquestion',
				requireAuthentication: true,
				delivery: 'instant',
			} as INodeParameters,
			{ method: 'tool', secret: ' ' },
		);
		trigger.node.parameters.startquestionSurveys = { values: [{ survey: '1' }] };
		await expect(trigger.webhookMethod('create')).rejects.toThrow(/is incomplete/);
	});
});

describe('Survey Trigger: what a call is answered', () => {
	const shown = { ...JSON_TYPE, 'x-survey-secret': SECRET };
	const credential = { method: 'tool', secret: SECRET };

	it('LA08: the accepted, the refused and the unreadable each get a few words of ours, and nothing of theirs', async () => {
		const trigger = await listening(CUSTOM, credential);
		await trigger.activate();
		const planted = 'planted-word';
		const answers = [
			await post(trigger, `{"nps":"${planted}"}`, shown),
			await post(trigger, `{"nps":"${planted}"}`),
			await post(trigger, `{"nps":"${planted}`, shown),
			await post(trigger, `{"nps":"${planted.repeat(500_000)}"}`, shown),
		];
		expect(answers.map(({ status }) => status)).toEqual([200, 401, 400, 413]);
		for (const { text } of answers) {
			expect(text).not.toContain(planted);
			expect(text.length).toBeLessThan(80);
		}
		expect(trigger.inputs).toHaveLength(1);
		const [{ responseData }] = new SurveyTrigger().description.webhooks ?? [];
		expect(responseData).toBe('received');
	});
});

describe('Survey Trigger: multipart forms', () => {
	const type = { 'content-type': 'multipart/form-data; boundary=cut' };
	const form = (value: string) =>
		Buffer.from(
			`--cut\r\nContent-Disposition: form-data; name="nps"\r\n\r\n${value}\r\n` +
				`--cut\r\nContent-Disposition: form-data; name="cv"; filename="a.txt"\r\n\r\nno\r\n--cut--\r\n`,
		);
	const right = { ...type, ...proofOf(HMAC, form('7'), SECRET) };
	const keep = { ...CUSTOM, options: { binaryData: true } };

	it('LA08: signed over the bytes as they came', async () => {
		const trigger = await listening(keep, { ...HMAC, secret: SECRET });
		await trigger.activate();
		expect(await post(trigger, form('8'), right)).toMatchObject({ status: 401 });
		expect(await post(trigger, form('7'), type)).toMatchObject({ status: 401 });
		expect(trigger.inputs).toEqual([]);
		expect(await post(trigger, form('7'), right)).toMatchObject({ status: 200 });
		expect(trigger.responses).toMatchObject([{ answers: { nps: { value: '7' } } }]);
		expect(Object.keys(trigger.responses[0].answers as object)).toEqual(['nps']);
	});

	it('LA08: signed, but read by n8n already: 415 that says what to set, however it is signed', async () => {
		const trigger = await listening(CUSTOM, { ...HMAC, secret: SECRET });
		await trigger.activate();
		for (const headers of [right, type]) {
			const { status, text } = await post(trigger, form('7'), headers);
			expect(status).toBe(415);
			expect(text).toContain('Options → Check Signatures of Multipart Forms');
		}
		expect(trigger.inputs).toEqual([]);
	});

	it.each([
		['read by n8n', CUSTOM],
		['read here', keep],
	])(
		'LA08: with a secret in a header, its fields are read (%s), within bounds',
		async (_, parameters) => {
			const trigger = await listening(parameters, { method: 'tool', secret: SECRET });
			await trigger.activate();
			const headers = { ...type, 'x-survey-secret': SECRET };
			expect(await post(trigger, form('7'), headers)).toMatchObject({ status: 200 });
			expect(trigger.responses).toMatchObject([{ answers: { nps: { value: '7' } } }]);
			const large = form('x'.repeat(6 * 1024 * 1024));
			expect(await post(trigger, large, headers)).toMatchObject({ status: 413 });
			expect(trigger.inputs).toHaveLength(1);
		},
	);
});
