import {
	carriagesOf,
	carryAnswers,
} from '../../../nodes/shared/connectors/salesmanago/carryAnswers';
import {
	DETAIL_PREFIX,
	tagField,
} from '../../../nodes/shared/connectors/salesmanago/contactValues';
import { customDetails } from '../../../nodes/shared/connectors/salesmanago/customDetails';
import { identify } from '../../../nodes/shared/connectors/salesmanago/identify';
import { createSalesManagoRecordTarget } from '../../../nodes/shared/connectors/salesmanago/recordTarget';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { upsertRecords, type Outcome, type UpsertInput } from '../../../nodes/shared/records';
import { answer, sheetResponse, smclientid } from '../../unit/salesmanago/responses';
import type { SalesManagoSandboxOptions } from '../salesmanago';
import { startSalesManago, type SalesManagoAccount } from './salesmanagoAccount';

let account: SalesManagoAccount;
const start = async (
	options: Partial<SalesManagoSandboxOptions> = {},
): Promise<SalesManagoAccount> => {
	account = await startSalesManago(options);
	return account;
};
afterEach(async () => await account.sandbox.close());

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		() => 'no failure',
		(error: unknown) => error,
	);

const set = (values: Record<string, unknown>): UpsertInput['fields'] =>
	Object.entries(values).map(([target, value]) => ({
		target,
		value,
		sourceText: '',
		action: 'set',
	}));

/** What the node will do with one response. */
async function send(
	response: SurveyResponse,
	by: 'email' | 'smclientid' = 'email',
	mode: 'single' | 'batch' = 'single',
): Promise<Outcome> {
	const who = identify(response, by);
	if (who.kind === 'nobody') throw new Error(who.reason);
	const { details } = customDetails(response);
	const values = {
		...Object.fromEntries(details.map(({ name, value }) => [`${DETAIL_PREFIX}${name}`, value])),
		[tagField('netquest nps')]: true,
	};
	const target = createSalesManagoRecordTarget(account.salesmanago, {
		matchBy: who.kind,
		operation: who.operation,
		mode,
		allowOptInAgain: false,
	});
	const [outcome] = await upsertRecords([{ fields: set(values), key: who.key }], target, {
		operation: who.operation,
		match: who.match,
		whenAmbiguous: 'error',
		allowOptInAgain: false,
		onlyIfNewer: false,
		timeZone: 'UTC',
		dryRun: false,
	});
	return outcome;
}

const answers = [
	answer('1', 'Jak jste spokojeni?', { text: '0', type: 'nps', value: 0 }),
	answer('2', 'Váš e-mail', { type: 'email', text: 'Jan@example.com' }),
];
const details = {
	'dotaznik.Jak-jste-spokojeni?': '0',
	'dotaznik.Vas-e-mail': 'Jan@example.com',
};

describe('the account', () => {
	it('N05 N06 N07 lists its owners', async () => {
		const { salesmanago, sandbox } = await start();
		expect(await salesmanago.owners()).toEqual(['owner@example.com', 'second.owner@example.com']);
		sandbox.control.revokeSecret();
		expect(await failureOf(salesmanago.owners())).toMatchObject({
			kind: 'auth',
			hint: expect.stringContaining('API secret'),
		});
	});

	it.each<[Partial<SalesManagoSandboxOptions>]>([
		[{ refusedStatus: 401 }],
		[{ messageAs: 'string' }],
	])('N07 a wrong secret under %j', async (options) => {
		const { salesmanago, sandbox } = await start(options);
		sandbox.control.revokeSecret();
		expect(await failureOf(salesmanago.owners())).toMatchObject({ kind: 'auth' });
	});

	it.each([
		['429', true],
		['drop', true],
		['5xx-html', true],
		['garbage-json', false],
	] as const)('rides out %s, signed anew each time: %p', async (kind, isFine) => {
		const { salesmanago, sandbox } = await start();
		sandbox.control.misbehave({ match: /listByClient/, kind });
		const outcome = await salesmanago.owners().then(
			() => true,
			() => false,
		);
		expect(outcome).toBe(isFine);
	});

	it('N01 secrets reach neither log nor error', async () => {
		const { salesmanago, sandbox, logged } = await start();
		sandbox.control.misbehave({ match: /./, kind: '5xx-html', times: -1 });
		const error = (await failureOf(salesmanago.owners())) as Error;
		const texts = JSON.stringify([logged, error, error.message]);
		expect(texts).not.toContain(sandbox.apiSecret);
		expect(texts).not.toMatch(/sha|@example\.com/);
	});
});

describe('mode A, by the first e-mail question', () => {
	it.each(['single', 'batch'] as const)(
		'N02 N14 N16 N21 N23 N27 N30 N32 not found: created, %s',
		async (mode) => {
			const { sandbox } = await start();
			const outcome = await send(sheetResponse(answers), 'email', mode);
			expect(outcome).toMatchObject({ status: 'created', id: expect.any(String) });
			expect(sandbox.control.getContact('jan@example.com')).toMatchObject({
				contactId: outcome.id,
				properties: details,
				tags: ['NETQUEST_NPS'],
				owner: sandbox.owner,
				optedOut: true,
				optedOutPhone: true,
				history: ['upsert'],
			});
			expect(sandbox.state.doubleOptInMails).toBe(0);
		},
	);

	it('N03 N11 N15 N21 N24 found: updated, everything else and its status stay', async () => {
		const { sandbox } = await start();
		const id = sandbox.control.addContact({
			email: 'jan@example.com',
			name: 'Jan',
			optedOut: false,
			tags: ['VIP'],
			properties: { plan: 'gold', 'dotaznik.Jak-jste-spokojeni?': '9' },
		});
		expect(await send(sheetResponse(answers))).toMatchObject({ status: 'updated', id });
		expect(sandbox.control.getContact(id)).toMatchObject({
			name: 'Jan',
			optedOut: false,
			tags: ['VIP', 'NETQUEST_NPS'],
			properties: { plan: 'gold', ...details },
			history: ['update'],
		});
		expect(await send(sheetResponse(answers))).toMatchObject({ status: 'unchanged', id });
	});

	it.each<[Partial<SalesManagoSandboxOptions>]>([
		[{ cardAs: 'documented' }],
		[{ cardAs: 'documented', tagsAs: 'texts' }],
		[{ absentContact: 'no contactId' }],
		[{ emptyText: 'clears' }],
		[{ misplacedFields: 'lost' }],
	])('N15 N16 created, then unchanged, under %j', async (options) => {
		await start(options);
		expect(await send(sheetResponse(answers))).toMatchObject({ status: 'created' });
		expect(await send(sheetResponse(answers))).toMatchObject({ status: 'unchanged' });
	});

	it('N15 a contact of another owner is found and keeps them', async () => {
		const { sandbox } = await start();
		const owner = 'second.owner@example.com';
		const id = sandbox.control.addContact({ email: 'jan@example.com', owner });
		expect(await send(sheetResponse(answers))).toMatchObject({ status: 'updated', id });
		expect(sandbox.control.getContact(id)).toMatchObject({ owner });
	});

	it('N16 a connection that breaks after the write creates nobody twice', async () => {
		const { sandbox } = await start();
		sandbox.control.misbehave({ match: /contact\/upsert/, kind: 'done-but-no-answer' });
		expect(await send(sheetResponse(answers))).toMatchObject({ status: 'created' });
		expect(sandbox.control.contacts()).toHaveLength(1);
	});
});

describe('mode B, by the id in the survey link', () => {
	it('N17 N18 N21 found: updated by that id, whatever address was answered', async () => {
		const { sandbox } = await start();
		const id = sandbox.control.addContact({ email: 'ann@example.com' });
		const outcome = await send(sheetResponse(answers, smclientid(id)), 'smclientid');
		expect(outcome).toMatchObject({ status: 'updated', id });
		expect(sandbox.control.contacts()).toHaveLength(1);
		expect(sandbox.control.getContact(id)).toMatchObject({
			email: 'ann@example.com',
			properties: details,
			tags: ['NETQUEST_NPS'],
		});
	});

	it.each(['single', 'batch'] as const)(
		'N35 an unknown id is reported and creates nobody, %s',
		async (mode) => {
			const { sandbox } = await start();
			const outcome = await send(sheetResponse(answers, smclientid('nobody')), 'smclientid', mode);
			expect(outcome).toMatchObject({
				status: 'skipped',
				warnings: ['No record matches, and this operation creates none'],
			});
			expect(sandbox.control.contacts()).toEqual([]);
		},
	);
});

describe('many contacts at once', () => {
	it('goes out in jobs, reads back, and tells who was not taken', async () => {
		const { sandbox, salesmanago } = await start();
		const target = createSalesManagoRecordTarget(salesmanago, {
			matchBy: 'email',
			operation: 'createOrUpdate',
			mode: 'batch',
			allowOptInAgain: false,
		});
		const inputs = Array.from({ length: 250 }, (_, index) => ({
			fields: set({
				email: `p${index}@example.com`,
				'details.n': index,
				...(index === 7 && { 'consents.Newsletter': 'optIn' }),
				...(index === 8 && { 'consents.Unknown': 'optIn' }),
				...(index === 9 && { state: 'FRIEND' }),
			}),
		}));
		const outcomes = await upsertRecords(inputs, target, {
			operation: 'createOrUpdate',
			match: [{ field: 'email', kind: 'email' }],
			whenAmbiguous: 'error',
			allowOptInAgain: false,
			onlyIfNewer: false,
			timeZone: 'UTC',
			dryRun: false,
		});
		const failed = outcomes.filter(({ status }) => status !== 'created').map(({ index }) => index);
		expect(failed).toEqual([8, 9]);
		expect(sandbox.control.contacts()).toHaveLength(248);
		expect(sandbox.control.getContact('p7@example.com')).toMatchObject({
			consents: { Newsletter: true },
			properties: { n: '7' },
		});
		expect(sandbox.control.getContact('p0@example.com')).toMatchObject({ properties: { n: '0' } });
		expect(sandbox.state.jobs.size).toBe(3);
		expect(sandbox.state.doubleOptInMails).toBe(0);
		expect(sandbox.requests.length).toBeLessThan(40);
	});
});

it('a job that never ends is left after ten minutes, and what SALESmanago says of it is not passed on', async () => {
	const { salesmanago } = await start({ jobPolls: Infinity });
	const requestId = await salesmanago.batchJobs.start([{ contact: { email: 'jan@example.com' } }]);
	expect(await failureOf(salesmanago.batchJobs.finish(requestId))).toMatchObject({
		kind: 'unavailable',
		message: 'SALESmanago has not finished the job 1',
		outcomeUnknown: true,
	});
});

it('N08 another owner of the same account', async () => {
	const { sandbox, salesmanago } = await start();
	const body = { contact: { email: 'jan@example.com' } };
	await salesmanago.ownedBy(' second.owner@example.com').contacts.insert(body);
	expect(sandbox.control.getContact('jan@example.com')?.owner).toBe('second.owner@example.com');
});

describe('answers longer than a custom detail', () => {
	const text = 'ž'.repeat(5000);
	const response = sheetResponse([answer('1', 'Proč?', { text })]);
	const { carried } = customDetails(response, { whenTooLong: 'carry' });

	it('N31 whole as a note', async () => {
		const { sandbox, salesmanago } = await start();
		const id = sandbox.control.addContact({ email: 'jan@example.com' });
		await carryAnswers(salesmanago, id, carriagesOf(carried, 'note', response));
		expect(sandbox.control.getContact(id)?.notes).toEqual([`Proč?\n${text}`]);
	});

	it('N31 whole as survey events', async () => {
		const { sandbox, salesmanago } = await start();
		const id = sandbox.control.addContact({ email: 'jan@example.com' });
		const carriages = carriagesOf(carried, 'event', response);
		await carryAnswers(salesmanago, id, carriages);
		// The same response once more adds nothing.
		await carryAnswers(salesmanago, id, carriages);
		const events = sandbox.control.getContact(id)?.events ?? [];
		expect(events.map(({ description }) => description).join('')).toBe(text);
		expect(events[0]).toMatchObject({
			contactExtEventType: 'SURVEY',
			date: Date.UTC(2025, 0, 10, 11, 7, 14),
			externalId: '89595094-1-1',
			detail1: 'Spokojenost',
		});
	});
});

it('lists the tags of the account', async () => {
	const { sandbox, salesmanago } = await start();
	sandbox.control.addContact({ email: 'jan@example.com', tags: ['VIP', 'NPS'] });
	expect(await salesmanago.contacts.tags()).toEqual(['VIP', 'NPS']);
});
