import { dataverse, partsOf, sendBatch, type Inner } from './dataverseClient';
import { startDataverseSandbox, type DataverseSandbox } from './dataverse';

let sandbox: DataverseSandbox;
let now = 1e12;
beforeEach(async () => {
	sandbox = await startDataverseSandbox({ now: () => now });
});
afterEach(() => sandbox.close());

const whoAmI = () => dataverse(sandbox, 'GET', '/WhoAmI');
const key = "/contacts(emailaddress1='a%40example.com')";
const patch = (headers = {}) =>
	dataverse(sandbox, 'PATCH', key, { body: { lastname: 'mine' }, headers });
const theirs = { emailaddress1: 'a@example.com', lastname: 'theirs' };
const contacts = () => sandbox.control.findRecords('contact');

describe('service protection', () => {
	it('requests: 429 with code and Retry-After, over when that time has passed', async () => {
		sandbox.control.setServiceProtection({ requests: 2, windowSeconds: 300 });
		await whoAmI();
		now += 10_000;
		expect((await whoAmI()).headers.get('x-ms-ratelimit-burst-remaining-xrm-requests')).toBe('0');
		const refused = await whoAmI();
		expect([refused.status, refused.code, refused.headers.get('retry-after')]).toEqual([
			429,
			'0x80072322',
			'290',
		]);
		now += 290_000;
		expect((await whoAmI()).status).toBe(200);
	});

	it('pushing on makes the wait longer', async () => {
		sandbox.control.setServiceProtection({ requests: 1 });
		await whoAmI();
		const first = Number((await whoAmI()).headers.get('retry-after'));
		expect(Number((await whoAmI()).headers.get('retry-after'))).toBe(first + 1);
	});

	it('more execution time than allowed is refused with 429 and a code of its own', async () => {
		sandbox.control.setServiceProtection({ executionSeconds: 1 });
		sandbox.control.setOptions({ executionMs: 600 });
		expect([await whoAmI(), await whoAmI()].map(({ status }) => status)).toEqual([200, 200]);
		expect(await whoAmI()).toMatchObject({ status: 429, code: '0x80072321' });
	});

	it('52 at once is one too many, with no other limit set', async () => {
		sandbox.control.setOptions({ latencyMs: 150 });
		const answers = await Promise.all(Array.from({ length: 52 }, whoAmI));
		const refused = answers.filter(({ status }) => status === 429);
		expect(refused.map(({ code }) => code)).toEqual(['0x80072326']);
		expect((await whoAmI()).status).toBe(200);
	});

	it('the parts of a batch count one by one', async () => {
		sandbox.control.setServiceProtection({ requests: 3 });
		const item: Inner = { method: 'POST', path: '/contacts', body: { lastname: 'A' } };
		const parts = partsOf(await sendBatch(sandbox, [item, item, item, item]));
		expect(parts.map(({ status }) => status)).toEqual([204, 204, 204, 429]);
		expect(Number(parts[3].headers['retry-after'])).toBeGreaterThan(0);
	});

	it.each([
		['requests', '0x80072322'],
		['time', '0x80072321'],
		['concurrent', '0x80072326'],
	] as const)('a single 429 for %s can be ordered', async (by, code) => {
		sandbox.control.throttle('GET .*WhoAmI', { by, retryAfter: 7 });
		const answer = await whoAmI();
		expect([answer.status, answer.code, answer.headers.get('retry-after')]).toEqual([
			429,
			code,
			'7',
		]);
		expect((await whoAmI()).status).toBe(200);
	});

	it('the documented limits take 6000 requests', async () => {
		sandbox.control.setServiceProtection(true);
		const item: Inner = { method: 'GET', path: '/WhoAmI' };
		for (let index = 0; index < 6; index += 1) {
			const answer = await sendBatch(
				sandbox,
				Array.from({ length: 1000 }, () => item),
			);
			expect(answer.text).not.toContain('HTTP/1.1 429');
		}
		expect((await whoAmI()).code).toBe('0x80072322');
	});
});

describe('races', () => {
	it('somebody else creates the record between look-up and write', async () => {
		sandbox.control.beforeNextWrite({ table: 'contact', create: theirs });
		const found = await dataverse(
			sandbox,
			'GET',
			"/contacts?$filter=emailaddress1 eq 'a%40example.com'&$top=2",
		);
		expect(found.json.value).toEqual([]);
		const answer = await dataverse(sandbox, 'POST', '/contacts', {
			body: { ...theirs, lastname: 'mine' },
		});
		expect([answer.status, answer.code]).toEqual([412, '0x80060892']);
		expect(contacts()).toEqual([expect.objectContaining({ lastname: 'theirs' })]);
		expect(sandbox.state.changes[0].by).toBe('somebody else');
	});

	it('in the middle of an upsert: 412; just before it: an update', async () => {
		sandbox.control.beforeNextWrite({ table: 'contact', create: theirs, moment: 'insert' });
		expect(await patch()).toMatchObject({ status: 412, code: '0x80060892' });
		expect((await patch()).status).toBe(204);
		sandbox.control.removeAllRecords('contact');
		sandbox.control.beforeNextWrite({ table: 'contact', create: theirs });
		expect((await patch({ prefer: 'return=representation' })).status).toBe(200);
	});

	it('somebody else deletes or changes it first', async () => {
		const id = sandbox.control.addRecord('contact', theirs);
		const { json } = await dataverse(sandbox, 'GET', `/contacts(${id})`);
		sandbox.control.beforeNextWrite({
			table: 'contact',
			update: { id, values: { lastname: 'x' } },
		});
		expect((await patch({ 'if-match': json['@odata.etag'] })).code).toBe('0x80060882');
		sandbox.control.beforeNextWrite({ table: 'contact', delete: id });
		expect((await patch({ 'if-match': '*' })).code).toBe('0x80060891');
	});

	it('their record outlives a change set that is undone', async () => {
		sandbox.control.beforeNextWrite({ table: 'contact', create: theirs });
		const mine: Inner = { method: 'POST', path: '/contacts', body: theirs, contentId: '1' };
		const [part] = partsOf(await sendBatch(sandbox, [[mine]]));
		expect(part.json.error.code).toBe('0x80060892');
		expect(contacts()).toHaveLength(1);
		expect(sandbox.state.changes.map(({ by }) => by)).toEqual(['somebody else']);
	});

	it('several match, and a key cannot be made of them', async () => {
		for (const firstname of ['A', 'B'])
			sandbox.control.addRecord('contact', { firstname, mobilephone: '+336' });
		const { json } = await dataverse(
			sandbox,
			'GET',
			"/contacts?$select=contactid&$filter=mobilephone eq '%2B336'&$top=2",
		);
		expect(json.value).toHaveLength(2);
	});
});

describe('misbehaviour', () => {
	it('the write was done although the answer never came', async () => {
		sandbox.control.misbehave({ match: 'PATCH', kind: 'done-but-no-answer' });
		await expect(patch()).rejects.toThrow();
		expect(contacts()).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({ status: 0, misbehaved: 'done-but-no-answer' });
	});

	it('drops, HTML, cut JSON, slowness, any error of its own', async () => {
		const match = 'GET .*WhoAmI';
		sandbox.control.misbehave({ match, kind: 'drop' });
		await expect(whoAmI()).rejects.toThrow();
		sandbox.control.misbehave({ match, kind: '5xx-html', status: 502 });
		expect(await whoAmI()).toMatchObject({ status: 502, json: undefined });
		sandbox.control.misbehave({ match, kind: 'garbage-json' });
		expect(await whoAmI()).toMatchObject({ status: 200, json: undefined });
		sandbox.control.misbehave({ match, kind: 'slow', delayMs: 80 });
		const before = Date.now();
		expect((await whoAmI()).status).toBe(200);
		expect(Date.now() - before).toBeGreaterThanOrEqual(70);
		sandbox.control.misbehave({
			match,
			kind: 'error',
			status: 500,
			code: '0x80040216',
			message: 'Unexpected',
		});
		expect((await whoAmI()).json).toEqual({ error: { code: '0x80040216', message: 'Unexpected' } });
		sandbox.control.misbehave({ match, kind: '404' });
		expect(await whoAmI()).toMatchObject({ status: 404, code: '0x80040217' });
	});

	it('hits single parts of a batch, and a dropped part takes the connection with it', async () => {
		const item: Inner = { method: 'POST', path: '/contacts', body: { lastname: 'A' } };
		sandbox.control.misbehave({
			match: 'POST .*/contacts$',
			kind: 'error',
			status: 412,
			code: '0x80060892',
			after: 1,
		});
		sandbox.control.throttle('POST .*/contacts$', { after: 0 });
		const parts = partsOf(await sendBatch(sandbox, [item, item, item]));
		expect(parts.map(({ status }) => status).sort()).toEqual([204, 412, 429]);
		sandbox.control.misbehave({ match: 'POST .*/contacts$', kind: 'drop' });
		await expect(sendBatch(sandbox, [item])).rejects.toThrow();
	});
});

describe('over HTTP', () => {
	const pull = async (action: string, ...args: unknown[]) => {
		const response = await fetch(`${sandbox.url}/sandbox/control`, {
			method: 'POST',
			body: JSON.stringify({ action, args }),
		});
		return { status: response.status, json: (await response.json()) as Record<string, unknown> };
	};

	it('every lever works by its name', async () => {
		const added = await pull('addRecord', 'contact', theirs);
		expect(added.json.result).toBe(contacts()[0].contactid);
		expect((await pull('addRecord', 'contact', { nonsense: 1 })).status).toBe(400);
		expect((await pull('nonsense')).status).toBe(400);
		const list = (await (await fetch(`${sandbox.url}/sandbox/control`)).json()) as {
			actions: string[];
		};
		expect(list.actions).toEqual(
			expect.arrayContaining(['addRecords', 'beforeNextWrite', 'throttle']),
		);
	});

	it('the state and the page show records and changes', async () => {
		await patch();
		const state = (await (await fetch(`${sandbox.url}/sandbox/state`)).json()) as {
			tables: Array<{ name: string; count: number; records?: unknown[] }>;
			changes: unknown[];
			operationCount: number;
		};
		expect(state.tables.find(({ name }) => name === 'contact')).toMatchObject({
			count: 1,
			records: [{ lastname: 'mine' }],
		});
		expect([state.changes.length, state.operationCount]).toEqual([1, 1]);
		const page = await (await fetch(`${sandbox.url}/records`)).text();
		expect(page).toContain('<title>Records</title>');
		const script = /<script>([^]*)<\/script>/.exec(page)?.[1] ?? '';
		expect(() => new Function(script)).not.toThrow();
	});
});

it('100,000 contacts are added and looked up in little time', async () => {
	const before = performance.now();
	sandbox.control.addRecords('contact', 100_000);
	const values = Array.from(
		{ length: 500 },
		(_, index) => `"person${index * 199 + 1}@example.com"`,
	);
	const filter = `Microsoft.Dynamics.CRM.In(PropertyName='emailaddress1',PropertyValues=[${values.join(',')}])`;
	const look = () =>
		dataverse(sandbox, 'GET', `/contacts?$select=contactid&$filter=${encodeURIComponent(filter)}`);
	expect((await look()).json.value).toHaveLength(500);
	const indexed = performance.now();
	for (let index = 0; index < 10; index += 1) await look();
	expect(indexed - before).toBeLessThan(10_000);
	expect(performance.now() - indexed).toBeLessThan(2_000);
	const email = { emailaddress1: 'PERSON5@example.com' };
	expect((await dataverse(sandbox, 'POST', '/contacts', { body: email })).code).toBe('0x80060892');
});
