import type { INodeParameters } from 'n8n-workflow';
import { sharedN8n, waitFor, type N8n, type StoredWorkflow } from '../e2e/harness';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { serviceCallId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { Editor, type NodePanel } from './harness';

describe('a condition is built with the pickers alone', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		sandbox.control.addResponse(storeVisitId, {
			QID1: 3,
			QID2: 1,
			QID3_TEXT: 'ada@example.com',
			QID6_TEXT: 'Nobody at the till',
			plan: 'gold',
		});
		const { id, name } = await n8n.createCredential(
			'qualtricsApi',
			credentialsOf(sandbox).qualtricsApi,
			'Qualtrics (Store visit)',
		);
		const credentials = { qualtricsApi: { id, name } };
		workflow = await n8n.createWorkflow({
			name: 'Detractors',
			nodes: [
				{
					name: 'Survey Trigger',
					type: 'n8n-nodes-survey-ops.surveyTrigger',
					parameters: { surveys: { values: [{ survey: picked(storeVisitId) }] } },
					credentials,
				},
				{ name: 'Condition', type: 'n8n-nodes-survey-ops.condition', credentials },
			],
			connections: {
				'Survey Trigger': { main: [[{ node: 'Condition', type: 'main', index: 0 }]] },
			},
		});
		editor = await Editor.open(n8n, { width: 1500, height: 1000 });
		await editor.openWorkflow(workflow.id);
	}, 300_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await sandbox?.close();
	});

	const stored = async (): Promise<INodeParameters> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === 'Condition')!.parameters;
	};
	const text = async () => JSON.stringify(await stored());

	/** One rule, every part of it picked from a list. */
	async function pickRule(
		panel: NodePanel,
		row: number,
		subject: [search: string, name: string | RegExp],
		operator: string,
		value?: string,
	): Promise<void> {
		await panel.resourceLocator('subject', row).select(...subject);
		await panel.resourceLocator('operator', row).select(operator);
		if (value !== undefined) await panel.resourceLocator('value', row).select(value);
	}

	/** The button of an options collection is a drop-down field. */
	async function addOption(panel: NodePanel, name: string): Promise<void> {
		await panel.root.locator('input[placeholder="Add option"]').click();
		const option = editor.page.getByRole('option', { name, exact: true });
		await option.locator('visible=true').first().click();
	}

	it('Q14 Q15 Q25: two groups, Any and All, are picked, run and explained', async () => {
		await editor.step('condition-built', async () => {
			const panel = await editor.openNode('Condition');
			await panel.resourceLocator('questionsSurvey').select('store', 'Store visit');
			await panel.choose('combine', 'Any', 0);
			await pickRule(
				panel,
				0,
				['satisfied visit', 'Selected choice'],
				'Is Selected',
				'Extremely dissatisfied',
			);
			await panel.add('Add Rule');
			await panel.resourceLocator('subject', 1).root.waitFor();
			await pickRule(panel, 1, ['QID1 score', 'How likely'], 'Is Detractor');
			await panel.add('Add Group');
			// Each set has a button of its own; before the second one is drawn, the last one is that of the first set.
			await panel.root.getByText('Add Rule', { exact: true }).nth(1).waitFor();
			await panel.add('Add Rule');
			await panel.resourceLocator('subject', 2).root.waitFor();
			await pickRule(panel, 2, ['embedded plan', /· plan$/], 'Is One Of');
			await panel.resourceLocator('value', 1).switchMode('Text');
			await panel.resourceLocator('value', 1).fill('gold, silver');
			await addOption(panel, 'Explain');
			await panel.toggle('explain');
			await waitFor('the condition to be stored', async () =>
				/npsDetractor.*gold, silver.*"explain":true/.test(await text()),
			);
			await panel.execute(60_000);
			const output = await waitFor('the explanation', async () => {
				const shown = await panel.outputText();
				return shown.includes('decided by') ? shown : undefined;
			});
			expect(output).toContain('→ Extremely dissatisfied');
			expect(output).toContain(
				'"How satisfied were you with your visit?" is selected "Extremely dissatisfied" → true (answer: Extremely dissatisfied)',
			);
			expect(output).toContain('; decided by rule 1.1');
			await editor.screenshot('condition-nested');
			await panel.close();
		});
		const { groups } = (await stored()) as { groups: { group: Array<INodeParameters> } };
		expect(groups.group).toHaveLength(2);
		expect(groups.group[0].combine).toBe('any');
		expect(JSON.stringify(groups.group[0])).toContain('${q://QID2/ChoiceGroup/SelectedChoices}');
		expect(JSON.stringify(groups.group[1])).toContain('${e://Field/plan}');
	}, 180_000);

	it('Q25: {a} is searched in the large survey, Text keeps the token, another survey takes nothing away', async () => {
		await editor.step('condition-text', async () => {
			const panel = await editor.openNode('Condition');
			const subject = panel.resourceLocator('subject', 1);
			await subject.openList();
			const found = await subject.searchFor('loyalty points');
			expect(found.join()).toContain('Embedded Data · Loyalty points (year)');
			await editor.screenshot('piped-text-picker');
			await subject.closeList();
			const shown = await subject.value();
			await subject.switchMode('Text');
			expect(await subject.value()).toBe('${q://QID1/ChoiceNumericEntryValue}');
			await subject.fill('${q://QID152/ChoiceNumericEntryValue}');
			await waitFor('the typed token to be stored', async () => (await text()).includes('QID152'));
			await panel.execute(60_000);
			expect(await panel.outputText()).toMatch(
				/Rule 1\.2: QID152 is not in "Store visit"\. Did you mean QID15\d? ".+"\?/,
			);
			await editor.screenshot('condition-design-check');
			await subject.fill('${q://QID1/ChoiceNumericEntryValue}');
			await subject.switchMode('From list');
			expect(shown).toContain('How likely');

			const before = await waitFor('the token to be stored', async () => {
				const parameters = await stored();
				return JSON.stringify(parameters).includes('QID152') ? undefined : parameters;
			});
			await panel.resourceLocator('questionsSurvey').select('service', 'Service call');
			const after = await waitFor('the other survey to be stored', async () => {
				const parameters = await stored();
				return JSON.stringify(parameters.questionsSurvey).includes(serviceCallId)
					? parameters
					: undefined;
			});
			expect(after.groups).toEqual(before.groups);
			await panel.close();
		});
	}, 180_000);

	it('Q14: expressions mode shows n8n conditions in groups and nothing of surveys', async () => {
		await editor.step('condition-expressions', async () => {
			const panel = await editor.openNode('Condition');
			await panel.choose('mode', 'Expressions');
			const labels = await panel.text();
			expect(labels).toContain('Combine Groups');
			expect(labels).not.toContain('Show Questions Of');
			expect(await panel.root.getByTestId('filter-conditions').count()).toBe(1);
			await editor.screenshot('condition-expressions');
			await panel.close();
		});
	}, 90_000);
});
