import type { IExecuteFunctions } from 'n8n-workflow';
import { approvalGate } from '../../../nodes/shared/n8n/records/approvalGate';
import { readRecordSettings, type RecordNode } from '../../../nodes/shared/n8n/records/settings';
import type { Destination, Plan, RecordItem } from '../../../nodes/shared/records';
import { parameter } from '../../written';

const NODE: RecordNode = {
	status: { isSet: 'setConsent', source: 'source', label: 'Consent', shownAs: 'consent' },
	fieldWords: 'field',
	marksFailed: true,
};

interface Account {
	parameters?: Record<string, unknown>;
	credentials?: Record<string, { id?: string }>;
	secrets?: Record<string, object>;
	tokens?: unknown[];
	type?: string;
}

/** A node with a credential, in a workflow that remembers what came by. */
function nodeWith(
	{
		parameters = {},
		credentials = { api: { id: '1' } },
		secrets = { api: { key: 'k' } },
		tokens = [''],
		type = 'crmUpsert',
	}: Account = {},
	remembered = new Set<string>(),
) {
	const limits: unknown[] = [];
	const context = parameter<IExecuteFunctions>({
		getNode: () => ({ type, credentials, parameters }),
		getWorkflow: () => ({ id: 'w' }),
		getTimezone: () => 'Europe/Paris',
		getInputData: () => tokens.map((_token, index) => ({ json: { index } })),
		getNodeParameter: (name: string, index: number, fallback: unknown) =>
			name === 'options.approvalToken'
				? (tokens[index] ?? fallback)
				: (parameters[name] ?? fallback),
		getCredentials: async (name: string) =>
			await (name in secrets ? Promise.resolve(secrets[name]) : Promise.reject(new Error('none'))),
		helpers: {
			checkProcessedAndRecord: async (found: string[], scope: string, options: object) => {
				limits.push([scope, options]);
				const fresh = found.filter((one) => !remembered.has(one));
				fresh.forEach((one) => remembered.add(one));
				return await Promise.resolve({ new: fresh, processed: [] });
			},
		},
	});
	return { context, limits };
}

const destination = { name: 'here' } as Destination;
const item = (position: number, followUp?: unknown): RecordItem => ({
	destination,
	position,
	fields: [],
	...(followUp !== undefined && { followUp }),
});
const CREATE: Plan = { action: 'create', writes: [{ kind: 'create', values: {} }], warnings: [] };
const UNCHANGED: Plan = { action: 'unchanged', id: '1', warnings: [] };
const SKIP: Plan = { action: 'skip', warnings: [] };

const planning = { tokens: [''], minutes: 60, isPlanning: true };
const tokenFor = async (account: Account = {}, plan: Plan = CREATE, items = [item(0)]) => {
	const gate = await approvalGate(nodeWith(account).context, planning);
	await gate.approve(items, plan);
	return gate.given(0)?.token;
};

describe('plans that wait for approval', () => {
	it.each<[string, Plan, unknown, boolean]>([
		['a new record', CREATE, undefined, true],
		['nothing that changes', UNCHANGED, undefined, false],
		['nothing that changes, and something that follows', UNCHANGED, 'it', true],
		['a record that is passed over', SKIP, 'it', false],
	])('%s', async (_name, plan, followUp, isGiven) => {
		const token = await tokenFor({}, plan, [item(0, followUp)]);
		expect(token !== undefined).toBe(isGiven);
	});

	it('every item of the record has the token, and others have none', async () => {
		const gate = await approvalGate(nodeWith().context, planning);
		expect(await gate.approve([item(0), item(2)], CREATE)).toBeUndefined();
		expect(gate.given(2)).toEqual(gate.given(0));
		expect(gate.given(1)).toBeUndefined();
	});

	it('holds for the minutes that are set, and says until when', async () => {
		jest.useFakeTimers({ now: Date.UTC(2026, 2, 5, 12) });
		const gate = await approvalGate(nodeWith().context, { ...planning, minutes: 90 });
		await gate.approve([item(0)], CREATE);
		expect(gate.given(0)?.expires).toBe('2026-03-05T13:30:00.000Z');
		jest.useRealTimers();
	});

	it('there is nothing to sign with without a credential', async () => {
		const error = {
			kind: 'input',
			message: 'There is no credential to sign an approval with',
			hint: "Choose a credential, or switch off 'Needs Approval'.",
		};
		for (const account of [{ credentials: {} }, { secrets: {} }])
			await expect(approvalGate(nodeWith(account).context, planning)).rejects.toMatchObject(error);
	});
});

describe('tokens that come back', () => {
	const apply = async (
		token: string,
		account: Account = {},
		plan: Plan = CREATE,
		seen?: Set<string>,
	) => {
		const { context, limits } = nodeWith(account, seen);
		const applied = { tokens: [token], minutes: 60, isPlanning: false };
		const gate = await approvalGate(context, applied);
		return { refusal: await gate.approve([item(0)], plan), limits };
	};

	it.each<[string, Account]>([
		['as it is', {}],
		[
			'in which an access token was renewed',
			{ secrets: { api: { key: 'k', oauthTokenData: {} } } },
		],
		[
			'that was described to a model',
			{ parameters: { toolDescription: 'x', descriptionType: 'y' } },
		],
		['whose token is another', { parameters: { options: { approvalToken: 'x' } } }],
		['with a credential that cannot be read', { credentials: { api: { id: '1' }, other: {} } }],
	])('let a plan of the node pass %s', async (_name, account) => {
		const token = await tokenFor({ parameters: { options: {} } });
		const { refusal } = await apply(token!, { parameters: { options: {} }, ...account });
		expect(refusal).toBeUndefined();
	});

	it.each<[string, Account, Plan]>([
		['settings', { parameters: { table: 'x' } }, CREATE],
		['options', { parameters: { options: { returnRecord: true } } }, CREATE],
		['credential of the same secret', { credentials: { api: { id: '2' } } }, CREATE],
		['plan', {}, { ...CREATE, warnings: ['x'] }],
		['plan, that changes nothing', {}, UNCHANGED],
		['plan, that passes over', {}, SKIP],
	])('do not let another pass: other %s', async (_name, account, plan) => {
		expect(await apply((await tokenFor())!, account, plan)).toMatchObject({
			refusal: { kind: 'conflict' },
		});
	});

	it.each<[string, Account]>([
		['another secret', { secrets: { api: { key: 'other' } } }],
		[
			'another kind of credential',
			{ credentials: { b: { id: '1' } }, secrets: { b: { key: 'k' } } },
		],
	])('are no tokens for %s', async (_name, account) => {
		await expect(apply((await tokenFor())!, account)).rejects.toMatchObject({
			message: 'The approval token is not one that was given for this account',
		});
	});

	it('an item without one is refused before anything is asked', async () => {
		await expect(apply('')).rejects.toMatchObject({
			message: 'The item has no approval token, and others of this run have one',
		});
	});

	it('pass once: a second run is refused, also one in another process', async () => {
		const seen = new Set<string>();
		const token = (await tokenFor())!;
		const first = await apply(token, {}, CREATE, seen);
		expect(first).toEqual({
			refusal: undefined,
			limits: [['workflow', { mode: 'entries', maxEntries: 10_000 }]],
		});
		expect((await apply(token, {}, CREATE, seen)).refusal).toMatchObject({
			message: 'This approval has been used already',
		});
	});

	it('of items that became one record each token has to be of that record', async () => {
		const token = (await tokenFor())!;
		const other = (await tokenFor({}, { ...CREATE, warnings: ['x'] }))!;
		const applied = { tokens: [token, other], minutes: 60, isPlanning: false };
		const gate = await approvalGate(nodeWith().context, applied);
		expect(await gate.approve([item(0), item(1)], CREATE)).toMatchObject({ kind: 'conflict' });
		const alike = { ...applied, tokens: [token, token] };
		const second = await approvalGate(nodeWith().context, alike);
		expect(await second.approve([item(0), item(1)], CREATE)).toBeUndefined();
	});

	it('within one run a token is used once for all rounds of its record', async () => {
		const token = (await tokenFor())!;
		const { context } = nodeWith();
		const applied = { tokens: [` ${token} `], minutes: 60, isPlanning: false };
		const gate = await approvalGate(context, applied);
		expect(await gate.approve([item(0)], CREATE)).toBeUndefined();
		expect(await gate.approve([item(0)], CREATE)).toBeUndefined();
	});
});

describe('the settings of a run that writes records', () => {
	const settings = (parameters: Record<string, unknown>, tokens: unknown[] = [''], type?: string) =>
		readRecordSettings(nodeWith({ parameters, tokens, ...(type && { type }) }).context, NODE);

	it.each([
		['create', 'create'],
		['update', 'update'],
		['upsert', 'createOrUpdate'],
		[undefined, 'createOrUpdate'],
	])('operation %s: %s', (operation, wanted) => {
		expect(settings({ operation }).operation).toBe(wanted);
	});

	it('what nothing is said of', () => {
		expect(settings({})).toEqual({
			operation: 'createOrUpdate',
			isAutomatic: false,
			setsStatus: false,
			optInValues: [],
			optOutValues: [],
			timeZone: 'Europe/Paris',
			isTool: false,
			options: {},
		});
		expect(settings({ mappingMode: 'automatic' }).isAutomatic).toBe(true);
		expect(settings({}, [''], 'crmUpsertTool').isTool).toBe(true);
	});

	it.each([
		[true, 'Yes', 'No'],
		[false, [], []],
	])('values of a decision are read where one is set: %s', (setConsent, yes, no) => {
		const read = settings({ setConsent, optInValues: 'Yes', optOutValues: 'No' });
		expect([read.setsStatus, read.optInValues, read.optOutValues]).toEqual([setConsent, yes, no]);
	});

	it.each<[object, unknown[], unknown, boolean | undefined]>([
		[{}, ['t'], undefined, undefined],
		[{ needsApproval: true, dryRun: true }, ['t'], undefined, true],
		[{ needsApproval: true }, [''], { tokens: [''], minutes: 60, isPlanning: true }, true],
		[{ needsApproval: true }, [7, ' '], { tokens: ['', ''], minutes: 60, isPlanning: true }, true],
		[
			{ needsApproval: true, approvalMinutes: 5 },
			[' t ', ''],
			{ tokens: ['t', ''], minutes: 5, isPlanning: false },
			undefined,
		],
		[
			{ needsApproval: true, checkBeforeWriting: true },
			['t'],
			{ tokens: ['t'], minutes: 60, isPlanning: false },
			undefined,
		],
	])('options %j, tokens %j', (options, tokens, approval, dryRun) => {
		const read = settings({ options }, tokens);
		expect([read.approval, read.options.dryRun]).toEqual([approval, dryRun]);
	});

	it('what is not looked up first cannot be approved', () => {
		const options = { needsApproval: true, checkBeforeWriting: false };
		expect(() => settings({ options })).toThrow('What is not looked up first cannot be approved');
		expect(settings({ options: { ...options, needsApproval: false } }).approval).toBeUndefined();
	});
});
