import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { serviceCallId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { searchList } from './harness';

describe('the lists of the editor', () => {
	let sandbox: QualtricsSandbox;
	beforeAll(async () => {
		sandbox = await startQualtricsSandbox();
	});
	afterAll(async () => await sandbox.close());

	const ask = async (
		method: string,
		options: { filter?: string; paginationToken?: string; parameters?: object; path?: string } = {},
	) =>
		await searchList({
			node: {
				name: 'Condition',
				type: 'n8n-nodes-survey-ops.condition',
				parameters: {
					showQuestionsOf: 'qualtrics',
					questionsSurvey: picked(storeVisitId),
					...options.parameters,
				} as never,
			},
			credentials: credentialsOf(sandbox),
			method,
			...options,
		});

	it('C16: surveys by name, closed ones marked', async () => {
		const all = await ask('searchSurveys');
		expect(all.results.map(({ name }) => name)).toContain('Store visit');
		expect(all.results.some(({ name }) => name.endsWith('(closed)'))).toBe(true);
		const found = await ask('searchSurveys', { filter: 'STORE' });
		expect(found.results).toEqual([{ name: 'Store visit', value: storeVisitId }]);
	});

	it('Q25: {a} lists questions, embedded data, contact, response and date, in pages', async () => {
		const names = new Map<string, string>();
		let paginationToken: string | undefined;
		let pages = 0;
		do {
			const page = await ask('searchPipedText', { paginationToken });
			for (const { name, value } of page.results) names.set(String(value), name);
			paginationToken = page.paginationToken as string | undefined;
			pages++;
		} while (paginationToken && pages < 100);
		expect(pages).toBeGreaterThan(10);
		expect(names.size).toBeGreaterThan(2000);
		expect(names.get('${q://QID2/ChoiceGroup/SelectedChoices}')).toBe(
			'How satisfied were you with your visit? · Selected choice (Q2)',
		);
		expect([...names.values()].some((name) => name.startsWith('Question ·'))).toBe(false);
		for (const group of ['Embedded Data', 'Contact', 'Response', 'Date']) {
			expect([...names.values()].some((name) => name.startsWith(group))).toBe(true);
		}
	});

	it('Q25: {a} is searched by words in any order, by question id and by export tag', async () => {
		for (const filter of ['satisfied visit', 'VISIT satisfied', 'QID2 ']) {
			const { results } = await ask('searchPipedText', { filter });
			expect(results.map(({ value }) => value)).toContain(
				'${q://QID2/ChoiceGroup/SelectedChoices}',
			);
		}
	});

	it('Q25: where no survey is chosen, the first row says so and what to do', async () => {
		const parameters = { questionsSurvey: picked('') };
		for (const filter of [undefined, 'visit']) {
			const { results } = await ask('searchPipedText', { filter, parameters });
			expect(results[0]).toEqual({
				name: 'No survey is chosen: choose one under "Show Questions Of", and its questions stand here',
				value: '',
			});
		}
		const { results } = await ask('searchPipedText', { parameters });
		expect(results.map(({ value }) => value)).toContain('${m://Email}');
	});

	it('Q25: the survey that was read last stands first among the surveys, and says so', async () => {
		await ask('searchPipedText', { parameters: { questionsSurvey: picked(serviceCallId) } });
		const { results } = await ask('searchSurveys');
		expect(results[0]).toEqual({ name: 'Service call · read last', value: serviceCallId });
		expect(results.filter(({ value }) => value === serviceCallId)).toHaveLength(1);
	});

	const rule = (subject: string) => ({
		parameters: {
			groups: { group: [{ rules: { rule: [{ subject: picked(subject) }] } }] },
		},
	});

	it('Q14: operators fit the question, values are its choices', async () => {
		const path = 'parameters.groups.group[0].rules.rule[0].operator';
		const csat = { path, ...rule('${q://QID2/ChoiceGroup/SelectedChoices}') };
		const operators = await ask('searchOperators', csat);
		const names = operators.results.map(({ value }) => value);
		expect(names).toEqual(
			expect.arrayContaining(['selected', 'notSelected', 'skipped', 'notShown']),
		);
		expect(names).not.toContain('npsDetractor');
		const choices = await ask('searchChoices', csat);
		expect(choices.results.map(({ name }) => name)).toContain('Extremely dissatisfied');

		const nps = { path, ...rule('${q://QID1/ChoiceGroup/SelectedChoices}') };
		expect((await ask('searchOperators', nps)).results.map(({ value }) => value)).toContain(
			'npsDetractor',
		);
		expect((await ask('searchChoices', nps)).results).toHaveLength(11);
	});

	it('says in plain words why a list stays empty', async () => {
		const wrong = { qualtricsApi: { ...credentialsOf(sandbox).qualtricsApi, apiToken: 'wrong' } };
		const asking = searchList({
			node: { name: 'Condition', type: 'n8n-nodes-survey-ops.condition', parameters: {} },
			credentials: wrong,
			method: 'searchSurveys',
		});
		await expect(asking).rejects.toMatchObject({ description: expect.stringMatching(/token/i) });
	});
});
