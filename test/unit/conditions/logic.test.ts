import fc from 'fast-check';
import { combineTruths } from '../../../nodes/shared/conditions/evaluate';
import {
	compileConditions as typedCompileConditions,
	decide,
	evaluate,
	outputFor,
	type Combine,
	type ConditionSpec as TypedSpec,
	type RuleGroup as TypedGroup,
	type Truth,
} from '../../../nodes/shared/conditions';
import { isConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { answer, only, response, subject, type PlainRule } from './survey';
import { plainly, type Plain } from '../../written';

const compileConditions = plainly(typedCompileConditions);
type ConditionSpec = Plain<TypedSpec>;
type RuleGroup = Plain<TypedGroup>;

const item = subject(response([answer('QID6', 42), answer('QID5', 'words')]));

/** One rule for each truth value. */
const ruleFor = (truth: Truth): PlainRule =>
	truth === null
		? { subject: 'QID5', operator: 'greater', value: '1' }
		: { subject: 'QID6', operator: 'is', value: truth ? '42' : '41' };

const truth = fc.constantFrom<Truth>(true, false, null);
const combine = fc.constantFrom<Combine>('all', 'any');
const set = fc.record({ combine, truths: fc.array(truth, { minLength: 1, maxLength: 4 }) });
const condition = fc.record({
	between: combine,
	groups: fc.array(set, { minLength: 1, maxLength: 4 }),
});
type Condition = { between: Combine; groups: Array<{ combine: Combine; truths: Truth[] }> };

const specOf = ({ between, groups }: Condition): ConditionSpec => ({
	between,
	groups: groups.map(({ combine: inside, truths }) => ({
		combine: inside,
		rules: truths.map(ruleFor),
	})),
});

const decided = (spec: ConditionSpec): Truth => decide(compileConditions(spec), item);

const flip = (value: Truth): Truth => (value === null ? null : !value);
const other = (value: Combine): Combine => (value === 'all' ? 'any' : 'all');

describe('three-valued logic', () => {
	it.each<[Combine, Truth[], Truth]>([
		['all', [true, true], true],
		['all', [true, false], false],
		['all', [true, null], null],
		['all', [null, false], false],
		['any', [false, false], false],
		['any', [null, true], true],
		['any', [false, null], null],
		['any', [false, true], true],
	])('Q14 %s of %p is %p', (combined, truths, wanted) => {
		expect(combineTruths(combined, truths)).toBe(wanted);
		expect(decided(specOf({ between: 'all', groups: [{ combine: combined, truths }] }))).toBe(
			wanted,
		);
	});

	it('Q14 holds in nested groups, with and without explanation', () => {
		fc.assert(
			fc.property(condition, (given) => {
				const wanted = combineTruths(
					given.between,
					given.groups.map(({ combine: inside, truths }) => combineTruths(inside, truths)),
				);
				const compiled = compileConditions(specOf(given));
				expect(decide(compiled, item)).toBe(wanted);
				expect(evaluate(compiled, item).result).toBe(wanted);
			}),
		);
	});

	it('Q14 the order of rules and groups changes nothing', () => {
		fc.assert(
			fc.property(condition, (given) => {
				const reversed = {
					between: given.between,
					groups: given.groups
						.map((entry) => ({ ...entry, truths: [...entry.truths].reverse() }))
						.reverse(),
				};
				expect(decided(specOf(reversed))).toBe(decided(specOf(given)));
			}),
		);
	});

	it('Q14 All and Any mirror each other (De Morgan)', () => {
		fc.assert(
			fc.property(condition, ({ between, groups }) => {
				const mirrored = {
					between: other(between),
					groups: groups.map((entry) => ({
						combine: other(entry.combine),
						truths: entry.truths.map(flip),
					})),
				};
				expect(decided(specOf(mirrored))).toBe(flip(decided(specOf({ between, groups }))));
			}),
		);
	});

	it('Q14 knowing more never turns a verdict round', () => {
		fc.assert(
			fc.property(condition, fc.boolean(), ({ between, groups }, known) => {
				const before = decided(specOf({ between, groups }));
				const settled = groups.map((entry) => ({
					...entry,
					truths: entry.truths.map((value) => value ?? known),
				}));
				if (before !== null) expect(decided(specOf({ between, groups: settled }))).toBe(before);
			}),
		);
	});

	it('Q14 what decides is named and alone suffices', () => {
		fc.assert(
			fc.property(condition, (given) => {
				const verdict = evaluate(compileConditions(specOf(given)), item);
				for (const entry of verdict.groups) {
					if (entry.decidedBy === undefined) continue;
					const decider = entry.rules.find(({ id }) => id === entry.decidedBy)!;
					expect(decider.result).toBe(entry.result);
				}
				expect(verdict.reasons).toHaveLength(
					given.groups.flatMap(({ truths }) => truths).filter((value) => value === null).length,
				);
			}),
		);
	});
});

describe('Q15 what settled a condition, in words', () => {
	const sentenceOf = (given: Condition) =>
		evaluate(compileConditions(specOf(given)), item)
			.sentence.split('\n')
			.map((line) => line.slice(line.lastIndexOf(';')));
	const one = (combined: Combine, ...truths: Truth[]) => ({ combine: combined, truths });
	it.each<[Condition, string[]]>([
		[{ between: 'all', groups: [one('all', true)] }, ['; decided by rule 1.1']],
		[{ between: 'all', groups: [one('all', true, true)] }, ['; all are true']],
		[{ between: 'all', groups: [one('any', false, false)] }, ['; all are false']],
		[{ between: 'all', groups: [one('all', true, false)] }, ['; decided by rule 1.2']],
		[{ between: 'all', groups: [one('any', false, null)] }, ['; decided by rule 1.2']],
		[
			{ between: 'all', groups: [one('any', false, true), one('all', true)] },
			['; decided by rule 1.2', '; decided by rule 2.1', '; all are true'],
		],
		[
			{ between: 'any', groups: [one('all', false), one('all', false)] },
			['; decided by rule 1.1', '; decided by rule 2.1', '; all are false'],
		],
		[
			{ between: 'any', groups: [one('all', false), one('all', null)] },
			['; decided by rule 1.1', '; decided by rule 2.1', '; decided by group 2'],
		],
	])('%j', (given, endings) => expect(sentenceOf(given)).toEqual(endings));
});

describe('groups', () => {
	const yes: RuleGroup = { combine: 'all', rules: [ruleFor(true)] };
	const empty: RuleGroup = { combine: 'any', rules: [] };

	it('Q14 ignores empty groups, and keeps the numbers of the others', () => {
		const spec: ConditionSpec = { between: 'all', groups: [empty, yes] };
		expect(decided(spec)).toBe(true);
		expect(evaluate(compileConditions(spec), item).groups.map(({ id }) => id)).toEqual(['2']);
	});

	it.each([[[]], [[empty]], [[empty, empty]]])(
		'Q14 without any rule it is an error (%#)',
		(groups) => {
			expect(() => compileConditions({ between: 'all', groups })).toThrow('There are no rules');
		},
	);

	it('Q14 an operator that does not exist is an error that names the rule', () => {
		const rule = { subject: 'QID6', operator: 'constructor' } as unknown as PlainRule;
		expect(() => compileConditions(only(rule))).toThrow(
			'Rule 1.1: there is no operator "constructor"',
		);
	});
});

describe('what cannot be evaluated', () => {
	const doubtful = only(ruleFor(null));
	const route = (notEvaluable?: 'false' | 'error' | 'true'): boolean => {
		const compiled = compileConditions(doubtful, notEvaluable && { notEvaluable });
		return outputFor(compiled, decide(compiled, item), () => evaluate(compiled, item).reasons);
	};

	it('Q14 goes to False, or where it is set to go', () => {
		expect([route(), route('false'), route('true')]).toEqual([false, false, true]);
	});

	it('Q14 can be an error that names rule and field and holds no answer', () => {
		const failure = (): unknown => {
			try {
				return route('error');
			} catch (error) {
				return error;
			}
		};
		const error = failure();
		expect(isConnectorError(error)).toBe(true);
		expect(String(error)).toContain('Rule 1.1: "Anything else?" does not hold a number.');
		expect(String(error)).not.toContain('words');
	});
});
