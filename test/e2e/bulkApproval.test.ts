import type { INode, INodeParameters } from 'n8n-workflow';
import { csv } from '../engine/bulkCsvUpdate/setup';
import { dynamicsCredentials } from '../engine/crmUpsert/setup';
import { startDataverseSandbox, type DataverseSandbox } from '../sandbox/dataverse';
import { template } from '../workflows';
import { sharedN8n, waitFor, type N8n, type StoredWorkflow } from './harness';
import { attachmentsOf, htmlOf, MailSink, subjectOf } from './surveySetup/MailSink';

const COUNT = 6;

/** n8n puts a question's text into its mail as HTML, and takes `&lt;` for `<`. */
const FILE = 'contacts <i>&lt;b&gt;.csv';

/** n8n takes a link that is opened by anything else for a mail scanner. */
const BROWSER = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/150.0' };

describe('the template for an update with approval, imported into a real n8n', () => {
	let n8n: N8n;
	let sandbox: DataverseSandbox;
	let mails: MailSink;
	let workflow: StoredWorkflow;

	beforeAll(async () => {
		n8n = await sharedN8n();
	}, 240_000);
	beforeEach(async () => {
		sandbox = await startDataverseSandbox();
		sandbox.control.addRecords('contact', COUNT);
		mails = await MailSink.open();
		const { dynamicsOAuth2Api } = dynamicsCredentials(sandbox);
		const dynamics = await n8n.createCredential('dynamicsOAuth2Api', dynamicsOAuth2Api);
		const smtp = await n8n.createCredential('smtp', mails.credential);
		const { nodes, connections } = template('bulk-update-with-approval');
		const credentialsFor: Record<string, INode['credentials']> = {
			'n8n-nodes-survey-ops.bulkCsvUpdate': { dynamicsOAuth2Api: dynamics },
			'n8n-nodes-base.emailSend': { smtp },
		};
		workflow = await n8n.createWorkflow({
			nodes: nodes.map((node) => ({
				...node,
				...(credentialsFor[node.type] && { credentials: credentialsFor[node.type] }),
				parameters: node.parameters as INodeParameters,
			})) as INode[],
			connections,
		});
		await n8n.activate(workflow.id);
	});
	afterEach(async () => {
		await n8n.deleteWorkflow(workflow.id);
		await mails.close();
		await sandbox.close();
	});

	const bosses = (): number => sandbox.control.findRecords('contact', "jobtitle eq 'Boss'").length;

	/** Uploads a file that makes bosses of four, and gives the page that says what it would change. */
	async function upload(name = 'contacts.csv'): Promise<string> {
		const rows = Array.from({ length: COUNT }, (_, index) => {
			return `person${index + 1}@example.com,,${index < 4 ? 'Boss' : ''}`;
		});
		const file = csv('Email,[old] Job Title,[new] Job Title', ...rows);
		const { webhookId } = workflow.nodes.find(({ type }) => type.endsWith('formTrigger'))!;
		const form = new FormData();
		form.set('field-0', new Blob([file], { type: 'text/csv' }), name);
		form.set('field-1', 'ops@example.com');
		const sent = await fetch(`${n8n.url}/form/${webhookId}`, { method: 'POST', body: form });
		const { formWaitingUrl } = (await sent.json()) as { formWaitingUrl: string };
		await mails.received(1);
		const page = await waitFor('the page with the report', async () => {
			const response = await fetch(formWaitingUrl, {
				headers: BROWSER,
				signal: AbortSignal.timeout(10_000),
			}).catch(() => undefined);
			const text = await response?.text();
			return text?.includes('would change') ? text : undefined;
		});
		// As the page does once it is shown.
		const shown = await fetch(formWaitingUrl, { method: 'POST', body: new FormData() });
		expect(shown.status).toBe(200);
		return page;
	}

	/** The links in the mail to whoever approves. */
	async function decide(which: 'approve' | 'refuse'): Promise<void> {
		const mail = (await mails.received(2)).find((one) =>
			subjectOf(one)?.startsWith('Please approve'),
		)!;
		const question = htmlOf(mail);
		expect(question).toContain('ops@example.com uploaded a spreadsheet.');
		expect(question).toContain('4 ready to be written');
		expect(question).not.toMatch(/<[ib]>/);
		const links = [...question.matchAll(/href="([^"]*webhook-waiting[^"]*)"/g)].map(([, link]) =>
			link.replaceAll('&amp;', '&'),
		);
		const link = links.find((one) => one.includes(`approved=${which === 'approve'}`))!;
		// The mail goes out a moment before n8n waits for the answer.
		await waitFor('n8n to wait for the decision', async () =>
			(await n8n.executions.list(workflow.id)).some(({ status }) => status === 'waiting'),
		);
		const response = await fetch(link, { headers: BROWSER });
		expect(response.status).toBe(200);
	}

	it('S24 S25 what a file would change is shown and mailed; approved by link, it is applied, and a mail brings report and roll-back file', async () => {
		const page = await upload();
		expect(page).toContain('4 rows');
		const [report] = await mails.received(1);
		expect(subjectOf(report)).toBe('What your file would change: 4 rows');
		expect(report).toMatch(/^Cc: approver@example\.com\r?$/m);
		expect(htmlOf(report)).not.toMatch(/<[ib]>/);
		expect([...attachmentsOf(report).keys()].some((name) => name.endsWith('.html'))).toBe(true);
		expect(bosses()).toBe(0);
		await decide('approve');
		const all = await mails.received(3);
		expect(subjectOf(all[2])).toBe('Contacts updated: 4 rows');
		expect(bosses()).toBe(4);
		const names = [...attachmentsOf(all[2]).keys()];
		expect(names.some((name) => name.endsWith('.html'))).toBe(true);
		expect(names.some((name) => name.includes('roll-back'))).toBe(true);
	}, 180_000);

	it('S24 refused by link, nothing is written, and whoever uploaded it is told', async () => {
		await upload(FILE);
		await decide('refuse');
		const all = await mails.received(3);
		expect(subjectOf(all[2])).toBe('Your file was not approved');
		const body = htmlOf(all[2]);
		expect(body).toMatch(/^<div [^]+Nothing was changed\.[^]+4 ready to be written/);
		expect(body).not.toMatch(/<[ib]>|\{\{/);
		expect(bosses()).toBe(0);
	}, 180_000);
});
