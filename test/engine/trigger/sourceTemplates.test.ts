import { PRESETS } from '../../../nodes/shared/connectors/webhook/presets';
import { proofOf } from '../../corpora/webhooks/proof';
import { startDataverseSandbox, type DataverseSandbox } from '../../sandbox/dataverse';
import { template } from '../../workflows';
import { dynamicsCredentials } from '../crmUpsert/setup';
import { callWebhook, forgetProcessed, runWorkflow } from '../harness';

const SECRET = 'the secret that Typeform was given';

describe('the template typeform-answer-updates-dynamics-contact', () => {
	let dynamics: DataverseSandbox;
	const name = 'typeform-answer-updates-dynamics-contact';
	beforeEach(async () => {
		dynamics = await startDataverseSandbox();
		forgetProcessed();
	});
	afterEach(async () => await dynamics.close());

	const credentials = () => ({
		...dynamicsCredentials(dynamics),
		surveyWebhookApi: { method: 'tool', secret: SECRET },
	});
	const contacts = () => dynamics.control.findRecords('contact');

	it('K38: as it is, its sample goes through to the contact', async () => {
		const result = await runWorkflow({
			...template(name),
			credentials: credentials(),
			mode: 'manual',
		});
		expect(result.error).toBeUndefined();
		expect(contacts()).toMatchObject([
			{
				emailaddress1: 'ada@example.com',
				description: 'Score 3 on 2025-01-18: Nobody at the till',
			},
		]);
	});

	it.each([
		[0, 1],
		[9, 0],
	])('K33: a score of %d that Typeform posts writes %d contacts', async (score, written) => {
		const { nodes, connections } = template(name);
		const trigger = nodes.find(({ type }) => type.endsWith('surveyTrigger'))!;
		const payload = JSON.parse(String(trigger.parameters?.samplePayload));
		payload.form_response.answers[0].number = score;
		const rawBody = Buffer.from(JSON.stringify(payload));
		const { signature } = PRESETS.find((preset) => preset.name === 'typeform')!;
		const called = await callWebhook({
			node: trigger,
			credentials: credentials(),
			active: true,
			request: { headers: proofOf(signature, rawBody, SECRET), rawBody },
		});
		const [input] = called.data.workflowData ?? [];
		const result = await runWorkflow({
			nodes,
			connections,
			credentials: credentials(),
			mode: 'webhook',
			input,
		});
		expect(result.error).toBeUndefined();
		expect(result.json('Survey Trigger')).toHaveLength(1);
		expect(contacts()).toHaveLength(written);
	});
});
