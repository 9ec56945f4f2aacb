import type { IDataObject } from 'n8n-workflow';
import { CrmUpsert } from '../../../nodes/CrmUpsert/CrmUpsert.node';
import { picked } from '../../workflows';
import { forgetProcessed, runWorkflow } from '../harness';
import { CONTACT, dynamicsCredentials, NODE, row, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	forgetProcessed();
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', lastName: 'Lovelace' };
const APPROVED = { options: { needsApproval: true, approvalToken: '={{ $json.token }}' } };

async function planned(): Promise<IDataObject> {
	const [plan] = (await setup.run([ADA], APPROVED)).json(NODE);
	expect(plan.approvalToken).toEqual(expect.any(String));
	return plan;
}
const apply = async (token: unknown) =>
	await setup.run([{ ...ADA, token } as IDataObject], APPROVED);

describe('Needs Approval', () => {
	it('the plan names the record and the columns; it is applied once', async () => {
		const id = setup.sandbox.control.addRecord('contact', {
			emailaddress1: ADA.email,
			lastname: 'Byron',
		});
		const plan = await planned();
		expect(plan).toMatchObject({
			status: 'wouldUpdate',
			plan: [`Update record ${id}`, 'Last Name: from “Byron” to “Lovelace”'],
		});
		expect(plan).not.toHaveProperty('requests');
		expect(setup.writes()).toEqual([]);
		expect((await apply(plan.approvalToken)).json(NODE)).toMatchObject([{ status: 'updated', id }]);
		expect((await apply(plan.approvalToken)).error?.message).toContain('not what was approved');
	});

	it('any change of the record since is seen, in a column that is not mapped too', async () => {
		const id = setup.sandbox.control.addRecord('contact', { emailaddress1: ADA.email });
		const { approvalToken } = await planned();
		setup.sandbox.control.updateRecord('contact', id, { jobtitle: 'Countess' });
		expect((await apply(approvalToken)).error?.message).toContain('not what was approved');
		expect(setup.writes()).toEqual([]);
	});

	it('where every item makes a record, a replayed token makes no second one', async () => {
		const create = { ...APPROVED, operation: 'create', matchBy: 'none' };
		const plans = (await setup.run([ADA], create)).json(NODE);
		const item = { ...ADA, token: plans[0].approvalToken } as IDataObject;
		expect((await setup.run([item], create)).json(NODE)).toMatchObject([{ status: 'created' }]);
		expect((await setup.run([item], create)).error?.message).toContain('used already');
		expect(setup.contacts()).toHaveLength(1);
	});
});

describe('as a tool', () => {
	const TYPE = 'n8n-nodes-survey-ops.crmUpsertTool';
	const call = async (item: IDataObject, parameters: IDataObject = {}) =>
		await runWorkflow({
			nodes: [
				{
					name: NODE,
					type: TYPE,
					parameters: {
						...CONTACT,
						fields: {
							row: [
								row('emailaddress1', "={{ $fromAI('email') }}"),
								row('lastname', "={{ $fromAI('lastName') }}"),
							],
						},
						...parameters,
					} as never,
				},
			],
			input: [{ json: item }],
			credentials: dynamicsCredentials(setup.sandbox),
			nodeTypes: { [TYPE]: new CrmUpsert() },
			mode: 'trigger',
		});

	it.each(['create', 'update', 'createOrUpdate'])(
		'%s: an empty match column is refused',
		async (operation) => {
			for (const email of ['', 'undefined', ' n/a '])
				expect((await call({ ...ADA, email }, { operation })).error?.message).toContain('empty');
			expect(setup.writes()).toEqual([]);
		},
	);

	it('without match columns, whatever the model was asked for has to be there', async () => {
		const create = { operation: 'create', matchBy: 'none' };
		expect((await call({ email: '', lastName: 'Lovelace' }, create)).error).toBeDefined();
		expect((await call({ email: ADA.email, lastName: '' }, create)).error).toBeDefined();
		expect(setup.contacts()).toEqual([]);
		expect((await call(ADA, create)).json(NODE)).toMatchObject([{ status: 'created' }]);
	});

	it('another table is none of its arguments', async () => {
		await call({ ...ADA, table: 'account', operation: 'create' });
		expect(setup.contacts()).toHaveLength(1);
		expect(picked('contact', 'name')).toMatchObject({ value: 'contact' });
	});
});
