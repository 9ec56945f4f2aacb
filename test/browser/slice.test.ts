import type { INodeParameters } from 'n8n-workflow';
import type { N8n, StoredWorkflow } from '../e2e/harness';
import { sharedN8n, waitFor } from '../e2e/harness';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { customersListId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { credentialsOf, template } from '../workflows';
import { Editor } from './harness';

const SCORE = '${q://QID1/ChoiceNumericEntryValue}';
const SATISFACTION = '${q://QID2/ChoiceGroup/SelectedChoices}';

describe('the three nodes in the editor', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startQualtricsSandbox();
		const answers = {
			QID1: 3,
			QID2: 1,
			QID3_TEXT: 'ada@example.com',
			QID6_TEXT: 'Nobody at the desk',
		};
		sandbox.control.addResponse(storeVisitId, answers);
		sandbox.control.addContact({
			email: 'bo@example.com',
			firstName: 'Bo',
			embeddedData: { loyaltyLevel: 'gold' },
		});
		const { name, nodes, connections } = template('survey-answer-updates-contact', {
			mailingListId: customersListId,
		});
		const { id, name: credential } = await n8n.createCredential(
			'qualtricsApi',
			credentialsOf(sandbox).qualtricsApi,
			'Qualtrics (sandbox)',
		);
		for (const node of nodes) node.credentials = { qualtricsApi: { id, name: credential } };
		workflow = await n8n.createWorkflow({ name, nodes, connections });
		editor = await Editor.open(n8n);
	}, 300_000);
	beforeEach(async () => await editor.openWorkflow(workflow.id), 90_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await sandbox?.close();
	});

	const stored = async (node: string): Promise<INodeParameters> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === node)!.parameters;
	};

	it('C16 Q11: Survey Trigger: the survey is searched and picked; a test run shows the latest responses', async () => {
		await editor.step('trigger', async () => {
			const panel = await editor.openNode('Survey Trigger');
			const survey = panel.resourceLocator('survey');
			await survey.openList();
			expect((await survey.searchFor('service')).length).toBeGreaterThan(0);
			await survey.searchFor('store');
			await survey.pick('Store visit');
			expect(await survey.value()).toBe('Store visit');
			await panel.execute();
			await waitFor('the responses', async () => (await panel.outputText()).includes('qualtrics'));
			await editor.screenshot('survey-trigger');
			await panel.close();
		});
	}, 90_000);

	it('Q14 Q15 Q25: Condition: {a} is searched in the large survey, and Text keeps the token', async () => {
		await editor.step('condition', async () => {
			const panel = await editor.openNode('Dissatisfied?');
			const subject = panel.resourceLocator('subject', 2);
			// n8n's panel calls every list so, whatever its display name.
			expect(await subject.modes()).toEqual(['From list', 'Text']);
			await subject.openList();
			const found = await subject.searchFor('satisfied visit');
			expect(found.join('\n')).toContain('How satisfied were you with your visit?');
			await editor.screenshot('condition');
			await subject.pick('How satisfied were you with your visit?');
			const shown = await subject.value();
			expect(shown).toContain('How satisfied');
			await subject.switchMode('Text');
			expect(await subject.value()).toBe(SATISFACTION);
			await subject.switchMode('From list');
			await subject.select('QID1 ', 'How likely');
			await panel.execute();
			await waitFor('the item to be true', async () =>
				(await panel.outputText()).includes('True Branch (1 item)'),
			);
			await editor.screenshot('condition-explained');
			await panel.close();
		});
	}, 90_000);

	it('Q25 Q28: Update Directory Contact: fields and {a} are picked; another survey takes no mapping away', async () => {
		await editor.step('contact', async () => {
			const panel = await editor.openNode('Update Directory Contact');
			const before = await stored('Update Directory Contact');
			const target = panel.resourceLocator('target', 1);
			await target.openList();
			expect((await target.searchFor('loyalty')).join()).toContain('loyaltyLevel');
			await target.closeList();
			const source = panel.resourceLocator('source', 2);
			await source.select('QID1 ', 'How likely');
			await waitFor('the pick to be stored', async () =>
				JSON.stringify(await stored('Update Directory Contact')).includes(SCORE),
			);
			await editor.screenshot('update-directory-contact');
			const survey = panel.resourceLocator('questionsSurvey');
			await survey.select('service', /service/i);
			const after = await waitFor('the other survey to be stored', async () => {
				const parameters = await stored('Update Directory Contact');
				const chosen = (parameters.questionsSurvey as INodeParameters).value;
				return chosen === storeVisitId ? undefined : parameters;
			});
			const rows = (parameters: INodeParameters) =>
				((parameters.fields as INodeParameters).row as INodeParameters[]).map(
					({ target: to, source: from }) => [
						(to as INodeParameters).value,
						(from as INodeParameters).value,
					],
				);
			const expected = rows(before);
			expected[2][1] = SCORE;
			expect(rows(after)).toEqual(expected);
			await panel.close();
		});
	}, 90_000);

	it('leaves a picture of the whole canvas', async () => {
		await editor.step('canvas', async () => {
			await editor.screenshot('canvas');
		});
	});
});
