import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { startHubSpotSandbox, type HubSpotSandbox } from '../../sandbox/hubspot';
import {
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from '../../sandbox/qualtrics';
import { credentialsOf, picked, template } from '../../workflows';
import { csv, fileItem } from '../bulkCsvUpdate/setup';
import { forgetProcessed, runWorkflow } from '../harness';
import { hubspotCredentials } from './hubspotSetup';

let hubspot: HubSpotSandbox;
let qualtrics: QualtricsSandbox;
beforeEach(async () => {
	[hubspot, qualtrics] = await Promise.all([
		startHubSpotSandbox(),
		startQualtricsSandbox({ exportPolls: 0 }),
	]);
	forgetProcessed();
});
afterEach(async () => await Promise.all([hubspot.close(), qualtrics.close()]));

/** The stand-in has an address of its own, which a service key has not. */
const signedIn = (name: string) => {
	const workflow = template(name);
	for (const { parameters = {} } of workflow.nodes) {
		if ('hubspotAuthentication' in parameters) parameters.hubspotAuthentication = 'oAuth2';
		if ('subscription' in parameters) parameters.subscription = picked('101');
	}
	return workflow;
};

const answered = async (name: string, score: number, mayWrite: 1 | 0 = 1) => {
	qualtrics.control.addResponse(storeVisitId, {
		QID1: score,
		QID3_TEXT: ' ada@acme.example ',
		QID6_TEXT: 'Nobody at the till',
		QID7: mayWrite,
	});
	const result = await runWorkflow({
		...signedIn(name),
		credentials: { ...credentialsOf(qualtrics), ...hubspotCredentials(hubspot) },
	});
	expect(result.error).toBeUndefined();
	return result;
};

it('a detractor becomes a contact with a ticket; others open none', async () => {
	await answered('detractor-opens-hubspot-ticket', 10);
	expect([...hubspot.records('contacts'), ...hubspot.records('tickets')]).toEqual([]);
	await answered('detractor-opens-hubspot-ticket', 3);
	const [contact] = hubspot.records('contacts');
	const [ticket] = hubspot.records('tickets');
	expect(contact.values).toMatchObject({ email: 'ada@acme.example' });
	expect(ticket.values).toMatchObject({
		subject: 'Call back: score 3',
		content: 'Nobody at the till',
		hs_pipeline_stage: '1',
	});
	expect(hubspot.world.associations.get('0-5 0-1')).toMatchObject([
		{ from: ticket.id, to: contact.id },
	]);
});

it('a score goes onto the contact and its company; whoever unsubscribed stays so', async () => {
	const { id: company } = hubspot.add('companies', { name: 'Acme', domain: 'acme.example' });
	const run = async (score: number, mayWrite: 1 | 0) =>
		(await answered('nps-on-hubspot-contact-and-company', score, mayWrite)).json(
			'HubSpot Contact',
		)[0];
	expect(await run(3, 1)).toMatchObject({ status: 'created', consent: 'opt in' });
	const [contact] = hubspot.records('contacts');
	expect(hubspot.records('companies')[0].values).toMatchObject({ nps_score: '3' });
	expect(hubspot.world.associations.get('0-2 0-1')).toMatchObject([
		{ from: company, to: contact.id },
	]);
	expect(hubspot.world.statuses.get('ada@acme.example')?.get('101')).toMatchObject({
		legalBasisExplanation: expect.stringMatching(/^Survey: .+, response R_\w+, \d{4}-/),
	});
	expect(await run(9, 0)).toMatchObject({ status: 'updated', consent: 'opt out' });
	expect(await run(10, 1)).toMatchObject({ status: 'updated', consent: 'left alone' });
	expect(hubspot.records('contacts')[0].values).toMatchObject({ nps_score: '10' });
	expect(hubspot.records('companies')[0].values).toMatchObject({ nps_score: '10' });
});

const form: INodeType = {
	description: {
		displayName: 'Form',
		name: 'formTrigger',
		group: ['trigger'],
		version: [2.2],
		description: 'Form',
		defaults: { name: 'Form' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

it('a file sets lifecycle stages and owners', async () => {
	for (const name of ['ada', 'bo'])
		hubspot.add('contacts', { email: `${name}@example.com`, lifecyclestage: 'lead' });
	const file = csv(
		'Email,[old] Lifecycle Stage,[new] Lifecycle Stage,[old] Owner,[new] Owner',
		'ada@example.com,lead,Customer,,77',
		'bo@example.com,lead,,,',
	);
	const { binary } = fileItem(file, 'stages.csv');
	const input: INodeExecutionData[] = [{ json: {}, binary: { File: binary!.data } }];
	const result = await runWorkflow({
		...signedIn('bulk-lifecycle-owners-in-hubspot'),
		input,
		credentials: hubspotCredentials(hubspot),
		nodeTypes: { 'n8n-nodes-base.formTrigger': form },
	});
	expect(result.error).toBeUndefined();
	expect(result.json('Apply')).toMatchObject([{ state: 'done', counts: { ok: 1, unchanged: 1 } }]);
	expect(hubspot.records('contacts').map(({ values }) => values)).toMatchObject([
		{ lifecyclestage: 'customer', hubspot_owner_id: '77' },
		{ lifecyclestage: 'lead' },
	]);
});
