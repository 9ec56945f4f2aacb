import path from 'node:path';
import type { IBinaryData, INodeParameters } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import type { Execution, N8n, StoredWorkflow } from '../e2e/harness';
import { projectRoot, sharedN8n, waitFor } from '../e2e/harness';
import { serviceCallId, startQualtricsSandbox, storeVisitId } from '../sandbox/qualtrics';
import type { QualtricsSandbox } from '../sandbox/qualtrics';
import { credentialsOf, picked } from '../workflows';
import { Editor } from './harness';

const NODE = 'Survey';
const DAY = 86_400_000;
const START = Date.parse('2026-01-05T10:00:00.000Z');

const COMMENTS = [
	'Staff took the time to listen. I will come again.',
	'Twenty minutes at the till with one desk open!',
	'Beau magasin, mais difficile à trouver.',
	'الخدمة ممتازة',
];

/** For the browser, whose names this project does not know. */
const OVERFLOWS = `[...document.querySelectorAll('svg')].flatMap((svg) => {
	const frame = svg.getBoundingClientRect();
	return [...svg.querySelectorAll('text')].flatMap((text) => {
		const box = text.getBoundingClientRect();
		const isInside =
			box.left >= frame.left - 1 &&
			box.right <= frame.right + 1 &&
			box.top >= frame.top - 1 &&
			box.bottom <= frame.bottom + 1;
		return isInside ? [] : [text.textContent];
	});
})`;

describe('the Survey node in the editor', () => {
	let n8n: N8n;
	let sandbox: QualtricsSandbox;
	let editor: Editor;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
		sandbox = await startQualtricsSandbox({ exportPolls: 0 });
		for (let index = 0; index < 120; index += 1) {
			const recordedAt = START + index * 0.6 * DAY;
			const QID1 = [10, 9, 8, 9, 6, 10, 7, 3, 9, 8, 10, 5][index % 12] - (index > 80 ? 1 : 0);
			sandbox.control.addResponse(
				storeVisitId,
				{ QID1, QID2: 1 + (QID1 % 5), QID6_TEXT: COMMENTS[index % COMMENTS.length] },
				{ recordedAt },
			);
			if (index % 3 > 0) continue;
			sandbox.control.addResponse(
				serviceCallId,
				{ QID2: [9, 10, 4, 8][index % 4], QID1_1: 1 + (index % 7) },
				{ recordedAt },
			);
		}
		const { id, name } = await n8n.createCredential(
			'qualtricsApi',
			credentialsOf(sandbox).qualtricsApi,
			'Qualtrics (surveys)',
		);
		workflow = await n8n.createWorkflow({
			name: 'Journey',
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: NODE,
					type: 'n8n-nodes-survey-ops.survey',
					credentials: { qualtricsApi: { id, name } },
				},
			],
			connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		});
		editor = await Editor.open(n8n, { width: 1500, height: 1100 });
	}, 300_000);
	beforeEach(async () => await editor.openWorkflow(workflow.id), 90_000);

	afterAll(async () => {
		await editor?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
		await sandbox?.close();
	});

	const stored = async (): Promise<INodeParameters> => {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		return nodes.find(({ name }) => name === NODE)!.parameters;
	};

	it('C15 is offered to whoever looks for a journey map', async () => {
		await editor.step('survey-creator', async () => {
			await editor.page.getByTestId('node-creator-plus-button').click();
			const search = editor.page.getByTestId('node-creator-search-bar').locator('visible=true');
			await search.fill('journey map');
			const found = editor.page.getByTestId('node-creator-item-name').locator('visible=true');
			await waitFor('the node', async () => (await found.allInnerTexts()).includes('Survey'));
			await editor.page.keyboard.press('Escape');
		});
	}, 60_000);

	it('C04 C16 responses of the past: the survey is searched and picked', async () => {
		await editor.step('survey-responses', async () => {
			const panel = await editor.openNode(NODE);
			expect(await panel.choices('resource')).toEqual(
				expect.arrayContaining(['KPI', 'Response', 'Survey', 'Workflow']),
			);
			expect(await panel.choices('operation')).toEqual(expect.arrayContaining(['Get', 'Get Many']));
			await panel.resourceLocator('survey').select('service', 'Service call');
			await panel.execute(60_000);
			await waitFor('the responses', async () =>
				/40 items[^]*qualtrics/.test(await panel.outputText()),
			);
			await editor.screenshot('survey-responses');
			await panel.close();
		});
	}, 120_000);

	it('C02 C03 a KPI is put together with the lists alone, and computed', async () => {
		await editor.step('survey-kpi', async () => {
			const panel = await editor.openNode(NODE);
			await panel.choose('resource', 'KPI');
			await panel.resourceLocator('survey').select('store', 'Store visit');
			const question = panel.resourceLocator('value');
			await question.openList();
			expect((await question.searchFor('recommend likely')).join()).toContain('QID1');
			await question.pick('How likely are you to recommend our store?');
			await waitFor('the question to be stored', async () =>
				JSON.stringify((await stored()).kpis ?? '').includes('"QID1"'),
			);
			await panel.choose('period', 'Month');
			await panel.execute(60_000);
			await waitFor('the values', async () => (await panel.outputText()).includes('npsPoints'));
			await editor.screenshot('survey-kpi');
			await panel.close();
		});
	}, 120_000);

	it('a workflow of Qualtrics: payload with {a}', async () => {
		await editor.step('survey-workflow', async () => {
			const panel = await editor.openNode(NODE);
			await panel.choose('resource', 'Workflow');
			await panel.resourceLocator('questionsSurvey').select('store', 'Store visit');
			await panel.fill('workflowUrl', sandbox.jsonEventUrl);
			await panel.fill('target', 'score');
			await panel.resourceLocator('source').select('QID1', /How likely/);
			await waitFor('the row to be stored', async () =>
				JSON.stringify((await stored()).payload ?? '').includes('${q://QID1'),
			);
			await editor.screenshot('survey-workflow');
			await panel.close();
		});
	}, 120_000);

	async function compute(parameters: INodeParameters): Promise<Execution> {
		const { nodes } = await n8n.getWorkflow(workflow.id);
		const stage = (value: string, survey: string, name: string) => ({
			value: picked(value, 'key'),
			survey: picked(survey, 'id'),
			stage: name,
		});
		const answers = {
			source: [
				stage('QID1', storeVisitId, 'Purchase'),
				stage('QID2', serviceCallId, 'Support'),
				stage('QID2', 'SV_notYetLive', 'Renewal'),
			],
		};
		const base = {
			resource: 'kpi',
			operation: 'compute',
			kpiSource: 'survey',
			surveys: { values: [storeVisitId, serviceCallId].map((id) => ({ survey: picked(id) })) },
			kpis: {
				kpi: [
					{ metric: 'nps', name: 'NPS', answers, settings: {} },
					{
						metric: 'cesShare',
						name: 'Easy to get help',
						answers: { source: [stage('QID1_1', serviceCallId, 'Support')] },
						settings: {},
					},
					{
						metric: 'csatTopBox',
						name: 'Satisfied',
						answers: { source: [stage('QID2', storeVisitId, 'Purchase')] },
						settings: {},
					},
				],
			},
			kpiOptions: { title: 'Customer journey' },
		};
		await n8n.updateWorkflow(workflow.id, {
			nodes: nodes.map((node) =>
				node.name === NODE
					? { ...node, parameters: { ...base, ...parameters } as unknown as INodeParameters }
					: node,
			),
		});
		const execution = await n8n.executions.runManually(workflow.id, 'Start', {
			timeoutMs: 60_000,
		});
		expect(execution?.problem).toBeUndefined();
		return execution!;
	}

	async function textOf({ id, data }: IBinaryData): Promise<string> {
		if (!id) return Buffer.from(data, 'base64').toString('utf8');
		const query = new URLSearchParams({ id, action: 'download' });
		const response = await fetch(`${n8n.url}/rest/binary-data?${query.toString()}`, {
			headers: n8n.session.headers(),
		});
		expect(response.status).toBe(200);
		return await response.text();
	}

	/** A page as a reader has it, in a window of its own, with nothing in the console. */
	async function withPage(html: string, look: (page: Page) => Promise<void>): Promise<void> {
		const page = await editor.page.context().newPage();
		const complaints: string[] = [];
		page.on('console', (message) => complaints.push(message.text()));
		page.on('pageerror', (error) => complaints.push(error.message));
		await page.setViewportSize({ width: 1240, height: 900 });
		await page.setContent(html);
		await look(page);
		await page.close();
		expect(complaints).toEqual([]);
	}

	const picture = async (page: Page, name: string): Promise<void> => {
		await page.screenshot({
			path: path.join(projectRoot, 'docs/screenshots', `${name}.png`),
			fullPage: true,
		});
	};

	/** Words that are drawn outside of their picture. */
	const overflows = async (page: Page): Promise<string[]> => await page.evaluate(OVERFLOWS);

	it('C02 C03 the journey map and the report, as pages', async () => {
		const execution = await compute({
			output: 'report',
			period: 'month',
			verbatims: {
				source: [
					{
						value: picked('QID6', 'key'),
						stage: 'Purchase',
						score: picked('QID1', 'key'),
					},
				],
			},
			textsPerStage: 3,
		});
		const { journeyMap, report } = execution.items(NODE)[0].binary!;
		await withPage(await textOf(journeyMap), async (page) => {
			expect(await page.locator('.stage h2').allInnerTexts()).toEqual([
				'1. Purchase',
				'2. Support',
				'3. Renewal',
			]);
			expect(await page.locator('blockquote').count()).toBe(3);
			expect(await page.locator('.stage').nth(2).innerText()).toContain('No answers yet (n = 0)');
			expect(await overflows(page)).toEqual([]);
			await picture(page, 'journey-map');
		});
		await withPage(await textOf(report), async (page) => {
			expect(await page.locator('.charts svg').count()).toBeGreaterThanOrEqual(3);
			expect(await overflows(page)).toEqual([]);
			await picture(page, 'kpi-report');
		});
	}, 120_000);

	it('each chart on a page of exactly its size', async () => {
		const trends = await compute({ output: 'charts', period: 'week' });
		const wholes = await compute({ output: 'charts', period: 'none' });
		const charts = [...trends.items(NODE), ...wholes.items(NODE)];
		const first = (kind: string) => charts.find(({ json }) => json.kind === kind)!;
		for (const kind of ['trend', 'gauge', 'distribution']) {
			await withPage(await textOf(first(kind).binary!.html), async (page) => {
				const svg = page.locator('svg');
				const { width, height } = (await svg.boundingBox())!;
				await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) });
				expect(await svg.getAttribute('role')).toBe('img');
				expect(await overflows(page)).toEqual([]);
				await picture(page, `kpi-${kind}`);
			});
		}
	}, 120_000);
});
