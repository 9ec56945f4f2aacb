import { createHmac } from 'crypto';
import fc from 'fast-check';
import { isSignature, readAnnouncement } from '../../../nodes/shared/connectors/qualtrics/webhook';

/** The two signatures of contracts/qualtrics.md 4.4, made by Qualtrics. */
const vectors = [
	{
		message:
			'{"Status":"Complete","SurveyID":"SV_1AmkKSDmoZ4XlQx","ResponseID":"R_0B7IcnXszjEUHLP","CompletedDate":"2019-06-25 07:58:25","BrandID":"sapdevelopment"}',
		signature:
			'c2c585a404c239aa3063b462cc33551d3ed3ed2de0899f58d456fc0ef7ebef6f3c3af44957989bd0592603e41edde9528f7d9ed09ee128bf719aa12f46e5c598',
		responseId: 'R_0B7IcnXszjEUHLP',
	},
	{
		message:
			'{"Status":"Complete","SurveyID":"SV_22VlHYNeldrrrkp","ResponseID":"R_1l9mcVuXubb4aGm","CompletedDate":"2019-06-26 13:28:11","BrandID":"sapdevelopment"}',
		signature:
			'5db5cd1e0200e9ce6831ea0f1924beb97f136939e367c53f5af8f7d79c6727af495cb90d6c744fe72ab45efd9f9f2ba7c15b13fdf6565af3d5a4f50ed2c0c7d4',
		responseId: 'R_1l9mcVuXubb4aGm',
	},
];
const sharedKey = 'kyma4ever';
const [vector] = vectors;

const form = (fields: Record<string, string>, spaces: '+' | '%20' = '+'): Buffer => {
	const text = new URLSearchParams(fields).toString();
	return Buffer.from(spaces === '+' ? text : text.replace(/\+/g, '%20'));
};
const signed = (message = vector.message, HMAC = vector.signature) =>
	form({ Topic: 'brand.surveyengine.completedResponse.SV_other', HMAC, MSG: message });

describe('signed announcements', () => {
	it.each(vectors)(
		'C10 the signature of $responseId is right',
		({ message, signature, responseId }) => {
			expect(isSignature(signature, message, sharedKey)).toBe(true);
			for (const spaces of ['+', '%20'] as const) {
				const body = form({ Topic: 'b.t.SV_1', HMAC: signature, MSG: message }, spaces);
				expect(readAnnouncement(body, { sharedKey })).toMatchObject({
					kind: 'ok',
					shape: 'signed',
					responseId,
				});
			}
		},
	);

	it('C10 the survey is that of the signed message, not of the topic', () => {
		expect(readAnnouncement(signed(), { sharedKey })).toMatchObject({
			surveyId: 'SV_1AmkKSDmoZ4XlQx',
			partial: false,
			fields: { BrandID: 'sapdevelopment' },
		});
	});

	it.each<[string, Buffer]>([
		['another message', signed(vector.message.replace('R_0', 'R_1'))],
		['the signature of another message', signed(vector.message, vectors[1].signature)],
		['a signature cut short', signed(vector.message, vector.signature.slice(0, 100))],
		['an empty signature', signed(vector.message, '')],
		['no signature', form({ Topic: 'a.SV_1', MSG: vector.message })],
		['a flat body', form({ Topic: 'a.SV_1', SurveyID: 'SV_1', ResponseID: 'R_1' })],
		['a JSON body', Buffer.from('{"surveyId":"SV_1","responseId":"R_1"}')],
		['a form of a task', form({ surveyId: 'SV_1', responseId: 'R_1' })],
		[
			'SHA-256 in place of SHA-512',
			signed(vector.message, createHmac('sha256', sharedKey).update(vector.message).digest('hex')),
		],
	])('C10 %s is forged', (_name, body) => {
		expect(readAnnouncement(body, { sharedKey })).toMatchObject({ kind: 'forged' });
	});

	it('another key is forged', () => {
		expect(readAnnouncement(signed(), { sharedKey: 'other' })).toMatchObject({ kind: 'forged' });
	});

	it.each<[string, Buffer | string]>([
		['nothing', ''],
		['blanks', '  '],
		['a message twice', `${signed().toString()}&MSG=%7B%7D`],
		['a signature without a message', 'HMAC=ab'],
		['too much', 'a'.repeat(2_000_000)],
	])('C10 %s is malformed', (_name, body) => {
		expect(readAnnouncement(body, { sharedKey })).toMatchObject({ kind: 'malformed' });
	});

	it.each([
		['${rm://Field/ResponseID}', 'SV_1'],
		['${e://Field/ResponseID}', 'SV_1'],
		['R_1', '${e://Field/SurveyID}'],
		['~{aedj://ResponseID}', 'SV_1'],
		['~{ch://OCAC_x/$.id}', '~{ch://OCAC_y/$.id}'],
	])('a token that was not filled (%s, %s) is named and not looked up', (responseId, surveyId) => {
		for (const body of [JSON.stringify({ surveyId, responseId }), form({ surveyId, responseId })])
			expect(readAnnouncement(body)).toEqual({
				kind: 'malformed',
				reason: expect.stringContaining('did not fill'),
			});
	});

	it('an encrypted message is malformed and says so', () => {
		const message = Buffer.from('secret').toString('base64');
		const HMAC = createHmac('sha512', sharedKey).update(message).digest('hex');
		const read = readAnnouncement(signed(message, HMAC), { sharedKey });
		expect(read).toMatchObject({
			kind: 'malformed',
			reason: expect.stringContaining('encrypted') as string,
		});
	});

	it('C10 no change of a single character passes', () => {
		fc.assert(
			fc.property(
				fc.nat(vector.message.length - 1),
				fc.string({ minLength: 1, maxLength: 1 }),
				(at, character) => {
					fc.pre(vector.message[at] !== character);
					const changed = vector.message.slice(0, at) + character + vector.message.slice(at + 1);
					expect(isSignature(vector.signature, changed, sharedKey)).toBe(false);
				},
			),
		);
	});

	it('verifies whatever text was signed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (name, key) => {
				const message = JSON.stringify({
					SurveyID: 'SV_1',
					ResponseID: 'R_1',
					ResponseEventContext: name,
				});
				const HMAC = createHmac('sha512', key).update(message, 'utf8').digest('hex');
				expect(readAnnouncement(signed(message, HMAC), { sharedKey: key })).toMatchObject({
					kind: 'ok',
				});
			}),
		);
	});
});

describe('other ways in', () => {
	it('flat fields, partial, with the survey in the topic alone', () => {
		const body = form({
			Topic: 'brand.surveyengine.partialResponse.SV_abc',
			Status: 'Partial',
			ResponseID: 'R_123',
			RecipientID: 'CGC_1',
		});
		expect(readAnnouncement(body)).toMatchObject({
			kind: 'ok',
			shape: 'plain',
			surveyId: 'SV_abc',
			responseId: 'R_123',
			partial: true,
			recipientId: 'CGC_1',
		});
	});

	it.each<[string, string]>([
		['JSON', '{"surveyId":"SV_1","responseId":"R_1"}'],
		['JSON in other letters', '{"SurveyID":"SV_1","ResponseID":"R_1"}'],
		['JSON with underscores', '{"survey_id":"SV_1","RESPONSE_ID":"R_1","extra":{"a":1}}'],
		['JSON broken by an answer', '{"surveyId":"SV_1","responseId":"R_1","q1":"he said "no""}'],
		['a form', 'surveyid=SV_1&responseid=R_1&q=a+b'],
	])('C12 a Web Service task with %s', (_name, body) => {
		expect(readAnnouncement(Buffer.from(body))).toMatchObject({
			kind: 'ok',
			shape: 'task',
			surveyId: 'SV_1',
			responseId: 'R_1',
		});
		expect(readAnnouncement(body, { sharedKey, acceptTasks: true })).toMatchObject({ kind: 'ok' });
	});

	it.each([
		'{"surveyId":"SV_1"}',
		'{"responseId":"R_1"}',
		'{"surveyId":"","responseId":""}',
		'{"surveyId":"SV_1/../x","responseId":"R_1"}',
		'{"surveyId":"SV_1","responseId":"R_1?x"}',
		'{"surveyId":{"a":1},"responseId":["R_1"]}',
		'[]',
		'null',
		'just text',
		'<xml/>',
	])('%s is malformed', (body) => {
		expect(readAnnouncement(body)).toMatchObject({ kind: 'malformed' });
	});

	it('any bytes with any key are ok, forged or malformed, and nothing is thrown', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({ maxLength: 300 }),
				fc.option(fc.string(), { nil: undefined }),
				(bytes, key) => {
					expect(['ok', 'forged', 'malformed']).toContain(
						readAnnouncement(Buffer.from(bytes), { sharedKey: key }).kind,
					);
				},
			),
		);
	});
});
