import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { packageName, sharedN8n, type N8n, type StoredWorkflow } from '../e2e/harness';
import { launchBrowser } from './harness/launch';

const SECRET = 'a secret of at least sixteen';
const WEBHOOK_ID = 'surveyjs-form';
const FORM = {
	title: 'Store visit',
	showCompletePage: true,
	elements: [
		{ type: 'rating', name: 'recommend', title: 'How likely?', rateMin: 0, rateMax: 10 },
		{ type: 'radiogroup', name: 'satisfied', title: 'Satisfied?', choices: ['Very', 'Not at all'] },
		{ type: 'checkbox', name: 'shops', title: 'Which shops?', choices: ['Praha', 'Brno'] },
		{ type: 'comment', name: 'why', title: 'Why?' },
	],
};
const PAGE = `<!doctype html><meta charset="utf-8"><title>Form</title><div id="form"></div>
<script src="/survey.core.min.js"></script><script src="/survey-js-ui.min.js"></script>
<script>
const survey = new Survey.Model(${JSON.stringify(FORM)});
survey.onComplete.add((sender) => fetch('/responses', {
	method: 'POST',
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify({
		surveyId: 'store-visit',
		surveyTitle: sender.title,
		responseId: crypto.randomUUID(),
		submittedAt: new Date().toISOString(),
		completed: true,
		questions: sender.getPlainData({ includeEmpty: true }),
	}),
}));
SurveyUI.renderSurvey(survey, document.getElementById('form'));
</script>`;

/** What a page loads is no import, so the library's list of exports does not name it. */
const libraryFile = (name: string): string => path.join(__dirname, '../../node_modules', name);

/** A site with the form, whose server passes each response on with the secret, as the docs say. */
function openSite(webhook: string): Promise<Server> {
	const scripts: Record<string, string> = {
		'/survey.core.min.js': libraryFile('survey-core/survey.core.min.js'),
		'/survey-js-ui.min.js': libraryFile('survey-js-ui/survey-js-ui.min.js'),
	};
	const server = createServer((request, response) => {
		const { method, url = '' } = request;
		if (method === 'POST' && url === '/responses') {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				void fetch(webhook, {
					method: 'POST',
					headers: { 'Content-Type': 'application/json', 'X-Survey-Secret': SECRET },
					body: Buffer.concat(chunks),
				}).then(({ status }) => response.writeHead(status).end());
			});
		} else if (url in scripts) {
			response.setHeader('Content-Type', 'text/javascript').end(readFileSync(scripts[url]));
		} else {
			response.setHeader('Content-Type', 'text/html').end(PAGE);
		}
	});
	return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('a SurveyJS form, filled in by a person', () => {
	let n8n: N8n;
	let workflow: StoredWorkflow;
	let site: Server;
	let browser: Browser;

	beforeAll(async () => {
		n8n = await sharedN8n();
		const { id, name } = await n8n.createCredential(
			'surveyWebhookApi',
			{ method: 'tool', secret: SECRET },
			'SurveyJS',
		);
		workflow = await n8n.createWorkflow({
			name: 'SurveyJS',
			nodes: [
				{
					name: 'Survey Trigger',
					type: `${packageName}.surveyTrigger`,
					webhookId: WEBHOOK_ID,
					parameters: { source: 'surveyjs' },
					credentials: { surveyWebhookApi: { id, name } },
				},
			],
			connections: {},
		});
		await n8n.activate(workflow.id);
		site = await openSite(n8n.webhookUrl(`${WEBHOOK_ID}/survey`));
		browser = await launchBrowser();
	}, 300_000);

	afterAll(async () => {
		await browser?.close();
		site?.close();
		if (workflow) await n8n.deleteWorkflow(workflow.id);
	});

	it('starts the workflow with the answers as they were given', async () => {
		const page = await browser.newPage();
		await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
		await page.locator('.sd-rating__item', { hasText: /^9$/ }).click();
		await page.getByText('Not at all', { exact: true }).click();
		for (const shop of ['Praha', 'Brno']) await page.getByText(shop, { exact: true }).click();
		await page.locator('textarea').fill('Closed early, and ${e://Field/plan}');
		const posted = page.waitForResponse((answer) => answer.url().endsWith('/responses'));
		await page.locator('input[type=button][value=Complete]').click();
		expect((await posted).status()).toBe(200);
		const execution = await n8n.executions.waitFor(workflow.id);
		expect(execution.problem).toBeUndefined();
		expect(execution.json('Survey Trigger')).toMatchObject([
			{
				provider: 'surveyjs',
				survey: { id: 'store-visit', name: 'Store visit' },
				answers: {
					recommend: { value: 9, numeric: 9 },
					satisfied: { type: 'singleChoice', value: 'Not at all' },
					shops: { type: 'multiChoice', value: ['Praha', 'Brno'] },
					why: { text: 'Closed early, and ${e://Field/plan}' },
				},
			},
		]);
	}, 120_000);
});
