import type { INodeExecutionData } from 'n8n-workflow';
import {
	customersListId,
	mainDirectoryId,
	startQualtricsSandbox,
	type QualtricsSandbox,
} from '../../sandbox/qualtrics';
import { credentialsOf, template } from '../../workflows';
import { runWorkflow } from '../harness';

let qualtrics: QualtricsSandbox;
beforeEach(async () => {
	qualtrics = await startQualtricsSandbox({ exportPolls: 0 });
});
afterEach(async () => await qualtrics.close());

it.each([
	'${e://Field/plan}',
	'${m://Email|jsonpath:"$..[?(@.constructor)]"}',
	'{{ $json.body }}',
	'${',
])(
	'LA03 first-purchase-enrols-customer: a shop that posts %s enrols somebody of that name',
	async (typed) => {
		const { nodes, connections } = template('first-purchase-enrols-customer', {
			mailingListId: customersListId,
		});
		const body = {
			orderId: `o ${typed}`,
			orderedAt: '2024-05-01T10:00:00Z',
			total: `59 ${typed}`,
			orderCount: 1,
			customer: {
				email: 'ada@example.com',
				firstName: typed,
				lastName: `Ada ${typed}`,
				language: 'EN',
			},
		};
		const input: INodeExecutionData[] = [{ json: { body } }];
		const result = await runWorkflow({
			nodes: nodes.map((node) =>
				['Order Placed', 'First Purchase?'].includes(node.name)
					? { ...node, type: 'n8n-nodes-base.noOp' }
					: node,
			),
			connections,
			input,
			credentials: credentialsOf(qualtrics),
		});
		expect(result.error).toBeUndefined();
		const { contacts, transactions } = qualtrics.state.directories.get(mainDirectoryId)!;
		expect([...contacts.values()]).toMatchObject([{ firstName: typed, lastName: `Ada ${typed}` }]);
		expect([...transactions.values()]).toMatchObject([
			{ data: { transactionId: `o ${typed}`, total: `59 ${typed}` } },
		]);
	},
);
