import { splitForImport } from '../../../nodes/shared/connectors/qualtrics/importJob';
import { transactionDate } from '../../../nodes/shared/connectors/qualtrics/transactions';
import { collect } from '../../../nodes/shared/http/paginate';
import { failureOf } from '../http/fakeSystem';
import { fakeQualtrics, result } from './fakeQualtrics';

const transaction = (contactId: string) => ({
	contactId,
	date: '2024-05-01T15:45:00+02:00',
	data: { order: 'A-1' },
});

describe('transactions', () => {
	it('Q19 each has an outcome of its own, within a 200', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'POST /directories/POOL_1/transactions': result({
				createdTransactions: { t0: { id: 'CTR_1' } },
				unprocessedTransactions: {
					t1: { error: 'E_1', errorMessage: 'Contact jane@example.com unknown' },
				},
			}),
		});
		const outcomes = await qualtrics.transactions.create(
			'POOL_1',
			['CID_1', 'CID_2', 'CID_3'].map(transaction),
		);
		expect(outcomes[0]).toEqual({ ok: true, id: 'CTR_1' });
		expect(outcomes[1]).toMatchObject({
			ok: false,
			error: { kind: 'input', code: 'E_1', message: expect.not.stringContaining('jane') },
		});
		// In neither list: nobody knows.
		expect(outcomes[2]).toMatchObject({ ok: false, error: { outcomeUnknown: true } });
		expect(outcomes[1]).not.toHaveProperty('error.outcomeUnknown', true);
		expect(system.requests[0].body).toMatchObject({
			t0: { contactId: 'CID_1', transactionDate: '2024-05-01 13:45:00', data: { order: 'A-1' } },
		});
	});

	it.each(['soon', '', '01/05/2024', 'null'])('Q19 a date of %j is never guessed', async (date) => {
		expect(() => transactionDate(date)).toThrow(/not a date/);
		const { qualtrics, system } = fakeQualtrics({});
		expect(
			await failureOf(qualtrics.transactions.create('POOL_1', [{ ...transaction('CID_1'), date }])),
		).toMatchObject({ kind: 'input' });
		expect(system.requests).toHaveLength(0);
	});

	it.each([
		['2024-05-01', '2024-05-01 00:00:00'],
		['2024-05-01 13:45:00', '2024-05-01 13:45:00'],
		['2024-05-01T13:45:00.500Z', '2024-05-01 13:45:00'],
	])('%s is %s', (date, expected) => {
		expect(transactionDate(date)).toBe(expected);
	});

	it('Q20 finds the one that a response already made', async () => {
		const { qualtrics } = fakeQualtrics({
			'GET /directories/POOL_1/contacts/CID_1/transactions': result({
				elements: [
					{ transactionId: 'CTR_1', data: { responseId: 'R_1' } },
					{ id: 'CTR_2', data: { responseId: 'R_2' }, transactionDate: '2024-05-01 13:45:00' },
				],
			}),
		});
		expect(await qualtrics.transactions.find('POOL_1', 'CID_1', 'responseId', 'R_2')).toMatchObject(
			{ id: 'CTR_2', date: '2024-05-01T13:45:00.000Z' },
		);
		expect(
			await qualtrics.transactions.find('POOL_1', 'CID_1', 'responseId', 'R_3'),
		).toBeUndefined();
	});

	it('an empty text is a value of a transaction, what is no text is none', async () => {
		const { qualtrics } = fakeQualtrics({
			'GET /directories/POOL_1/contacts/CID_1/transactions': result({
				elements: [
					{ id: 'CTR_1', data: { code: null, list: [] } },
					{ id: 'CTR_2', data: { code: '', number: 0 } },
				],
			}),
		});
		const found = await qualtrics.transactions.find('POOL_1', 'CID_1', 'code', '');
		expect(found).toMatchObject({ id: 'CTR_2', data: { code: '', number: '0' } });
		expect(await qualtrics.transactions.find('POOL_1', 'CID_1', 'list', '')).toBeUndefined();
	});
});

describe('import jobs', () => {
	const url = '/directories/POOL_1/mailinglists/CG_1/transactioncontacts';

	it('Q21 starts, waits, and reports row by row', async () => {
		const { qualtrics, system } = fakeQualtrics({
			[`POST ${url}`]: result({ id: 'IMP_1', contacts: { unprocessed: [2, '3'] } }, 202),
			[`GET ${url}/IMP_1`]: (_request, call) =>
				result(
					call < 3
						? { percentComplete: 100, status: 'inProgress' }
						: {
								percentComplete: 100,
								status: 'complete',
								contacts: { count: { added: 1, updated: '2', failed: 0 } },
							},
				),
			'GET /directories/POOL_1/imports/api-import/jobs/IMP_1/report': (request) => ({
				body: request.query?.skipToken
					? { results: { importReportEntries: [{ sourceIndexId: '1', importStatus: 'updated' }] } }
					: {
							results: {
								importReportEntries: [
									{
										sourceIndexId: 0,
										contactId: 'CID_1',
										importStatus: 'added',
										transactionId: 'CTR_1',
									},
								],
								skipToken: 'more',
							},
						},
			}),
		});
		const started = await qualtrics.importJobs.start('POOL_1', 'CG_1', [
			{ email: 'a@example.com', phone: '1' } as never,
		]);
		expect(started).toEqual({ id: 'IMP_1', unprocessed: [2, 3] });
		expect(system.requests[0].body).toEqual({
			contacts: [{ email: 'a@example.com' }],
		});
		expect(await qualtrics.importJobs.finish('POOL_1', 'CG_1', 'IMP_1')).toMatchObject({
			isDone: true,
			added: 1,
			updated: 2,
		});
		expect(await collect(qualtrics.importJobs.report('POOL_1', 'IMP_1'))).toMatchObject([
			{ index: 0, contactId: 'CID_1', status: 'added', transactionId: 'CTR_1' },
			{ index: 1, status: 'updated' },
		]);
	});

	it('Q21 done with nothing counted is an error', async () => {
		const { qualtrics } = fakeQualtrics({
			[`GET ${url}/IMP_1`]: result({ percentComplete: 100, status: 'complete' }),
		});
		expect(await failureOf(qualtrics.importJobs.finish('POOL_1', 'CG_1', 'IMP_1'))).toMatchObject({
			kind: 'notFound',
			hint: expect.stringContaining('batch'),
		});
	});

	it('Q21 splits at 10,000 contacts and 5 MB, and loses none', () => {
		const small = Array.from({ length: 25_000 }, (_, n) => ({ email: `p${n}@example.com` }));
		expect(splitForImport(small)).toEqual([
			[0, 10_000],
			[10_000, 20_000],
			[20_000, 25_000],
		]);
		const large = Array.from({ length: 20 }, () => ({
			embeddedData: { text: 'é'.repeat(500_000) },
		}));
		const parts = splitForImport(large);
		for (const [from, to] of parts) {
			expect(Buffer.byteLength(JSON.stringify({ contacts: large.slice(from, to) }))).toBeLessThan(
				5 * 1024 * 1024,
			);
		}
		expect(parts.map(([from, to]) => to - from).reduce((a, b) => a + b)).toBe(20);
		expect(splitForImport([])).toEqual([]);
		const huge = { embeddedData: { text: 'x'.repeat(6 * 1024 * 1024) } };
		expect(splitForImport([huge, small[0], huge])).toEqual([
			[0, 1],
			[1, 2],
			[2, 3],
		]);
	});
});

describe('JSON events', () => {
	const workflowUrl =
		'https://fra1.qualtrics.com/inbound-event/v1/events/json/triggers?urlTokenId=1';

	it('Q24 starts a workflow', async () => {
		const { qualtrics, system } = fakeQualtrics({
			'POST /inbound-event/v1/events/json/triggers': result({}),
		});
		expect(await qualtrics.jsonEvents.start(workflowUrl, { a: 1 })).toMatchObject({
			requestId: 'req-1',
		});
		expect(system.requests[0]).toMatchObject({ url: workflowUrl, body: { a: 1 } });
	});

	it.each(['https://evil.example.org/x', 'nonsense', ''])(
		'Q24 sends nothing to %j',
		async (url) => {
			const { qualtrics, system } = fakeQualtrics({});
			expect(await failureOf(qualtrics.jsonEvents.start(url, {}))).toMatchObject({
				name: 'ConnectorError',
			});
			expect(system.requests).toHaveLength(0);
		},
	);

	it('Q24 refuses more than 100 KB before sending', async () => {
		const { qualtrics, system } = fakeQualtrics({});
		expect(
			await failureOf(qualtrics.jsonEvents.start(workflowUrl, { a: 'x'.repeat(200_000) })),
		).toMatchObject({ kind: 'input' });
		expect(system.requests).toHaveLength(0);
	});
});
