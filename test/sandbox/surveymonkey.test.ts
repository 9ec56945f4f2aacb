import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	ALL_SCOPES,
	Q,
	quizSurveyId,
	startSurveyMonkeySandbox,
	storeSurveyId as surveyId,
	type SurveyMonkeySandbox,
	type SurveyMonkeySandboxOptions,
} from './surveymonkey';

let sandbox: SurveyMonkeySandbox;
const NOW = Date.parse('2025-06-10T22:30:10Z');
let clock = NOW;
const start = async (options: Partial<SurveyMonkeySandboxOptions> = {}) => {
	clock = NOW;
	sandbox = await startSurveyMonkeySandbox({ now: () => clock, ...options });
};
afterEach(async () => await sandbox.close());

type Json = ReturnType<typeof JSON.parse>;

interface Asked {
	query?: Record<string, string>;
	method?: string;
	body?: unknown;
	token?: string | null;
}

/** Sends what it is told to, checks nothing, knows nothing. */
async function call(path: string, { query = {}, method, body, token }: Asked = {}) {
	const given = token === undefined ? sandbox.token : token;
	const response = await fetch(`${sandbox.url}/v3${path}?${new URLSearchParams(query)}`, {
		method: method ?? 'GET',
		headers: { ...(given !== null && { authorization: `Bearer ${given}` }) },
		...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
	});
	return {
		status: response.status,
		headers: response.headers,
		json: (await response.json()) as Json,
	};
}
const bulk = `/surveys/${surveyId}/responses/bulk`;
const codeOf = ({ status, json }: { status: number; json: Json }) => [status, json.error?.id];

describe('access', () => {
	it('rules 1.2, 2.2: no token, a wrong one, one that was taken back', async () => {
		await start();
		expect(codeOf(await call('/users/me', { token: null }))).toEqual([401, '1010']);
		expect(codeOf(await call('/users/me', { token: 'x' }))).toEqual([401, '1011']);
		sandbox.control.revokeToken();
		const taken = await call('/users/me');
		expect([taken.status, taken.json.errmsg]).toEqual([401, 'Client revoked access grant']);
		expect(JSON.stringify(sandbox.requests)).not.toContain(sandbox.token);
	});

	it('rules 1.4 and 2.3: scopes are told, and missing ones are refused', async () => {
		await start({ granted: ['users_read', 'surveys_read'] });
		const me = await call('/users/me');
		expect(me.json.scopes.granted).toEqual(['users_read', 'surveys_read']);
		expect(me.headers.get('x-oauth-scopes-granted')).toBe('users_read,surveys_read');
		expect(codeOf(await call(bulk))).toEqual([403, '1014']);
		sandbox.control.grant(ALL_SCOPES, ['surveys_read']);
		expect(codeOf(await call(bulk))).toEqual([403, '1015']);
	});

	it('rule 2.3: an account of another data center', async () => {
		await start({ isElsewhere: true });
		expect(codeOf(await call('/surveys'))).toEqual([403, '1018']);
	});

	it('rules 3.1 and 3.2: the minute, then the day, is used up', async () => {
		await start({ perMinute: 3, perDay: 4 });
		const first = await call('/surveys');
		expect(first.headers.get('x-ratelimit-app-global-minute-remaining')).toBe('2');
		expect(first.headers.get('x-ratelimit-app-global-day-limit')).toBe('4');
		for (let count = 0; count < 2; count += 1) await call('/surveys');
		const refused = await call('/surveys');
		expect(codeOf(refused)).toEqual([429, '1040']);
		expect(refused.headers.get('x-ratelimit-app-global-minute-reset')).toBe('50');
		clock += 50_000;
		expect((await call('/surveys')).status).toBe(200);
		const spent = await call('/surveys');
		expect(codeOf(spent)).toEqual([429, '1040']);
		expect(spent.headers.get('x-ratelimit-app-global-day-remaining')).toBe('0');
		expect(spent.headers.get('x-ratelimit-app-global-day-reset')).toBe('5340');
	});
});

describe('lists', () => {
	it('rule 4.1: surveys by pages, with links', async () => {
		await start();
		const { json } = await call('/surveys', { query: { per_page: '1', include: 'date_modified' } });
		expect(json).toMatchObject({ page: 1, per_page: 1, total: 2 });
		expect(json.data).toMatchObject([{ id: surveyId, nickname: 'Store visit' }]);
		expect(json.links.next).toContain('page=2');
		const last = await call('/surveys', { query: { per_page: '1', page: '2' } });
		expect(last.json.links.next).toBeUndefined();
	});

	it.each([
		['an unknown parameter', bulk, { updated_since: '2025-01-01' }],
		['a page that is none', bulk, { page: '0' }],
		['more than 100 responses', bulk, { per_page: '101' }],
		['more than 1,000 surveys', '/surveys', { per_page: '1001' }],
		['a time with an offset', bulk, { start_modified_at: '2025-06-10T22:30:00+00:00' }],
		['a day', bulk, { start_modified_at: '2025-06-10' }],
		['another order', bulk, { sort_by: 'id' }],
		['an unknown status', bulk, { status: 'complete' }],
	])('rules 3.3, 3.4, 5.3, 5.4: %s is refused', async (_name, path, query) => {
		await start();
		expect(codeOf(await call(path, { query: query as never }))).toEqual([400, '1003']);
	});

	it.each<[string, string]>([
		['an unknown survey', '/surveys/1/details'],
		['an unknown response', `/surveys/${surveyId}/responses/1/details`],
		['a path that is none', '/responses'],
	])('rule 2.4: %s is not there', async (_name, path) => {
		await start();
		expect(codeOf(await call(path))).toEqual([404, '1020']);
		expect((await call('/surveys', { method: 'PUT' })).status).toBe(405);
	});

	it('rules 5.3 and 5.4: responses within a time, in order, whole', async () => {
		await start();
		const at = (seconds: number) => ({ modifiedAt: NOW - seconds * 1000 });
		const ids = [30, 20, 10].map((ago) => sandbox.control.addResponse(surveyId, {}, at(ago)));
		sandbox.control.addResponse(quizSurveyId);
		const idsOf = async (query: Record<string, string>) =>
			(await call(bulk, { query })).json.data.map(({ id }: Json) => id);
		expect(await idsOf({ sort_order: 'ASC' })).toEqual(ids);
		expect(await idsOf({})).toEqual([...ids].reverse());
		expect(await idsOf({ sort_order: 'ASC', start_modified_at: '2025-06-10T22:29:40' })).toEqual(
			ids.slice(1),
		);
		expect(await idsOf({ end_modified_at: '2025-06-10T22:29:41' })).toEqual([ids[0]]);
		expect(await idsOf({ status: 'partial' })).toEqual([]);
	});

	it('rules 5.5 and 5.6: words and weights come only where they are asked for', async () => {
		await start();
		const id = sandbox.control.addResponse(surveyId, {
			[Q.where]: [{ other_id: '103', text: 'Ostrava' }],
			[Q.rates]: [{ row_id: '121', choice_id: '135' }],
		});
		const path = `/surveys/${surveyId}/responses/${id}/details`;
		const plain = (await call(path)).json.pages[0].questions;
		expect(plain[0]).toEqual({ id: Q.where, answers: [{ other_id: '103', text: 'Ostrava' }] });
		const [where, rates] = (await call(path, { query: { simple: 'true' } })).json.pages[0]
			.questions;
		expect(where).toMatchObject({ family: 'single_choice', heading: 'Where do you <b>shop</b>?' });
		expect(where.answers[0].simple_text).toBe('Elsewhere | Ostrava');
		expect(rates.answers[0].choice_metadata).toEqual({ weight: '5' });
	});
});

describe('webhooks', () => {
	const received: Array<{ body: string; headers: Record<string, unknown> }> = [];
	let headStatus = 200;
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			if (request.method === 'POST') received.push({ body, headers: request.headers });
			response.writeHead(request.method === 'HEAD' ? headStatus : 200).end();
		});
	});
	let address = '';
	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((closed) => server.close(closed));
	});
	const wanted = () => ({
		name: 'mine',
		event_type: 'response_completed',
		object_type: 'survey',
		object_ids: [surveyId],
		subscription_url: address,
	});
	const make = async (body: unknown) => await call('/webhooks', { method: 'POST', body });

	it('rules 6.1 to 6.5: made, called with a signature, listed by name, removed', async () => {
		await start();
		headStatus = 404;
		expect(codeOf(await make(wanted()))).toEqual([400, '1000']);
		headStatus = 200;
		const { status, json } = await make(wanted());
		expect(status).toBe(201);
		expect((await call('/webhooks')).json.data).toEqual([
			{ id: json.id, name: 'mine', href: expect.stringContaining(`/webhooks/${json.id}`) },
		]);
		const id = await sandbox.control.submit(surveyId);
		await sandbox.control.submit(quizSurveyId);
		expect(sandbox.control.calls()).toEqual([200]);
		const [{ body, headers }] = received;
		expect(JSON.parse(body)).toMatchObject({ object_id: id, resources: { survey_id: surveyId } });
		const key = `${sandbox.clientId}&${sandbox.clientSecret}`;
		expect(headers['sm-signature']).toBe(createHmac('sha1', key).update(body).digest('base64'));
		const remove = async () => await call(`/webhooks/${json.id}`, { method: 'DELETE' });
		expect((await remove()).status).toBe(200);
		expect((await remove()).status).toBe(404);
	});

	it.each<[string, (body: Record<string, unknown>) => unknown, string]>([
		['no JSON', () => '{', '1001'],
		['an unknown field', (body) => ({ ...body, url: 'x' }), '1002'],
		['no surveys', (body) => ({ ...body, object_ids: [] }), '1002'],
		['an unknown event', (body) => ({ ...body, event_type: 'response completed' }), '1002'],
		['an unknown survey', (body) => ({ ...body, object_ids: ['1'] }), '1020'],
	])('rule 6.1: %s is refused', async (_name, change, code) => {
		await start();
		expect((await make(change(wanted()))).json.error.id).toBe(code);
	});
});
