import {
	directoryDestination,
	type ContactTransaction,
} from '../../../nodes/shared/connectors/qualtrics/directory/destination';
import type { DirectoryOptions } from '../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import { dryRunRecorder } from '../../../nodes/shared/connectors/qualtrics/directory/dryRunRecorder';
import { createQualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import type { FollowedUp, OpenDestination, UpsertInput } from '../../../nodes/shared/records';
import { ADA, DIRECTORY_OPTIONS, merging, POOL, type Routes } from './directorySetup';
import { baseUrl, fakeQualtrics, result } from './fakeQualtrics';

const setUp = (routes: Routes, options: Partial<DirectoryOptions> = {}) => {
	const { qualtrics, system } = fakeQualtrics(routes);
	return {
		system,
		destination: directoryDestination(qualtrics, { ...DIRECTORY_OPTIONS, ...options }),
	};
};

describe('whether contacts are looked for before they are written by rules', () => {
	const SEARCH = `POST ${POOL}/contacts/search`;
	const field = { target: 'email', value: ADA.email, sourceText: '', action: 'set' } as const;
	const plain: UpsertInput = { fields: [field] };

	it.each<[string, Partial<DirectoryOptions>, UpsertInput[], boolean]>([
		['nobody asks for it', {}, [plain], false],
		['the user wants it', { lookUp: true }, [plain], true],
		['a date is compared', { dateField: 'at' }, [plain], true],
		['somebody is to be opted in', {}, [plain, { ...plain, status: { wanted: 'optIn' } }], true],
		['somebody is to be opted out', {}, [plain, { ...plain, status: { wanted: 'optOut' } }], false],
		['a row has a policy', {}, [plain, { fields: [{ ...field, policy: 'onlyIfEmpty' }] }], true],
		['contacts are found by chosen fields', { operation: 'upsertByFields' }, [plain], true],
	])('%s', async (_name, options, inputs, isLookedFor) => {
		const { destination, system } = setUp(
			{ [SEARCH]: result({ elements: [] }) },
			{ operation: 'upsertByRules', lookUp: false, ...options },
		);
		const part = { way: 'single', members: [], match: [], names: ['email'] } as never;
		const { find } = await destination.open(inputs, part);
		expect(await find([{ values: ADA, id: 'ada' }])).toEqual([[]]);
		expect(system.requests.length > 0).toBe(isLookedFor);
	});
});

describe('what an output says of a contact', () => {
	const opened = async (
		way: 'single' | 'import',
		options: Partial<DirectoryOptions> = {},
	): Promise<OpenDestination> => {
		const { destination } = setUp(
			{
				[`POST ${POOL}/mailinglists/CG_1/contacts`]: result({
					id: 'CID_1',
					contactLookupId: 'CGC_1',
				}),
			},
			{ mailingListIds: ['CG_1', 'CG_2'], matchFields: [], ...merging(), ...options },
		);
		return await destination.open([], { way, members: [], match: [], names: [] } as never);
	};
	const LISTS = { directoryId: 'POOL_1', mailingListIds: ['CG_1', 'CG_2'] };

	it('its membership in the first list, once it is written', async () => {
		const { describe: shown, write } = await opened('single');
		expect(shown!('CID_1')).toEqual({ contactId: 'CID_1', ...LISTS });
		await write([{ kind: 'create', values: { ...ADA, 'mailingList.CG_1': true } }]);
		expect(shown!('CID_1')).toEqual({ contactId: 'CID_1', ...LISTS, contactLookupId: 'CGC_1' });
		expect(shown!('CID_2')).toEqual({ contactId: 'CID_2', ...LISTS });
		expect(shown!(undefined)).toEqual(LISTS);
	});

	it('that it went through the import job', async () => {
		const { describe: shown, keysAreUnique, batchSize } = await opened('import');
		expect(shown!('CID_1')).toEqual({ contactId: 'CID_1', ...LISTS, sentBy: 'import job' });
		expect({ keysAreUnique, batchSize }).toEqual({ keysAreUnique: true, batchSize: Infinity });
	});
});

describe('transactions that follow contacts', () => {
	const work = (value: string): ContactTransaction => ({
		date: '2024-05-01T13:45:00Z',
		data: { responseId: value },
		key: { field: 'responseId', value },
	});
	const body = (contactId: string, responseId: string) => ({
		contactId,
		mailingListId: 'CG_1',
		transactionDate: '2024-05-01 13:45:00',
		data: { responseId },
	});
	const created = {
		[`POST ${POOL}/transactions`]: result({
			createdTransactions: { t0: { id: 'CTR_1' }, t1: { id: 'CTR_2' } },
			unprocessedTransactions: { t2: { errorMessage: 'no' } },
		}),
	};
	const history = (id: string, ...known: string[]) => ({
		[`GET ${POOL}/contacts/${id}/transactions`]: result({
			elements: known.map((responseId) => ({
				transactionId: `T_${responseId}`,
				data: { responseId },
			})),
		}),
	});

	it('belong to the first list; each contact has its own answer', async () => {
		const { destination, system } = setUp(
			{
				...created,
				...history('CID_1'),
				...history('CID_2', 'R_2'),
				...history('CID_3'),
				...history('CID_4'),
			},
			{ mailingListIds: ['CG_1', 'CG_2'] },
		);
		const answers = await destination.followUp!(
			['1', '2', '3', '4'].map((n) => ({ id: `CID_${n}`, work: work(`R_${n}`) })),
			false,
		);
		expect(answers).toEqual([
			{ shown: { transaction: { id: 'CTR_1', status: 'recorded' } }, requests: [] },
			{ shown: { transaction: { id: 'T_R_2', status: 'alreadyRecorded' } }, requests: [] },
			{ shown: { transaction: { id: 'CTR_2', status: 'recorded' } }, requests: [] },
			expect.objectContaining({ kind: 'input' }),
		]);
		expect(system.requests.find(({ method }) => method === 'POST')?.body).toEqual({
			t0: body('CID_1', 'R_1'),
			t1: body('CID_3', 'R_3'),
			t2: body('CID_4', 'R_4'),
		});
	});

	it('without a list they belong to none', async () => {
		const { destination, system } = setUp({ ...created, ...history('CID_1') });
		await destination.followUp!([{ id: 'CID_1', work: work('R_1') }], false);
		const { mailingListId: _none, ...rest } = body('CID_1', 'R_1');
		expect(system.requests.find(({ method }) => method === 'POST')?.body).toEqual({ t0: rest });
	});

	it('in a dry run each contact shows its own, and those that are there already show none', async () => {
		const { system } = fakeQualtrics({ ...history('CID_1', 'R_1'), ...history('CID_2') });
		const dryRun = dryRunRecorder(system.runtime);
		const destination = directoryDestination(createQualtrics(dryRun.runtime, { baseUrl }), {
			...DIRECTORY_OPTIONS,
			mailingListIds: ['CG_1'],
			dryRun,
		});
		const answers = await destination.followUp!(
			[
				{ id: 'CID_1', work: work('R_1') },
				{ id: undefined, work: work('R_2') },
				{ id: 'CID_2', work: work('R_3') },
			],
			true,
		);
		const path = `/API/v3${POOL}/transactions`;
		expect((answers as FollowedUp[]).map(({ requests }) => requests)).toEqual([
			[],
			[{ method: 'POST', path, body: { t0: body('CID_of_the_new_contact', 'R_2') } }],
			[{ method: 'POST', path, body: { t1: body('CID_2', 'R_3') } }],
		]);
		expect(system.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
	});
});
