import type { INodeParameters } from 'n8n-workflow';
import type { QualtricsSandbox } from '../../sandbox/qualtrics';
import { storeVisitId } from '../../sandbox/qualtrics';
import { picked } from '../../workflows';
import { packageName, type StoredCredential, type WorkflowInput } from '../harness';
import type { Sink } from './Sink';

export const TRIGGER = 'Survey Trigger';

export const credentialDataOf = (sandbox: QualtricsSandbox) => ({
	apiToken: sandbox.token,
	dataCenter: 'fra1',
	baseUrl: sandbox.url,
});

/** Every two seconds, so that tests need not wait long; nothing is left to the webhook alone. */
export const OFTEN: INodeParameters = { every: 'cron', cronExpression: '*/2 * * * * *' };

let hooks = 0;

export const triggerNode = (
	parameters: INodeParameters,
	credential: StoredCredential,
	name = TRIGGER,
): WorkflowInput['nodes'][number] => ({
	name,
	type: `${packageName}.surveyTrigger`,
	// As the editor gives one to every node with a webhook.
	webhookId: `survey-${process.pid}-${Date.now()}-${(hooks += 1)}`,
	parameters: { surveys: { values: [{ survey: picked(storeVisitId) }] }, ...parameters },
	credentials: { qualtricsApi: { id: credential.id, name: credential.name } },
});

/** Tells the sink each response that arrives there. */
export const sinkNode = (
	sink: Sink,
	path = '/',
	response = '$json.response',
): WorkflowInput['nodes'][number] => ({
	name: 'Sink',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `${sink.url}${path}`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ JSON.stringify({ id: ${response}.id }) }}`,
		options: {},
	},
});

/** From each trigger through the nodes between to the sink. */
export function toSink(
	triggers: Array<WorkflowInput['nodes'][number]>,
	sink: Sink,
	{
		path = '/',
		between = [] as WorkflowInput['nodes'],
		response = undefined as string | undefined,
	} = {},
): WorkflowInput {
	const line = [...between, sinkNode(sink, path, response)];
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	const connections = Object.fromEntries([
		...triggers.map(({ name }) => [name, to(line[0].name)]),
		...between.map(({ name }, index) => [name, to(line[index + 1].name)]),
	]);
	return { nodes: [...triggers, ...line], connections };
}
