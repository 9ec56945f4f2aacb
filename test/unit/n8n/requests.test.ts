import { jsonOrText, lowerCase } from '../../../nodes/shared/n8n/runtime';
import type { HttpResponse } from '../../../nodes/shared/http/types';
import { send } from './requestContext';

const SECRET = 'planted-secret-1234';

const thrown = (error: object) => () => {
	throw Object.assign(new Error('Request failed'), error);
};

describe('a request as n8n’s helper gets it', () => {
	it('has no redirect followed, every status answered, and the whole response', async () => {
		const { options } = await send({ timeoutMs: 5, query: { a: 1, b: undefined, c: '' } });
		expect(options).toStrictEqual({
			type: 'plainApi',
			method: 'GET',
			url: 'https://system.example/a',
			qs: { a: 1, c: '' },
			headers: { Accept: 'application/json' },
			encoding: 'text',
			timeout: 5,
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
		});
	});

	it.each([
		['plainApi', true],
		['someOAuth2Api', { ignore: true, except: [401] }],
		['secutixApi', { ignore: true, except: [401] }],
	])('of %s: a status of 401 is n8n’s where it can renew the token', async (type, wanted) => {
		const { options } = await send({}, {}, type);
		expect(options.ignoreHttpStatusErrors).toEqual(wanted);
	});

	it.each([
		[{ a: 1 }, '{"a":1}', 'application/json'],
		[[1], '[1]', 'application/json'],
		['a=1', 'a=1', undefined],
		['', '', undefined],
		[undefined, undefined, undefined],
	])('the body %j goes out as %j', async (body, text, contentType) => {
		const { options } = await send({ method: 'POST', body });
		expect([options.body, options.headers?.['Content-Type']]).toEqual([text, contentType]);
	});

	it('bytes go out as they are, and own headers count most', async () => {
		const body = Buffer.from('a');
		const headers = { Accept: 'text/csv', 'Content-Type': 'application/x' };
		const { options } = await send({ method: 'POST', body, headers });
		expect(options.body).toBe(body);
		expect(options.headers).toEqual(headers);
	});

	it.each([
		[undefined, 'application/json', 'text', { a: 1 }],
		['json', 'application/json', 'text', { a: 1 }],
		['text', '*/*', 'text', '{"a":1}'],
		['bytes', '*/*', 'arraybuffer', '{"a":1}'],
		['stream', '*/*', 'stream', '{"a":1}'],
	] as const)('where %s is expected, %s is asked for', async (expect_, accept, encoding, body) => {
		const { options, answer } = await send(
			{ ...(expect_ && { expect: expect_ }) },
			{ answer: () => ({ statusCode: 200, headers: { 'X-A': 7 }, body: '{"a":1}' }) },
		);
		expect([options.headers?.Accept, options.encoding]).toEqual([accept, encoding]);
		expect(answer).toEqual({ status: 200, headers: { 'x-a': '7' }, body });
	});
});

describe('an answer as the connectors get it', () => {
	it.each<[string, object, HttpResponse]>([
		[
			'thrown with a status and a text',
			{ httpCode: '401', cause: { response: { data: '{"a":1}', headers: { A: 'b' } } } },
			{ status: 401, headers: { a: 'b' }, body: { a: 1 } },
		],
		[
			'thrown with a status alone',
			{ httpCode: '404' },
			{ status: 404, headers: {}, body: undefined },
		],
		[
			'thrown with a cause that says nothing',
			{ httpCode: '404', cause: {} },
			{ status: 404, headers: {}, body: undefined },
		],
		[
			'thrown with the status of the answer',
			{ httpCode: '500', cause: { response: { status: 300 } } },
			{ status: 300, headers: {}, body: undefined },
		],
		[
			'refused by the address of tokens',
			{
				cause: Object.assign(new Error('reconnect it'), {
					failure: { cause: 'credential-invalid' },
				}),
			},
			{ status: 401, headers: {}, body: { error_description: 'reconnect it' } },
		],
	])('%s', async (_name, error, wanted) => {
		expect((await send({}, { answer: thrown(error) })).answer).toEqual(wanted);
	});

	it.each([1, 2, 3, 4])(
		'a refusal of a token may stand %i causes deep, not deeper',
		async (depth) => {
			class SomeAuthError extends Error {}
			let error: Error = new SomeAuthError('no token');
			for (let at = 1; at < depth; at += 1) error = new Error(`around ${at}`, { cause: error });
			const { answer } = await send({}, { answer: thrown({ cause: error }) });
			if (depth === 4) return void expect(answer).toBeInstanceOf(Error);
			expect(answer).toMatchObject({ status: 401, body: { error_description: 'no token' } });
		},
	);

	it.each<[string, object, string | undefined]>([
		['of the transport', { code: 'ECONNRESET' }, 'ECONNRESET'],
		['of what caused it', { code: 'OUTER', cause: { code: 'ENOTFOUND' } }, 'ENOTFOUND'],
		['with a status that is none', { httpCode: '200', code: 'X' }, 'X'],
		['with no number as status', { httpCode: 'none' }, undefined],
		['with half a status', { httpCode: '404.5' }, undefined],
		['with a part of a name', { cause: new (class NoAuthErrors extends Error {})('x') }, undefined],
	])('what never came is an error with the code, %s', async (_name, error, code) => {
		const { answer } = await send({}, { answer: thrown(error) });
		expect(answer).toBeInstanceOf(Error);
		expect(answer).toMatchObject({ message: 'Request failed' });
		expect((answer as { code?: string }).code).toBe(code);
	});

	it('it holds nothing of what was thrown but its words and its code', async () => {
		const { answer } = await send({}, { answer: thrown({ config: { token: SECRET } }) });
		expect(JSON.stringify(answer)).not.toContain(SECRET);
		expect(answer).not.toHaveProperty('config');
	});

	it.each([
		['{"a":1}', { a: 1 }],
		['<html>', '<html>'],
		['', ''],
		[undefined, undefined],
		[{ a: 1 }, { a: 1 }],
		['12345678901234567890', '12345678901234567890'],
	])('the text %j is read as %j', (body, read) => {
		expect(jsonOrText(body)).toEqual(read);
	});

	it.each([
		[undefined, {}],
		[null, {}],
		[
			{ 'Retry-After': 5, ETag: 'x' },
			{ 'retry-after': '5', etag: 'x' },
		],
	])('the headers %j are %j', (headers, read) => {
		expect(lowerCase(headers)).toEqual(read);
	});
});
