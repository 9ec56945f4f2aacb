import {
	batchBody,
	batchHeaders,
	dataverse,
	partsOf,
	sendBatch,
	type Inner,
} from './dataverseClient';
import { startDataverseSandbox, type DataverseSandbox } from './dataverse';

let sandbox: DataverseSandbox;
beforeEach(async () => {
	sandbox = await startDataverseSandbox();
});
afterEach(() => sandbox.close());

const post = (body: unknown, more: Partial<Inner> = {}): Inner => ({
	method: 'POST',
	path: '/contacts',
	body,
	...more,
});
const upsert = (email: string, body: unknown): Inner => ({
	method: 'PATCH',
	path: `/contacts(emailaddress1='${encodeURIComponent(email)}')?$select=contactid`,
	body,
	headers: { Prefer: 'return=representation' },
});
const tooLong = { firstname: 'x'.repeat(51) };
const count = (table = 'contact') => sandbox.control.countRecords(table);

describe('$batch', () => {
	it('answers each request for itself, in order', async () => {
		sandbox.control.addRecord('contact', { emailaddress1: 'b@example.com' });
		const answer = await sendBatch(sandbox, [
			upsert('a@example.com', { lastname: 'A' }),
			upsert('b@example.com', { lastname: 'B' }),
			post(tooLong),
			post({ lastname: 'Zoë 😀' }),
			{ method: 'GET', path: '/contacts?$select=lastname&$top=2' },
		]);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toMatch(
			/^multipart\/mixed; boundary=batchresponse_[0-9a-f-]{36}$/,
		);
		const parts = partsOf(answer);
		expect(parts.map((part) => part.status)).toEqual([201, 200, 400, 204, 200]);
		expect(parts[2].json.error).toEqual({
			code: '0x80044331',
			message: expect.stringContaining("'firstname'"),
		});
		expect(parts[3].headers['odata-entityid']).toMatch(/contacts\(/);
		expect(sandbox.control.findRecords('contact', "lastname eq 'Zoë 😀'")).toHaveLength(1);
		expect([sandbox.requests.length, sandbox.operations.length]).toEqual([1, 5]);
	});

	it('stops at the first failure without continue-on-error; what was done stays', async () => {
		const items = [post({ lastname: 'A' }), post(tooLong), post({ lastname: 'C' })];
		const answer = await sendBatch(sandbox, items, false);
		expect([answer.status, answer.code]).toEqual([400, '0x80044331']);
		expect(count()).toBe(1);
		sandbox.control.setOptions({ batchFailureBody: 'multipart' });
		const parts = partsOf(await sendBatch(sandbox, items, false));
		expect(parts.map((part) => part.status)).toEqual([204, 400]);
	});

	it('absolute addresses work, the outer headers do not reach the parts', async () => {
		const text = batchBody([post({ lastname: 'A' })]).replace(
			'/api/data',
			`${sandbox.url}/api/data`,
		);
		const headers = { ...batchHeaders(), prefer: 'return=representation,odata.continue-on-error' };
		const answer = await dataverse(sandbox, 'POST', '/$batch', { body: text, headers });
		expect(partsOf(answer)[0].status).toBe(204);
	});

	const good = batchBody([post({ lastname: 'A' })]);
	it.each([
		['bare line feeds', good.replaceAll('\r\n', '\n')],
		['no line end at the end', good.trimEnd()],
		['no closing boundary', good.replace('--batch_1--\r\n', '')],
		['another boundary', good.replaceAll('batch_1', 'batch_2')],
		['a part of another type', good.replace('application/http', 'application/json')],
		['no transfer encoding', good.replace('Content-Transfer-Encoding: binary\r\n', '')],
		['no request line', good.replace('POST /api', 'SEND /api')],
		['a nested batch', batchBody([{ method: 'POST', path: '/$batch', body: {} }])],
		['a GET in a change set', batchBody([[{ method: 'GET', path: '/contacts', contentId: '1' }]])],
		['a change set without Content-ID', batchBody([[post({ lastname: 'A' })]])],
		[
			'the same Content-ID twice',
			batchBody([[post({}, { contentId: '1' }), post({}, { contentId: '1' })]]),
		],
		['1001 requests', batchBody(Array.from({ length: 1001 }, () => post({})))],
		[
			'a wrong Content-Length',
			batchBody([post({ lastname: 'A' }, { headers: { 'Content-Length': '3' } })]),
		],
	])('refuses %s, and nothing is done', async (_name, body) => {
		const answer = await dataverse(sandbox, 'POST', '/$batch', { body, headers: batchHeaders() });
		expect(answer.status).toBe(400);
		expect(count()).toBe(0);
	});

	it('a part that is JSON must say so, and an outer JSON is no batch', async () => {
		const [part] = partsOf(
			await sendBatch(sandbox, [post({}, { headers: { 'Content-Type': 'text/plain' } })]),
		);
		expect(part.status).toBe(415);
		expect((await dataverse(sandbox, 'POST', '/$batch', { body: {} })).status).toBe(400);
	});
});

describe('change sets', () => {
	it('are all or nothing: one part tells why', async () => {
		const answer = await sendBatch(sandbox, [
			[post({ lastname: 'A' }, { contentId: '1' }), post(tooLong, { contentId: '2' })],
			post({ lastname: 'C' }),
		]);
		const parts = partsOf(answer);
		expect(parts.map(({ status, contentId }) => [status, contentId])).toEqual([
			[400, '2'],
			[204, undefined],
		]);
		expect(sandbox.control.findRecords('contact')).toEqual([
			expect.objectContaining({ lastname: 'C' }),
		]);
		expect(sandbox.state.changes).toHaveLength(1);
	});

	it('a rolled back key can be used again', async () => {
		const email = { emailaddress1: 'a@example.com' };
		await sendBatch(sandbox, [
			[post(email, { contentId: '1' }), post(tooLong, { contentId: '2' })],
		]);
		expect(partsOf(await sendBatch(sandbox, [post(email)]))[0].status).toBe(204);
		expect(partsOf(await sendBatch(sandbox, [post(email)]))[0].json.error.code).toBe('0x80060892');
	});

	it('$1 stands for what was written before, in bodies and in addresses', async () => {
		const answer = await sendBatch(sandbox, [
			[
				{ ...upsert('a@example.com', { lastname: 'A' }), contentId: '1' },
				{
					method: 'POST',
					path: '/new_surveyresponses',
					body: { new_name: 'R', 'new_Contact@odata.bind': '$1' },
					contentId: '2',
				},
				{ method: 'PUT', path: '$1/lastname', body: { value: 'B' }, contentId: '3' },
				{ method: 'PATCH', path: '$2', body: { new_score: 9 }, contentId: '4' },
			],
		]);
		expect(partsOf(answer).map((part) => part.status)).toEqual([201, 204, 204, 204]);
		const [contact] = sandbox.control.findRecords('contact');
		expect(contact.lastname).toBe('B');
		expect(sandbox.control.findRecords('new_surveyresponse')[0]).toMatchObject({
			new_contact: `contact(${contact.contactid})`,
			new_score: 9,
		});
	});

	it('$2 before there is one is refused, and so is $1 outside', async () => {
		const early = { method: 'PATCH', path: '$2', body: {}, contentId: '1' };
		const parts = partsOf(
			await sendBatch(sandbox, [[early], { method: 'PATCH', path: '$1', body: {} }]),
		);
		expect(parts.map((part) => [part.status, part.json.error.message])).toEqual([
			[400, "Content-ID Reference: '$2' does not exist in the batch context."],
			[400, "Content-ID Reference: '$1' does not exist in the batch context."],
		]);
	});
});

describe('bulk actions', () => {
	const type = 'Microsoft.Dynamics.CRM.contact';
	const act = (action: string, targets: unknown[], set = 'contacts', headers = {}) =>
		dataverse(sandbox, 'POST', `/${set}/Microsoft.Dynamics.CRM.${action}`, {
			body: { Targets: targets },
			headers,
		});

	it('CreateMultiple gives ids, UpdateMultiple and UpsertMultiple nothing', async () => {
		const created = await act('CreateMultiple', [
			{ '@odata.type': type, lastname: 'A' },
			{ '@odata.type': type, lastname: 'B' },
		]);
		expect([created.status, created.json.Ids.length]).toEqual([200, 2]);
		const updated = await act('UpdateMultiple', [
			{ '@odata.type': type, contactid: created.json.Ids[0], lastname: 'C' },
		]);
		expect([updated.status, updated.text]).toEqual([204, '']);
		const upserted = await act('UpsertMultiple', [
			{
				'@odata.type': type,
				'@odata.id': "contacts(emailaddress1='a@example.com')",
				lastname: 'D',
			},
			{ '@odata.type': type, contactid: created.json.Ids[1], lastname: 'E' },
			{ '@odata.type': type, lastname: 'F' },
		]);
		expect([upserted.status, upserted.text]).toEqual([204, '']);
		expect(sandbox.control.findRecords('contact').map((row) => row.lastname)).toEqual([
			'C',
			'E',
			'D',
			'F',
		]);
		expect(sandbox.operations).toHaveLength(3);
	});

	it.each([
		['a bad value', [{ '@odata.type': type, ...tooLong }], '0x80044331'],
		['no type', [{ lastname: 'A' }], '0x80048d19'],
		[
			'the set’s name as type',
			[{ '@odata.type': 'Microsoft.Dynamics.CRM.contacts' }],
			'0x80048d19',
		],
		[
			'the key in the body',
			[{ '@odata.type': type, '@odata.id': "contacts(emailaddress1='b')", emailaddress1: 'b' }],
			'0x80040216',
		],
		[
			'id and address',
			[
				{
					'@odata.type': type,
					'@odata.id': "contacts(emailaddress1='b')",
					contactid: '00000000-0000-4000-8000-000000000000',
				},
			],
			'0x80048d19',
		],
		[
			'one record twice',
			['A', 'B'].map((lastname) => ({
				'@odata.type': type,
				'@odata.id': "contacts(emailaddress1='b')",
				lastname,
			})),
			'0x80044151',
		],
		[
			'a key that is not ready',
			[{ '@odata.type': type, '@odata.id': "contacts(mobilephone='b')" }],
			'0x80060891',
		],
	])('UpsertMultiple with %s: all of it is undone', async (_name, targets, code) => {
		const answer = await act('UpsertMultiple', [
			{ '@odata.type': type, lastname: 'first' },
			...targets,
		]);
		expect(answer.code).toBe(code);
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(count()).toBe(0);
	});

	it('are not on every table, and take so many', async () => {
		expect(
			(
				await act(
					'UpsertMultiple',
					[{ '@odata.type': 'Microsoft.Dynamics.CRM.annotation' }],
					'annotations',
				)
			).status,
		).toBe(404);
		expect(
			(
				await act(
					'CreateMultiple',
					Array.from({ length: 1001 }, () => ({ '@odata.type': type })),
				)
			).status,
		).toBe(400);
		expect((await act('UpdateMultiple', [{ '@odata.type': type, lastname: 'A' }])).status).toBe(
			400,
		);
	});

	it('elastic tables: partial success, told in an annotation', async () => {
		const interaction = 'Microsoft.Dynamics.CRM.new_interaction';
		const targets = [
			{ '@odata.type': interaction, new_name: 'A' },
			{ '@odata.type': interaction, new_name: 5 },
		];
		const answer = await act('CreateMultiple', targets, 'new_interactions', {
			prefer: 'odata.include-annotations="*"',
		});
		expect(answer.status).toBe(400);
		const details =
			answer.json.error['@Microsoft.PowerApps.CDS.ErrorDetails.Plugin.BulkApiErrorDetails'];
		expect(JSON.parse(details)).toEqual([{ RequestIndex: 1, Id: '', StatusCode: 400 }]);
		expect(count('new_interaction')).toBe(1);
		expect(
			(
				await act(
					'CreateMultiple',
					Array.from({ length: 101 }, () => targets[0]),
					'new_interactions',
				)
			).status,
		).toBe(400);
	});
});
