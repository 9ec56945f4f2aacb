import fc from 'fast-check';
import { ConnectorError, isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { FieldAction, MappedField } from '../../../nodes/shared/mapping';
import {
	decideFields,
	foldFields,
	foldInputs,
	keyOf,
	knowledgeOf,
	matching,
	normaliseKey,
	planRecord,
	sameAsText,
	memberOutcomes,
	upsertRecords,
	type FoundRecord,
	type KeyKind,
	type Operation,
	type RecordTarget,
	type UpsertInput,
	type UpsertOptions,
} from '../../../nodes/shared/records';

const field = (target: string, value: unknown, action: FieldAction = 'set'): MappedField => ({
	target,
	value: action === 'set' ? value : null,
	sourceText: String(value),
	action,
});
const input = (email: unknown, ...fields: MappedField[]): UpsertInput => ({
	fields: [field('email', email), ...fields],
});
const byEmail = [{ field: 'email', kind: 'email' as const }];
const folding = { match: byEmail, allowOptInAgain: false, byTime: false, firstOnly: false };
const options: UpsertOptions = {
	operation: 'createOrUpdate',
	whenAmbiguous: 'error',
	allowOptInAgain: false,
	onlyIfNewer: false,
	timeZone: 'UTC',
	dryRun: false,
	match: byEmail,
};

describe('match', () => {
	it.each<[KeyKind, string, string, boolean]>([
		['exact', ' E-1 ', 'E-1', true],
		['exact', 'e-1', 'E-1', false],
		['text', ' ANN  ', 'ann', true],
		['text', 'Cafe\u0301', 'CAFÉ', true],
		['text', 'a b', 'ab', false],
		['email', 'Ann@Example.COM ', 'ann@example.com', true],
		['email', 'ann+x@example.com', 'ann@example.com', false],
		['phone', '+33 6-12.34', '0033 61234', true],
		['phone', '+33 (0)61234', '+3361234', true],
		['phone', '061234', '+3361234', false],
	])('Q21 as %s, "%s" and "%s" are one key: %p', (kind, left, right, same) => {
		expect(normaliseKey(kind, left) === normaliseKey(kind, right)).toBe(same);
	});

	it('Q21 a normalised key is its own normal form', () => {
		fc.assert(
			fc.property(
				fc.constantFrom<KeyKind>('exact', 'text', 'email', 'phone'),
				fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'00+1 ()-') })),
				(kind, text) => {
					const key = normaliseKey(kind, text);
					expect(normaliseKey(kind, key)).toBe(key);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it.each([[undefined], [null], [''], ['  '], [[]]])('Q21 %p is no key', (email) => {
		const key = keyOf({ email }, byEmail);
		expect(isConnectorError(key) && key.message).toBe('The match field "email" is empty');
	});

	it('Q21 0 is a key, and keys of several fields do not run into each other', () => {
		const fields = ['a', 'b'].map((name) => ({ field: name, kind: 'exact' as const }));
		const id = (a: unknown, b: unknown): unknown => (keyOf({ a, b }, fields) as { id: string }).id;
		expect(id(0, 'x')).toBe('["0","x"]');
		expect(id('a,b', 'c')).not.toBe(id('a', 'b,c'));
		expect(isConnectorError(keyOf({ a: 'x', b: '' }, fields))).toBe(true);
	});

	it('Q21 what a system finds too much is left out', () => {
		const key = keyOf({ email: 'ann@example.com' }, byEmail);
		const found = [
			{ id: '1', values: { email: 'ANN@example.com' } },
			{ id: '2', values: { email: 'joann@example.com' } },
			{ id: '3', values: {} },
		];
		if (isConnectorError(key)) throw key;
		expect(matching(found, key, byEmail).map(({ id }) => id)).toEqual(['1', '3']);
	});
});

describe('fold', () => {
	const rows = fc.array(
		fc.array(
			fc.record({
				target: fc.constantFrom('a', 'b', 'c'),
				action: fc.constantFrom<FieldAction>('set', 'clear', 'leave'),
				value: fc.integer(),
			}),
			{ maxLength: 4 },
		),
		{ maxLength: 5 },
	);

	it('Q21 keeps the last value of every field; clears only what nothing gives a value', () => {
		fc.assert(
			fc.property(rows, (given) => {
				const inOrder = given.map((entries) =>
					entries.map(({ target, action, value }) => field(target, value, action)),
				);
				const folded = foldFields(inOrder);
				for (const target of ['a', 'b', 'c']) {
					const all = inOrder.flat().filter((entry) => entry.target === target);
					const lastSet = all.findLast(({ action }) => action === 'set');
					const wanted = lastSet ?? all.findLast(({ action }) => action === 'clear') ?? all.at(-1);
					expect(folded.find((entry) => entry.target === target)).toEqual(wanted);
				}
			}),
		);
	});

	it('Q21 every input belongs to exactly one record, or is refused', () => {
		const emails = fc.array(
			fc.constantFrom('a@example.com', 'A@example.com ', 'b@example.com', '', null),
		);
		fc.assert(
			fc.property(emails, (given) => {
				const { records, refused } = foldInputs(
					given.map((email) => input(email)),
					folding,
				);
				const indexes = [
					...records.flatMap(({ members }) => members),
					...refused.map(({ index }) => index),
				];
				expect(indexes.sort((left, right) => left - right)).toEqual(
					given.map((_email, index) => index),
				);
				expect(new Set(records.map(({ key }) => key!.id)).size).toBe(records.length);
			}),
		);
	});

	it('Q21 without match fields every input is a record of its own', () => {
		expect(foldInputs([input('x'), input('x')], { ...folding, match: [] }).records).toHaveLength(2);
	});

	it('Q40 an opt-out stands against an opt-in, unless opting in again is allowed', () => {
		const inputs: UpsertInput[] = [
			{ ...input('x'), status: { wanted: 'optOut' } },
			{ ...input('x'), status: { wanted: 'optIn' } },
		];
		const wanted = (allowOptInAgain: boolean, given: UpsertInput[]): unknown =>
			foldInputs(given, { ...folding, allowOptInAgain }).records[0].status?.wanted;
		expect([
			wanted(false, inputs),
			wanted(true, inputs),
			wanted(true, [...inputs].reverse()),
		]).toEqual(['optOut', 'optIn', 'optOut']);
	});

	it('Q21 tells the folded as if they had come one after another', () => {
		const [record] = foldInputs([input('x'), input('y'), input('X')], folding).records;
		const told = memberOutcomes(record, { status: 'created', id: '1', changes: [], warnings: [] });
		expect(told.map(({ index, status, foldedWith }) => [index, status, foldedWith])).toEqual([
			[0, 'created', [2]],
			[2, 'updated', [0]],
		]);
	});

	it.each([
		['created', false, 'Written together with items 2, 3: same key'],
		['updated', true, 'Would be written together with items 2, 3: same key'],
		['createdOrUpdated', true, 'Would be written together with items 2, 3: same key'],
		['unchanged', false, 'Taken together with items 2, 3: same key'],
		['unchanged', true, 'Taken together with items 2, 3: same key'],
		['failed', false, 'Taken together with items 2, 3: same key'],
	] as const)('folded and %s, dry run %s: %s', (status, isDryRun, words) => {
		const [record] = foldInputs([input('x'), input('X'), input('x')], folding).records;
		const outcome = { status, changes: [], warnings: [] };
		expect(memberOutcomes(record, outcome, undefined, isDryRun)[0].warnings).toEqual([words]);
	});
});

const knowledge = knowledgeOf({});

const changesOf = (values: Record<string, unknown>, fields: MappedField[]) =>
	decideFields({ fields }, { id: '1', values }, 'UTC', sameAsText, knowledge).changes;

describe('plan', () => {
	const record = (id: string, values: Record<string, unknown> = {}): FoundRecord => ({
		id,
		values: { email: 'x', ...values },
	});
	const [folded] = foldInputs([input('x', field('note', 'new'))], folding).records;
	const none: FoundRecord[] = [];
	const one = [record('1', { note: 'old' })];
	const same = [record('1', { note: 'new' })];
	const two = [record('1', { note: 'old' }), record('2', { note: 'old' })];

	it.each<[Operation, string, FoundRecord[], string]>([
		['createOrUpdate', 'none', none, 'create'],
		['createOrUpdate', 'one', one, 'update'],
		['createOrUpdate', 'one that is the same', same, 'unchanged'],
		['createOrUpdate', 'two', two, 'ambiguous'],
		['update', 'none', none, 'skip'],
		['update', 'one', one, 'update'],
		['update', 'one that is the same', same, 'unchanged'],
		['update', 'two', two, 'ambiguous'],
		['create', 'none', none, 'create'],
		['create', 'one', one, 'skip'],
		['create', 'one that is the same', same, 'skip'],
		['create', 'two', two, 'skip'],
	])('Q21 %s with %s found: %4$s', (operation, _name, found, action) => {
		expect(planRecord(folded, found, { ...options, operation }, sameAsText, knowledge).action).toBe(
			action,
		);
	});

	it('Q21 names the records that match, without what they hold', () => {
		const plan = planRecord(folded, two, options, sameAsText, knowledge);
		expect('error' in plan && plan.error.message).toBe('2 records match: 1, 2');
	});

	it.each<[unknown, unknown, boolean]>([
		['a', 'a', true],
		['a', 'A', false],
		[5, '5', true],
		['5.0', 5, true],
		['05', '5', false],
		[null, '', true],
		[0, '', false],
		['', 0, false],
		[false, 'false', true],
		[false, '', false],
		[['a', 'b'], 'a, b', true],
	])('Q02 %p and %p are stored as the same: %p', (from, to, same) => {
		expect(sameAsText('f', from, to)).toBe(same);
	});

	it('Q02 writing the differences makes the record as it should be, and then there are none', () => {
		const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
		const fields = fc.uniqueArray(
			fc.tuple(
				fc.constantFrom('a', 'b', 'c', '__proto__'),
				value,
				fc.constantFrom<FieldAction>('set', 'clear', 'leave'),
			),
			{ selector: ([target]) => target },
		);
		fc.assert(
			fc.property(
				fields,
				fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value),
				(rows, values) => {
					const mapped = rows.map(([target, entry, action]) => field(target, entry, action));
					const changes = changesOf(values, mapped);
					const after = Object.fromEntries([
						...Object.entries(values),
						...changes.map(({ field: name, to }) => [name, to] as const),
					]);
					expect(changesOf(after, mapped)).toEqual([]);
					const touched: string[] = rows
						.filter(([, , action]) => action !== 'leave')
						.map(([target]) => target);
					expect(changes.every(({ field: name }) => touched.includes(name))).toBe(true);
				},
			),
		);
	});
});

describe('upsertRecords', () => {
	const target = (more: Partial<RecordTarget>): RecordTarget => ({
		keysAreUnique: true,
		batchSize: 2,
		find: (keys) => Promise.resolve(keys.map(() => [])),
		write: (writes) => Promise.resolve(writes.map((_write, index) => ({ id: `id-${index}` }))),
		...more,
	});
	const three = ['a', 'b', 'c'].map((email) => input(email));
	const statuses = async (given: RecordTarget, more: Partial<UpsertOptions> = {}) =>
		(await upsertRecords(three, given, { ...options, ...more })).map(
			({ status, error }) => error?.kind ?? status,
		);

	it('Q21 a call that fails as a whole fails its entries only', async () => {
		let calls = 0;
		const find: RecordTarget['find'] = (keys) =>
			calls++ === 0
				? Promise.reject(new ConnectorError('unavailable', 'Down'))
				: Promise.resolve(keys.map(() => []));
		expect(await statuses(target({ find }))).toEqual(['unavailable', 'unavailable', 'created']);
	});

	it('Q21 an answer of the wrong length is no answer', async () => {
		expect(await statuses(target({ write: () => Promise.resolve([]) }))).toEqual([
			'unexpected',
			'unexpected',
			'unexpected',
		]);
	});

	it('Q21 an error from outside the family does not carry its text along', async () => {
		const find = (): Promise<never> => Promise.reject(new Error('secret'));
		const [outcome] = await upsertRecords(three, target({ find }), options);
		expect([outcome.error?.kind, outcome.error?.message.includes('secret')]).toEqual([
			'unexpected',
			false,
		]);
	});

	it('Q21 gives up on a race that goes on, with its conflict', async () => {
		let finds = 0;
		const racing = target({
			find: (keys) => (finds++, Promise.resolve(keys.map(() => []))),
			write: (writes) => Promise.resolve(writes.map(() => new ConnectorError('conflict', 'Taken'))),
		});
		const [outcome] = await upsertRecords(three.slice(0, 1), racing, options);
		expect([outcome.status, outcome.error?.kind, finds]).toEqual(['failed', 'conflict', 3]);
	});

	it('Q21 writes nothing more once the run is cancelled, and says which records', async () => {
		const cancel = { aborted: false };
		const write: RecordTarget['write'] = (writes) => {
			cancel.aborted = true;
			return Promise.resolve(writes.map(() => ({ id: '1' })));
		};
		expect(await statuses(target({ write }), { cancel })).toEqual([
			'created',
			'created',
			'cancelled',
		]);
	});

	it('Q21 believes the system about what it did', async () => {
		const write: RecordTarget['write'] = (writes) =>
			Promise.resolve(writes.map(() => ({ id: '1', did: 'updated' as const })));
		expect(await statuses(target({ write }))).toEqual(['updated', 'updated', 'updated']);
	});
});
