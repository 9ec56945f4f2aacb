import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { MappedField } from '../../../nodes/shared/mapping';
import {
	upsertRecords,
	type FoundRecord,
	type Outcome,
	type RecordTarget,
	type UpsertInput,
	type UpsertOptions,
} from '../../../nodes/shared/records';

const set = (target: string, value: unknown, more: Partial<MappedField> = {}): MappedField => ({
	target,
	value,
	sourceText: String(value),
	action: 'set',
	...more,
});
const input = (...fields: MappedField[]): UpsertInput => ({
	fields: [set('email', 'a'), ...fields],
});
const GOLD = input(set('plan', 'gold'));
const found = (id: string, values: Record<string, unknown> = {}): FoundRecord => ({
	id,
	values: { email: 'a', ...values },
});
const change = { field: 'plan', from: null, to: 'gold' };
const OPTIONS: UpsertOptions = {
	operation: 'createOrUpdate',
	whenAmbiguous: 'all',
	allowOptInAgain: false,
	onlyIfNewer: false,
	timeZone: 'UTC',
	dryRun: false,
	match: [{ field: 'email', kind: 'email' }],
};
type Answers = Awaited<ReturnType<RecordTarget['write']>>;

/** What becomes of one input, by what is found and what the system answers to the writes. */
async function outcomeOf(
	records: FoundRecord[],
	answers: Answers,
	{ given = GOLD, ...more }: Partial<UpsertOptions> & { given?: UpsertInput } = {},
	target: Partial<RecordTarget> = {},
): Promise<Outcome> {
	const [outcome] = await upsertRecords(
		[given],
		{
			keysAreUnique: true,
			batchSize: 5,
			find: async () => await Promise.resolve([records]),
			write: async () => await Promise.resolve(answers),
			...target,
		},
		{ ...OPTIONS, ...more },
	);
	return outcome;
}
const refused = new ConnectorError('input', 'refused');
const conflict = new ConnectorError('conflict', 'changed');
const gone = new ConnectorError('notFound', 'gone');

describe('what the system says of a write', () => {
	it.each<[string, FoundRecord[], Answers, Partial<Outcome>]>([
		[
			'created',
			[],
			[{ id: '7' }],
			{ status: 'created', id: '7', changes: [{ field: 'email', from: null, to: 'a' }, change] },
		],
		['updated', [found('1')], [{ id: '1' }], { status: 'updated', id: '1', changes: [change] }],
		['found to be another record', [found('1')], [{ id: '2' }], { status: 'updated', id: '2' }],
		[
			'merged instead of created',
			[],
			[{ id: '7', did: 'updated', changes: [change] }],
			{ status: 'updated', id: '7', changes: [change] },
		],
		[
			'left as it was',
			[found('1')],
			[{ id: '1', did: 'unchanged' }],
			{ status: 'unchanged', changes: [] },
		],
		['not meant', [found('1')], [{ id: '1', did: 'skipped' }], { status: 'skipped', changes: [] }],
		[
			'written with a warning',
			[found('1')],
			[{ id: '1', warnings: ['cut off'] }],
			{ status: 'updated', warnings: ['cut off'] },
		],
		[
			'refused',
			[found('1')],
			[refused],
			{ status: 'failed', changes: [], error: refused, warnings: [] },
		],
		[
			'written to one of two',
			[found('1'), found('2')],
			[{ id: '1', warnings: ['cut off'] }, refused],
			{
				status: 'failed',
				error: refused,
				changes: [],
				warnings: ['2 records match: 1, 2', 'cut off', '1 of 2 matching records were written'],
			},
		],
		[
			'refused for both',
			[found('1'), found('2')],
			[refused, refused],
			{ status: 'failed', error: refused, warnings: ['2 records match: 1, 2'] },
		],
	])('%s', async (_name, records, answers, wanted) => {
		expect(await outcomeOf(records, answers)).toMatchObject(wanted);
	});

	it.each([
		['optIn', { id: '1' }, 'optIn'],
		['optIn', { id: '1', consent: 'unchanged' }, undefined],
		['optIn', { id: '1', did: 'skipped' }, undefined],
		['optOut', { id: '1', did: 'updated' }, 'optOut'],
		['unchanged', { id: '1' }, undefined],
	] as const)(
		'a consent asked for as %s, answered %j, is told as %s',
		async (wanted, answer, told) => {
			const given: UpsertInput = { ...GOLD, status: { wanted } };
			const records: FoundRecord[] = [
				{ ...found('1'), status: wanted === 'optOut' ? 'optedIn' : 'unset' },
			];
			expect((await outcomeOf(records, [answer], { given })).consent).toBe(told);
		},
	);

	it('what stays by the policy of its row is told of what is written and of what is not', async () => {
		const row = set('plan', 'gold', { policy: 'onlyIfEmpty' });
		const kept = ['plan: kept: the record already has a value'];
		const records = [found('1', { plan: 'silver' })];
		const written = input(row, set('city', 'Rome'));
		expect(await outcomeOf(records, [{ id: '1' }], { given: written })).toMatchObject({
			status: 'updated',
			kept,
		});
		const unchanged = await outcomeOf(records, [], { given: input(row) });
		expect(unchanged).toMatchObject({ status: 'unchanged', id: '1', kept });
	});
});

describe('when somebody else was there meanwhile', () => {
	const keyless: UpsertOptions['match'] = [];
	it.each<[string, FoundRecord[], ConnectorError, Partial<UpsertOptions>, number]>([
		['a record was created', [], conflict, {}, 3],
		['a new record is not found', [], gone, {}, 1],
		['a new record is refused', [], refused, {}, 1],
		['a new record without a key', [], conflict, { match: keyless }, 1],
		['the record was changed', [found('1')], conflict, {}, 3],
		['the record was removed', [found('1')], gone, {}, 3],
		['the record is refused', [found('1')], refused, {}, 1],
	])('%s: tried %4$i times', async (_name, records, error, options, times) => {
		let written = 0;
		const write: RecordTarget['write'] = async (writes) => {
			written++;
			return await Promise.resolve(writes.map(() => error));
		};
		expect(await outcomeOf(records, [], options, { write })).toMatchObject({
			status: 'failed',
			error,
		});
		expect(written).toBe(times);
	});

	it('once one of several is written, it is not tried again', async () => {
		let written = 0;
		const write: RecordTarget['write'] = async () => {
			written++;
			return await Promise.resolve([{ id: '1' }, conflict]);
		};
		await outcomeOf([found('1'), found('2')], [], {}, { write });
		expect(written).toBe(1);
	});

	it.each([
		[true, { id: '7' }, []],
		[false, { id: '7' }, ['Somebody else created a record with the same key meanwhile: 8, 9']],
		[false, { id: '7', did: 'updated' }, []],
	] as const)('keys are unique: %s, answered %j: %j', async (keysAreUnique, answer, warnings) => {
		let asked = 0;
		const find: RecordTarget['find'] = async () =>
			await Promise.resolve([asked++ === 0 ? [] : [found('7'), found('8'), found('9')]]);
		const outcome = await outcomeOf([], [answer], {}, { keysAreUnique, find });
		expect(outcome.warnings).toEqual(warnings);
	});

	it.each([
		['nobody did', [found('7')]],
		['it cannot be looked for', refused],
	])('where %s, there is no warning', async (_name, answer) => {
		let asked = 0;
		const find: RecordTarget['find'] = async () =>
			await Promise.resolve([asked++ === 0 ? [] : answer]);
		const outcome = await outcomeOf([], [{ id: '7' }], {}, { keysAreUnique: false, find });
		expect(outcome).toMatchObject({ status: 'created', warnings: [] });
	});
});

describe('a dry run', () => {
	const dryRun: RecordTarget['dryRun'] = async (writes) =>
		await Promise.resolve(writes.map(() => ({ requests: [{ method: 'PUT', path: '/a' }] })));

	it.each<[string, Partial<RecordTarget>, object]>([
		[
			'of a system that shows its requests',
			{ dryRun },
			{ requests: [{ method: 'PUT', path: '/a' }] },
		],
		['of one that does not', {}, {}],
	])('%s writes nothing and tells what is planned', async (_name, target, shown) => {
		const write = async (): Promise<never> => await Promise.reject(new Error('written'));
		const planned = await outcomeOf([found('1')], [], { dryRun: true }, { write, ...target });
		expect(planned).toEqual({
			index: 0,
			status: 'updated',
			id: '1',
			changes: [change],
			warnings: [],
			...shown,
		});
		const fresh = await outcomeOf([], [], { dryRun: true }, { write, ...target });
		expect(fresh).toMatchObject({ status: 'created', ...shown });
		expect(fresh).not.toHaveProperty('id');
	});
});

describe('a plan', () => {
	it.each<[string, FoundRecord[] | ConnectorError, string[], string[]]>([
		['is shown and approved', [found('1')], ['update'], ['update']],
		['that changes nothing too', [found('1', { plan: 'gold' })], ['unchanged'], ['unchanged']],
		['that is an error is shown only', refused, ['error'], []],
	])('%s', async (_name, answer, shown, approved) => {
		const seen: string[] = [];
		const asked: string[] = [];
		await outcomeOf(
			[],
			[{ id: '1' }],
			{
				onPlan: (_record, plan) => void seen.push(plan.action),
				approve: async (_record, plan) => {
					asked.push(plan.action);
					return await Promise.resolve(undefined);
				},
			},
			{ find: async () => await Promise.resolve([answer]) },
		);
		expect([seen, asked]).toEqual([shown, approved]);
	});
});

describe('a record without a key', () => {
	it('is not looked for, and what was found is that of the others', async () => {
		const asked: unknown[] = [];
		const target: RecordTarget = {
			keysAreUnique: true,
			batchSize: 9,
			find: async (keys) => {
				asked.push(...keys.map(({ values }) => values));
				return await Promise.resolve(keys.map(() => [found('7', { email: 'b' })]));
			},
			write: async (writes) => await Promise.resolve(writes.map(() => ({ id: '1' }))),
		};
		const inputs = [undefined, 'b'].map((email) => ({
			fields: [...(email ? [set('email', email)] : []), set('plan', 'gold')],
		}));
		const options = { ...OPTIONS, whenKeyless: 'alone' as const };
		const outcomes = await upsertRecords(inputs, target, options);
		expect(asked).toEqual([{ email: 'b' }]);
		expect(outcomes.map(({ status }) => status)).toEqual(['created', 'updated']);
	});
});

describe('one failed record', () => {
	const three = ['a', 'b', 'c'].map((email) => ({ fields: [set('email', email)] }));
	it.each([
		[undefined, ['input', 'created', 'created']],
		[false, ['input', 'created', 'created']],
		[true, ['input', 'cancelled', 'cancelled']],
	])('stops the run, where that was asked for: %s', async (stopOnFailure, wanted) => {
		const target: RecordTarget = {
			keysAreUnique: true,
			batchSize: 1,
			find: async (keys) => await Promise.resolve(keys.map(() => [])),
			write: async ([write]) =>
				await Promise.resolve([
					write.kind === 'create' && write.values.email === 'a' ? refused : { id: '1' },
				]),
		};
		const options = { ...OPTIONS, ...(stopOnFailure !== undefined && { stopOnFailure }) };
		const outcomes = await upsertRecords(three, target, options);
		expect(outcomes.map(({ status, error }) => error?.kind ?? status)).toEqual(wanted);
		for (const { error, changes, warnings } of outcomes)
			if (error) expect([changes, warnings]).toEqual([[], []]);
	});
});
