import type { IDataObject } from 'n8n-workflow';
import { BulkCsvUpdate } from '../../nodes/BulkCsvUpdate/BulkCsvUpdate.node';
import { Condition } from '../../nodes/Condition/Condition.node';
import { CrmUpsert } from '../../nodes/CrmUpsert/CrmUpsert.node';
import { PROVIDERS } from '../../nodes/CrmUpsert/providers/all';
import { EMAIL, SYSTEMS, type Opened } from './approvalSystems';
import { Survey } from '../../nodes/Survey/Survey.node';
import { UpdateDirectoryContact } from '../../nodes/UpdateDirectoryContact/UpdateDirectoryContact.node';
import { rows } from './crmUpsert/hubspotSetup';
import * as salesmanago from './crmUpsert/salesmanagoSetup';
import { NODE } from './crmUpsert/setup';
import { forgetProcessed } from './harness';

const APPROVED = { options: { needsApproval: true, approvalToken: '={{ $json.token }}' } };
const ADA: IDataObject = { email: EMAIL, plan: 'gold', news: 'No' };

it('what writes without approval is no tool: files, and what only tells items apart', () => {
	const nodes = [BulkCsvUpdate, Condition, CrmUpsert, Survey, UpdateDirectoryContact];
	const tools = nodes
		.map((Type) => new Type().description)
		.filter(({ usableAsTool }) => usableAsTool);
	expect(tools.map(({ name }) => name)).toEqual(['crmUpsert', 'survey', 'updateDirectoryContact']);
});

it('every system that the two nodes write to is one of them', () => {
	const names = SYSTEMS.map(({ name }) => name);
	expect(names).toEqual(
		expect.arrayContaining(['XM Directory', ...PROVIDERS.map(({ label }) => label)]),
	);
});

describe.each(SYSTEMS)('Needs Approval, $name', ({ node, label, more, words, open }) => {
	let system: Opened;
	beforeEach(async () => {
		forgetProcessed();
		system = await open();
	});
	afterEach(async () => await system.close());

	async function planned(item = ADA, parameters: IDataObject = {}): Promise<IDataObject> {
		const result = await system.run([item], { ...parameters, ...APPROVED });
		expect(result.error).toBeUndefined();
		expect(system.writes()).toEqual([]);
		return result.json(node)[0];
	}
	const apply = async (token: unknown, item = ADA, parameters: IDataObject = {}) =>
		await system.run([{ ...item, token } as IDataObject], { ...parameters, ...APPROVED });

	it('the plan in words; applied exactly so, once', async () => {
		const plan = await planned();
		expect(plan).toMatchObject({
			status: 'wouldUpdate',
			plan: [`Update record ${system.id}`, `${label}: from “silver” to “gold”`],
		});
		const done = await apply(plan.approvalToken);
		expect(done.json(node)).toMatchObject([{ status: 'updated' }]);
		expect(await system.values(EMAIL)).toEqual(['gold']);
		const written = system.writes().length;
		await system.change('silver');
		const again = await apply(plan.approvalToken);
		expect(again.error?.message).toMatch(/used already|not what was approved/);
		expect(system.writes()).toHaveLength(written);
	});

	it('a new record comes to be once', async () => {
		const bo = { ...ADA, email: 'bo@example.com' };
		const plan = await planned(bo);
		expect(plan).toMatchObject({
			status: 'wouldCreate',
			plan: expect.arrayContaining(['Create a new record', `${label}: “gold”`]) as unknown,
		});
		expect((await apply(plan.approvalToken, bo)).json(node)).toMatchObject([{ status: 'created' }]);
		expect((await apply(plan.approvalToken, bo)).error?.message).toContain('not what was approved');
		expect(await system.values('bo@example.com')).toEqual(['gold']);
	});

	it('everything that goes along stands in the plan, and the same plan comes out of it again', async () => {
		const plan = await planned(ADA, more);
		for (const part of words)
			expect(plan.plan).toContainEqual(expect.stringContaining(part) as unknown);
		await new Promise((resolve) => setTimeout(resolve, 5));
		const done = await apply(plan.approvalToken, ADA, more);
		expect(done.error).toBeUndefined();
		expect(done.json(node)).toMatchObject([{ status: 'updated' }]);
		const written = system.writes().length;
		expect(written).toBeGreaterThan(0);
		expect((await apply(plan.approvalToken, ADA, more)).error).toBeDefined();
		expect(system.writes()).toHaveLength(written);
	});

	it.each<[string, (token: string) => Promise<{ error?: Error }>]>([
		[
			'a record that was changed since',
			async (token) => {
				await system.change('bronze');
				return await apply(token);
			},
		],
		['another value', async (token) => await apply(token, { ...ADA, plan: 'platinum' })],
		['another person', async (token) => await apply(token, { ...ADA, email: 'bo@example.com' })],
		['something more to do', async (token) => await apply(token, ADA, more)],
		[
			'an altered signature',
			async (token) => await apply(token.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))),
		],
		['a later end', async (token) => await apply(token.replace(/^\d/, '9'))],
		['a made-up token', async () => await apply('approved')],
	])('%s is refused, and nothing is written', async (_what, applied) => {
		const { approvalToken } = await planned();
		const { error } = await applied(String(approvalToken));
		expect((error as { description?: string } | undefined)?.description).toContain(
			'Nothing was written',
		);
		expect(system.writes()).toEqual([]);
	});
});

describe('Needs Approval, what follows a record or comes before it', () => {
	const { open, node, more } = SYSTEMS.find(({ name }) => name === 'HubSpot')!;
	let system: Opened;
	beforeEach(async () => {
		forgetProcessed();
		system = await open();
	});
	afterEach(async () => await system.close());
	it('a record that stays as it is, and joins a list: approved too, and done once', async () => {
		const { addToLists } = more;
		const run = async (token?: unknown) =>
			await system.run([{ ...ADA, plan: 'silver', token } as IDataObject], {
				addToLists,
				...APPROVED,
			});
		const [plan] = (await run()).json(node);
		expect(plan).toMatchObject({ status: 'unchanged', needsApproval: true });
		expect(system.writes()).toEqual([]);
		expect((await run(plan.approvalToken)).error).toBeUndefined();
		expect(system.writes()).toEqual([expect.stringContaining('memberships/add')]);
		const again = await run(plan.approvalToken);
		expect(again.error?.message).toContain('used already');
		expect(system.writes()).toHaveLength(1);
	});

	it('a property that does not exist: stands in the plan, and is created with what was approved', async () => {
		const properties = rows(['email', EMAIL], ['genre', '={{ $json.genre }}']);
		const options = { ...APPROVED.options, createMissing: true };
		const runWith = async (genre: string, token?: unknown) =>
			await system.run([{ genre, token } as IDataObject], { properties, options });
		const [plan] = (await runWith('Opera')).json(node);
		expect(plan.plan).toEqual([
			`Update record ${system.id}`,
			'genre: “Opera” (empty so far)',
			'Before that: create the property "genre" in HubSpot, as a text',
		]);
		expect((await runWith('Drama', plan.approvalToken)).error?.message).toContain('not what was');
		expect(system.writes()).toEqual([]);
		expect((await runWith('Opera', plan.approvalToken)).json(node)).toMatchObject([
			{ status: 'updated' },
		]);
		expect(system.writes()).toEqual([
			expect.stringContaining('/crm/properties/'),
			expect.stringContaining('/batch/update'),
		]);
	});
});

it('Needs Approval, SALESmanago: long answers of a response without a date are the same plan each time', async () => {
	forgetProcessed();
	const { sandbox, run, contact } = await salesmanago.setUp();
	const item = salesmanago.sheet({ why: 'word '.repeat(80) });
	const undated = { ...item, response: { id: 'R_1', status: 'complete', isTest: false } };
	const parameters = { whenAnswerTooLong: 'event', ...APPROVED };
	const [plan] = (await run([undated], parameters)).json(NODE);
	expect(plan.plan).toContainEqual(expect.stringMatching(/^Then: add a survey event “word word/));
	expect(contact('jan@example.com')).toBeUndefined();
	await new Promise((resolve) => setTimeout(resolve, 5));
	const done = await run([{ ...undated, token: plan.approvalToken }] as IDataObject[], parameters);
	expect(done.error).toBeUndefined();
	expect(contact('jan@example.com')?.events).toMatchObject([
		{ date: expect.any(Number) as number },
	]);
	await sandbox.close();
});
