import type { DirectoryOptions } from '../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import type { RecordUpdate } from '../../../nodes/shared/records';
import { ADA, merging, POOL, setUp, type Routes } from './directorySetup';
import { failure, result } from './fakeQualtrics';

const CONTACT = `${POOL}/contacts/CID_1`;
const stored = (more: object = {}) =>
	result({ contactId: 'CID_1', ...ADA, firstName: 'Ada', ...more });

/** What was sent while a contact that was found as Ada is changed, and what came out. */
async function updated(
	write: Partial<RecordUpdate>,
	options: Partial<DirectoryOptions> = {},
	routes: Routes = {},
) {
	const posted = (id: string) => ({
		[`POST ${POOL}/contacts`]: result({ id }),
		[`POST ${POOL}/mailinglists/CG_1/contacts`]: result({ id, contactLookupId: 'CGC_1' }),
		[`POST ${POOL}/mailinglists/CG_2/contacts`]: result({ id, contactLookupId: 'CGC_2' }),
	});
	const { target, system, memory } = setUp(
		{
			...posted('CID_1'),
			[`GET ${CONTACT}`]: stored(),
			[`PUT ${CONTACT}`]: result(undefined),
			...Object.fromEntries(
				['CG_1', 'CG_2'].flatMap((list) => [
					[`GET ${POOL}/mailinglists/${list}/contacts/CID_1`, stored()],
					[`PUT ${POOL}/mailinglists/${list}/contacts/CID_1`, result(undefined)],
				]),
			),
			...routes,
		},
		options,
	);
	const record = { id: 'CID_1', values: { ...ADA, firstName: 'Ada' } };
	const update: RecordUpdate = { kind: 'update', record, changes: [], ...write };
	const [answer] = await target.write([update]);
	const sent = system.requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, url, body }) => [
			`${method} ${new URL(url).pathname.slice('/API/v3'.length)}`,
			body,
		]);
	const read = system.requests.filter(({ method }) => method === 'GET').length;
	return { answer, sent, read, written: [...memory.written] };
}

const NAME = { changes: [{ field: 'firstName', from: 'Ada', to: 'Bea' }] };
const BY_RULES = { operation: 'upsertByRules' } as const;
const LISTS = {
	changes: ['CG_1', 'CG_2'].map((id) => ({ field: `mailingList.${id}`, from: null, to: true })),
};
const opting = (status: 'optIn' | 'optOut') =>
	({ status: { status } }) as Pick<RecordUpdate, 'status'>;

describe('a contact that is changed by chosen fields', () => {
	it('is read and written back whole, this very contact', async () => {
		expect(await updated(NAME)).toEqual({
			answer: { id: 'CID_1' },
			sent: [[`PUT ${CONTACT}`, { ...ADA, firstName: 'Bea' }]],
			read: 1,
			written: ['CID_1'],
		});
	});

	it('joins further lists by what the directory merges by, as it is written', async () => {
		const { sent } = await updated({
			changes: [{ field: 'email', from: ADA.email, to: 'new@example.com' }, ...LISTS.changes],
		});
		const identity = { email: 'new@example.com' };
		expect(sent).toEqual([
			[`PUT ${CONTACT}`, { ...identity, firstName: 'Ada' }],
			[`POST ${POOL}/mailinglists/CG_1/contacts`, identity],
			[`POST ${POOL}/mailinglists/CG_2/contacts`, identity],
		]);
	});

	it('is not written where only lists are joined', async () => {
		const { sent } = await updated(LISTS);
		expect(sent.map(([line]) => line)).toEqual(
			['CG_1', 'CG_2'].map((id) => `POST ${POOL}/mailinglists/${id}/contacts`),
		);
	});

	it('whose address is emptied cannot be recognised by it', async () => {
		const { answer } = await updated({
			changes: [{ field: 'email', from: ADA.email, to: null }, ...LISTS.changes],
		});
		expect(answer).toMatchObject({ kind: 'input', message: expect.stringContaining('CG_1') });
	});

	it.each<[string, Partial<RecordUpdate>, Partial<DirectoryOptions>, object]>([
		['whose date is another by now', NAME, { dateField: 'at' }, { embeddedData: { at: '2' } }],
		[
			'whose guarded field is another by now',
			{ ...NAME, guarded: ['firstName'] },
			{},
			{ firstName: 'Eve' },
		],
	])('%s is not written', async (_name, write, options, more) => {
		const record = { id: 'CID_1', values: { firstName: 'Ada' }, date: '1' };
		const { answer, sent } = await updated({ ...write, record }, options, {
			[`GET ${CONTACT}`]: stored(more),
		});
		expect(answer).toMatchObject({
			kind: 'conflict',
			message: expect.stringContaining('meanwhile'),
		});
		expect(sent).toEqual([]);
	});

	it('whose date is the same is written', async () => {
		const record = { id: 'CID_1', values: {}, date: '1' };
		const { sent } = await updated(
			{ ...NAME, record },
			{ dateField: 'at' },
			{
				[`GET ${CONTACT}`]: stored({ embeddedData: { at: '1' } }),
			},
		);
		expect(sent).toHaveLength(1);
	});
});

describe('a contact that is changed by the rules of the directory', () => {
	it('is posted with what it is recognised by, and not read', async () => {
		expect(await updated(NAME, BY_RULES)).toEqual({
			answer: { id: 'CID_1' },
			sent: [[`POST ${POOL}/contacts`, { ...ADA, firstName: 'Bea' }]],
			read: 0,
			written: ['CID_1'],
		});
	});

	it('is posted into its first list, and joins the others', async () => {
		const { sent } = await updated({ changes: [...NAME.changes, ...LISTS.changes] }, BY_RULES);
		expect(sent).toEqual([
			[`POST ${POOL}/mailinglists/CG_1/contacts`, { ...ADA, firstName: 'Bea' }],
			[`POST ${POOL}/mailinglists/CG_2/contacts`, ADA],
		]);
	});

	it('opts out of the directory, and joins all its lists apart', async () => {
		const { sent } = await updated({ ...LISTS, ...opting('optOut') }, BY_RULES);
		expect(sent).toEqual([
			[`POST ${POOL}/contacts`, { ...ADA, unsubscribed: true }],
			[`POST ${POOL}/mailinglists/CG_1/contacts`, ADA],
			[`POST ${POOL}/mailinglists/CG_2/contacts`, ADA],
		]);
	});

	it.each<[string, Partial<RecordUpdate>, Partial<DirectoryOptions>]>([
		['a date is compared', NAME, { dateField: 'at' }],
		['a field is guarded', { ...NAME, guarded: ['firstName'] }, {}],
	])('is read first where %s', async (_name, write, options) => {
		const { read, sent } = await updated(write, { ...BY_RULES, ...options });
		expect([read, sent.length]).toEqual([1, 1]);
	});

	it.each([
		[
			'is told, where it is another one',
			stored(),
			{ id: 'CID_2', warnings: ["The directory's merge rules wrote to CID_2 and not to CID_1"] },
		],
		[
			'is new, where the one that was found is gone',
			failure(404),
			{ id: 'CID_2', did: 'created', warnings: ['CID_1 was removed or merged meanwhile'] },
		],
	])('%s', async (_name, read, wanted) => {
		const { answer, written } = await updated(NAME, BY_RULES, {
			[`POST ${POOL}/contacts`]: result({ id: 'CID_2' }),
			[`GET ${CONTACT}`]: read,
		});
		expect(answer).toEqual(wanted);
		expect(written).toEqual(['CID_2']);
	});
});

describe('the subscription of a contact that is changed', () => {
	it.each([
		['optOut', true],
		['optIn', false],
	] as const)('%s of the directory is written with it: %s', async (status, unsubscribed) => {
		const { sent } = await updated({ ...NAME, ...opting(status) });
		expect(sent).toEqual([[`PUT ${CONTACT}`, { ...ADA, firstName: 'Bea', unsubscribed }]]);
	});

	it.each([
		['optOut', true],
		['optIn', false],
	] as const)('%s of lists is said of each of them: %s', async (status, unsubscribed) => {
		const mailingListIds = ['CG_1', 'CG_2'];
		const { sent } = await updated(
			{ ...NAME, ...opting(status) },
			{ statusLevel: 'list', mailingListIds },
		);
		expect(sent).toEqual([
			[`PUT ${CONTACT}`, { ...ADA, firstName: 'Bea' }],
			...mailingListIds.map((list) => [
				`PUT ${POOL}/mailinglists/${list}/contacts/CID_1`,
				{ ...ADA, firstName: 'Ada', unsubscribed },
			]),
		]);
	});

	it('is written with what it rests on', async () => {
		const evidence = { survey: 'Visit', responseId: 'R_1', time: '2024-05-01' };
		const { sent } = await updated(
			{ status: { status: 'optIn', evidence } as RecordUpdate['status'] },
			{ evidenceField: 'proof', ...merging('email') },
		);
		expect(sent[0][1]).toMatchObject({
			unsubscribed: false,
			embeddedData: { proof: 'opted in · 2024-05-01 · Visit · R_1' },
		});
	});
});
