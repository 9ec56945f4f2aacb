import type { IDataObject } from 'n8n-workflow';
import { UpdateDirectoryContact } from '../../../nodes/UpdateDirectoryContact/UpdateDirectoryContact.node';
import { customersListId, mainDirectoryId } from '../../sandbox/qualtrics';
import { forgetProcessed } from '../harness/deduplication';
import { runWorkflow } from '../harness';
import { credentialsOf } from '../../workflows';
import { lists, NODE, row, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	forgetProcessed();
	setup = await setUp();
});
afterEach(async () => await setup.sandbox.close());

const ADA = { email: 'ada@example.com', plan: 'gold' };
const settings = (more: IDataObject = {}, options: IDataObject = {}): IDataObject => ({
	mailingLists: lists(customersListId),
	...more,
	options: { needsApproval: true, approvalToken: '={{ $json.token }}', ...options },
});

async function planned(item: IDataObject = ADA, parameters = settings()): Promise<IDataObject> {
	const result = await setup.run([item], parameters);
	expect(result.error).toBeUndefined();
	return result.json(NODE)[0];
}
const apply = async (token: unknown, item: IDataObject = ADA, parameters = settings()) =>
	await setup.run([{ ...item, token } as IDataObject], parameters);

describe.each(['upsertByRules', 'upsertByFields'])('Needs Approval, %s', (operation) => {
	const own = settings({ operation });

	it('the plan in words first and nothing written, then exactly that, once', async () => {
		setup.sandbox.control.addContact({ email: ADA.email, embeddedData: { plan: 'silver' } });
		const plan = await planned(ADA, own);
		expect(plan).toMatchObject({
			status: 'wouldUpdate',
			needsApproval: true,
			plan: expect.arrayContaining([
				expect.stringMatching(/^Update record CID_/),
				'embeddedData.plan: from “silver” to “gold”',
			]),
			approvalToken: expect.stringMatching(/^\d+\.[\w-]{43}\.[\w-]{43}$/),
			approvalExpires: expect.any(String),
		});
		expect(setup.writes()).toEqual([]);
		const done = await apply(plan.approvalToken, ADA, own);
		expect(done.json(NODE)[0]).toMatchObject({ status: 'updated', changes: expect.any(Array) });
		expect(setup.byEmail(ADA.email)?.embeddedData.plan).toBe('gold');
		const writes = setup.writes().length;
		setup.sandbox.control.addContact({ email: 'bo@example.com' });
		expect((await apply(plan.approvalToken, ADA, own)).error?.message).toContain(
			'not what was approved',
		);
		expect(setup.writes()).toHaveLength(writes);
	});

	it('a new contact: the same token again creates none', async () => {
		const plan = await planned(ADA, own);
		expect(plan).toMatchObject({
			status: 'wouldCreate',
			plan: ['Create a new record', expect.any(String), expect.any(String), expect.any(String)],
		});
		expect((await apply(plan.approvalToken, ADA, own)).json(NODE)[0]).toMatchObject({
			status: 'created',
		});
		expect((await apply(plan.approvalToken, ADA, own)).error).toBeDefined();
		expect(setup.contacts()).toHaveLength(1);
	});

	it('a record put back as it was: what is remembered refuses the second use', async () => {
		const plan = await planned(ADA, own);
		await apply(plan.approvalToken, ADA, own);
		setup.sandbox.state.directories.get(mainDirectoryId)!.contacts.clear();
		const writes = setup.writes();
		const again = await apply(plan.approvalToken, ADA, own);
		expect(again.error?.message).toContain('used already');
		expect(setup.writes()).toEqual(writes);
	});

	it.each<[string, (token: string) => Promise<{ error?: Error }>]>([
		['another value', async (token) => await apply(token, { ...ADA, plan: 'platinum' }, own)],
		[
			'another person',
			async (token) => await apply(token, { ...ADA, email: 'bo@example.com' }, own),
		],
		[
			'another setting',
			async (token) => await apply(token, ADA, settings({ operation, mailingLists: {} })),
		],
		[
			'a record that was changed since',
			async (token) => {
				setup.sandbox.control.addContact({ email: ADA.email, embeddedData: { plan: 'none' } });
				return await apply(token, ADA, own);
			},
		],
		['an altered token', async (token) => await apply(`${token.slice(0, -2)}AA`, ADA, own)],
		['a later end', async (token) => await apply(token.replace(/^\d/, '9'), ADA, own)],
		['a made-up token', async () => await apply('approved', ADA, own)],
	])('%s is refused, and nothing is written', async (_what, applied) => {
		const { approvalToken } = await planned(ADA, own);
		const { error } = await applied(String(approvalToken));
		expect(error).toBeDefined();
		expect((error as unknown as { description: string }).description).toContain(
			'Nothing was written',
		);
		expect(setup.writes()).toEqual([]);
	});
});

it('a token of another account is refused', async () => {
	const { approvalToken } = await planned();
	const credentials = credentialsOf(setup.sandbox);
	const result = await setup.run([{ ...ADA, token: approvalToken } as IDataObject], settings(), {
		credentials: {
			...credentials,
			qualtricsApi: { ...credentials.qualtricsApi, apiToken: 'another' },
		},
	});
	expect(result.error?.message).toContain('not one that was given');
});

it('what expired is refused, and a plan of several items is applied item by item', async () => {
	const items = [ADA, { email: 'bo@example.com', plan: 'silver' }];
	const plans = (await setup.run(items, settings())).json(NODE);
	const tokens = plans.map(({ approvalToken }) => approvalToken);
	const swapped = items.map((item, index) => ({ ...item, token: tokens[1 - index] }));
	expect((await setup.run(swapped as IDataObject[], settings())).error).toBeDefined();
	const half = [{ ...items[0], token: tokens[0] }, items[1]];
	expect((await setup.run(half as IDataObject[], settings())).error?.message).toContain(
		'no approval token',
	);
	expect(setup.writes()).toEqual([]);
	const right = items.map((item, index) => ({ ...item, token: tokens[index] }));
	expect((await setup.run(right as IDataObject[], settings())).json(NODE)).toMatchObject([
		{ status: 'created' },
		{ status: 'created' },
	]);
});

it('what is not looked up first cannot be approved, and what changes nothing needs no approval', async () => {
	const blind = await setup.run([ADA], settings({}, { checkBeforeWriting: false }));
	expect(blind.error?.message).toContain('not looked up');
	const { approvalToken } = await planned();
	await apply(approvalToken);
	expect(await planned()).toMatchObject({ status: 'unchanged', needsApproval: false });
});

describe('as a tool', () => {
	const TYPE = 'n8n-nodes-survey-ops.updateDirectoryContactTool';
	const asTool = async (item: IDataObject, parameters: IDataObject = {}) =>
		await runWorkflow({
			nodes: [
				{
					name: NODE,
					type: TYPE,
					parameters: {
						fields: {
							row: [
								row('email', "={{ $fromAI('email', 'Address of the contact') }}"),
								row('plan', "={{ $fromAI('plan') }}"),
							],
						},
						mailingLists: lists(customersListId),
						...parameters,
					} as never,
				},
			],
			input: [{ json: item }],
			credentials: credentialsOf(setup.sandbox),
			nodeTypes: { [TYPE]: new UpdateDirectoryContact() },
			mode: 'trigger',
		});

	it.each(['upsertByRules', 'upsertByFields', 'create', 'update'])(
		'%s: an identification field that the model leaves empty is refused',
		async (operation) => {
			for (const email of ['', ' ', 'null', 'N/A', 'unknown']) {
				const result = await asTool({ email, plan: 'gold' }, { operation });
				expect(result.error?.message).toMatch(/empty|has a value/);
			}
			const large = await asTool(
				{ email: '', plan: 'gold' },
				{ operation, options: { bulkImportAbove: 1 } },
			);
			expect(large.error).toBeDefined();
			expect(setup.writes()).toEqual([]);
		},
	);

	it('with a value it is written', async () => {
		const result = await asTool(ADA);
		expect(result.json(NODE)).toMatchObject([{ status: 'created' }]);
	});
});
