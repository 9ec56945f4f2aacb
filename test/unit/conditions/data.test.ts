import type { OperatorName, Rule, RuleText, Truth } from '../../../nodes/shared/conditions';
import { compileConditions, conditionProblems, evaluate } from '../../../nodes/shared/conditions';
import { RESULT } from '../../../nodes/shared/pipedText/MixedText';
import { written } from '../../written';
import { answer, chosen, response, subject } from './survey';

const item = subject(
	response(
		[
			answer('QID5', 'hello ${e://Field/plan}'),
			answer('QID6', 42),
			chosen('QID2', ['Monday', 'Friday']),
		],
		{ context: { plan: 'gold', pattern: '.*', list: 'gold;silver', plans: ['gold', 'a;b'] } },
	),
);

/** Author text in which `~` stands where a result is put. */
const text = (given: string, ...results: unknown[]): RuleText =>
	results.length === 0
		? written(given)
		: {
				mixed: given
					.split(/(~)/)
					.filter((piece) => piece !== '')
					.map((piece) => (piece === '~' ? RESULT : written(piece))),
				results,
				written: given.replaceAll('~', '{{ … }}'),
			};

const judged = (
	place: string,
	operator: OperatorName,
	value: RuleText,
	found?: { value: unknown },
) => {
	const rule: Rule = {
		subject: written(place),
		operator,
		value,
		...(found && { subjectValue: found }),
	};
	const spec = { between: 'all' as const, groups: [{ combine: 'all' as const, rules: [rule] }] };
	const compiled = compileConditions(spec);
	return { verdict: evaluate(compiled, item).groups[0].rules[0], compiled };
};

describe('what is data in a rule', () => {
	it.each<[string, string, OperatorName, RuleText, Truth]>([
		['a result is compared as it is', 'QID5', 'is', text('~', 'hello ${e://Field/plan}'), true],
		['and is no piped text', 'QID5', 'is', text('~', 'hello gold'), false],
		['beside author text', 'QID5', 'is', text('hello ~', '${e://Field/plan}'), true],
		['author text beside it is', 'context.plan', 'is', text('${e://Field/plan}~', ''), true],
		['a number', 'QID6', 'greater', text('~', 41), true],
		['ends that the author wrote between', 'QID6', 'between', text('~..~', 40, 43), true],
		['ends that a list gives', 'QID6', 'between', text('~', [40, 43]), true],
		['a result is no range', 'QID6', 'between', text('~', '40..43'), null],
		['entries that a list gives', 'QID6', 'inList', text('~', [41, 42]), true],
		['also behind a sign', 'QID6', 'inList', text('x;~', [41, 42]), true],
		['entries are never cut', 'context.plan', 'inList', text('~', ['silver;gold']), false],
		['nor is a result', 'context.plan', 'inList', text('~', 'silver;gold'), false],
		['the author cuts', 'context.plan', 'inList', text('~;gold', 'x;y'), true],
		['what a field holds is not cut', 'context.plan', 'inList', text('${e://Field/list}'), false],
		['a list in a field is entries', 'context.plan', 'inList', text('${e://Field/plans}'), true],
		['several values that are wanted', 'QID2', 'selected', text('~', 'Friday'), true],
		['a typed pattern', 'context.plan', 'matchesRegex', text('^g'), true],
		['no pattern from an expression', 'context.plan', 'matchesRegex', text('~', '.*'), null],
		['nor in part', 'context.plan', 'matchesRegex', text('^g~', '.*'), null],
		['nor from a field', 'context.plan', 'matchesRegex', text('${e://Field/pattern}'), null],
	])('LA03 %s', (_title, place, operator, value, wanted) => {
		expect(judged(place, operator, value).verdict.result).toBe(wanted);
	});

	it('LA03 says why a pattern cannot be data, and quotes none of it', () => {
		const { verdict, compiled } = judged('context.plan', 'matchesRegex', text('~', '(?=secret)'));
		expect(verdict.reason).toBe(
			'Rule 1.1: the pattern "{{ … }}" comes from data (an n8n expression or piped text): type the pattern.',
		);
		expect(conditionProblems(compiled)).toEqual([]);
	});

	it('LA03 LA04 a subject that an expression gives is a value to look at', () => {
		const value = 'hello ${e://Field/plan}';
		expect(judged('x', 'is', text('~', value), { value }).verdict.result).toBe(true);
		expect(judged('x', 'contains', written('gold'), { value }).verdict.result).toBe(false);
		expect(judged('x', 'is', written('QID6'), { value: 'QID6' }).verdict.result).toBe(true);
	});

	it('LA04 a subject with a result in a token cannot be evaluated, and says why', () => {
		const rule: Rule = { subject: text('${q://~}', 'QID6'), operator: 'answered' };
		const spec = { between: 'all' as const, groups: [{ combine: 'all' as const, rules: [rule] }] };
		const [verdict] = evaluate(compileConditions(spec), item).groups[0].rules;
		expect(verdict).toMatchObject({
			result: null,
			reason: expect.stringContaining('A token cannot contain what an n8n expression gives'),
		});
	});
});
