import { template } from '../workflows';
import { sharedN8n, type N8n, type StoredWorkflow } from './harness';

const LONG = 240_000;

/** n8n's own Form Trigger, filled in as a browser posts it. */
describe('a form of n8n as a survey', () => {
	let n8n: N8n;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, LONG);
	afterAll(async () => await n8n.deleteWorkflow(workflow.id));

	it(
		'the template form-detractor-alert: from the filled form to the alert',
		async () => {
			const { name, nodes, connections } = template('form-detractor-alert');
			workflow = await n8n.createWorkflow({ name, nodes, connections });
			await n8n.activate(workflow.id);
			const form = new FormData();
			form.set('field-0', '3');
			form.set('field-1', 'Less waiting, and ${e://Field/plan}');
			form.set('field-2', 'ada@example.com');
			const { webhookId } = nodes.find(({ name: one }) => one === 'Feedback Form')!;
			const answer = await fetch(`${n8n.url}/form/${webhookId}`, { method: 'POST', body: form });
			expect(answer.status).toBe(200);
			const execution = await n8n.executions.waitFor(workflow.id);
			expect(execution.problem).toBeUndefined();
			const [response] = execution.json('As Survey Response');
			expect(response).toMatchObject({
				provider: 'n8nForm',
				survey: { name: 'Feedback form' },
				response: { status: 'complete', isTest: false, submittedAt: expect.stringMatching(/Z$/) },
				respondent: { email: 'ada@example.com' },
				answers: {
					'How likely are you to recommend us?': { type: 'nps', numeric: 3, npsGroup: 'detractor' },
				},
			});
			expect(execution.task('As Survey Response')?.hints ?? []).toEqual([]);
			expect(execution.json('Alert')[0]).toMatchObject({
				subject: 'Unhappy customer: Feedback form',
				text: 'Less waiting, and ${e://Field/plan}',
				email: 'ada@example.com',
				why: expect.stringContaining('is a detractor → true'),
			});
		},
		LONG,
	);
});
