import { BATCHING, LIMITS } from '../../../nodes/shared/connectors/dataverse/limits';
import type { Answer, Operation } from '../../../nodes/shared/connectors/dataverse/sendBatch';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { socketFailure, type Reply } from '../http/fakeSystem';
import {
	batchReply,
	environmentOf,
	environmentUrl,
	linesOf,
	type PartAnswer,
} from './environmentOf';

const read = (name: string): Operation => ({
	method: 'GET',
	path: `/contacts?$filter=${name}`,
	subject: `records of ${name}`,
});
const create = (name: string, body: object = { name }): Operation => ({
	method: 'POST',
	path: '/contacts',
	body,
	subject: `a contact`,
});
const refusal = (status: number, code = '', headers: Record<string, string> = {}): PartAnswer => ({
	status,
	headers,
	body: { error: { code, message: '' } },
});
const ok: PartAnswer = { status: 200, body: { value: [] } };
const base = '/api/data/v9.2';

/** In short: `200`, or the kind of the error. */
const inShort = (answers: readonly Answer[]): Array<number | string> =>
	answers.map((answer) => (isConnectorError(answer) ? answer.kind : answer.status));

/** Each answer of the environment in turn; the last one again and again. */
const turns =
	(...replies: Reply[]) =>
	(_request: unknown, call: number): Reply =>
		replies[Math.min(call, replies.length) - 1];

describe('operations that go out together', () => {
	it('one alone goes as it is, several as a batch; each has its answer', async () => {
		const { system, batches } = environmentOf((request) =>
			request.url.endsWith('/$batch')
				? batchReply([ok, refusal(404, '0x80040217')])
				: { status: 200, body: { value: [{ a: 1 }] } },
		);
		const [alone] = await batches.read([read('a')]);
		expect(alone).toMatchObject({ status: 200, body: { value: [{ a: 1 }] } });
		expect(inShort(await batches.read([read('a'), read('b')]))).toEqual([200, 'notFound']);
		expect(await batches.read([])).toEqual([]);
		expect(system.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			`GET ${environmentUrl}${base}/contacts?$filter=a`,
			`POST ${environmentUrl}${base}/$batch`,
		]);
		const [, batch] = system.requests;
		expect(linesOf(batch)).toEqual([
			`GET ${base}/contacts?$filter=a`,
			`GET ${base}/contacts?$filter=b`,
		]);
		expect(batch).toMatchObject({
			expect: 'text',
			timeoutMs: 150_000,
			headers: {
				Accept: expect.stringContaining('multipart/mixed'),
				Prefer: 'odata.continue-on-error',
				'OData-Version': '4.0',
				'Content-Type': expect.stringMatching(/^multipart\/mixed; ?boundary="?batch_\w+"?$/),
			},
		});
	});

	it('one whose address is too long for a request of its own goes as a batch', async () => {
		const { system, batches } = environmentOf(() => batchReply([ok]));
		const name = 'x'.repeat(LIMITS.directUrlLength);
		expect(inShort(await batches.read([read(name)]))).toEqual([200]);
		expect(system.requests[0].url).toContain('$batch');
		const longest = { ...read(''), path: `/${'x'.repeat(LIMITS.directUrlLength - 1)}` };
		await batches.read([longest]);
		expect(system.requests[1].url).not.toContain('$batch');
	});

	it('in the name of somebody: alone, and in a batch', async () => {
		const { system, batches } = environmentOf(() => batchReply([ok, ok]));
		const headers = { MSCRMCallerID: 'me' };
		await batches.write([{ ...create('a'), headers: { Prefer: 'p' } }], headers);
		await batches.write([create('a'), create('b')], headers);
		expect(system.requests[0].headers).toMatchObject({ ...headers, Prefer: 'p' });
		expect(system.requests[1].headers).toMatchObject(headers);
	});

	it('numbers without exponents, in a record that goes alone, too', async () => {
		const { system, batches } = environmentOf(() => ({ status: 204, body: '' }));
		await batches.write([create('a', { a: 1e-7 })]);
		await batches.write([create('a', { a: 0.5 })]);
		await batches.write([{ ...read('a'), method: 'DELETE' }]);
		expect(system.requests.map(({ body }) => body)).toEqual([
			'{"a":0.0000001}',
			{ a: 0.5 },
			undefined,
		]);
	});

	it.each<[string, number]>([
		['reads', BATCHING.readsPerBatch],
		['writes', BATCHING.writesPerBatch],
	])('%s: up to %d in a batch', async (kind, most) => {
		const { system, batches } = environmentOf((request) =>
			batchReply(linesOf(request).map(() => ok)),
		);
		const count = most + 2;
		const answers =
			kind === 'reads'
				? await batches.read(Array.from({ length: count }, (_, n) => read(String(n))))
				: await batches.write(Array.from({ length: count }, (_, n) => create(String(n))));
		expect(inShort(answers)).toEqual(Array(count).fill(200));
		expect(system.requests.map((request) => linesOf(request).length)).toEqual([most, 2]);
	});
});

describe('answers that are not those of the operations', () => {
	it.each<[string, PartAnswer[], Array<number | string>]>([
		['too few: those that are there count', [ok], [200, 'unexpected']],
		['too many: nobody knows whose they are', [ok, ok, ok], ['unexpected', 'unexpected']],
		['none', [], ['unexpected', 'unexpected']],
	])('%s', async (_name, parts, wanted) => {
		const { batches } = environmentOf(() => batchReply(parts));
		const reads = await batches.read([read('a'), read('b')]);
		expect(inShort(reads)).toEqual(wanted);
		expect(reads.at(-1)).toMatchObject({
			message: 'Dataverse gave no answer of its own for records of b',
			hint: 'A proxy may have cut the answer off.',
			outcomeUnknown: false,
		});
		const writes = await batches.write([create('a'), create('b')]);
		expect(writes.at(-1)).toMatchObject({ outcomeUnknown: true });
	});

	it('an answer that is no text has none', async () => {
		const { batches } = environmentOf(() => ({ status: 200, body: { value: [] } }));
		expect(inShort(await batches.read([read('a'), read('b')]))).toEqual([
			'unexpected',
			'unexpected',
		]);
	});

	it.each<[string, Reply, object]>([
		['refused', { status: 403, body: {} }, { kind: 'permission' }],
		['lost', socketFailure('ECONNRESET'), { kind: 'unavailable', outcomeUnknown: true }],
	])('what happens to a whole batch (%s) happens to each', async (_name, reply, wanted) => {
		const { batches } = environmentOf(() => reply);
		const answers = await batches.write([create('a'), create('b')]);
		expect(answers).toMatchObject([wanted, wanted]);
	});

	it.each([400, 403, 404, 405, 409, 412, 413, 415, 422, 501])(
		'%d ends the matter for an operation that goes alone',
		async (status) => {
			const { system, batches } = environmentOf(() => ({ status, body: {} }));
			const [answer] = await batches.write([create('a')]);
			expect(answer).toMatchObject({ name: 'ConnectorError', status });
			expect(system.requests).toHaveLength(1);
		},
	);
});

describe('single operations that Dataverse had no time for', () => {
	const two = [read('a'), read('b')];

	it('are sent again, those alone, after the longest wait that was asked', async () => {
		const times: number[] = [];
		const answer = turns(
			batchReply([
				ok,
				refusal(429, '0x80072322', { 'Retry-After': '7' }),
				refusal(429, '', { 'Retry-After': '90' }),
			]),
			batchReply([ok, refusal(503)]),
			{ status: 200, body: { value: [] } },
		);
		const { system, batches } = environmentOf((request, call) => {
			times.push(system.runtime.clock.now());
			return answer(request, call);
		});
		expect(inShort(await batches.read([...two, read('c')]))).toEqual([200, 200, 200]);
		const lines = (...names: string[]) =>
			names.map((name) => `GET ${base}/contacts?$filter=${name}`);
		expect(system.requests.map(linesOf)).toEqual([lines('a', 'b', 'c'), lines('b', 'c'), []]);
		expect(times[1] - times[0]).toBeGreaterThanOrEqual(90_000);
		expect(times[1] - times[0]).toBeLessThan(120_000);
	});

	it('failures are tried in four rounds', async () => {
		const { system, batches } = environmentOf((request, call) =>
			batchReply(linesOf(request).map((_line, index) => (call + index > 1 ? refusal(503) : ok))),
		);
		const answers = await batches.read([...two, read('c')]);
		expect(inShort(answers)).toEqual([200, 'unavailable', 'unavailable']);
		expect(answers[1]).not.toMatchObject({ outcomeUnknown: true });
		expect(system.requests.map((request) => linesOf(request).length)).toEqual([3, 2, 2, 2]);
		expect(BATCHING.rounds).toBe(4);
	});

	it('refusals for too much are waited out, in more rounds than those, and not for ever', async () => {
		const rounds = BATCHING.rounds + 2;
		const patient = environmentOf((request, call) =>
			batchReply(linesOf(request).map(() => (call < rounds ? refusal(429) : ok))),
		);
		expect(inShort(await patient.batches.read(two))).toEqual([200, 200]);
		expect(patient.system.requests).toHaveLength(rounds);
		const tired = environmentOf((request) =>
			batchReply(linesOf(request).map(() => refusal(429, '', { 'Retry-After': '290' }))),
		);
		expect(inShort(await tired.batches.read(two))).toEqual(['rateLimited', 'rateLimited']);
	});

	it.each([
		[500, true],
		[502, true],
		[503, true],
		[504, true],
		[400, false],
		[404, false],
		[412, false],
	])(
		'a write that answers %d is not sent again; whether it ran is unknown: %s',
		async (status, outcomeUnknown) => {
			const { system, batches } = environmentOf(() => batchReply([ok, refusal(status)]));
			const [, answer] = await batches.write([create('a'), create('b')]);
			expect(answer).toMatchObject({ name: 'ConnectorError', status });
			expect((answer as { outcomeUnknown?: boolean }).outcomeUnknown ?? false).toBe(outcomeUnknown);
			expect(system.requests).toHaveLength(1);
		},
	);

	it('a write that was refused for too much never ran, and is sent again', async () => {
		const { system, batches } = environmentOf(
			turns(batchReply([ok, refusal(429), refusal(403, '0x80072321')]), batchReply([ok, ok])),
		);
		const answers = await batches.write([create('a'), create('b'), create('c')]);
		expect(inShort(answers)).toEqual([200, 200, 200]);
		expect(system.requests).toHaveLength(2);
	});

	it('a run that is cancelled sends nothing more', async () => {
		const { system, batches } = environmentOf(() => {
			system.runtime.cancel.aborted = true;
			return batchReply([ok, refusal(429)]);
		});
		expect(inShort(await batches.read(two))).toEqual([200, 'rateLimited']);
		expect(system.requests).toHaveLength(1);
		expect(inShort(await batches.read(two))).toEqual(['cancelled', 'cancelled']);
		expect(system.requests).toHaveLength(1);
	});
});
