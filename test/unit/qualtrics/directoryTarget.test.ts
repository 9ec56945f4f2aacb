import { createQualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import type { DirectoryOptions } from '../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import { dryRunRecorder } from '../../../nodes/shared/connectors/qualtrics/directory/dryRunRecorder';
import { createDirectoryRecordTarget } from '../../../nodes/shared/connectors/qualtrics/directory/recordTarget';
import type { RecordWrite } from '../../../nodes/shared/records';
import { socketFailure } from '../http/fakeSystem';
import { ADA, DIRECTORY_OPTIONS, merging, POOL, setUp, type Routes } from './directorySetup';
import { baseUrl, failure, fakeQualtrics, result } from './fakeQualtrics';

describe('contacts as records', () => {
	it.each<[Partial<DirectoryOptions>, boolean]>([
		[{}, true],
		[{ matchFields: ['extRef'] }, false],
		[{ matchFields: ['extRef', 'email'] }, true],
		[merging('email', 'phone'), false],
		[merging(), false],
		[{ operation: 'upsertByRules', ...merging() }, true],
	])('%j: there is one contact of a key: %s', (options, keysAreUnique) => {
		expect(setUp({}, options).target).toMatchObject({ keysAreUnique, batchSize: 50 });
	});

	const create = (values: object, key = true): RecordWrite =>
		({
			kind: 'create',
			values,
			...(key && { key: { values: ADA, id: 'ada' } }),
		}) as RecordWrite;
	const POST = `POST ${POOL}/contacts`;
	const SEARCH = `POST ${POOL}/contacts/search`;
	/** Two merge fields: what was posted is not posted again. */
	const once = merging('email', 'phone');

	it('where no answer came to a creation, the contact is looked for', async () => {
		const { target } = setUp(
			{ [POST]: socketFailure('ECONNRESET'), [SEARCH]: result({ elements: [{ id: 'CID_1' }] }) },
			once,
		);
		expect(await target.write([create(ADA)])).toEqual([
			{
				id: 'CID_1',
				warnings: ['The create request timed out, but the contact exists: it was created'],
			},
		]);
	});

	it.each<[string, Routes, boolean, number]>([
		[
			'it is not there',
			{ [POST]: socketFailure('ECONNRESET'), [SEARCH]: result({ elements: [] }) },
			true,
			2,
		],
		[
			'nobody can look',
			{ [POST]: socketFailure('ECONNRESET'), [SEARCH]: failure(403, 'no') },
			true,
			2,
		],
		['there is nothing to look by', { [POST]: socketFailure('ECONNRESET') }, false, 1],
		[
			'it was refused',
			{
				[POST]: failure(400, 'email is invalid'),
				[SEARCH]: result({ elements: [{ id: 'CID_1' }] }),
			},
			true,
			1,
		],
	])('the failure of a creation stands, where %s', async (_name, routes, key, requests) => {
		const { target, system } = setUp(routes, once);
		const [answer] = await target.write([create(ADA, key)]);
		expect(answer).toMatchObject({ name: 'ConnectorError' });
		expect(answer).toMatchObject(
			_name === 'it was refused' ? { kind: 'input' } : { outcomeUnknown: true },
		);
		expect(system.requests).toHaveLength(requests);
	});

	it.each<[string, Partial<DirectoryOptions>, string[]]>([
		[
			'that merges nobody',
			merging(),
			['This directory merges no contacts: running again adds the contact again'],
		],
		[
			'that merges by what has no value',
			merging('externalDataReference', 'phone'),
			[
				'None of the fields by which the directory merges (extRef, phone) has a value: running again adds the contact again',
			],
		],
		['that recognises it', { matchFields: ['email'] }, []],
	])('by the rules of a directory %s', async (_name, options, warnings) => {
		const { target } = setUp(
			{ [POST]: result({ id: 'CID_1' }) },
			{ operation: 'upsertByRules', lookUp: false, matchFields: [], ...options },
		);
		expect(await target.write([create(ADA)])).toEqual([
			{ id: 'CID_1', did: 'createdOrUpdated', changes: [], warnings },
		]);
	});

	it('by chosen fields nobody is warned, and what was done is known', async () => {
		const { target } = setUp(
			{ [POST]: result({ id: 'CID_1' }) },
			{ matchFields: [], ...merging() },
		);
		expect(await target.write([create(ADA)])).toEqual([{ id: 'CID_1', warnings: [] }]);
	});

	it('what was skipped is told as it is', async () => {
		const { target } = setUp(
			{ [SEARCH]: result({ elements: [{ id: 'CID_9' }] }) },
			{ operation: 'create', matchFields: ['extRef'], ...merging('email') },
		);
		expect(await target.write([create(ADA)])).toMatchObject([{ id: 'CID_9', did: 'skipped' }]);
	});

	it('a dry run shows what each contact would send, and no id that is none', async () => {
		const { system } = fakeQualtrics({
			[`GET ${POOL}/contacts/CID_1`]: result({ contactId: 'CID_1', ...ADA, firstName: 'Ada' }),
		});
		const dryRun = dryRunRecorder(system.runtime);
		const dry = createQualtrics(dryRun.runtime, { baseUrl });
		const target = createDirectoryRecordTarget(dry, { ...DIRECTORY_OPTIONS, dryRun });
		const update: RecordWrite = {
			kind: 'update',
			record: { id: 'CID_1', values: { ...ADA, firstName: 'Ada' } },
			changes: [{ field: 'firstName', from: 'Ada', to: 'Bea' }],
		};
		const answers = await target.dryRun!([create(ADA), update, create({ language: 'EN' })]);
		expect(answers).toEqual([
			{
				warnings: [],
				requests: [{ method: 'POST', path: `/API/v3${POOL}/contacts`, body: ADA }],
			},
			{
				id: 'CID_1',
				requests: [
					{
						method: 'PUT',
						path: `/API/v3${POOL}/contacts/CID_1`,
						body: { ...ADA, firstName: 'Bea' },
					},
				],
			},
			expect.objectContaining({ kind: 'input' }),
		]);
		expect(system.requests.map(({ method }) => method)).toEqual(['GET']);
	});

	it('outside of a dry run there is none', () => expect(setUp().target.dryRun).toBeUndefined());
});

describe('contacts that are found', () => {
	const found = (id: string, more: object = {}) => ({ id, ...ADA, ...more });
	const SEARCH = `POST ${POOL}/contacts/search`;
	const key = { values: ADA, id: 'ada' };

	it('the oldest comes first, then by id', async () => {
		const at = (day: number): object => ({ creationDate: `2024-05-0${day} 10:00:00` });
		const { target } = setUp({
			[SEARCH]: result({
				elements: [
					found('CID_3', at(2)),
					found('CID_2', at(1)),
					found('CID_1', at(2)),
					found('CID_4'),
				],
			}),
		});
		const [hits] = await target.find([key]);
		expect((hits as Array<{ id: string }>).map(({ id }) => id)).toEqual([
			'CID_4',
			'CID_2',
			'CID_1',
			'CID_3',
		]);
	});

	it.each<[Partial<DirectoryOptions>, string[]]>([
		[{}, ['optedOut', 'optedIn']],
		[{ operation: 'upsertByRules' }, ['optedOut', 'optedOut']],
	])('%j: whether one of several opted out counts for all: %j', async (options, statuses) => {
		const { target } = setUp(
			{
				[SEARCH]: result({
					elements: [
						found('CID_1', { unsubscribed: true }),
						found('CID_2', { unsubscribed: false }),
					],
				}),
			},
			options,
		);
		const [hits] = await target.find([key]);
		expect((hits as Array<{ status: string }>).map(({ status }) => status)).toEqual(statuses);
	});

	it.each<[Partial<DirectoryOptions>, boolean]>([
		[{}, false],
		[{ mailingListIds: ['CG_1'] }, true],
		[{ statusLevel: 'list' }, true],
	])('%j: each is read whole, with its lists: %s', async (options, isRead) => {
		const { target, system } = setUp(
			{
				[SEARCH]: result({ elements: [found('CID_1'), found('CID_2')] }),
				[`GET ${POOL}/contacts/CID_1`]: result({
					contactId: 'CID_1',
					...ADA,
					mailingListMembership: { CG_1: {} },
				}),
			},
			options,
		);
		const [hits] = await target.find([key]);
		expect(system.requests.length).toBe(isRead ? 3 : 1);
		// The second one is gone by then.
		expect(hits).toHaveLength(isRead ? 1 : 2);
		const [{ values }] = hits as Array<{ values: object }>;
		expect('mailingList.CG_1' in values).toBe(isRead);
	});

	it('nobody is looked for where that is not wanted', async () => {
		const { target, system } = setUp({}, { lookUp: false });
		expect(await target.find([key])).toEqual([[]]);
		expect(system.requests).toEqual([]);
	});
});
