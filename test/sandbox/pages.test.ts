import { startReceiver } from './naiveClient';
import {
	closedSurveyId,
	mainDirectoryId,
	serviceCallId,
	signatureOf,
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from './qualtrics';

let sandbox: QualtricsSandbox;
beforeEach(async () => {
	sandbox = await startQualtricsSandbox();
});
afterEach(() => sandbox.close());

const page = async (path: string, init?: RequestInit) => {
	const response = await fetch(sandbox.url + path, init);
	return { status: response.status, text: await response.text() };
};
const control = async (action: string, ...args: unknown[]) => {
	const response = await fetch(`${sandbox.url}/sandbox/control`, {
		method: 'POST',
		body: JSON.stringify({ action, args }),
	});
	return { status: response.status, json: (await response.json()) as Record<string, never> };
};

describe('the survey form', () => {
	it.each([storeVisitId, serviceCallId])(
		'%s: asks its questions and loads nothing from elsewhere',
		async (id) => {
			const { status, text } = await page(`/form/${id}`);
			expect(status).toBe(200);
			expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
			expect(text.match(/<section class="card">/g)).toHaveLength(id === storeVisitId ? 8 : 3);
		},
	);

	it('stores what was filled in, with embedded data of the link, and announces it signed', async () => {
		const receiver = await startReceiver();
		const key = 'k';
		const topics = `surveyengine.completedResponse.${storeVisitId}`;
		await fetch(`${sandbox.url}/API/v3/eventsubscriptions`, {
			method: 'POST',
			headers: { 'x-api-token': sandbox.token, 'content-type': 'application/json' },
			body: JSON.stringify({ topics, publicationUrl: receiver.url, sharedKey: key }),
		});
		const body = new URLSearchParams([
			['QID1', '0'],
			['QID3_TEXT', 'ada@example.com'],
			['QID4', '2'],
			['QID4', '6'],
			['QID4_9_TEXT', '<b>toys</b>'],
			['QID6_TEXT', ''],
			['QID7', '0'],
			['QID8_2', '4'],
		]);
		const { status, text } = await page(`/form/${storeVisitId}?plan=gold&other=x`, {
			method: 'POST',
			body,
		});
		expect(status).toBe(200);
		expect(text).toContain('Thank you');
		const [stored] = sandbox.state.responses.get(storeVisitId) ?? [];
		const { values } = sandbox.control.getResponse(stored.responseId);
		expect(values).toMatchObject({
			QID1: 0,
			QID3_TEXT: 'ada@example.com',
			QID4: ['2', '6'],
			QID4_9_TEXT: '<b>toys</b>',
			QID7: 0,
			QID8_2: 4,
			plan: 'gold',
		});
		expect(values).not.toHaveProperty('QID6_TEXT');
		expect(values).not.toHaveProperty('QID2');
		while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		const { form } = receiver.received[0];
		expect(form.get('HMAC')).toBe(signatureOf(form.get('MSG') ?? '', key));
		await receiver.close();
	});

	it('an unknown and a closed survey, and impossible answers', async () => {
		expect((await page('/form/SV_none')).status).toBe(404);
		expect((await page(`/form/${closedSurveyId}`)).text).toContain('closed');
		const body = new URLSearchParams({ QID2: '77' });
		expect((await page(`/form/${storeVisitId}`, { method: 'POST', body })).status).toBe(400);
		expect(sandbox.state.responsesById.size).toBe(0);
	});
});

it('the directory page is self-contained, and its script is valid', async () => {
	const { status, text } = await page('/directory');
	expect(status).toBe(200);
	expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
	const script = /<script>([\s\S]*)<\/script>/.exec(text)?.[1] ?? '';
	expect(() => new Function(script)).not.toThrow();
	expect(script.length).toBeGreaterThan(500);
});

describe('over HTTP', () => {
	it('every lever can be pulled by another process', async () => {
		const added = await control('addContact', { email: 'a@example.com' });
		expect(added.json.result).toMatch(/^CID_/);
		await control('misbehave', { match: 'GET .*/whoami$', kind: '404', times: 1 });
		const headers = { 'x-api-token': sandbox.token };
		expect((await fetch(`${sandbox.url}/API/v3/whoami`, { headers })).status).toBe(404);
		expect((await fetch(`${sandbox.url}/API/v3/whoami`, { headers })).status).toBe(200);
		const submitted = await control('submitResponse', storeVisitId, { QID1: 9 });
		expect(sandbox.state.responsesById.has(submitted.json.result)).toBe(true);
	});

	it.each([
		['an unknown lever', ['destroy']],
		['an inherited one', ['constructor']],
		['an unknown survey', ['submitResponse', 'SV_none', {}]],
	])('%s: 400 with an error', async (_name, [action, ...args]) => {
		expect(await control(action as string, ...args)).toEqual({
			status: 400,
			json: { error: expect.any(String) },
		});
	});

	it('the state is there to read, without secrets', async () => {
		await control('addContact', { email: 'a@example.com', embeddedData: { plan: 'gold' } });
		await control('addResponse', storeVisitId, { QID1: 9 });
		await fetch(`${sandbox.url}/API/v3/whoami`, { headers: { 'x-api-token': sandbox.token } });
		const { text } = await page('/sandbox/state');
		const state = JSON.parse(text);
		expect(state.directories[0]).toMatchObject({ directoryId: mainDirectoryId, contactCount: 1 });
		expect(state.directories[0].contacts[0]).toMatchObject({
			email: 'a@example.com',
			embeddedData: { plan: 'gold' },
		});
		expect(state.requests).toEqual([
			expect.objectContaining({ method: 'GET', path: '/API/v3/whoami', status: 200 }),
		]);
		expect(text).not.toContain(sandbox.token);
	});

	it('the clock can be set and moved on', async () => {
		await control('setNow', '2025-01-10T12:00:00Z');
		expect(JSON.parse((await page('/sandbox/state')).text).now).toBe('2025-01-10T12:00:00.000Z');
		await control('advance', 60_000);
		expect(JSON.parse((await page('/sandbox/state')).text).now).toMatch(/^2025-01-10T12:01:0/);
	});
});
