import { call } from './naiveClient';
import {
	oddNameSurveyId,
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from './qualtrics';
import { unzip } from './unzip';

let sandbox: QualtricsSandbox;
const start = Date.UTC(2025, 0, 10, 12);
beforeEach(async () => {
	sandbox = await startQualtricsSandbox({ exportPolls: 1 });
	sandbox.control.setNow(start);
});
afterEach(() => sandbox.close());

const base = (surveyId = storeVisitId) => `/surveys/${surveyId}/export-responses`;
const create = (body: object, surveyId?: string) => call(sandbox, 'POST', base(surveyId), { body });
const progress = async (id: string, surveyId?: string) =>
	(await call(sandbox, 'GET', `${base(surveyId)}/${id}`)).json.result;

/** All three steps; the result of the last progress and the file's responses. */
async function run(body: object, surveyId = storeVisitId) {
	const { progressId } = (await create({ compress: false, format: 'json', ...body }, surveyId)).json
		.result;
	let last = await progress(progressId, surveyId);
	while (last.status === 'inProgress') last = await progress(progressId, surveyId);
	const file = await call(sandbox, 'GET', `${base(surveyId)}/${last.fileId}/file`);
	return { last, file, responses: (file.json?.responses ?? []) as Array<Record<string, never>> };
}
const ids = (responses: Array<{ responseId?: string }>) =>
	responses.map(({ responseId }) => responseId);
const add = (recordedAt: number, values: Record<string, number> = { QID1: 9 }) =>
	sandbox.control.addResponse(storeVisitId, values, { recordedAt });

describe('the three steps', () => {
	it('percentComplete can be 100 before there is a file; the status decides', async () => {
		add(start);
		const { json } = await create({ format: 'json' });
		expect(json.result).toEqual({
			progressId: expect.stringMatching(/^ES_/),
			percentComplete: 0,
			status: 'inProgress',
		});
		const { progressId } = json.result;
		expect(await progress(progressId)).toEqual({
			fileId: null,
			percentComplete: 100,
			status: 'inProgress',
		});
		const last = await progress(progressId);
		expect(last).toEqual({
			fileId: expect.stringMatching(/-def$/),
			percentComplete: 100,
			status: 'complete',
		});
	});

	it('there is no file before the end, under a progress id, or for another survey', async () => {
		const { progressId } = (await create({ format: 'json' })).json.result;
		const fileId = sandbox.state.exports.get(progressId)?.fileId;
		expect((await call(sandbox, 'GET', `${base()}/${fileId}/file`)).status).toBe(404);
		await progress(progressId);
		await progress(progressId);
		expect((await call(sandbox, 'GET', `${base()}/${fileId}/file`)).status).toBe(200);
		expect((await call(sandbox, 'GET', `${base()}/${progressId}/file`)).status).toBe(404);
		expect((await call(sandbox, 'GET', `${base(oddNameSurveyId)}/${fileId}/file`)).status).toBe(
			404,
		);
	});

	it.each(['data-descriptor', 'local-header'] as const)(
		'zip, sizes in the %s',
		async (zipSizes) => {
			sandbox.control.setOptions({ zipSizes });
			const id = sandbox.control.addResponse(oddNameSurveyId, { QID1: 0 });
			const { progressId } = (await create({ format: 'json' }, oddNameSurveyId)).json.result;
			await progress(progressId, oddNameSurveyId);
			const { fileId } = await progress(progressId, oddNameSurveyId);
			const response = await fetch(`${sandbox.url}/API/v3${base(oddNameSurveyId)}/${fileId}/file`, {
				headers: { 'x-api-token': sandbox.token },
			});
			expect(response.headers.get('content-type')).toBe('application/zip');
			const [entry, ...others] = unzip(Buffer.from(await response.arrayBuffer()));
			expect(others).toEqual([]);
			expect(entry.name).toBe('Q&A: "Ünïcode" / 50% <off> – part #2? 😀*|\\...json');
			expect(entry.hasDescriptor).toBe(zipSizes === 'data-descriptor');
			expect(ids(JSON.parse(entry.content).responses)).toEqual([id]);
		},
	);

	it('ndjson: one response a line; nothing at all for an empty survey', async () => {
		add(start - 2);
		add(start - 1);
		const { file } = await run({ format: 'ndjson' });
		const lines = file.text
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(lines.map((line) => Object.keys(line)[0])).toEqual(['responseId', 'responseId']);
		expect((await run({ format: 'ndjson' }, oddNameSurveyId)).file.text).toBe('');
		expect((await run({}, oddNameSurveyId)).file.json).toEqual({ responses: [] });
	});

	it('fails half-way when told to', async () => {
		sandbox.control.failExports(1);
		const { last } = await run({});
		expect(last).toEqual({ fileId: null, percentComplete: 100, status: 'failed' });
		expect((await run({})).last.status).toBe('complete');
	});
});

describe('what is exported', () => {
	it('a half-open window of recorded dates, oldest first, cut by the limit', async () => {
		const [a, b, c] = [start - 3_000, start - 2_000, start - 1_000].map((at) => add(at));
		const startDate = new Date(start - 3_000).toISOString();
		const endDate = new Date(start - 1_000).toISOString();
		expect(ids((await run({ startDate, endDate })).responses)).toEqual([a, b]);
		expect(ids((await run({ startDate: endDate })).responses)).toEqual([c]);
		expect(ids((await run({ limit: 2 })).responses)).toEqual([a, b]);
	});

	it('by last-modified date, an edited response comes last and carries the date', async () => {
		const [a, b] = [start - 3_000, start - 2_000].map((at) => add(at));
		sandbox.control.editResponse(a, { QID1: 1 });
		const { responses } = await run({ sortByLastModifiedDate: true });
		expect(ids(responses)).toEqual([b, a]);
		expect(responses[1].values).toMatchObject({
			QID1: 1,
			lastModifiedDate: new Date(start).toISOString(),
		});
		const since = { startDate: new Date(start - 500).toISOString() };
		expect(ids((await run({ ...since, sortByLastModifiedDate: true })).responses)).toEqual([a]);
		expect((await run(since)).responses).toEqual([]);
	});

	it('open sessions only when asked for, and then nothing else', async () => {
		const closed = add(start);
		const open = sandbox.control.addResponse(
			storeVisitId,
			{ QID1: 5 },
			{ inProgress: true, finished: false },
		);
		expect(ids((await run({})).responses)).toEqual([closed]);
		expect(ids((await run({ exportResponsesInProgress: true })).responses)).toEqual([open]);
	});

	it('only the chosen questions, fields and metadata', async () => {
		sandbox.control.addResponse(storeVisitId, { QID1: 9, QID2: 3, plan: 'gold', store: 'Lyon' });
		const chosen = {
			questionIds: ['QID1'],
			embeddedDataIds: ['plan'],
			surveyMetadataIds: ['recordedDate'],
		};
		const { responses } = await run(chosen);
		expect(Object.keys(responses[0].values).sort()).toEqual(
			['QID1', 'QID1_NPS_GROUP', '_recordId', 'plan', 'recordedDate'].sort(),
		);
	});

	it('by a saved filter only what it lets through; one that does not exist is not found', async () => {
		const { json } = await call(sandbox, 'GET', `/surveys/${storeVisitId}/filters`);
		const [{ filterId, filterName }] = json.result.elements;
		expect(filterName).toBe('Promoters');
		add(start - 2, { QID1: 3 });
		const promoter = add(start - 1, { QID1: 10 });
		expect(ids((await run({ filterId })).responses)).toEqual([promoter]);
		expect((await create({ format: 'json', filterId: 'none-of-ours' })).status).toBe(404);
	});

	it('responses younger than the lag are not there yet', async () => {
		sandbox.control.setOptions({ exportLagMs: 10_000 });
		const old = add(start - 11_000);
		const young = add(start - 5_000);
		const first = await run({ allowContinuation: true });
		expect(ids(first.responses)).toEqual([old]);
		sandbox.control.setNow(start + 10_000);
		const { continuationToken } = first.last;
		expect(ids((await run({ continuationToken })).responses)).toEqual([young]);
	});
});

describe('continuation', () => {
	it('goes on where the last export ended, again and again', async () => {
		const a = add(start - 2);
		const first = await run({ allowContinuation: true });
		expect(ids(first.responses)).toEqual([a]);
		const b = add(start - 5_000);
		const second = await run({ continuationToken: first.last.continuationToken });
		expect(ids(second.responses)).toEqual([b]);
		const third = await run({ continuationToken: second.last.continuationToken });
		expect(third.responses).toEqual([]);
		expect(third.last.continuationToken).toEqual(expect.any(String));
	});

	it('with a limit the rest comes next', async () => {
		const all = [3, 2, 1].map((ago) => add(start - ago));
		const first = await run({ allowContinuation: true, limit: 2 });
		const rest = await run({ continuationToken: first.last.continuationToken });
		expect([...ids(first.responses), ...ids(rest.responses)]).toEqual(all);
	});

	it('ends after a week, and is not valid elsewhere', async () => {
		const { last } = await run({ allowContinuation: true });
		const { continuationToken } = last;
		expect((await create({ format: 'json', continuationToken }, oddNameSurveyId)).status).toBe(400);
		expect((await create({ format: 'json', continuationToken: 'made up' })).status).toBe(400);
		sandbox.control.setNow(start + 7 * 24 * 3600 * 1_000);
		const { status, json } = await create({ format: 'json', continuationToken });
		expect(status).toBe(400);
		expect(json.meta.error.errorMessage).toMatch(/expired/);
	});

	it('no token unless asked for', async () => {
		expect((await run({})).last).not.toHaveProperty('continuationToken');
	});
});

describe('a naive client is refused', () => {
	const token = 'some token';
	it.each([
		['no format', {}],
		['an unknown format', { format: 'pdf' }],
		['the wrong case', { Format: 'json' }],
		['an unknown field', { format: 'json', startdate: '2025-01-01T00:00:00Z' }],
		['a null', { format: 'json', startDate: null }],
		['a date without zone', { format: 'json', startDate: '2025-01-01 00:00:00' }],
		['a number as text', { format: 'json', limit: '10' }],
		['continuation with a filter', { format: 'json', allowContinuation: true, filterId: 'f' }],
		['token with a filter', { format: 'json', continuationToken: token, filterId: 'f' }],
		[
			'both continuation fields',
			{ format: 'json', allowContinuation: true, continuationToken: token },
		],
		['a filter by modified date', { format: 'json', sortByLastModifiedDate: true, filterId: 'f' }],
		['labels in json', { format: 'json', useLabels: true }],
		['a time zone in ndjson', { format: 'ndjson', timeZone: 'Europe/Paris' }],
		['one question id as text', { format: 'json', questionIds: 'QID1' }],
		['part of a question', { format: 'json', questionIds: ['QID3_TEXT'] }],
		['an unknown question', { format: 'json', questionIds: ['QID999'] }],
		['a question of the trash', { format: 'json', questionIds: ['QID901'] }],
		['unknown metadata', { format: 'json', surveyMetadataIds: ['RecordedDate'] }],
		['an unknown field of embedded data', { format: 'json', embeddedDataIds: ['nobody'] }],
	])('%s', async (_name, body) => {
		const { status, json } = await create(body);
		expect(status).toBe(400);
		expect(json.meta.error.errorMessage).toEqual(expect.any(String));
		expect(sandbox.state.exports.size).toBe(0);
	});

	it('the message names both fields that do not go together', async () => {
		const { last } = await run({ allowContinuation: true });
		const body = { format: 'json', continuationToken: last.continuationToken, filterId: 'f' };
		const { status, json } = await create(body);
		expect(status).toBe(400);
		expect(json.meta.error.errorMessage).toMatch(/filterId .* continuationToken/);
	});

	it('form instead of JSON, no body, broken JSON', async () => {
		const path = base();
		const form = {
			body: 'format=json',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
		};
		expect((await call(sandbox, 'POST', path, form)).status).toBe(415);
		expect((await call(sandbox, 'POST', path)).status).toBe(400);
		expect((await call(sandbox, 'POST', path, { body: '{"format":' })).status).toBe(400);
		expect((await call(sandbox, 'POST', path, { body: '["json"]' })).status).toBe(400);
	});
});

it('100,000 waiting responses are added in a moment and exported in bounded batches', async () => {
	sandbox.control.addResponses(100_000, { surveyId: storeVisitId });
	const { progressId } = (await create({ format: 'ndjson', compress: false, limit: 3_000 })).json
		.result;
	await progress(progressId);
	const { fileId } = await progress(progressId);
	const { text } = await call(sandbox, 'GET', `${base()}/${fileId}/file`);
	expect(text.match(/\n/g)).toHaveLength(3_000);
	expect(sandbox.state.responsesById.size).toBe(100_000);
});
