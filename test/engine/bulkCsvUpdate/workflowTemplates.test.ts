import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { template } from '../../workflows';
import { dynamicsCredentials } from '../crmUpsert/setup';
import { runWorkflow } from '../harness';
import { csv, fileItem, linesOf, setUp, type Setup } from './setup';

let setup: Setup;
let mails: Array<{
	to: string;
	subject: string;
	text: string;
	item: INodeExecutionData;
	attached: string[];
}>;
beforeEach(async () => {
	setup = await setUp();
	mails = [];
	setup.sandbox.control.addRecords('contact', 12);
});
afterEach(async () => await setup.sandbox.close());

type Execute = NonNullable<INodeType['execute']>;

const standIn = (
	name: string,
	properties: INodeType['description']['properties'],
	execute: Execute,
) => ({
	description: {
		displayName: name,
		name,
		group: ['transform' as const],
		version: [1, 1.2, 2.1, 2.2],
		description: name,
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties,
	},
	execute,
});

const text = (name: string) => ({ displayName: name, name, type: 'string' as const, default: '' });

/** What other people's nodes do in these workflows; the mail is put down instead of being sent. */
const nodeTypes = (file?: string): Record<string, INodeType> => ({
	'n8n-nodes-base.formTrigger': standIn('formTrigger', [], async function () {
		return [this.getInputData()];
	}),
	'n8n-nodes-base.scheduleTrigger': standIn('scheduleTrigger', [], async function () {
		return [this.getInputData()];
	}),
	'n8n-nodes-base.readWriteFile': standIn('readWriteFile', [text('fileSelector')], async () => [
		[fileItem(file ?? '', 'changes.csv')],
	]),
	'n8n-nodes-base.filter': standIn(
		'filter',
		[{ displayName: 'Conditions', name: 'conditions', type: 'filter', default: {} }],
		async function () {
			const holds = (index: number) =>
				this.getNodeParameter('conditions', index, false, { extractValue: true }) as boolean;
			return [this.getInputData().filter((_, index) => holds(index))];
		},
	),
	'n8n-nodes-base.emailSend': standIn(
		'emailSend',
		[
			...['toEmail', 'subject', 'text'].map(text),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [text('attachments')],
			},
		],
		async function () {
			const items = this.getInputData();
			items.forEach((item, index) => {
				const read = (name: string) => String(this.getNodeParameter(name, index, ''));
				const { attachments = '' } = this.getNodeParameter('options', index) as IDataObject;
				mails.push({
					to: read('toEmail'),
					subject: read('subject'),
					text: read('text'),
					item,
					attached: String(attachments).split(','),
				});
			});
			return [items];
		},
	),
});

const run = async (
	name: string,
	input: INodeExecutionData[],
	file?: string,
	change?: IDataObject,
) => {
	const { nodes, connections } = template(name);
	for (const node of nodes) if (node.name === 'Apply') Object.assign(node.parameters ?? {}, change);
	return await runWorkflow({
		nodes,
		connections,
		input,
		mode: 'trigger',
		credentials: dynamicsCredentials(setup.sandbox),
		nodeTypes: nodeTypes(file),
	});
};

describe('template by mail', () => {
	const ask = async (kind: string, address: string) =>
		await run('bulk-template-by-mail', [
			{ json: { 'What is to be changed': kind, 'E-mail address': address } },
		]);

	it('S06 S10 S12 S13 S14 the file comes by mail, zipped, of the data kind that was asked for', async () => {
		const result = await ask('Consents and authorizations', 'ops@example.com');
		expect(result.error).toBeUndefined();
		expect(mails).toMatchObject([
			{
				to: 'ops@example.com',
				subject: 'Your file with 12 contacts',
				text: expect.stringContaining('12 records'),
				attached: ['data'],
			},
		]);
		const { data } = mails[0].item.binary!;
		expect(data.fileName).toBe('contacts.zip');
		expect(linesOf(data)[0]).toContain('[old] Do not allow Emails,[new] Do not allow Emails');
		await ask('Criteria and fields', 'ops@example.com');
		expect(linesOf(mails[1].item.binary?.data)[0]).not.toContain('Do not allow Emails');
	});

	it('S12 without an address no mail is sent, and the file stays with the execution', async () => {
		const result = await ask('Criteria and fields', '');
		expect(mails).toEqual([]);
		expect(result.items('Template')[0].binary?.data.fileName).toBe('contacts.zip');
	});

	it('S13 the form answers before the file is made', () => {
		const form = template('bulk-template-by-mail').nodes[0];
		expect(form.parameters).toMatchObject({ responseMode: 'onReceived' });
	});
});

describe('nightly apply', () => {
	const file = csv(
		'Email,[old] Job Title,[new] Job Title',
		...Array.from({ length: 5 }, (_, index) => `person${index + 1}@example.com,,Boss`),
		...Array.from({ length: 7 }, (_, index) => `person${index + 6}@example.com,,`),
	);

	it('S24 S25 goes through the file in steps and tells at the end, with the report', async () => {
		const result = await run('bulk-nightly-apply', [{ json: {} }], file, {
			options: { resultRows: 'problems', rowsPerRun: 5 },
		});
		expect(result.error).toBeUndefined();
		expect(result.runData['How far it is']).toHaveLength(2);
		expect(mails).toMatchObject([
			{
				to: 'ops@example.com',
				subject: 'Contacts updated: 5 rows',
				text: expect.stringMatching(/^Read 12 rows from changes\.csv/),
				attached: ['report', 'rollBack'],
			},
		]);
		expect(setup.sandbox.control.findRecords('contact', "jobtitle eq 'Boss'")).toHaveLength(5);
	});

	it('a file that would change too much changes nothing, and the mail says so', async () => {
		const tooMuch = file.replaceAll(',,\n', ',,Boss\n');
		await run('bulk-nightly-apply', [{ json: {} }], tooMuch);
		expect(mails).toMatchObject([
			{
				subject: 'The update of contacts needs a look: 0 rows',
				text: expect.stringContaining('50 %'),
			},
		]);
		expect(setup.writes()).toEqual([]);
	});
});
