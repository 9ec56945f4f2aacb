import { RULES } from '../../../nodes/shared/bulk';
import { compileField } from '../../../nodes/shared/bulk/cells/compileField';
import type { BulkField, CellValue } from '../../../nodes/shared/bulk/cells/fields';
import {
	decideRow,
	verifyRow,
	type ConflictPolicy,
	type PresentValues,
} from '../../../nodes/shared/bulk/plan/decideRow';
import type { WantedCell } from '../../../nodes/shared/bulk/plan/readPair';

const PLAN: BulkField = { name: 'Plan', id: 'plan', type: { kind: 'text' } };
const cell = (to: CellValue, more: Partial<WantedCell> = {}): WantedCell => ({
	field: compileField(PLAN, RULES.secutixExtended),
	column: 3,
	old: undefined,
	to,
	...more,
});
const change = (from: CellValue, to: CellValue) => ({ field: PLAN, from, to });
const decided = (wanted: WantedCell[], present: PresentValues, policy: ConflictPolicy = 'skip') =>
	decideRow({ wanted }, present, policy);

describe('what becomes of a row, by what is there', () => {
	const edited = cell('gold', { old: 'silver', oldText: 'silver', oldColumn: 2 });

	it.each<[string, CellValue, ConflictPolicy, string]>([
		['[old]', 'silver', 'skip', 'ok'],
		['[old]', 'silver', 'overwrite', 'ok'],
		['[new]', 'gold', 'skip', 'unchanged'],
		['neither', 'bronze', 'skip', 'conflict'],
		['neither', 'bronze', 'stop', 'conflict'],
		['neither', 'bronze', 'overwrite', 'ok'],
		['neither', 'bronze', 'onlyIfEmpty', 'conflict'],
		['nothing', null, 'skip', 'conflict'],
		['nothing', null, 'onlyIfEmpty', 'ok'],
		['nothing', null, 'overwrite', 'ok'],
	])('%s is there (%j), policy %s: %s', (_name, present, policy, outcome) => {
		const found = decided([edited], { plan: present }, policy);
		expect(found.outcome).toBe(outcome);
		expect(found.changes).toEqual(outcome === 'ok' ? [change(present, 'gold')] : []);
	});

	it.each<[CellValue, string]>([
		['bronze', 'Plan was changed meanwhile: it is no longer [old]'],
		[null, 'Plan is empty now: it is no longer [old]'],
	])('a conflict says so: %j', (present, message) => {
		expect(decided([edited], { plan: present }).reasons).toEqual([
			{ kind: 'conflict', field: 'Plan', column: 3, message },
		]);
	});

	it('what is there already is told with what was there before, where [old] says it', () => {
		expect(decided([edited], { plan: 'gold' })).toMatchObject({
			outcome: 'unchanged',
			alreadyThere: [change('silver', 'gold')],
		});
		expect(decided([cell('gold')], { plan: 'gold' }).alreadyThere).toEqual([]);
	});

	it('without [old] there is nothing to be in conflict with', () => {
		expect(decided([cell('gold')], { plan: 'bronze' })).toMatchObject({
			outcome: 'ok',
			changes: [change('bronze', 'gold')],
		});
	});

	it('a row is applied as a whole or not at all', () => {
		const city: BulkField = { name: 'City', id: 'city', type: { kind: 'text' } };
		const other = cell('Rome', {
			field: compileField(city, RULES.secutixExtended),
			old: 'Paris',
			column: 5,
		});
		const found = decided([edited, other], { plan: 'silver', city: 'Oslo' });
		expect(found).toMatchObject({ outcome: 'conflict', changes: [] });
		expect(found.reasons.map(({ field }) => field)).toEqual(['City']);
	});

	it('a row without edits is unchanged', () => {
		expect(decided([], { plan: 'x' })).toEqual({
			outcome: 'unchanged',
			reasons: [],
			changes: [],
			alreadyThere: [],
		});
	});

	it('where the target cannot be read, [old] stands for what is there', () => {
		expect(decided([edited], undefined)).toMatchObject({
			outcome: 'ok',
			changes: [change('silver', 'gold')],
		});
		expect(decided([cell('gold')], undefined).changes).toEqual([change(null, 'gold')]);
	});

	it('an [old] that is not what it was is a conflict of the row, where it cannot be read', () => {
		const changed = { ...edited, isOldChanged: true };
		expect(decided([changed], undefined)).toMatchObject({
			outcome: 'conflict',
			reasons: [
				{
					kind: 'oldChanged',
					column: 0,
					message: expect.stringMatching(/^An \[old\] cell of the row was changed in the file/),
				},
			],
		});
		expect(decided([changed], undefined, 'overwrite').outcome).toBe('ok');
		expect(decided([changed], { plan: 'bronze' }).reasons).toEqual([
			{
				kind: 'oldChanged',
				field: 'Plan',
				column: 3,
				message: expect.stringMatching(
					/^\[old\] Plan, column B: it is not what is there now, and \[old\] was changed/,
				),
			},
		]);
	});

	it('an [old] that is spoilt is named for what a spreadsheet did to it', () => {
		const spoilt = cell('gold', { old: '1.23457E+16', oldText: '1.23457E+16', oldColumn: 2 });
		const [reason] = decided([spoilt], { plan: '12345678901234567' }).reasons;
		expect(reason).toMatchObject({ field: 'Plan', column: 2 });
		expect(reason.message).toMatch(/^\[old\] Plan, column B: /);
		expect(
			decided([{ ...spoilt, acceptsSpoilt: true }], { plan: '12345678901234567' }).outcome,
		).toBe('ok');
	});

	it('a [new] that is spoilt is not written, unless that is accepted', () => {
		const spoilt = cell('#NAME?', { newText: '#NAME?' });
		expect(decided([spoilt], { plan: 'gold' })).toMatchObject({
			outcome: 'conflict',
			reasons: [
				{ field: 'Plan', column: 3, message: expect.stringMatching(/^\[new\] Plan, column C: /) },
			],
		});
		expect(decided([{ ...spoilt, acceptsSpoilt: true }], { plan: 'gold' }).outcome).toBe('ok');
		expect(decided([spoilt], { plan: 'gold' }, 'overwrite').outcome).toBe('conflict');
	});
});

describe('whether what was sent has arrived', () => {
	const sent = cell('gold', { old: 'silver', oldText: 'silver' });

	it.each<[CellValue, string, string | undefined, string | undefined]>([
		['gold', 'ok', undefined, undefined],
		['silver', 'failed', 'notArrived', 'Plan still has its [old] value'],
		['bronze', 'failed', 'otherValue', 'Plan has a value that is neither [old] nor [new]'],
		[null, 'failed', 'otherValue', 'Plan has a value that is neither [old] nor [new]'],
	])('%j is there: %s', (present, outcome, kind, message) => {
		const found = verifyRow({ wanted: [sent] }, { plan: present });
		expect(found.outcome).toBe(outcome);
		expect(found.reasons).toEqual(kind ? [{ kind, field: 'Plan', column: 3, message }] : []);
		expect(found.changes).toEqual(kind ? [] : [change('silver', 'gold')]);
	});

	it('a row without edits has nothing to arrive', () => {
		expect(verifyRow({ wanted: [] }, {}).outcome).toBe('unchanged');
	});

	it('without [old] what was there before is not known', () => {
		expect(verifyRow({ wanted: [cell('gold')] }, { plan: 'gold' }).changes).toEqual([
			change(null, 'gold'),
		]);
		expect(verifyRow({ wanted: [cell('gold')] }, { plan: 'x' }).reasons[0].kind).toBe('otherValue');
	});
});
