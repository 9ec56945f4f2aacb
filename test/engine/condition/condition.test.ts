import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, chosen, response, unanswered } from '../../unit/conditions/survey';
import { chain, runWorkflow } from '../harness';
import { byAnswers, byExpressions, explanationOf, filter, source } from './conditionNode';

const SATISFACTION = '${q://QID1/ChoiceGroup/SelectedChoices}';

const dissatisfied = response(
	[chosen('QID1', ['Extremely dissatisfied']), answer('QID3', 2), unanswered('QID5', 'skipped')],
	{ context: { plan: 'Gold' } },
);
const satisfied = response([chosen('QID1', ['Satisfied']), answer('QID3', 9)], {
	context: { plan: 'basic' },
});

const withoutSurvey = { showQuestionsOf: 'none' };

async function run(node: ReturnType<typeof byAnswers>, items: object[], mode?: 'trigger') {
	return await runWorkflow({
		nodes: [source(items), node],
		connections: chain('Items', 'Condition'),
		mode,
	});
}

const item = (json: SurveyResponse | object, more: object = {}) => ({ json, ...more });

describe('Condition by survey answers', () => {
	const nested = byAnswers(
		[
			['all', { subject: '${e://Field/plan}', operator: 'is', value: 'silver' }],
			[
				'any',
				{ subject: SATISFACTION, operator: 'selected', value: 'Extremely dissatisfied' },
				{ subject: 'QID3', operator: 'npsDetractor', name: 'Detractor' },
			],
		],
		{ combineGroups: 'any', parameters: withoutSurvey },
	);

	it('Q14 Q15: sends to True and False, in order, paired, and says which rule decided', async () => {
		const result = await run(nested, [item(dissatisfied), item(satisfied), item(dissatisfied)]);
		expect(result.error).toBeUndefined();
		expect(result.items('Condition', 0).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(result.items('Condition', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		const why = explanationOf(result.json('Condition')[0]);
		expect(why).toMatchObject({ output: 'True', result: true, decidedBy: '2' });
		expect(why.explanation.split('\n')).toEqual([
			'Group 1 (all): "plan" is "silver" → false (value: Gold); decided by rule 1.1',
			'Group 2 (any): "How satisfied are you with your visit?" is selected "Extremely dissatisfied" → true (answer: Extremely dissatisfied) or Detractor: "How likely are you to recommend us?" is a detractor → true (answer: 2); decided by rule 2.1',
			'Between groups (any): true; decided by group 2',
		]);
		expect(why.groups[1].rules[1]).toMatchObject({
			id: '2.2',
			name: 'Detractor',
			result: true,
			field: 'How likely are you to recommend us?',
			actual: '2',
		});
	});

	it('Q14: items pass unchanged, files included', async () => {
		const binary = { photo: { data: 'aGk=', mimeType: 'text/plain', fileName: 'hi.txt' } };
		const node = byAnswers([['all', { subject: 'QID3', operator: 'less', value: '5' }]], {
			parameters: withoutSurvey,
			options: { explain: false },
		});
		const result = await run(node, [item(dissatisfied, { binary })]);
		const [passed] = result.items('Condition', 0);
		expect(passed.json).toEqual(dissatisfied);
		expect(passed.binary?.photo).toMatchObject({ fileName: 'hi.txt' });
	});

	it('Q14: a rule that cannot be evaluated goes to False and is named, with how many items it befell', async () => {
		const node = byAnswers(
			[['all', { subject: 'QID5', operator: 'greater', value: '5', name: 'Long stay' }]],
			{ parameters: withoutSurvey },
		);
		const result = await run(node, [item(dissatisfied), item(dissatisfied)], 'trigger');
		expect(result.json('Condition', 1)).toHaveLength(2);
		expect(explanationOf(result.json('Condition', 1)[0])).toMatchObject({
			output: 'False',
			result: null,
		});
		expect(result.task('Condition')?.hints?.map(({ message }) => message)).toEqual([
			'Rule 1.1 (Long stay): "Anything else?" has no answer to compare. (2 items)',
		]);
	});

	it.each([
		['true', 0],
		['false', 1],
	])(
		'Q14: what cannot be evaluated goes where the option says: %s',
		async (notEvaluable, output) => {
			const rule = { subject: 'QID5', operator: 'greater', value: '5' };
			const node = byAnswers([['all', rule]], {
				parameters: withoutSurvey,
				options: { notEvaluable },
			});
			const result = await run(node, [item(dissatisfied)]);
			expect(result.json('Condition', output)).toHaveLength(1);
			expect(result.json('Condition', 1 - output)).toEqual([]);
		},
	);

	it('Q14: set to stop, the error names rule and item and says what to do', async () => {
		const rule = { subject: 'QID5', operator: 'greater', value: '5', name: 'Long stay' };
		const node = byAnswers([['all', rule]], {
			parameters: withoutSurvey,
			options: { notEvaluable: 'error' },
		});
		const result = await run(node, [item(dissatisfied)]);
		expect(result.error?.message).toBe(
			'The condition cannot be evaluated. Rule 1.1 (Long stay): "Anything else?" has no answer to compare. [item 0]',
		);
		expect((result.error as { description?: string }).description).toMatch(/^Correct these rules/);
	});

	it.each([
		['continueRegularOutput', 1],
		['continueErrorOutput', 2],
	] as const)('Q14: with %s the failed item goes on whole and paired', async (onError, output) => {
		const rule = { subject: 'QID6', operator: 'greater', value: '5' };
		const node = byAnswers([['all', rule]], {
			parameters: withoutSurvey,
			options: { notEvaluable: 'error', explain: false },
		});
		const passing = response([answer('QID6', 40)]);
		const failing = response([unanswered('QID6', 'skipped')], { context: { plan: 'gold' } });
		const result = await run({ ...node, onError }, [item(failing), item(passing)]);
		expect(result.status).toBe('success');
		expect(result.items('Condition', 0).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		const [failed] = result.items('Condition', output);
		expect(failed.json).toMatchObject({
			...failing,
			error: expect.stringContaining('Rule 1.1: "Your age" has no answer to compare.'),
		});
		expect(failed.pairedItem).toEqual({ item: 0 });
		if (output === 2) expect(result.items('Condition', 1)).toEqual([]);
	});

	it('Q14: a node without any rule is an error that says what to do', async () => {
		const result = await run(byAnswers([['all']], { parameters: withoutSurvey }), [
			item(satisfied),
		]);
		expect(result.error).toMatchObject({
			message: 'There are no rules',
			description: 'Add a group with at least one rule.',
		});
	});

	it('Q14: an item that comes from no response goes to False and is told apart', async () => {
		const result = await run(nested, [item({ name: 'Ann', plan: 'gold' })]);
		const [passed] = result.json('Condition', 1);
		expect(explanationOf(passed)).toMatchObject({ result: null });
		expect(result.task('Condition')?.hints?.[0].message).toContain('Its fields: name, plan.');
	});

	it('Q14: the response is found behind nodes that stood between', async () => {
		const result = await runWorkflow({
			nodes: [
				source([item(satisfied), item(dissatisfied)]),
				{
					name: 'Look up',
					type: 'test.setJson',
					parameters: { json: { crmId: 7 } },
				},
				{ name: 'No-op', type: 'n8n-nodes-base.noOp' },
				nested,
			],
			connections: chain('Items', 'Look up', 'No-op', 'Condition'),
		});
		expect(result.json('Condition', 0)).toEqual([{ crmId: 7, _condition: expect.anything() }]);
		expect(result.items('Condition', 0)[0].pairedItem).toEqual({ item: 1 });
		expect(result.json('Condition', 1)).toHaveLength(1);
	});

	it.each<[string, string, string, string, number]>([
		[
			'a dragged answer is that answer',
			'={{ $json.answers.QID1.label }}',
			'selected',
			'Extremely dissatisfied',
			0,
		],
		['and knows when it was skipped', '={{ $json.answers.QID5.value }}', 'skipped', '', 0],
		[
			'an expression is the value to look at',
			'={{ $json.context.plan.toUpperCase() }}',
			'is',
			'gold',
			0,
		],
		['of any type', '={{ $json.answers.QID3.numeric * 10 }}', 'between', '15..25', 0],
		['a dragged field too', '={{ $json.context.plan }}', 'isNot', 'gold', 1],
		[
			'LA03 piped text that an expression gives is text',
			"={{ '$' + '{e://Field/plan}' }}",
			'is',
			'gold',
			1,
		],
		[
			'LA04 piped text beside an expression is resolved',
			'=${e://Field/plan}{{ 1 }}',
			'is',
			'gold1',
			0,
		],
		['a missing one is empty', '={{ $json.context.nothing }}', 'isEmpty', '', 0],
		['a value may be an expression', 'QID3', 'less', '={{ $json.answers.QID3.numeric + 1 }}', 0],
		['or a list of them', 'QID3', 'inList', '={{ [1, 2, 3] }}', 0],
		[
			'or piped text',
			'${q://QID3/ChoiceNumericEntryValue}',
			'is',
			'${q://QID3/ChoiceNumericEntryValue}',
			0,
		],
	])(
		'n8n expressions work in the same fields: %s',
		async (_title, subject, operator, value, output) => {
			const node = byAnswers([['all', { subject, operator, value }]], {
				parameters: withoutSurvey,
			});
			const result = await run(node, [item(dissatisfied)]);
			expect(result.error).toBeUndefined();
			expect(result.json('Condition', output)).toHaveLength(1);
		},
	);

	it('an expression is named as written in the explanation', async () => {
		const subject = '={{ $json.answers.QID3.numeric * 10 }}';
		const node = byAnswers([['all', { subject, operator: 'greater', value: '5' }]], {
			parameters: withoutSurvey,
		});
		const result = await run(node, [item(dissatisfied)]);
		expect(explanationOf(result.json('Condition')[0]).explanation).toBe(
			'Group 1 (all): "{{ $json.answers.QID3.numeric * 10 }}" is greater than "5" → true (value: 20); decided by rule 1.1',
		);
	});

	it('Q25: a test step shows what each token comes out as; what a person typed cannot become markup', async () => {
		const text = response([answer('QID5', '<b>3 < 5</b>'), chosen('QID1', ['Satisfied'])]);
		const node = byAnswers(
			[
				[
					'all',
					{
						subject: '${q://QID5/ChoiceTextEntryValue}',
						operator: 'contains',
						value: '${q://QID1/ChoiceGroup/SelectedChoices}',
					},
				],
			],
			{ parameters: withoutSurvey },
		);
		const test = await run(node, [item(text)]);
		expect(test.task('Condition')?.hints).toEqual([
			{
				type: 'info',
				location: 'outputPane',
				message:
					'First item:<br>Anything else? · Typed text (QID5) (${q://QID5/ChoiceTextEntryValue}) → &lt;b&gt;3 &lt; 5&lt;/b&gt;<br>How satisfied are you with your visit? · Selected choice (QID1) (${q://QID1/ChoiceGroup/SelectedChoices}) → Satisfied',
			},
		]);
		const live = await run(node, [item(text)], 'trigger');
		expect(live.task('Condition')?.hints ?? []).toEqual([]);
	});
});

describe('Condition by expressions', () => {
	const age = (operation: string, right: unknown) => ({
		left: '={{ $json.age }}',
		type: 'number',
		operation,
		right,
	});

	it('Q14: groups of n8n conditions, All/Any inside and between, explained', async () => {
		const node = byExpressions(
			[
				filter('and', [age('gt', 50)]),
				filter('or', [
					age('lt', 5),
					{ left: '={{ $json.name }}', type: 'string', operation: 'startsWith', right: 'a' },
				]),
			],
			{ combineGroups: 'any' },
		);
		const result = await run(node, [
			item({ age: '40', name: 'Ann' }),
			item({ age: 7, name: 'Bo' }),
		]);
		expect(result.items('Condition', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(explanationOf(result.json('Condition')[0]).explanation.split('\n')).toEqual([
			'Group 1 (all): "{{ $json.age }}" is greater than "50" → false (value: 40); decided by rule 1.1',
			'Group 2 (any): "{{ $json.age }}" is less than "5" → false (value: 40) or "{{ $json.name }}" starts with "a" → true (value: Ann); decided by rule 2.2',
			'Between groups (any): true; decided by group 2',
		]);
	});

	it('Q14: what n8n refuses to compare is reported by rule, kind and field, without the value', async () => {
		const node = byExpressions([filter('and', [age('gt', 50)])]);
		const result = await run(node, [item({ age: 'forty' }), item({ age: { years: 3 } })]);
		expect(result.json('Condition', 1)).toHaveLength(2);
		expect(result.task('Condition')?.hints?.map(({ message }) => message)).toEqual([
			'Rule 1.1: "{{ $json.age }}" is a text, compared with a number, and cannot be taken as number.',
			'Rule 1.1: "{{ $json.age }}" is an object, compared with a number, and cannot be taken as number.',
		]);
	});

	it('Q14: an expression that fails makes just its own rule impossible to evaluate', async () => {
		const broken = {
			left: '={{ $json.name.first.second }}',
			type: 'string',
			operation: 'exists',
			singleValue: true,
		};
		const missing = {
			left: "={{ $('Nowhere').item.json.x }}",
			type: 'string',
			operation: 'equals',
			right: 'x',
		};
		const node = byExpressions([
			filter('or', [missing, age('gt', 5)]),
			filter('or', [broken, age('gt', 5)]),
		]);
		const result = await run(node, [item({ age: 7 })]);
		expect(result.json('Condition', 0)).toHaveLength(1);
		expect(result.task('Condition')?.hints?.[0].message).toMatch(
			/^Rule 1\.1: .*cannot be evaluated/,
		);
	});

	it('Q14: without any condition it says so', async () => {
		const result = await run(byExpressions([filter('and', [])]), [item({})]);
		expect(result.error?.message).toBe('There are no conditions');
	});
});
