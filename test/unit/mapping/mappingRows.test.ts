import fc from 'fast-check';
import {
	compileMapping as typedCompileMapping,
	mapAutomatically,
	writableValues,
	type MappingRow as TypedRow,
} from '../../../nodes/shared/mapping';
import type { RenderContext } from '../../../nodes/shared/pipedText/Template';
import { answer, chosen, definition, response, unanswered } from '../conditions/survey';
import { plainly, type Plain } from '../../written';

const compileMapping = plainly(typedCompileMapping);
type MappingRow = Plain<TypedRow>;

const context = (more: Parameters<typeof response>[1] = {}): RenderContext => ({
	response: response(
		[
			chosen('QID1', ['Satisfied']),
			answer('QID3', 0),
			unanswered('QID5', 'skipped'),
			answer('QID6', 42),
		],
		{ context: { plan: 'Gold', visits: 0, member: false, note: ' ' }, ...more },
	),
	survey: definition,
	now: 0,
	timeZone: 'UTC',
	random: () => 0,
});

const row = (target: string, source: string, more: Partial<MappingRow> = {}): MappingRow => ({
	target,
	source,
	whenEmpty: 'leave',
	...more,
});

const apply = (rows: MappingRow[]) => compileMapping(rows).apply(context());

describe('mapping rows', () => {
	it.each<[string, MappingRow, string, unknown]>([
		['Q24 a fixed value', row('city', 'Paris'), 'set', 'Paris'],
		['Q25 piped text', row('csat', '${q://QID1/ChoiceGroup/SelectedChoices}'), 'set', 'Satisfied'],
		[
			'Q25 piped text among other text',
			row('note', 'Plan: ${e://Field/plan}'),
			'set',
			'Plan: Gold',
		],
		[
			'Q25 a transformation',
			row('plan', '${e://Field/plan}', { transforms: [{ name: 'upper', args: [] }] }),
			'set',
			'GOLD',
		],
		['Q25 zero is a value', row('visits', '${e://Field/visits}'), 'set', 0],
		['Q25 false is a value', row('member', '${e://Field/member}'), 'set', false],
		['Q24 a typed 0 is a value', row('visits', '0', { whenEmpty: 'clear' }), 'set', '0'],
		[
			'Q25 an empty source leaves the field',
			row('a', '${q://QID5/ChoiceTextEntryValue}'),
			'leave',
			null,
		],
		['Q25 a blank source leaves the field', row('a', '${e://Field/note}'), 'leave', null],
		[
			'Q25 an empty source clears where chosen',
			row('a', '${q://QID5/ChoiceTextEntryValue}', { whenEmpty: 'clear' }),
			'clear',
			null,
		],
		['Q25 an unresolved source leaves the field', row('a', '${e://Field/gone}'), 'leave', null],
		[
			'Q25 a text with a hole in it is no value',
			row('a', 'Plan: ${e://Field/gone}'),
			'leave',
			null,
		],
		['Q25 a default stands in', row('a', '${e://Field/gone|default:None}'), 'set', 'None'],
	])('%s', (_name, given, action, value) => {
		expect(apply([given]).fields[0]).toMatchObject({ target: given.target, action, value });
	});

	it('Q25 says nothing of a row that is right', () => {
		const field = { target: 'city', value: 'Paris', sourceText: 'Paris', action: 'set' };
		expect(apply([row('city', 'Paris')])).toEqual({
			fields: [field],
			unresolved: [],
			warnings: [],
			errors: [],
		});
	});

	it('Q25 names what cannot be resolved, field by field', () => {
		const { unresolved, fields } = apply([row('a', '${e://Field/gone}'), row('b', 'x')]);
		expect(unresolved).toEqual([
			{ target: 'a', token: '${e://Field/gone}', reason: expect.any(String) },
		]);
		expect(fields[0].note).toBe('${e://Field/gone} cannot be resolved');
	});

	it('Q28 Q29 writes exactly the rows there are: a removed row does not come back', () => {
		const rows = [row('a', '1'), row('b', '2'), row('c', '3')];
		expect(Object.keys(writableValues(apply(rows).fields))).toEqual(['a', 'b', 'c']);
		expect(
			Object.keys(writableValues(apply(rows.filter(({ target }) => target !== 'b')).fields)),
		).toEqual(['a', 'c']);
		expect(apply(rows.slice(0, 1)).fields).toHaveLength(1);
	});

	it('Q28 a field mapped twice takes the last row with a value, and that is said', () => {
		const mapping = compileMapping([row('a', '1'), row(' a ', '2'), row('a', '${e://Field/note}')]);
		expect(mapping.apply(context()).fields).toEqual([
			{ target: 'a', value: '2', sourceText: '2', action: 'set' },
		]);
		expect(mapping.problems[0]).toContain('"a" is mapped more than once');
	});

	it('SP05 two rows that append to one field add both, and nobody is warned', () => {
		const added = ['One', 'Two'].map((text) => ({
			...row('note', text),
			policy: 'append' as const,
		}));
		expect(compileMapping(added).problems).toEqual([]);
		expect(apply(added).fields).toEqual([
			expect.objectContaining({ target: 'note', policy: 'append', added: ['One', 'Two'] }),
		]);
	});

	it('Q28 a row that is not filled in yet is ignored, one without a target is named', () => {
		expect(compileMapping([row('', '')]).problems).toEqual([]);
		const mapping = compileMapping([row('', 'x')]);
		expect([mapping.problems, mapping.apply(context()).fields]).toEqual([
			['Row 1 has no target field and is ignored.'],
			[],
		]);
	});

	it('Q25 a transformation that does not exist is named and writes nothing', () => {
		const mapping = compileMapping([row('a', 'x', { transforms: [{ name: 'uper', args: [] }] })]);
		expect(mapping.problems[0]).toMatch(/Row 1 \("a"\).*uper/);
		expect(mapping.apply(context()).fields).toEqual([]);
	});

	it('Q25 clears with null and leaves out what is left alone', () => {
		const { fields } = apply([
			row('kept', '${e://Field/note}'),
			row('cleared', '${e://Field/note}', { whenEmpty: 'clear' }),
			row('__proto__', 'x'),
		]);
		const values = writableValues(fields);
		expect(Object.entries(values)).toEqual([
			['cleared', null],
			['__proto__', 'x'],
		]);
		expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
	});

	it('Q25 never sends a value for a field that has no row', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({
						target: fc.string(),
						source: fc.string(),
						whenEmpty: fc.constantFrom('leave' as const, 'clear' as const),
					}),
				),
				(rows) => {
					const names = new Set(rows.map(({ target }) => target.trim()));
					const { fields } = apply(rows);
					expect(fields.every(({ target }) => names.has(target))).toBe(true);
					expect(new Set(fields.map(({ target }) => target)).size).toBe(fields.length);
				},
			),
		);
	});
});

describe('automatic mapping', () => {
	const targets = [{ name: 'firstName', label: 'First Name' }, { name: 'email' }, { name: 'Plan' }];

	it('Q23 takes keys equal to names or labels, trimmed and in any case', () => {
		const { fields, unmatched } = mapAutomatically(
			{ ' EMAIL ': 'a@example.com', 'first name': 'Ann', other: 1 },
			targets,
		);
		expect(writableValues(fields)).toEqual({ email: 'a@example.com', firstName: 'Ann' });
		expect(unmatched).toEqual(['other']);
	});

	it('Q23 keeps 0 and false, leaves or clears what is empty', () => {
		const item = { email: 0, Plan: false, firstName: '' };
		expect(writableValues(mapAutomatically(item, targets).fields)).toEqual({
			email: 0,
			Plan: false,
		});
		expect(writableValues(mapAutomatically(item, targets, 'clear').fields)).toEqual({
			email: 0,
			Plan: false,
			firstName: null,
		});
	});

	it.each([
		[{ 'email ': 'x', email: 'y' }, 'y'],
		[{ email: 'y', EMAIL: 'x' }, 'y'],
		[{ EMAIL: '', Email: 'x' }, 'x'],
		[{ EMAIL: 'x', Email: 'y' }, 'x'],
	])('Q23 one of several keys for a field counts: %j', (item, wanted) => {
		const { fields, warnings } = mapAutomatically(item, targets);
		expect(writableValues(fields)).toEqual({ email: wanted });
		expect(warnings).toHaveLength(1);
	});

	it('Q23 sends no objects and is not led astray by names of prototypes', () => {
		const item = JSON.parse(
			'{"__proto__": {"email": "x"}, "constructor": "y", "Plan": {"a": 1}}',
		) as Record<string, unknown>;
		const { fields, unmatched, warnings } = mapAutomatically(item, targets);
		expect(fields).toEqual([]);
		expect(unmatched).toEqual(['__proto__', 'constructor']);
		expect(warnings[0]).toContain('"Plan" holds an object');
		expect(({} as Record<string, unknown>).email).toBeUndefined();
	});
});
