import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { csv } from '../engine/bulkCsvUpdate/setup';
import { dynamicsCredentials } from '../engine/crmUpsert/setup';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import { unzip } from '../sandbox/unzip';
import { template } from '../workflows';
import {
	sharedFolder,
	sharedN8n,
	type N8n,
	type StoredCredential,
	type StoredWorkflow,
} from './harness';
import { attachmentsOf, MailSink, subjectOf } from './surveySetup/MailSink';

const COUNT = 12;

describe('the templates for files, imported into a real n8n', () => {
	let n8n: N8n;
	let sandbox: DataverseSandbox;
	let mails: MailSink;
	let dynamics: StoredCredential;
	let smtp: StoredCredential;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startDataverseSandbox();
		sandbox.control.addRecords('contact', COUNT);
		mails = await MailSink.open();
		const { dynamicsOAuth2Api } = dynamicsCredentials(sandbox);
		dynamics = await n8n.createCredential('dynamicsOAuth2Api', dynamicsOAuth2Api);
		smtp = await n8n.createCredential('smtp', mails.credential);
	});
	afterEach(async () => {
		await n8n.deleteWorkflow(workflow.id);
		await mails.close();
		await sandbox.close();
	});

	/** As it is in the folder of templates, with credentials chosen, and some settings. */
	async function imported(
		name: string,
		changes: Record<string, IDataObject> = {},
	): Promise<StoredWorkflow> {
		const { nodes, connections } = template(name);
		const credentialsFor: Record<string, INode['credentials']> = {
			'n8n-nodes-survey-ops.bulkCsvUpdate': {
				dynamicsOAuth2Api: { id: dynamics.id, name: dynamics.name },
			},
			'n8n-nodes-base.emailSend': { smtp: { id: smtp.id, name: smtp.name } },
		};
		workflow = await n8n.createWorkflow({
			nodes: nodes.map((node) => ({
				...node,
				...(credentialsFor[node.type] && { credentials: credentialsFor[node.type] }),
				parameters: { ...node.parameters, ...changes[node.name] },
			})) as INode[],
			connections,
		});
		return workflow;
	}

	const bosses = (): number => sandbox.control.findRecords('contact', "jobtitle eq 'Boss'").length;

	async function fill(kind: string, address: string): Promise<void> {
		const { webhookId } = workflow.nodes.find(({ type }) => type.endsWith('formTrigger'))!;
		const form = new FormData();
		form.set('field-0', kind);
		form.set('field-1', address);
		const url = `${n8n.url}/form/${webhookId}`;
		const response = await fetch(url, { method: 'POST', body: form });
		expect(response.status).toBe(200);
	}

	it('S06 S10 S12 S13 S14 a form answers at once, and the file comes by mail', async () => {
		const { id } = await imported('bulk-template-by-mail');
		await n8n.activate(id);
		await fill('Consents and authorizations', 'ops@example.com');
		const [mail] = await mails.received(1);
		expect(subjectOf(mail)).toBe(`Your file with ${COUNT} contacts`);
		const first = await n8n.executions.waitFor(id, () => true, 60_000);
		const [[name, bytes], ...others] = attachmentsOf(mail);
		expect([name, others]).toEqual(['contacts.zip', []]);
		const [file] = unzip(bytes);
		const lines = file.content.trimEnd().split('\r\n');
		expect(lines).toHaveLength(COUNT + 1);
		expect(lines[0]).toContain('[old] Do not allow Emails,[new] Do not allow Emails');

		await fill('Criteria and fields', '');
		const second = await n8n.executions.waitFor(id, (one) => one.id !== first.id, 60_000);
		expect(second.problem).toBeUndefined();
		expect(second.items('Template')[0].binary?.data.fileName).toBe('contacts.zip');
		expect(mails.mails).toHaveLength(1);
	}, 240_000);

	it('S24 S25 every night a file of changes is applied step by step, and a mail tells how it ended, with the report', async () => {
		const folder = path.join(sharedFolder(), '.n8n-files');
		mkdirSync(folder, { recursive: true });
		const fileSelector = path.join(folder, 'changes.csv');
		const rows = Array.from({ length: COUNT }, (_, index) => {
			return `person${index + 1}@example.com,,${index < 5 ? 'Boss' : ''}`;
		});
		writeFileSync(fileSelector, csv('Email,[old] Job Title,[new] Job Title', ...rows));
		const { id } = await imported('bulk-nightly-apply', {
			'The file': { fileSelector },
			Apply: { options: { resultRows: 'problems', rowsPerRun: 5 } },
		});
		const execution = await n8n.executions.runManually(id, 'Every night', { timeoutMs: 120_000 });
		expect(execution?.problem).toBeUndefined();
		expect(execution?.data.resultData.runData['How far it is']).toHaveLength(2);
		expect(bosses()).toBe(5);
		const [mail] = await mails.received(1);
		expect(subjectOf(mail)).toBe('Contacts updated: 5 rows');
		const attached = attachmentsOf(mail);
		const report = [...attached].find(([name]) => name.endsWith('.html'))?.[1].toString();
		expect(report).toMatch(/^<!doctype html>/i);
		const undo = [...attached].find(([name]) => name.includes('roll-back'))?.[1];
		expect(unzip(undo!)[0].content).toContain('person5@example.com,Boss,');
	}, 240_000);
});
