import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
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
					pipedTextFrom: 'survey',
					pipedTextSurvey: picked(storeVisitId),
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
		expect(names.get('${q://QID2/ChoiceGroup/SelectedChoices}')).toMatch(/^Question/);
		for (const group of ['Question', 'Embedded Data', 'Contact', 'Response', 'Date']) {
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
