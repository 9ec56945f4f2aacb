import type { MappedField } from '../../../nodes/shared/mapping';
import {
	knowledgeOf,
	planRecord,
	sameAsText,
	type FoldedRecord,
	type FoundRecord,
	type Plan,
	type PlanOptions,
} from '../../../nodes/shared/records';

const OPTIONS: PlanOptions = {
	operation: 'createOrUpdate',
	whenAmbiguous: 'error',
	allowOptInAgain: false,
	onlyIfNewer: false,
	timeZone: 'UTC',
};
const TODAY = '2026-03-05T12:00:00Z';
const EARLIER = '2026-03-04T12:00:00Z';
const LATER = '2026-03-06T12:00:00Z';

const set = (target: string, value: unknown, more: Partial<MappedField> = {}): MappedField => ({
	target,
	value,
	sourceText: String(value),
	action: 'set',
	...more,
});
const clear = (target: string): MappedField => set(target, null, { action: 'clear' });
const found = (id: string, more: Partial<FoundRecord> = {}): FoundRecord => ({
	id,
	values: { plan: 'silver' },
	...more,
});
const gold = { members: [0], fields: [set('plan', 'gold')] };
const plan = (
	folded: FoldedRecord,
	records: FoundRecord[],
	options: Partial<PlanOptions> = {},
): Plan => planRecord(folded, records, { ...OPTIONS, ...options }, sameAsText, knowledgeOf({}));

describe('what becomes of a record that matches, or of several', () => {
	it.each([
		[
			'update',
			[],
			{ action: 'skip', warnings: ['No record matches, and this operation creates none'] },
		],
		[
			'create',
			[found('7')],
			{ action: 'skip', id: '7', warnings: ['A record with this key exists already'] },
		],
	] as const)('%s: skipped, with the reason', (operation, records, wanted) => {
		expect(plan(gold, [...records], { operation })).toEqual(wanted);
	});

	it.each([
		['error', 1, 'update', ['1']],
		['error', 2, 'ambiguous', []],
		['first', 1, 'update', ['1']],
		['first', 2, 'update', ['1']],
		['all', 1, 'update', ['1']],
		['all', 2, 'update', ['1', '2']],
	] as const)('when several match, "%s"; %i there: %s', (whenAmbiguous, count, action, ids) => {
		const made = plan(gold, [found('1'), found('2')].slice(0, count), { whenAmbiguous });
		expect(made.action).toBe(action);
		const writes = 'writes' in made ? made.writes : [];
		expect(writes.map((write) => write.kind === 'update' && write.record.id)).toEqual(ids);
		const warnings = 'warnings' in made ? made.warnings : [];
		expect(warnings).toEqual(count === 2 && ids.length > 0 ? ['2 records match: 1, 2'] : []);
	});

	it('of all that match, only those are written that differ', () => {
		const records = [found('1', { values: { plan: 'gold' } }), found('2')];
		expect(plan(gold, records, { whenAmbiguous: 'all' })).toMatchObject({
			action: 'update',
			id: '1',
			writes: [{ record: { id: '2' } }],
			changes: [{ field: 'plan', from: 'silver', to: 'gold' }],
		});
	});

	it('says that it is ambiguous and what to do', () => {
		expect(plan(gold, [found('1'), found('2')])).toMatchObject({
			error: {
				kind: 'conflict',
				message: '2 records match: 1, 2',
				hint: "Match by more fields, merge the records, or change the option 'When Several Match'.",
			},
		});
	});
});

describe('only if newer', () => {
	const asked = (date: unknown, time: string | undefined, more: Partial<FoldedRecord> = {}): Plan =>
		plan({ ...gold, ...(time && { time }), ...more }, [found('1', { date })], {
			onlyIfNewer: true,
		});

	it.each([
		['older than the response', EARLIER, TODAY, 'update', []],
		['newer', LATER, TODAY, 'skip', ['The record is newer than the response']],
		['without a date', undefined, TODAY, 'update', []],
		[
			'older, and the response has no time',
			EARLIER,
			undefined,
			'skip',
			['The response has no time, so it cannot be compared'],
		],
	])('the record is %s', (_name, date, time, action, warnings) => {
		expect(asked(date, time)).toMatchObject({ action, warnings, id: '1' });
	});

	it('is not looked at where it is not asked for', () => {
		expect(plan({ ...gold, time: TODAY }, [found('1', { date: LATER })]).action).toBe('update');
	});

	it('rows that say so themselves are compared each, and the others are written', () => {
		const fields = [set('plan', 'gold', { policy: 'onlyIfNewer' }), set('city', 'Rome')];
		expect(asked(LATER, TODAY, { fields })).toMatchObject({
			action: 'update',
			changes: [{ field: 'city', from: null, to: 'Rome' }],
			kept: ['plan: kept: the record is newer than the response'],
		});
	});

	it.each([
		['all of them newer', [LATER, LATER], 'skip', []],
		['one of them newer', [LATER, EARLIER], 'update', ['2']],
		['one of them newer, the other the same', [LATER, undefined], 'unchanged', []],
	] as const)('several match, %s: %s', (_name, dates, action, ids) => {
		const records = dates.map((date, index) =>
			found(String(index + 1), { date, values: { plan: date ? 'silver' : 'gold' } }),
		);
		const options = { onlyIfNewer: true, whenAmbiguous: 'all' } as const;
		const made = plan({ ...gold, time: TODAY }, records, options);
		expect(made.action).toBe(action);
		const writes = 'writes' in made ? made.writes : [];
		expect(writes).toMatchObject(ids.map((id) => ({ record: { id } })));
	});
});

describe('the consent of a record that is there', () => {
	const STAYS = "The contact opted out and stays opted out, as 'Allow Opting In Again' is off";
	const UNKNOWN =
		'The current status is unknown and may be an opt-out, so the contact is not opted in';
	const evidence = { survey: 'Visit', responseId: 'R_1' };

	it.each([
		['optOut', 'optedIn', false, 'optOut', []],
		['optOut', 'optedOut', false, undefined, []],
		['optOut', 'optedOut', true, undefined, []],
		['optOut', undefined, false, 'optOut', []],
		['optIn', 'unset', false, 'optIn', []],
		['optIn', 'optedIn', false, undefined, ['The contact is opted in already']],
		['optIn', 'optedOut', false, undefined, [STAYS]],
		['optIn', 'optedOut', true, 'optIn', []],
		['optIn', undefined, false, undefined, [UNKNOWN]],
		['optIn', undefined, true, 'optIn', []],
		['unchanged', 'optedIn', false, undefined, []],
	] as const)(
		'asked for %s, is %s, again allowed %s: %s',
		(wanted, status, allowOptInAgain, done, warnings) => {
			const folded = { members: [0], fields: [], status: { wanted, evidence } };
			const made = plan(folded, [found('1', status && { status })], { allowOptInAgain });
			expect(made).toMatchObject({ action: done ? 'update' : 'unchanged', warnings });
			const writes = 'writes' in made ? made.writes : [];
			expect(writes).toEqual(
				done ? [expect.objectContaining({ status: { status: done, evidence } })] : [],
			);
		},
	);

	it('opted out in part only, it is opted out of the rest, and not opted in', () => {
		const record = found('1', { status: 'optedOut', isOptedOutInPart: true });
		const asked = (wanted: 'optOut' | 'optIn') =>
			plan({ members: [0], fields: [], status: { wanted } }, [record]).action;
		expect([asked('optOut'), asked('optIn')]).toEqual(['update', 'unchanged']);
	});

	it.each([false, true])('a new record is opted in as asked (again allowed: %s)', (again) => {
		const folded = { ...gold, status: { wanted: 'optIn', evidence } } as const;
		expect(plan(folded, [], { allowOptInAgain: again })).toMatchObject({
			action: 'create',
			writes: [{ status: { status: 'optIn', evidence } }],
			warnings: [],
		});
	});
});

describe('a new record', () => {
	const key = { values: { email: 'ann@example.com' }, id: '["ann@example.com"]' };

	it('has its key as it is compared, its values, and the fields that are to be empty', () => {
		const fields = [set('email', ' Ann@Example.com'), set('plan', 'gold'), clear('city')];
		expect(plan({ members: [0], key, fields }, [])).toEqual({
			action: 'create',
			writes: [
				{
					kind: 'create',
					key,
					values: { email: 'ann@example.com', plan: 'gold' },
					cleared: ['city'],
				},
			],
			warnings: [],
		});
	});

	it('keeps a key that is no text as it came', () => {
		const numbered = { values: { number: '7' }, id: '["7"]' };
		expect(plan({ members: [0], key: numbered, fields: [set('number', 7)] }, [])).toMatchObject({
			writes: [{ values: { number: 7 } }],
		});
	});

	it('says which of its values cannot be added, and gets the others', () => {
		const fields = [set('tags', 'vip', { policy: 'append' }), set('plan', 'gold')];
		expect(plan({ members: [0], fields }, [])).toEqual({
			action: 'create',
			writes: [{ kind: 'create', values: { plan: 'gold' } }],
			warnings: ['tags: not written: nothing can be added to this field'],
		});
	});

	it('what is left alone is not among its values', () => {
		const fields = [set('plan', null, { action: 'leave' }), set('city', 'Rome')];
		expect(plan({ members: [0], fields }, [])).toMatchObject({
			writes: [{ values: { city: 'Rome' } }],
		});
	});
});
