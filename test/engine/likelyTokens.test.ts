import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startQualtricsSandbox, storeVisitId, type QualtricsSandbox } from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { sheet } from './crmUpsert/salesmanagoSetup';
import { searchList } from './harness';

describe('the most likely token of a row stands first in its list', () => {
	let sandbox: QualtricsSandbox;
	beforeAll(async () => {
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
	});
	afterAll(async () => await sandbox.close());

	const rows = (...targets: string[]): IDataObject => ({
		row: targets.map((target) => ({ target: picked(target, 'name'), source: picked('', 'list') })),
	});
	const ask = async (type: string, parameters: object, path: string, filter?: string) =>
		await searchList({
			node: {
				name: 'Node',
				type: `n8n-nodes-survey-ops.${type}`,
				parameters: parameters as INodeParameters,
			},
			credentials: credentialsOf(sandbox),
			method: 'searchPipedText',
			path,
			...(filter !== undefined && { filter }),
		});

	const inDirectory = { showQuestionsOf: 'qualtrics', questionsSurvey: picked(storeVisitId) };
	const TARGETS = ['email', 'phone', 'firstName', 'embeddedData.nps', 'language'];

	it.each([
		[0, 'email', '${m://Email}'],
		[1, 'phone', '${m://Phone}'],
		[2, 'firstName', '${q://QID12/ChoiceTextEntryValue/1}'],
		[3, 'embeddedData.nps', '${q://QID1/ChoiceNumericEntryValue}'],
		[4, 'language', '${m://Language}'],
	])('Update Directory Contact, row %d, %s: %s', async (index, _target, token) => {
		const parameters = { ...inDirectory, fields: rows(...TARGETS) };
		const path = `parameters.fields.row[${index}].source`;
		const { results } = await ask('updateDirectoryContact', parameters, path);
		expect(results[0].value).toBe(token);
	});

	it('outside of a row, and where a run would tell the field, the order is that of the survey', async () => {
		const { results } = await ask('condition', inDirectory, 'parameters.rules.rule[0].subject');
		for (const target of ['', '={{ $json.target }}']) {
			const parameters = { ...inDirectory, fields: rows(target) };
			const list = await ask(
				'updateDirectoryContact',
				parameters,
				'parameters.fields.row[0].source',
			);
			expect(list.results).toEqual(results);
		}
	});

	it.each([
		['emailaddress1', '${q://Q2/ChoiceTextEntryValue}'],
		['new_nps', '${q://Q1/ChoiceNumericEntryValue}'],
	])('CRM Upsert, from a pasted sample, %s: %s', async (target, token) => {
		const parameters = {
			showQuestionsOf: 'sample',
			questionsSample: JSON.stringify(sheet()),
			fields: rows(target),
		};
		const { results } = await ask('crmUpsert', parameters, 'parameters.fields.row[0].source');
		expect(results[0].value).toBe(token);
	});
});
