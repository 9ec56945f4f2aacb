import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import type { MappedField, WritePolicy } from '../../../nodes/shared/mapping';
import {
	changedMeanwhile,
	decideFields,
	knowledgeOf,
	sameAsText,
	type FoundRecord,
	type RecordTarget,
} from '../../../nodes/shared/records';

const row = (target: string, value: unknown, policy?: WritePolicy): MappedField => ({
	target,
	value,
	sourceText: String(value),
	action: 'set',
	...(policy && { policy }),
});
const LATER = '2026-03-06T12:00:00Z';
const TODAY = '2026-03-05T12:00:00Z';

const decide = (
	fields: MappedField[],
	record: Partial<FoundRecord>,
	target: Parameters<typeof knowledgeOf>[0] = {},
	time?: string,
) =>
	decideFields(
		{ fields, ...(time && { time }) },
		{ id: '1', values: {}, ...record },
		'UTC',
		sameAsText,
		knowledgeOf(target),
	);

describe('what the rows come to for a record', () => {
	it.each<[string, WritePolicy | undefined, unknown, object]>([
		['always', undefined, 'silver', { changes: [{ field: 'plan', from: 'silver', to: 'gold' }] }],
		[
			'only if empty, and it is',
			'onlyIfEmpty',
			undefined,
			{ changes: [{ field: 'plan', from: null, to: 'gold' }], guarded: ['plan'] },
		],
		[
			'only if empty, and it is not',
			'onlyIfEmpty',
			'silver',
			{ kept: ['plan: kept: the record already has a value'] },
		],
		['only if empty, and it is the same', 'onlyIfEmpty', 'gold', {}],
		[
			'append, to a field that takes nothing more',
			'append',
			'silver',
			{ refused: ['plan: not written: nothing can be added to this field'] },
		],
	])('%s', (_name, policy, present, wanted) => {
		const values = present === undefined ? {} : { plan: present };
		expect(decide([row('plan', 'gold', policy)], { values })).toEqual({
			changes: [],
			guarded: [],
			kept: [],
			refused: [],
			...wanted,
		});
	});

	it.each([
		['gold', 'gold, vip', [{ field: 'plan', from: 'gold', to: 'gold, vip' }], ['plan']],
		['gold, vip', 'gold, vip', [], []],
	])('append, to %j', (present, whole, changes, guarded) => {
		const append = (): { value: unknown } => ({ value: whole });
		const decided = decide(
			[row('plan', 'vip', 'append')],
			{ values: { plan: present } },
			{ append },
		);
		expect(decided).toMatchObject({ changes, guarded, refused: [] });
	});

	it('what was appended has the value that is put together, of what is there and what is added', () => {
		const append: NonNullable<RecordTarget['append']> = (...given) => ({ value: given });
		const decided = decide(
			[row('plan', 'vip', 'append')],
			{ values: { plan: 'gold' } },
			{ append },
		);
		expect(decided.changes).toMatchObject([{ to: ['plan', 'gold', ['vip']] }]);
	});

	it.each([
		[undefined, { changes: [{ to: 'gold' }] }],
		[true, { changes: [{ to: 'gold' }] }],
		[
			false,
			{
				changes: [],
				kept: ['plan: kept: whether the record has a value already cannot be read from the system'],
			},
		],
	])('only if empty, where the system shows the field: %s', (isShown, wanted) => {
		const target = isShown === undefined ? {} : { isShown: () => isShown };
		expect(decide([row('plan', 'gold', 'onlyIfEmpty')], {}, target)).toMatchObject(wanted);
	});

	it.each([
		['by the words for yes and no', {}, 'yes', []],
		['as the system says', { consentOf: () => 'optedOut' as const }, 'yes', [{ to: 'yes' }]],
	])('a consent is read %s', (_name, target, value, changes) => {
		const record = { values: { mayWrite: 'no' } };
		const decided = decide([row('mayWrite', value, 'neverLowerConsent')], record, target);
		expect(decided.changes).toMatchObject(changes);
	});

	it('values that objects have by themselves are not those of the record', () => {
		expect(decide([row('constructor', 'x')], {}).changes).toEqual([
			{ field: 'constructor', from: null, to: 'x' },
		]);
	});

	it('a newer response may have changed the date alone: all fields that go by it are guarded', () => {
		const rows = [row('plan', 'gold', 'onlyIfNewer'), row('city', 'Rome', 'onlyIfNewer')];
		const date = '2026-03-04T12:00:00Z';
		const both = decide(rows, { date, values: { city: 'Rome' } }, {}, TODAY);
		expect(both.changes.map(({ field }) => field)).toEqual(['plan']);
		expect(both.guarded).toEqual(['plan', 'city']);
	});

	it('where nothing goes by the date, it guards nothing', () => {
		const rows = [row('plan', 'gold', 'onlyIfEmpty'), row('city', 'Rome', 'onlyIfNewer')];
		const decided = decide(rows, { date: LATER }, {}, TODAY);
		expect(decided.guarded).toEqual(['plan']);
		expect(decided.kept).toEqual(['city: kept: the record is newer than the response']);
	});

	it('a row goes by the time of its own response', () => {
		const old = { ...row('plan', 'gold', 'onlyIfNewer'), time: '2026-03-01T12:00:00Z' };
		expect(decide([old], { date: TODAY }, {}, LATER).changes).toEqual([]);
		const { time: _time, ...timeless } = old;
		expect(decide([timeless], { date: TODAY }, {}, LATER).changes).toHaveLength(1);
	});
});

describe('a record that was changed between finding and writing', () => {
	const changed = (guarded: string[] | undefined, now: Record<string, unknown>) =>
		changedMeanwhile(
			{
				kind: 'update',
				record: { id: '1', values: { plan: 'silver' } },
				changes: [{ field: 'plan', from: 'silver', to: 'gold' }],
				...(guarded && { guarded }),
			},
			(field) => now[field],
			sameAsText,
		);

	it.each([
		['holds the same', ['plan', 'city'], { plan: 'silver' }],
		['differs in what is not guarded', ['city'], { plan: 'gold' }],
		['differs, and nothing is guarded', [], { plan: 'gold' }],
		['differs, and nothing was said of guarding', undefined, { plan: 'gold' }],
	])('%s: no conflict', (_name, guarded, now) => {
		expect(changed(guarded, now)).toBeUndefined();
	});

	it.each([
		['one of several', ['city', 'plan'], { plan: 'gold' }],
		['a field that was empty', ['city'], { plan: 'silver', city: 'Rome' }],
		['a field that is empty now', ['plan'], {}],
	])('%s differs: a conflict', (_name, guarded, now) => {
		const error = changed(guarded, now);
		expect(error).toBeInstanceOf(ConnectorError);
		expect(error).toMatchObject({
			kind: 'conflict',
			message: 'Somebody else changed the record meanwhile',
			hint: 'Run it again.',
		});
	});
});
