import type { INodeExecutionData } from 'n8n-workflow';
import {
	startQualtricsSandbox,
	storeVisitId,
	type QualtricsSandbox,
} from '../../sandbox/qualtrics';
import { credentialsOf, template } from '../../workflows';
import { forgetProcessed, runWorkflow } from '../harness';
import { dynamicsCredentials, setUp, type Setup } from './setup';

let setup: Setup;
let qualtrics: QualtricsSandbox;
beforeEach(async () => {
	[setup, qualtrics] = await Promise.all([setUp(), startQualtricsSandbox({ exportPolls: 0 })]);
	forgetProcessed();
});
afterEach(async () => await Promise.all([setup.sandbox.close(), qualtrics.close()]));

const answer = (score: number) => ({
	QID1: score,
	QID2: 1,
	QID3_TEXT: ' ada@example.com ',
	QID5_TEXT: '+33612345678',
	QID6_TEXT: 'Nobody at the till',
});
const run = async (name: string, more: object = {}) =>
	await runWorkflow({
		...template(name),
		credentials: { ...credentialsOf(qualtrics), ...dynamicsCredentials(setup.sandbox) },
		...more,
	});

it('K23 K37 detractor: score, comment and the phone as dialled at home go to the contact', async () => {
	qualtrics.control.addResponse(storeVisitId, answer(3));
	const result = await run('detractor-updates-dynamics-contact');
	expect(result.error).toBeUndefined();
	expect(result.json('Dynamics Contact')[0].status).toBe('created');
	expect(setup.byEmail('ada@example.com')).toMatchObject({
		mobilephone: '0612345678',
		description: expect.stringMatching(/^Score 3 on \d{4}-\d\d-\d\d: Nobody at the till$/),
	});
});

it('K23 a promoter is left alone', async () => {
	qualtrics.control.addResponse(storeVisitId, answer(10));
	const result = await run('detractor-updates-dynamics-contact');
	expect(result.json('Detractor?', 1)).toHaveLength(1);
	expect(setup.contacts()).toEqual([]);
});

it('K23 cart abandonment: from what the shop posts to the contact', async () => {
	const body = {
		abandonedAt: '2024-05-01',
		total: '59.90',
		products: 'Boots',
		customer: {
			email: 'ada@example.com',
			firstName: 'Ada',
			lastName: 'Lovelace',
			phone: '+33 6 12 34 56 78',
		},
	};
	const { nodes, connections } = template('cart-abandonment-updates-dynamics-contact');
	const input: INodeExecutionData[] = [{ json: { body } }];
	const result = await run('cart-abandonment-updates-dynamics-contact', {
		nodes: nodes.map((node) =>
			node.name === 'Cart Abandoned' ? { ...node, type: 'n8n-nodes-base.noOp' } : node,
		),
		connections,
		input,
	});
	expect(result.error).toBeUndefined();
	expect(setup.byEmail('ada@example.com')).toMatchObject({
		firstname: 'Ada',
		lastname: 'Lovelace',
		mobilephone: '0612345678',
		description: 'Left a cart of 59.90 on 2024-05-01: Boots',
	});
});

it('K23 K04 a survey response record hangs on its contact', async () => {
	qualtrics.control.addResponse(storeVisitId, answer(8));
	const result = await run('survey-response-record-in-dynamics');
	expect(result.error).toBeUndefined();
	const [contact] = setup.contacts();
	expect(setup.sandbox.control.findRecords('new_surveyresponse')).toMatchObject([
		{
			new_score: 8,
			new_comment: 'Nobody at the till',
			new_name: 'Store visit',
			new_contact: `contact(${String(contact.contactid)})`,
		},
	]);
});
