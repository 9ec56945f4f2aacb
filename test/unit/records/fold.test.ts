import { ConnectorError, isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { MappedField } from '../../../nodes/shared/mapping';
import {
	foldInputs,
	havePolicies,
	keyOf,
	mappedTargets,
	matching,
	sameAsText,
	sameKeyOr,
	type FoldOptions,
	type MatchField,
	type UpsertInput,
} from '../../../nodes/shared/records';

const set = (target: string, value: unknown, more: Partial<MappedField> = {}): MappedField => ({
	target,
	value,
	sourceText: String(value),
	action: 'set',
	...more,
});
const byEmail: MatchField[] = [{ field: 'email', kind: 'email' }];
const OPTIONS: FoldOptions = {
	match: byEmail,
	allowOptInAgain: false,
	byTime: false,
	firstOnly: false,
};
const of = (email: string, plan: unknown, time?: string): UpsertInput => ({
	fields: [set('email', email), set('plan', plan)],
	...(time !== undefined && { time }),
});
const planOf = (inputs: UpsertInput[], options: Partial<FoldOptions> = {}): unknown =>
	foldInputs(inputs, { ...OPTIONS, ...options }).records[0].fields.find(
		({ target }) => target === 'plan',
	)?.value;

describe('inputs of one record', () => {
	const [MONDAY, TUESDAY] = ['2026-03-02T12:00:00Z', '2026-03-03T12:00:00Z'];
	const newestFirst = [of('a', 'gold', TUESDAY), of('a', 'silver', MONDAY)];

	it('count as they came, or by their times', () => {
		expect(planOf(newestFirst)).toBe('silver');
		expect(planOf(newestFirst, { byTime: true })).toBe('gold');
	});

	it.each([undefined, 'soon'])('a time "%s" never wins over a known one', (time) => {
		expect(planOf([of('a', 'gold', MONDAY), of('a', 'silver', time)], { byTime: true })).toBe(
			'gold',
		);
	});

	it.each([
		[false, MONDAY],
		[true, TUESDAY],
	])('have the time of the last that counts (by time: %s)', (byTime, time) => {
		expect(foldInputs(newestFirst, { ...OPTIONS, byTime }).records[0].time).toBe(time);
	});

	it('without times have none', () => {
		expect(foldInputs([of('a', 'gold')], OPTIONS).records[0]).not.toHaveProperty('time');
	});

	it.each([
		['onlyIfNewer', { time: MONDAY }],
		['onlyIfEmpty', {}],
		['always', {}],
	] as const)('a value by the policy %s keeps of its response: %j', (policy, kept) => {
		const later = { fields: [set('email', 'a')], time: TUESDAY };
		const earlier = { fields: [set('email', 'a'), set('plan', 'gold', { policy })], time: MONDAY };
		const [record] = foldInputs([earlier, later], OPTIONS).records;
		expect(record.fields.find(({ target }) => target === 'plan')).toEqual(
			set('plan', 'gold', { policy, ...kept }),
		);
	});

	it('where only the first counts, the others are members and give nothing', () => {
		const [record] = foldInputs(newestFirst, { ...OPTIONS, firstOnly: true }).records;
		expect(record).toMatchObject({ members: [0, 1], firstOnly: true, time: TUESDAY });
		expect(planOf(newestFirst, { firstOnly: true })).toBe('gold');
		expect(foldInputs(newestFirst, OPTIONS).records[0]).not.toHaveProperty('firstOnly');
	});

	it('what is no change of a status does not hide one', () => {
		const status = (wanted: 'optIn' | 'unchanged'): UpsertInput => ({
			...of('a', 'gold'),
			status: { wanted },
		});
		expect(foldInputs([status('optIn'), status('unchanged')], OPTIONS).records[0].status).toEqual({
			wanted: 'optIn',
		});
		expect(foldInputs([status('unchanged')], OPTIONS).records[0]).not.toHaveProperty('status');
	});
});

describe('inputs that are not folded', () => {
	const keyless = [of('', 'a'), of('', 'b'), of('c', 'c')];

	it.each([
		[undefined, [[2]], [0, 1]],
		['error', [[2]], [0, 1]],
		['alone', [[0], [1], [2]], []],
	] as const)('without a key, "%s": records of %j, refused %j', (whenKeyless, records, refused) => {
		const folded = foldInputs(keyless, { ...OPTIONS, ...(whenKeyless && { whenKeyless }) });
		expect(folded.records.map(({ members }) => members)).toEqual(records);
		expect(folded.refused.map(({ index }) => index)).toEqual(refused);
		expect(folded.records.at(-1)?.key?.values).toEqual({ email: 'c' });
	});

	it.each([byEmail, []])('refused ones are no part of a record (match: %j)', (...match) => {
		const error = new ConnectorError('input', 'not meant');
		const refusalOf = (index: number) => (index === 0 ? error : undefined);
		const folded = foldInputs([of('a', 1), of('a', 2)], { ...OPTIONS, match, refusalOf });
		expect(folded.refused).toEqual([{ index: 0, error }]);
		expect(folded.records.map(({ members }) => members)).toEqual([[1]]);
	});

	it('a key may be given beside the fields, and goes before them', () => {
		const input = { ...of('a', 1), key: { email: 'b' } };
		expect(foldInputs([input], OPTIONS).records[0].key?.values).toEqual({ email: 'b' });
	});
});

describe('keys as they are sent', () => {
	it.each([
		['ann@example.com', { email: 'ann@example.com' }, undefined],
		[' Ann@Example.com ', { email: 'Ann@Example.com' }, undefined],
		['ann @example.com', { email: 'ann@example.com' }, { email: 'ann @example.com' }],
		['ann\u0000@example.com', { email: 'ann@example.com' }, undefined],
	])('%j is sent as %j, and looked for as %j too', (email, values, asGiven) => {
		const key = keyOf({ email }, byEmail);
		expect(key).toEqual({
			values,
			...(asGiven && { asGiven }),
			id: '["ann@example.com"]',
		});
	});

	it.each([
		['email', ''],
		['phone', '+'],
		['phone', 'n/a'],
	] as const)('a %s of %j is none, and the error says what to do', (kind, value) => {
		const key = keyOf({ known: value }, [{ field: 'known', kind }]);
		expect(isConnectorError(key)).toBe(true);
		expect(key).toMatchObject({
			kind: 'input',
			message: 'The match field "known" is empty',
			hint: 'Give it a value, or match by a field that every item has.',
		});
	});

	it('a field that is not there is no key, whatever objects have by themselves', () => {
		expect(isConnectorError(keyOf({}, [{ field: 'constructor', kind: 'text' }]))).toBe(true);
		const key = { values: { constructor: 'x' }, id: '["x"]' };
		const found = [{ id: '1', values: {} }];
		expect(matching(found, key, [{ field: 'constructor', kind: 'text' }])).toEqual(found);
	});

	it('of several match fields all have to be the same', () => {
		const fields: MatchField[] = [...byEmail, { field: 'shop', kind: 'exact' }];
		const key = keyOf({ email: 'a', shop: 'S1' }, fields);
		if (isConnectorError(key)) throw key;
		const found = [
			{ id: '1', values: { email: 'A', shop: 'S1' } },
			{ id: '2', values: { email: 'a', shop: 's1' } },
			{ id: '3', values: { email: 'b', shop: 'S1' } },
		];
		expect(matching(found, key, fields).map(({ id }) => id)).toEqual(['1']);
	});

	it.each([
		['email', 'Ann@Example.com', ' ann@example.com', true],
		['email', 'ann@example.com', 'joe@example.com', false],
		['email', '', null, true],
		['city', 'Rome', 'rome', false],
		['city', 'Rome', 'Rome', true],
	])('%s: %j and %j are stored as the same: %s', (field, from, to, same) => {
		expect(sameKeyOr(sameAsText, byEmail)(field, from, to)).toBe(same);
	});

	it('a key that is cleared is a change, where the system says so', () => {
		expect(sameKeyOr(() => false, byEmail)('email', '', null)).toBe(false);
	});
});

describe('what has to be read of the records', () => {
	it('each field that some input maps, once, in the order in which they come', () => {
		const other = { fields: [set('city', 'Rome'), set('email', 'b')] };
		expect(mappedTargets([of('a', 'gold'), other])).toEqual(['email', 'plan', 'city']);
		expect(mappedTargets([])).toEqual([]);
	});

	it.each([
		[undefined, false],
		['always', false],
		['onlyIfEmpty', true],
		['append', true],
	] as const)('what the record holds counts where a row says %s: %s', (policy, does) => {
		const fields = [set('city', 'Rome'), set('plan', 'gold', { ...(policy && { policy }) })];
		expect(havePolicies([of('a', 'gold'), { fields }])).toBe(does);
	});
});
