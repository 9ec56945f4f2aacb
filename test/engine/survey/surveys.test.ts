import { closedSurveyId, serviceCallId, storeVisitId } from '../../sandbox/qualtrics';
import { credentialsOf, picked } from '../../workflows';
import { searchList } from '../harness';
import { NODE, setUp, surveys, TYPE, type Setup } from './setup';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
	setup.sandbox.control.copySurvey(serviceCallId, 120);
});
afterAll(async () => await setup.sandbox.close());

describe('Survey: Get Many', () => {
	const list = { resource: 'survey', operation: 'getAll' };

	it('C15 lists every survey of the account, over all pages', async () => {
		const result = await setup.run(list);
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toHaveLength(124);
		expect(result.json(NODE)).toContainEqual({
			provider: 'qualtrics',
			id: storeVisitId,
			name: 'Store visit',
			isActive: true,
			lastModified: expect.stringMatching(/^2024-12-20T/),
		});
		expect(result.json(NODE)).toContainEqual(
			expect.objectContaining({ id: closedSurveyId, isActive: false }),
		);
	});

	it('up to a limit, once for many items', async () => {
		setup.sandbox.control.clearRequests();
		const result = await setup.run({ ...list, returnAll: false, limit: 3 }, { input: [{}, {}] });
		expect(result.json(NODE)).toHaveLength(3);
		expect(setup.sandbox.requests).toHaveLength(1);
	});
});

describe('Survey: Describe', () => {
	const describeSurvey = async (kinds?: string[], survey = serviceCallId) => {
		const result = await setup.run({
			resource: 'survey',
			operation: 'describe',
			survey: picked(survey),
			...(kinds && { describe: kinds }),
		});
		expect(result.error).toBeUndefined();
		return result.json(NODE);
	};

	it('questions with choices, rows, scale, answer keys and tokens; embedded data', async () => {
		const items = await describeSurvey();
		expect(items.map(({ kind }) => kind)).toEqual([
			'question',
			'question',
			'question',
			'embeddedData',
			'embeddedData',
		]);
		expect(items[1]).toMatchObject({
			surveyId: serviceCallId,
			surveyName: 'Service call',
			position: 2,
			id: 'QID2',
			title: 'How likely are you to recommend us?',
			type: 'nps',
			scale: { min: 0, max: 10 },
			answerKeys: ['QID2'],
			tokens: {
				words: '${q://QID2/ChoiceGroup/SelectedChoices}',
				number: '${q://QID2/ChoiceNumericEntryValue}',
			},
		});
		expect(items[0]).toMatchObject({
			rows: [{ id: '1', label: 'Getting help was easy' }],
			answerKeys: ['QID1_1'],
		});
		expect(items[4]).toMatchObject({ name: 'plan', token: '${e://Field/plan}' });
	});

	it('descriptive text is listed without a token for an answer, and is no value of a KPI', async () => {
		const items = await describeSurvey(['questions'], storeVisitId);
		const silent = items.filter(({ answerKeys }) => (answerKeys as string[]).length === 0);
		expect(silent.length).toBeGreaterThan(2);
		for (const { id, tokens } of silent)
			expect(tokens).toEqual({ title: `\${q://${String(id)}/QuestionText}` });
		const { results } = await searchList({
			node: {
				name: NODE,
				type: TYPE,
				parameters: {
					resource: 'kpi',
					operation: 'compute',
					surveys: surveys(storeVisitId),
				} as never,
			},
			credentials: credentialsOf(setup.sandbox),
			method: 'searchValues',
			filter: String(silent[0].id),
		});
		expect(results.filter(({ value }) => value === silent[0].id)).toEqual([]);
	});

	it('choices as items, with code and words', async () => {
		const items = await describeSurvey(['choices'], storeVisitId);
		const csat = items.filter(({ questionId }) => questionId === 'QID2');
		expect(csat).toHaveLength(5);
		expect(csat[0]).toMatchObject({
			kind: 'choice',
			question: 'How satisfied were you with your visit?',
			position: 1,
			code: '1',
			label: 'Extremely dissatisfied',
		});
	});
});

describe('the lists of the Survey node', () => {
	const ask = async (method: string, parameters: object, filter?: string) =>
		await searchList({
			node: { name: NODE, type: TYPE, parameters: parameters as never },
			credentials: credentialsOf(setup.sandbox),
			method,
			filter,
		});

	it('C16 surveys by name, closed ones marked', async () => {
		const { results } = await ask('searchSurveys', { resource: 'response' }, 'OPENING');
		expect(results).toEqual([
			{ name: 'Opening week 2023 (closed) (closed)', value: closedSurveyId },
		]);
	});

	const kpiOf = (...ids: string[]) => ({
		resource: 'kpi',
		operation: 'compute',
		surveys: surveys(...ids),
	});

	it('questions, rows and embedded data of the chosen survey, by words in any order', async () => {
		const names = async (filter: string) =>
			(await ask('searchValues', kpiOf(storeVisitId), filter)).results;
		expect(await names('recommend likely')).toContainEqual({
			name: 'QID1 · How likely are you to recommend our store?',
			value: 'QID1',
		});
		expect(await names('staff friendly')).toContainEqual({
			name: 'QID8_1 · How much do you agree? – The staff were friendly',
			value: 'QID8_1',
		});
		expect(await names('embedded plan')).toContainEqual({
			name: 'Embedded Data · plan',
			value: 'e://Field/plan',
		});
	});

	it('with several surveys, each value says which one it is of', async () => {
		const { results } = await ask('searchValues', kpiOf(storeVisitId, serviceCallId), 'recommend');
		expect(results).toEqual(
			expect.arrayContaining([
				{
					name: 'Store visit · QID1 · How likely are you to recommend our store?',
					value: `${storeVisitId}/QID1`,
				},
				{
					name: 'Service call · QID2 · How likely are you to recommend us?',
					value: `${serviceCallId}/QID2`,
				},
			]),
		);
	});

	it.each([
		[{ ...kpiOf(storeVisitId), kpiSource: 'items' }, /Type the key instead/],
		[kpiOf(), /Choose one under 'Surveys'/],
	])('says why it stays empty', async (parameters, hint) => {
		await expect(ask('searchValues', parameters)).rejects.toMatchObject({
			description: expect.stringMatching(hint),
		});
	});

	it('{a} for the payload of a workflow', async () => {
		const { results } = await ask(
			'searchPipedText',
			{ resource: 'workflow', questionsSurvey: picked(storeVisitId) },
			'recommend',
		);
		expect(results.map(({ value }) => value)).toContain('${q://QID1/ChoiceNumericEntryValue}');
	});
});
