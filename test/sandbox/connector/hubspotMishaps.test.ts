import { createHubSpotTarget } from '../../../nodes/shared/connectors/hubspot/recordTarget';
import type { Matching } from '../../../nodes/shared/connectors/hubspot/find';
import { upsertRecords, type Outcome } from '../../../nodes/shared/records';
import type { HubSpotOptions } from '../hubspot';
import { startHubSpotAccount, type HubSpotAccount } from './hubspotAccount';

let account: HubSpotAccount;
const open = async (options: Partial<HubSpotOptions> = {}): Promise<void> => {
	account = await startHubSpotAccount(options);
};
afterEach(async () => await account.sandbox.close());

type Values = Record<string, string>;

/** Upserts by one property. */
async function upsert(
	people: Values[],
	key = 'email',
	by: 'unique' | 'search' = 'unique',
): Promise<Outcome[]> {
	const properties = await account.hubspot.properties('0-1');
	const match: Matching = { by, property: properties.byName.get(key)! };
	const target = createHubSpotTarget(account.hubspot, {
		type: '0-1',
		properties,
		match,
		fields: Object.keys(people[0]),
		timeZone: 'UTC',
		looksAgain: by === 'search',
	});
	const inputs = people.map((values) => ({
		fields: Object.entries(values).map(([name, value]) => ({
			target: name,
			value,
			sourceText: value,
			action: 'set' as const,
		})),
	}));
	return await upsertRecords(inputs, target, {
		match: [{ field: key, kind: key === 'email' ? 'email' : 'text' }],
		operation: 'createOrUpdate',
		whenAmbiguous: 'error',
		allowOptInAgain: false,
		onlyIfNewer: false,
		timeZone: 'UTC',
		dryRun: false,
	});
}

const statuses = (outcomes: Outcome[]) => outcomes.map(({ status }) => status);
const ANN = { email: 'ann@example.com', firstname: 'Ann' };
const contacts = () => account.sandbox.records('contacts').map(({ values }) => values);

describe('HubSpot, when something goes wrong', () => {
	it.each([
		['too many requests', 429, 'TEN_SECONDLY_ROLLING'],
		['locked', 423, undefined],
		['being moved', 477, undefined],
	])('%s: waits, and creates once', async (_name, status, code) => {
		await open();
		account.sandbox.misbehave({
			match: 'POST .*batch/create',
			kind: 'error',
			status,
			times: 2,
			...(code && { code }),
		});
		expect(statuses(await upsert([ANN]))).toEqual(['created']);
		expect(contacts()).toHaveLength(1);
	});

	it.each([502, 503, 504, 524])('%d without a word: reads and updates go again', async (status) => {
		await open();
		account.sandbox.add('contacts', { email: ANN.email });
		for (const match of ['batch/read', 'batch/update'])
			account.sandbox.misbehave({ match, kind: '5xx-html', status, times: 2 });
		expect(statuses(await upsert([ANN]))).toEqual(['updated']);
	});

	it('a creation without an answer, done or not, is never sent twice', async () => {
		await open();
		account.sandbox.misbehave({ match: 'POST .*batch/create', kind: 'drop' });
		const [lost] = await upsert([ANN]);
		expect(lost).toMatchObject({ status: 'failed', error: { outcomeUnknown: true } });
		expect(contacts()).toHaveLength(0);
		account.sandbox.misbehave({ match: 'POST .*batch/create', kind: 'done-but-no-answer' });
		expect(statuses(await upsert([ANN]))).toEqual(['created']);
		expect(contacts()).toHaveLength(1);
		const sent = account.sandbox.requests.filter(({ path }) => path.endsWith('batch/create'));
		expect(sent).toHaveLength(2);
	});

	it('the day is used up: said as it is', async () => {
		await open({ limits: { burst: 190, search: 5, associations: 100 } });
		const daily = {
			status: 'error',
			message: 'You have reached your daily limit.',
			policyName: 'DAILY',
		};
		await account.sandbox.close();
		account = await startHubSpotAccount({}, ({ url }) =>
			url.endsWith('batch/read') ? { status: 429, headers: {}, body: daily } : undefined,
		);
		const [outcome] = await upsert([ANN]);
		expect(outcome.error?.message).toContain('used up its requests of today');
	});

	it('two inputs that lead to one contact are two updates, one after the other', async () => {
		await open();
		const { id } = account.sandbox.add('contacts', {
			email: 'ann@example.com',
			hs_additional_emails: 'old@example.com',
		});
		const outcomes = await upsert([
			{ email: 'ann@example.com', firstname: 'A', lastname: 'Lee' },
			{ email: 'old@example.com', firstname: 'B', lastname: 'Lee' },
		]);
		expect(outcomes).toMatchObject([
			{ status: 'updated', id },
			{ status: 'updated', id },
		]);
		expect(contacts()).toMatchObject([
			{ email: 'ann@example.com', firstname: 'B', lastname: 'Lee' },
		]);
	});

	it('the search is late: what this run wrote is known, what others write is waited for', async () => {
		await open({ searchLagMs: 5_000, contactsNeedName: false });
		const lee = { work_email: 'lee@example.com', phone: '1' };
		expect(statuses(await upsert([lee], 'work_email', 'search'))).toEqual(['created']);
		account.sandbox.add('contacts', { work_email: 'kim@example.com' });
		const both = [
			{ ...lee, phone: '2' },
			{ work_email: 'kim@example.com', phone: '3' },
		];
		expect(statuses(await upsert(both, 'work_email', 'search'))).toEqual(['updated', 'updated']);
		expect(contacts()).toHaveLength(2);
	});

	it('later than anybody waits: two records, which is what the page says of it', async () => {
		await open({ searchLagMs: 60_000, contactsNeedName: false });
		account.sandbox.add('contacts', { work_email: 'kim@example.com' });
		const kim = { work_email: 'kim@example.com', phone: '3' };
		expect(statuses(await upsert([kim], 'work_email', 'search'))).toEqual(['created']);
		expect(contacts()).toHaveLength(2);
	});

	it('keys in another form are the same: labels of options, numbers with and without decimals', async () => {
		await open({ numbersAs: 'decimals', contactsNeedName: false });
		account.sandbox.add('contacts', { nps_group: 'grp_1', nps_score: '5.0' });
		const by = async (key: string, value: string) =>
			await upsert([{ [key]: value, firstname: 'X' }], key, 'search');
		expect(statuses(await by('nps_group', 'Detractor'))).toEqual(['updated']);
		expect(await by('nps_score', '5')).toMatchObject([{ status: 'unchanged' }]);
		expect(await by('nps_group', 'grp_1')).toMatchObject([{ status: 'unchanged' }]);
		expect(contacts()).toHaveLength(1);
	});

	it('what goes wrong with one hundred is not the error of the others', async () => {
		await open();
		account.sandbox.misbehave({ match: 'batch/read', kind: 'error', status: 400, after: 1 });
		const people = Array.from({ length: 300 }, (_, index) => ({
			email: `p${index}@example.com`,
			firstname: 'P',
		}));
		const outcomes = await upsert(people);
		expect(outcomes.filter(({ status }) => status === 'created')).toHaveLength(200);
		expect(outcomes.filter(({ error }) => error?.kind === 'input')).toHaveLength(100);
	});

	it('searches keep to four a second', async () => {
		await open({ limits: { burst: 190, search: 5, associations: 100 }, contactsNeedName: false });
		const people = Array.from({ length: 1_500 }, (_, index) => ({
			work_email: `somebody.with.a.long.name.${index}@example.com`,
			phone: '1',
		}));
		expect(new Set(statuses(await upsert(people, 'work_email', 'search')))).toEqual(
			new Set(['created']),
		);
		expect(account.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	});

	it('nothing of a person stands in an address, but for subscriptions', async () => {
		await open();
		await upsert([ANN]);
		for (const { path, query } of account.sandbox.requests)
			expect(`${path}${JSON.stringify(query)}`).not.toMatch(/ann|%40|@/i);
	});
});
