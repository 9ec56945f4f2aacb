import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	netquestSurveyId as surveyId,
	startStartquestionSandbox,
	type StartquestionSandbox,
	type StartquestionSandboxOptions,
} from './startquestion';

let sandbox: StartquestionSandbox;
const NOW = Date.parse('2025-06-10T22:30:00Z');
const start = async (options: Partial<StartquestionSandboxOptions> = {}) => {
	sandbox = await startStartquestionSandbox({ now: () => NOW, ...options });
};
afterEach(async () => await sandbox.close());

type Json = ReturnType<typeof JSON.parse>;

async function get(path: string, query: Record<string, string> = {}, signed = true) {
	const access: Record<string, string> = signed
		? { token: sandbox.token, token_secret: sandbox.tokenSecret }
		: {};
	const response = await fetch(
		`${sandbox.url}${path}?${new URLSearchParams({ ...access, ...query })}`,
	);
	return { status: response.status, json: (await response.json()) as Json };
}
const results = (version: 2 | 3) => `/api/v${version}/results/single-sheets/${surveyId}`;

describe('access', () => {
	it.each([
		['nothing', {}, false],
		['the token alone', { token: 'sandbox-token' }, false],
		['a wrong secret', { token_secret: 'x' }, true],
	])('%s: 401', async (_name, query, signed) => {
		await start();
		expect((await get('/api/v2/surveys', query, signed)).status).toBe(401);
	});

	it('by webhook with the secret in the path', async () => {
		await start();
		const list = (secret: string) =>
			get(`/webhooks/4711/sandbox-token/${secret}/survey-list`, {}, false);
		expect((await list('sandbox-token-secret')).json).toHaveLength(2);
		expect((await list('guess')).status).toBe(401);
		expect(JSON.stringify(sandbox.requests)).not.toContain('secret');
	});
});

describe('results', () => {
	const answers = {
		5255740: { value: 6, reason: 'Fronta' },
		5255742: 'Ostrava',
		5255744: [1, 3],
		5255746: ['jedna', 'dvě'],
		5255750: [4, { value: 2, reason: 'drahé' }],
		5255752: [1, 2],
		5255754: [[1, 2], [2]],
		5255758: 'jan@example.com',
	};

	it('a sheet is as the contract shows it', async () => {
		await start();
		const id = sandbox.control.addSheet(surveyId, answers, { externalKey: 'C-1' });
		const { json } = await get(results(2));
		expect(json).toHaveLength(1);
		const [{ meta, time, questions }] = json;
		expect(meta).toMatchObject({
			id,
			surveyId,
			startDate: '2025-06-11 00:23:47',
			endDate: '2025-06-11 00:30:00',
			finished: true,
			externalKey: 'C-1',
			labels: [],
		});
		expect(time.real).toBe('00:06:13');
		const byId = Object.fromEntries(questions.map((question: Json) => [question.id, question]));
		expect(byId[5255740].answer).toEqual({ id: 7, content: '6', additional: 'Fronta' });
		expect(byId[5255742].answer).toEqual({ id: 3, content: 'Jinde', additional: 'Ostrava' });
		expect(byId[5255744].answers.map((entry: Json) => entry.content)).toEqual(['Výběr', 'Obsluha']);
		expect(byId[5255746].answers).toEqual([{ value: 'jedna' }, { value: 'dvě' }]);
		expect(byId[5255750].answers[1]).toEqual({
			id: 2,
			rating: 2,
			content: 'Ceny & akce',
			additional: null,
			reason: 'drahé',
		});
		expect(byId[5255752].answers[0].answer.content).toBe('Často');
		expect(byId[5255754].answers[0].answers).toHaveLength(2);
		expect(byId[5255760].answers).toEqual([]);
	});

	it.each<[Record<string, string>, number]>([
		[{ lowerResponseDate: '2025-06-10' }, 1],
		[{ lowerResponseDate: '2025-06-11' }, 0],
		[{ upperResponseDate: '2025-06-11' }, 0],
		[{ upperResponseDate: '2025-06-12' }, 1],
		[{ includeUnfinished: '1' }, 2],
		[{ externalKey: 'C-1' }, 1],
		[{ id_response: '1' }, 0],
	])('filters by %j: %d', async (query, count) => {
		await start();
		sandbox.control.addSheet(surveyId, {}, { externalKey: 'C-1' });
		sandbox.control.addSheet(surveyId, {}, { finished: false });
		expect((await get(results(2), query)).json).toHaveLength(count);
		expect((await get(results(3), query)).json).toMatchObject({ total: count });
	});

	it.each([
		['an unknown parameter', results(3), { lower_response_date: '2025-01-01' }, 400],
		['a time', results(3), { lowerResponseDate: '2025-01-01T00:00:00Z' }, 400],
		['pages in v2', results(2), { page: '1' }, 400],
		['an unknown survey', '/api/v3/results/single-sheets/1', {}, 404],
		['too many surveys at once', '/api/v2/surveys', { limit: '21' }, 400],
	])('%s is refused', async (_name, path, query, status) => {
		await start();
		expect((await get(path, query as unknown as Record<string, string>)).status).toBe(status);
	});

	it('comes in pages, newest first, with a count', async () => {
		await start({ pageSize: 2 });
		const ids = [1, 2, 3].map(() => sandbox.control.addSheet(surveyId));
		const first = (await get(results(3), { page: '1', limit: '100' })).json;
		expect(first.total).toBe(3);
		expect(first.data.map((sheet: Json) => sheet.meta.id)).toEqual([ids[2], ids[1]]);
		expect((await get(results(3), { page: '2' })).json.data).toHaveLength(1);
	});

	it('unfinished sheets have no date; last week is told for all surveys', async () => {
		await start();
		const open = sandbox.control.addSheet(surveyId, {}, { finished: false });
		sandbox.control.addSheet(surveyId, {}, { endedAt: NOW - 8 * 86_400_000 });
		const id = sandbox.control.addSheet(surveyId);
		expect(sandbox.control.getSheet(open)).toMatchObject({
			meta: { endDate: '0000-00-00 00:00:00', finished: false },
		});
		expect((await get('/api/v2/user/responses')).json).toMatchObject([{ id_response: id }]);
		const meta = (await get(`/api/v2/results/meta/${surveyId}`)).json;
		expect(meta).toHaveLength(2);
	});
});

it('a completed form calls the RESThook, once and unsigned, with what the link carried', async () => {
	await start();
	const received: Array<{ body: Json; headers: object }> = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			received.push({ body: JSON.parse(body) as Json, headers: request.headers });
			response.writeHead(500).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	sandbox.control.setResthook(url, { 'x-survey-secret': 's' });
	const form = `${sandbox.url}/form/${surveyId}?smclientid=abc`;
	expect(await (await fetch(form)).text()).toContain('Spokojenost s prodejnou');
	const posted = await fetch(form, {
		method: 'POST',
		body: new URLSearchParams({ q5255740: '0', q5255744: '1', q5255750_1: '4' }),
	});
	expect(posted.status).toBe(200);
	while (sandbox.control.calls().length === 0) await new Promise((go) => setTimeout(go, 5));
	server.closeAllConnections();
	await new Promise((closed) => server.close(closed));
	expect(sandbox.control.calls()).toEqual([500]);
	expect(received).toHaveLength(1);
	const { meta, questions } = received[0].body;
	expect(meta.referer).toContain('smclientid=abc');
	expect(questions[0].answer).toEqual({ id: 1, content: '0', additional: null });
	expect(questions[4].answers).toEqual([expect.objectContaining({ id: 2, rating: '4' })]);
	expect(received[0].headers).toMatchObject({ 'x-survey-secret': 's' });
});
