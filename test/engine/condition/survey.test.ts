import type { IDataObject } from 'n8n-workflow';
import type { QualtricsSandbox } from '../../sandbox/qualtrics';
import { serviceCallId, startQualtricsSandbox, storeVisitId } from '../../sandbox/qualtrics';
import { credentialsOf, picked } from '../../workflows';
import { chain, forgetProcessed, runWorkflow } from '../harness';
import { byAnswers, explanationOf, type RuleInput } from './conditionNode';

const SATISFACTION = '${q://QID2/ChoiceGroup/SelectedChoices}';

describe('Condition with a survey at hand', () => {
	let sandbox: QualtricsSandbox;
	/** The latest response as the Survey Trigger hands it over. */
	let sample: IDataObject;
	beforeAll(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		forgetProcessed();
		sandbox.control.addResponse(storeVisitId, { QID1: 3, QID2: 1, QID6_TEXT: 'Nobody <there>' });
		const run = await runWorkflow({ nodes: [trigger()], credentials: credentialsOf(sandbox) });
		[sample] = run.json('Survey Trigger');
	});
	afterAll(async () => await sandbox.close());

	const trigger = () => ({
		name: 'Survey Trigger',
		type: 'n8n-nodes-survey-ops.surveyTrigger',
		parameters: { surveys: { values: [{ survey: picked(storeVisitId) }] } },
	});

	/** A test step in the editor: the latest response, then the condition. */
	const testStep = async (rules: RuleInput[], parameters: object = {}) =>
		await runWorkflow({
			nodes: [trigger(), byAnswers([['any', ...rules]], { parameters: parameters as never })],
			connections: chain('Survey Trigger', 'Condition'),
			credentials: credentialsOf(sandbox),
		});

	const messages = (result: Awaited<ReturnType<typeof testStep>>) =>
		(result.task('Condition')?.hints ?? []).map(({ message }) => message);

	/** What the trigger handed over, run on without the editor: the production run of the node. */
	const inProduction = async (
		rules: RuleInput[],
		options: { response?: object; surveyId?: string } = {},
	) => {
		const { surveyId = storeVisitId } = options;
		sandbox.requests.length = 0;
		return await runWorkflow({
			nodes: [
				{
					name: 'Items',
					type: 'test.items',
					parameters: {
						items: [{ json: { ...sample, ...options.response } }],
					} as never,
				},
				byAnswers([['any', ...rules]], { parameters: { questionsSurvey: picked(surveyId) } }),
			],
			connections: chain('Items', 'Condition'),
			credentials: credentialsOf(sandbox),
			mode: 'trigger',
		});
	};

	it('Q25: at design time a question that is not there is named with the nearest one', async () => {
		const result = await testStep([
			{ subject: '${q://QID152/ChoiceGroup/SelectedChoices}', operator: 'selected', value: 'Yes' },
			{ subject: '${e://Field/plann}', operator: 'is', value: 'gold', name: 'Gold plan' },
			{ subject: SATISFACTION, operator: 'selected', value: 'Extremly dissatisfied' },
			{ subject: SATISFACTION, operator: 'is', value: '${q://QID2/SelectedChoises}' },
			{ subject: '${q://QID8/ChoiceGroup/SelectedChoices/3}', operator: 'isEmpty' },
			{ subject: 'QID2', operator: 'selected', value: 'Extremely dissatisfied' },
		]);
		const found = messages(result);
		expect(found[0]).toMatch(
			/^Rule 1\.1: QID152 is not in "Store visit"\. Did you mean QID15\d? ".+"\?$/,
		);
		expect(found.slice(1, 5)).toEqual([
			'Rule 1.2 (Gold plan): plann is not an embedded data field of "Store visit". Did you mean plan?',
			'Rule 1.3: "How satisfied were you with your visit?" has no choice "Extremly dissatisfied" (did you mean "Extremely dissatisfied"?).',
			'Rule 1.4: SelectedChoises is not something a question has. Did you mean SelectedChoices?',
			'Rule 1.5: QID8 has no row or choice 3',
		]);
		// What was said of the design is not said again for the item.
		expect(found.filter((message) => message.startsWith('Rule 1.1'))).toHaveLength(1);
		expect(result.json('Condition', 0)).toHaveLength(1);
	});

	it('Q25: a test step shows the resolved value beside the token', async () => {
		const result = await testStep([
			{ subject: SATISFACTION, operator: 'selected', value: 'Extremely dissatisfied' },
			{ subject: '${q://QID6/ChoiceTextEntryValue}', operator: 'isNotEmpty' },
			{ subject: '${q://QID5/ChoiceTextEntryValue}', operator: 'isEmpty' },
		]);
		expect(messages(result)).toEqual([
			[
				'First item:',
				`How satisfied were you with your visit? · Selected choice (Q2) (${SATISFACTION}) → Extremely dissatisfied`,
				'Would you like to tell us more? Every comment is read. · Typed text (Q6) (${q://QID6/ChoiceTextEntryValue}) → Nobody &lt;there&gt;',
				'What is your phone number? · Typed text (Q5) (${q://QID5/ChoiceTextEntryValue}) → empty',
			].join('<br>'),
		]);
	});

	it('Q14: a choice that the survey no longer has is reported in production, not silently false', async () => {
		const result = await inProduction([
			{ subject: SATISFACTION, operator: 'selected', value: 'Furious' },
		]);
		expect(messages(result)).toEqual([
			'Rule 1.1: "How satisfied were you with your visit?" has no choice "Furious".',
		]);
		expect(explanationOf(result.json('Condition', 1)[0]).result).toBeNull();
	});

	it.each([
		['${q://QID2/ChoiceDescription/4}', 'is', 'Extremely dissatisfied'],
		['${q://QID2/ChoiceGroup/AllChoices}', 'contains', 'Extremely satisfied'],
		['${q://QID2/ChoiceGroup/UnselectedChoices}', 'doesNotContain', 'Extremely dissatisfied'],
		['${e://Field/store}', 'isEmpty', ''],
	])('Q25: %s needs the survey, which is read for it', async (subject, operator, value) => {
		const result = await inProduction([{ subject, operator, value }]);
		expect(result.error).toBeUndefined();
		expect(result.json('Condition', 0)).toHaveLength(1);
		expect(messages(result)).toEqual([]);
	});

	it('asks nothing of Qualtrics in production when no rule needs the survey', async () => {
		const result = await inProduction([
			{ subject: 'QID1', operator: 'npsDetractor' },
			{ subject: '${q://QID6/ChoiceTextEntryValue}', operator: 'contains', value: 'nobody' },
		]);
		expect(result.json('Condition', 0)).toHaveLength(1);
		expect(sandbox.requests).toEqual([]);
	});

	it('goes by the response alone when the survey cannot be read, and says so', async () => {
		const result = await inProduction(
			[{ subject: SATISFACTION, operator: 'selected', value: 'Extremely dissatisfied' }],
			{ surveyId: 'SV_gone', response: { survey: { id: 'SV_gone', name: 'Gone' } } },
		);
		expect(result.error).toBeUndefined();
		expect(result.json('Condition', 0)).toHaveLength(1);
		expect(messages(result)).toEqual([
			expect.stringMatching(/^The survey named under 'Show Questions Of' could not be read/),
		]);
	});

	it('a definition of another survey says nothing about this response', async () => {
		const rules = [
			{ subject: SATISFACTION, operator: 'selected', value: 'Extremely dissatisfied' },
		];
		const result = await inProduction(rules, { surveyId: serviceCallId });
		expect(result.json('Condition', 0)).toHaveLength(1);
		expect(sandbox.requests).toEqual([]);
	});

	it('Q25: a pasted sample fills the lists; it is no ground to call a choice unknown', async () => {
		const pasted = {
			showQuestionsOf: 'sample',
			questionsSample: JSON.stringify([{ json: sample }]),
		};
		const result = await testStep(
			[{ subject: SATISFACTION, operator: 'selected', value: 'Somewhat satisfied' }],
			pasted,
		);
		expect(messages(result).filter((message) => !message.startsWith('First item'))).toEqual([]);
		expect(result.json('Condition', 1)).toHaveLength(1);
	});
});
