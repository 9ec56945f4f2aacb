import { answer, response } from '../../unit/conditions/survey';
import { byAnswers, byExpressions, filter } from './conditionNode';
import { runWorkflow } from '../harness';

const TYPED = 'hello ${e://Field/plan}';
const CODE = '${q://QID5/ChoiceTextEntryValue|jsonpath:"$..[?(@.constructor)]"}';

const passes = async (
	typed: string,
	rule: { subject: string; operator: string; value?: string; name?: string },
) => {
	const json = response([answer('QID5', typed)], {
		context: { plan: 'gold', words: [typed, 'x'] },
	});
	const result = await runWorkflow({
		nodes: [byAnswers([['all', rule]], { parameters: { showQuestionsOf: 'none' } })],
		input: [{ json: json as never }],
		mode: 'trigger',
	});
	expect(result.error).toBeUndefined();
	const [item] = [...result.json('Condition', 0), ...result.json('Condition', 1)];
	return { passes: result.json('Condition', 0).length === 1, item };
};

const ANSWER = '={{ $json.answers.QID5.text + "" }}';

describe.each([TYPED, CODE])('Condition, where somebody typed %s', (typed) => {
	it.each([
		['LA03 as subject and value', { subject: ANSWER, operator: 'is', value: ANSWER }, true],
		['LA03 as subject', { subject: ANSWER, operator: 'contains', value: 'gold' }, false],
		[
			'LA03 as value',
			{ subject: 'QID5', operator: 'is', value: '={{ $json.answers.QID5.text }}' },
			true,
		],
		[
			'LA04 beside a token, which is resolved',
			{
				subject: '=${e://Field/plan}: {{ $json.answers.QID5.text }}',
				operator: 'startsWith',
				value: 'gold: ',
			},
			true,
		],
		[
			'LA04 beside a token in the value',
			{ subject: '${e://Field/plan}', operator: 'is', value: '=${e://Field/plan}{{ "" }}' },
			true,
		],
		[
			'LA03 as entries',
			{ subject: 'QID5', operator: 'inList', value: '={{ $json.context.words }}' },
			true,
		],
		[
			'LA03 as no pattern',
			{ subject: 'QID5', operator: 'matchesRegex', value: '={{ $json.answers.QID5.text }}' },
			false,
		],
		[
			"LA04 a pattern that stands in an expression is its author's",
			{ subject: 'QID5', operator: 'matchesRegex', value: '=^hello' },
			typed === TYPED,
		],
	])('%s', async (_title, rule, wanted) => {
		expect((await passes(typed, rule)).passes).toBe(wanted);
	});

	it('LA03 as the name of a rule it is only shown', async () => {
		const { item } = await passes(typed, { subject: 'QID5', operator: 'answered', name: ANSWER });
		expect(JSON.stringify(item)).toContain(JSON.stringify(typed).slice(1, -1));
		expect(JSON.stringify(item._condition)).not.toContain('hello gold');
	});

	it('LA03 a pattern from an expression says why it cannot be used', async () => {
		const { item } = await passes(typed, {
			subject: 'QID5',
			operator: 'matchesRegex',
			value: '={{ $json.answers.QID5.text }}',
		});
		expect(JSON.stringify(item._condition)).toContain('type the pattern');
	});
});

describe('Condition by expressions', () => {
	const decided = async (right: string) => {
		const json = response([answer('QID5', '^h')], { context: { plan: 'hello' } });
		const condition = {
			left: '={{ $json.context.plan }}',
			type: 'string',
			operation: 'regex',
			right,
		};
		const result = await runWorkflow({
			nodes: [byExpressions([filter('and', [condition])])],
			input: [{ json: json as never }],
			mode: 'trigger',
		});
		expect(result.error).toBeUndefined();
		const [item] = [...result.json('Condition', 0), ...result.json('Condition', 1)];
		return { passes: result.json('Condition', 0).length === 1, item };
	};

	it('LA03 a pattern that an expression gives is data, and is never compiled', async () => {
		expect((await decided('^h')).passes).toBe(true);
		expect((await decided('=^h')).passes).toBe(true);
		for (const right of ['={{ $json.answers.QID5.text }}', '=^{{ $json.answers.QID5.text }}']) {
			const { passes: isTrue, item } = await decided(right);
			expect(isTrue).toBe(false);
			expect(JSON.stringify(item)).toContain('type the pattern');
		}
	});
});
