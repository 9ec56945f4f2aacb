import { call } from './naiveClient';
import {
	customersListId,
	mainDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
} from './qualtrics';

let sandbox: QualtricsSandbox;
beforeEach(async () => {
	sandbox = await startQualtricsSandbox({ importPolls: 1 });
});
afterEach(() => sandbox.close());

const base = `/directories/${mainDirectoryId}`;
const jobs = (listId = customersListId) => `${base}/mailinglists/${listId}/transactioncontacts`;
const start = (body: unknown, listId?: string) => call(sandbox, 'POST', jobs(listId), { body });

/** Polls to the end; the last status. */
async function finish(id: string, listId?: string) {
	for (;;) {
		const { result } = (await call(sandbox, 'GET', `${jobs(listId)}/${id}`)).json;
		if (result.status === 'complete') return result;
	}
}
const newBatch = async () =>
	(await call(sandbox, 'POST', `${base}/transactionbatches`, { body: {} })).json.result
		.id as string;
const row = (index: number) => ({ email: `p${index}@example.com`, embeddedData: { n: index } });
const nothing = {
	contacts: { count: { added: 0, updated: 0, failed: 0 } },
	transactions: { count: { created: 0 } },
};

it('202, then progress, then counts, summary and a row report under results', async () => {
	sandbox.control.addContact({ email: 'p1@example.com', phone: '+33' });
	const contacts = [row(0), row(1), { email: 'broken' }, { language: 'EN' }];
	const { status, json } = await start({ contacts });
	expect(status).toBe(202);
	const { id } = json.result;
	expect(json.result).toEqual({
		id: expect.any(String),
		contacts: { unprocessed: [] },
		tracking: { url: `${sandbox.url}/API/v3${jobs()}/${id}` },
		status: 'inProgress',
	});
	expect(await finish(id)).toEqual({
		percentComplete: 100,
		contacts: { count: { added: 1, updated: 1, failed: 2 } },
		transactions: { count: { created: 0 } },
		status: 'complete',
	});
	const summary = (await call(sandbox, 'GET', `${jobs()}/${id}/summary`)).json.result;
	expect(summary.invalidEmails).toEqual(['broken']);
	const report = (await call(sandbox, 'GET', `${base}/imports/api-import/jobs/${id}/report`)).json;
	expect(report).not.toHaveProperty('result');
	expect(
		report.results.importReportEntries.map(
			(entry: { sourceIndexId: number }) => entry.sourceIndexId,
		),
	).toEqual([0, 1, 2, 3]);
	expect(report.results.importReportEntries[1]).toMatchObject({
		phone: '+33',
		contactId: expect.any(String),
	});
});

it('transactions need a batch that exists, keys of their own, and fields that are named', async () => {
	const batchId = await newBatch();
	const fields = ['orderId', 'amount'];
	const contacts = [
		{ ...row(0), transactionData: { orderId: 'A' } },
		{ ...row(1), transactionData: { other: 'A' } },
		{ ...row(2), transactionData: {} },
		{ ...row(3), embeddedData: { orderId: 'A' } },
		row(4),
	];
	const { json } = await start({ contacts, transactionMeta: { batchId, fields } });
	expect(json.result.contacts.unprocessed).toEqual([1, 2, 3]);
	const last = await finish(json.result.id);
	expect(last).toMatchObject({
		contacts: { count: { added: 2 } },
		transactions: { count: { created: 1 } },
	});
});

it.each([
	['list', 'CG_none', undefined],
	['batch', customersListId, 'BT_none'],
])('an unknown %s: 100 %% and nothing done', async (_name, listId, batchId) => {
	const contacts = [{ ...row(0), ...(batchId && { transactionData: { a: 1 } }) }];
	const transactionMeta = batchId && { batchId, fields: ['a'] };
	const { status, json } = await start(
		{ contacts, ...(transactionMeta && { transactionMeta }) },
		listId,
	);
	expect(status).toBe(202);
	expect(await finish(json.result.id, listId)).toEqual({
		percentComplete: 100,
		status: 'complete',
		...nothing,
	});
	expect(sandbox.state.directories.get(mainDirectoryId)?.contacts.size).toBe(0);
});

it.each([
	['a phone', { contacts: [{ email: 'a@example.com', phone: '+33' }] }],
	['a null', { contacts: [{ email: 'a@example.com', firstName: null }] }],
	['no contacts', { contacts: [] }],
	['list data', { contacts: [{ email: 'a@example.com', privateEmbeddedData: { a: '1' } }] }],
	[
		'transactions without meta',
		{ contacts: [{ email: 'a@example.com', transactionData: { a: 1 } }] },
	],
	['meta without batch', { contacts: [row(0)], transactionMeta: { fields: ['a'] } }],
	['meta without fields', { contacts: [row(0)], transactionMeta: { batchId: 'BT_1', fields: [] } }],
	['10,001 contacts', { contacts: Array.from({ length: 10_001 }, () => ({ extRef: 'x' })) }],
])('refuses %s', async (_name, body) => {
	expect((await start(body)).status).toBe(400);
	expect(sandbox.state.imports.size).toBe(0);
});

it('refuses more than 5 MB', async () => {
	const contacts = Array.from({ length: 600 }, () => ({
		extRef: 'x',
		firstName: 'y'.repeat(10_000),
	}));
	expect((await start({ contacts })).status).toBe(413);
});

it.each(['results', 'top-level'] as const)(
	'a long report pages by the token in %s',
	async (reportSkipToken) => {
		sandbox.control.setOptions({ reportSkipToken });
		const { id } = (
			await start({ contacts: Array.from({ length: 150 }, (_, index) => row(index)) })
		).json.result;
		await finish(id);
		const path = `${base}/imports/api-import/jobs/${id}/report`;
		const first = (await call(sandbox, 'GET', path)).json;
		const token = reportSkipToken === 'results' ? first.results.skipToken : first.skipToken;
		const second = (await call(sandbox, 'GET', `${path}?skipToken=${token}`)).json;
		expect(second.results.importReportEntries).toHaveLength(50);
		expect(JSON.stringify(second)).not.toContain('skipToken');
	},
);

it('goes on even if nobody asks', async () => {
	await start({ contacts: [row(0)] });
	const { contacts } = sandbox.state.directories.get(mainDirectoryId)!;
	while (contacts.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	expect(contacts.size).toBe(1);
});
