import { exportBody } from '../../../nodes/shared/connectors/qualtrics/exports';
import { collect } from '../../../nodes/shared/http/paginate';
import type { Reply } from '../http/fakeSystem';
import { failureOf, socketFailure } from '../http/fakeSystem';
import { design } from './samples';
import { failure, fakeQualtrics, result } from './fakeQualtrics';

const surveyId = 'SV_1';
const records = Array.from({ length: 5 }, (_, n) => ({
	responseId: `R_${n}`,
	values: { recordedDate: `2025-01-0${n + 1}T00:00:00Z`, finished: 1, QID5_TEXT: `text ${n}` },
}));
const lines = records.map((record) => JSON.stringify(record)).join('\n');
const stream = (text: string, breaksAfter?: number): Reply => ({
	status: 200,
	body: (async function* () {
		await Promise.resolve();
		for (let at = 0; at < text.length; at += 7) {
			if (breaksAfter !== undefined && at >= breaksAfter) throw socketFailure('ECONNRESET');
			yield Buffer.from(text.slice(at, at + 7));
		}
	})(),
});

const routes = (over: Parameters<typeof fakeQualtrics>[0] = {}) =>
	fakeQualtrics({
		'POST /surveys/SV_1/export-responses': result({
			progressId: 'ES_1',
			percentComplete: 0,
			status: 'inProgress',
		}),
		'GET /surveys/SV_1/export-responses/ES_1': (_request, call) =>
			call < 3
				? result({ fileId: null, percentComplete: 100, status: 'inProgress' })
				: result({
						fileId: 'f-1',
						status: 'complete',
						percentComplete: 100,
						continuationToken: 'next',
					}),
		'GET /surveys/SV_1/export-responses/f-1/file': () => stream(lines),
		'GET /surveys/SV_1': result(design),
		...over,
	});

it.each([
	[{ surveyId, from: 'a', to: 'b' }, undefined, { startDate: 'a', endDate: 'b' }],
	[{ surveyId, by: 'modified' as const }, undefined, { sortByLastModifiedDate: true }],
	[
		{ surveyId, from: 'a', allowContinuation: true },
		undefined,
		{ startDate: 'a', allowContinuation: true },
	],
	[{ surveyId, from: 'a', allowContinuation: true }, 'token', { continuationToken: 'token' }],
	[{ surveyId, limit: 5 }, undefined, { limit: 5 }],
])('C13 %j asks for what it says', (request, token, expected) => {
	expect(exportBody(request, token)).toEqual({ format: 'ndjson', compress: false, ...expected });
});

it('C13 waits by status, not by percentage, and reads the file as a stream', async () => {
	const { qualtrics, system } = routes();
	const found = await qualtrics.exports.open({ surveyId, allowContinuation: true });
	expect(await collect(found.records)).toEqual(records);
	expect(found).toMatchObject({ restarted: false, continuation: { token: 'next' } });
	expect(system.requests.at(-1)).toMatchObject({ expect: 'stream' });
	expect(system.requests.filter(({ url }) => url.endsWith('ES_1'))).toHaveLength(3);
});

it('C26 a file that breaks off is read again, and nothing comes twice', async () => {
	const { qualtrics, system } = routes({
		'GET /surveys/SV_1/export-responses/f-1/file': (_request, call) =>
			call < 3 ? stream(lines, 150 * call) : stream(lines),
	});
	expect(await collect((await qualtrics.exports.open({ surveyId })).records)).toEqual(records);
	expect(system.requests.filter(({ url }) => url.endsWith('/file'))).toHaveLength(3);
});

it('C26 a file that always breaks off is an error that may be tried again', async () => {
	const { qualtrics } = routes({
		'GET /surveys/SV_1/export-responses/f-1/file': () => stream(lines, 100),
	});
	const { records: broken } = await qualtrics.exports.open({ surveyId });
	expect(await failureOf(collect(broken))).toMatchObject({ kind: 'unavailable' });
});

it.each([
	[
		'failed',
		result({ status: 'failed', percentComplete: 100 }),
		{ kind: 'unavailable', requestId: 'req-1', message: expect.stringContaining('SV_1') },
	],
	['gone', failure(404), { kind: 'notFound', message: expect.stringContaining('export') }],
])('C26 an export that is %s says so', async (_name, reply, expected) => {
	const { qualtrics } = routes({ 'GET /surveys/SV_1/export-responses/ES_1': reply });
	expect(await failureOf(qualtrics.exports.open({ surveyId }))).toMatchObject(expected);
});

describe('continuation', () => {
	const start = Date.parse('2025-03-01T12:00:00Z');
	const bodies = (system: ReturnType<typeof routes>['system']) =>
		system.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

	it('C13 goes on from a token', async () => {
		const { qualtrics, system } = routes();
		const found = await qualtrics.exports.open({
			surveyId,
			from: 'a',
			continuation: { token: 't', issuedAt: start - 1000 },
		});
		expect(found.restarted).toBe(false);
		expect(bodies(system)).toEqual([{ format: 'ndjson', compress: false, continuationToken: 't' }]);
	});

	it('C13 falls back to the window when the token is a week old', async () => {
		const { qualtrics, system } = routes();
		const issuedAt = start - 7 * 24 * 3600_000;
		expect(
			await qualtrics.exports.open({ surveyId, from: 'a', continuation: { token: 't', issuedAt } }),
		).toMatchObject({ restarted: true });
		expect(bodies(system)).toEqual([{ format: 'ndjson', compress: false, startDate: 'a' }]);
	});

	it('C13 falls back to the window when the token is refused', async () => {
		const { qualtrics, system } = routes({
			'POST /surveys/SV_1/export-responses': (_request, call) =>
				call === 1 ? failure(400, 'expired') : result({ progressId: 'ES_1' }),
		});
		expect(
			await qualtrics.exports.open({ surveyId, continuation: { token: 't', issuedAt: start } }),
		).toMatchObject({ restarted: true });
		expect(bodies(system)).toHaveLength(2);
	});
});

describe('source', () => {
	it('C13 lists ids and dates without the answers', async () => {
		const { qualtrics, system } = routes();
		const stubs = await collect(qualtrics.source(surveyId).list({ surveyId, from: 'a' }));
		expect(stubs[1]).toEqual({ id: 'R_1', recordedAt: '2025-01-02T00:00:00.000Z' });
		expect(system.requests[0].body).toMatchObject({
			questionIds: [],
			embeddedDataIds: [],
			surveyMetadataIds: expect.arrayContaining(['recordedDate']),
		});
	});

	it('C13 reads full responses, those asked for', async () => {
		const { qualtrics } = routes();
		const source = qualtrics.source(surveyId, { event: 'backfill' });
		const found = await collect(source.read({ surveyId, only: new Set(['R_1', 'R_3', 'R_9']) }));
		expect(found.map(({ id }) => id)).toEqual(['R_1', 'R_3']);
		expect(found[0].toResponse()).toMatchObject({
			event: 'backfill',
			survey: { id: surveyId, name: 'Every layout' },
			answers: { QID5: { value: 'text 1', title: 'Text of Q5' } },
		});
	});

	it('lets go of the connection when the reader stops', async () => {
		let released = false;
		const { qualtrics } = routes({
			'GET /surveys/SV_1/export-responses/f-1/file': () => ({
				body: (async function* () {
					try {
						for (;;) yield await Promise.resolve(Buffer.from(`${lines}\n`));
					} finally {
						released = true;
					}
				})(),
			}),
		});
		for await (const stub of qualtrics.source(surveyId).list({ surveyId })) {
			expect(stub.id).toBe('R_0');
			break;
		}
		expect(released).toBe(true);
	});
});
