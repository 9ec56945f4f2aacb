import { bulkFields } from '../../../nodes/shared/connectors/salesmanago/bulk/bulkFields';
import { createSalesManagoBulkTarget } from '../../../nodes/shared/connectors/salesmanago/bulk/bulkTarget';
import { carryAnswers } from '../../../nodes/shared/connectors/salesmanago/carryAnswers';
import { createSalesManagoRecordTarget } from '../../../nodes/shared/connectors/salesmanago/recordTarget';
import { upsertRecords, type Outcome } from '../../../nodes/shared/records';
import type { SalesManagoSandboxOptions } from '../salesmanago';
import { applying, csv, rollBackFileOf, rollingBack, type BulkSession } from './bulkRuns';
import { startSalesManago, type SalesManagoAccount } from './salesmanagoAccount';

let account: SalesManagoAccount;
/** SALESmanago finishes jobs and takes none of their contacts. */
let takesNone = false;
const start = async (options: Partial<SalesManagoSandboxOptions>): Promise<void> => {
	takesNone = false;
	account = await startSalesManago(options, ({ url }) =>
		takesNone && url.endsWith('/batchupsertv2')
			? { status: 200, headers: {}, body: { success: true, message: [], requestId: 1 } }
			: undefined,
	);
};
afterEach(async () => await account.sandbox.close());

const EMAIL = 'jan@example.com';
const stored = () => account.sandbox.control.getContact(EMAIL)!;

const upsert = async (
	values: Record<string, unknown>,
	mode: 'single' | 'batch',
): Promise<Outcome> => {
	const target = createSalesManagoRecordTarget(account.salesmanago, {
		matchBy: 'email',
		operation: 'createOrUpdate',
		mode,
		allowOptInAgain: false,
	});
	const fields = Object.entries({ email: EMAIL, ...values }).map(([name, value]) => ({
		target: name,
		value,
		sourceText: '',
		action: 'set' as const,
	}));
	const [outcome] = await upsertRecords([{ fields }], target, {
		operation: 'createOrUpdate',
		match: [{ field: 'email', kind: 'email' }],
		whenAmbiguous: 'error',
		allowOptInAgain: false,
		onlyIfNewer: false,
		timeZone: 'UTC',
		dryRun: false,
	});
	return outcome;
};

const SHAPES: Array<Partial<SalesManagoSandboxOptions>> = [
	{ cardAs: 'recorded' },
	{ cardAs: 'documented' },
	{ cardAs: 'documented', tagsAs: 'texts' },
];
const MODES = ['single', 'batch'] as const;
const both = SHAPES.flatMap((shape) => MODES.map((mode) => [shape, mode] as const));

describe('LC18 what is compared is what was sent', () => {
	const VALUES = {
		name: 'Jan ',
		company: '\u00a0Dílna\u200b ',
		state: ' prospect ',
		city: ' Praha',
		birthday: '1985-01-31 ',
		externalId: '  crm-1',
	};

	it.each(both)('under %j, %s: written, and unchanged the second time', async (shape, mode) => {
		await start(shape);
		account.sandbox.control.addContact({ email: EMAIL, name: 'Old' });
		const first = await upsert(VALUES, mode);
		expect(first).toMatchObject({ status: 'updated', warnings: [] });
		expect(stored()).toMatchObject({ name: 'Jan', state: 'PROSPECT', address: { city: 'Praha' } });
		expect(await upsert(VALUES, mode)).toMatchObject({ status: 'unchanged' });
	});

	it('in a file: written, and in the roll-back', async () => {
		await start({});
		account.sandbox.control.addContact({ email: EMAIL, name: ' Old ' });
		const bulk = session();
		const applied = await applying(
			bulk,
			csv(['Email', '[old] Name', '[new] Name'], [EMAIL, 'Old ', 'Jan ']),
		);
		expect(applied.progress.counts).toMatchObject({ ok: 1 });
		expect(stored().name).toBe('Jan');
		const undone = await rollingBack(bulk, rollBackFileOf(bulk, applied.rows));
		expect(undone.progress.counts).toMatchObject({ ok: 1 });
		expect(stored().name).toBe('Old');
	});
});

const session = (): BulkSession => {
	const fields = bulkFields([{ name: 'score', kind: 'number' }], []);
	const options = { key: 'email' as const, fields, fireEvents: false };
	return {
		fields,
		target: createSalesManagoBulkTarget(account.salesmanago, options),
		keyName: 'Email',
		keyKind: 'email',
	};
};

describe('LC19 what a card does not show is a warning', () => {
	const VALUES = {
		lang: 'CS',
		province: 'Praha',
		'numberDetails.score': 9,
		'dateDetails.seen': '2026-01-31',
		name: 'Jan',
	};

	it('written in a job: updated, with the fields that cannot be seen', async () => {
		await start({ cardHides: ['province', 'typedDetails'] });
		account.sandbox.control.addContact({ email: EMAIL });
		const outcome = await upsert(VALUES, 'batch');
		expect(outcome).toMatchObject({
			status: 'updated',
			warnings: [expect.stringMatching(/^lang, province, score, seen were sent/)],
		});
		expect(stored()).toMatchObject({ lang: 'CS', province: 'Praha', name: 'Jan' });
	});

	it('what the card shows is no warning, and what was not taken is an error', async () => {
		await start({ cardAs: 'documented' });
		expect(await upsert(VALUES, 'batch')).toMatchObject({ status: 'created', warnings: [] });
		account.sandbox.control.changeContact(stored().contactId, { province: 'Brno' });
		takesNone = true;
		expect(await upsert(VALUES, 'batch')).toMatchObject({
			status: 'failed',
			error: { message: expect.stringContaining('without taking this contact') },
		});
	});

	it('in a file the row is written, told, and in the roll-back', async () => {
		await start({ cardHides: ['typedDetails'] });
		account.sandbox.control.addContact({ email: EMAIL, name: 'Old' });
		const bulk = session();
		const header = ['Email', '[old] Name', '[new] Name', '[old] score', '[new] score'];
		const applied = await applying(bulk, csv(header, [EMAIL, 'Old', 'New', '', '9']));
		expect(applied.progress.counts).toMatchObject({ ok: 1 });
		expect(applied.rows[0].reasons).toMatchObject([
			{ kind: 'warning', message: expect.stringContaining('score was sent') },
		]);
		expect(rollBackFileOf(bulk, applied.rows)).toContain('Old');
	});
});

it.each([
	...SHAPES,
	{ notesAs: 'content' as const },
	{ notesAs: 'texts' as const },
	{ cardAs: 'documented' as const, notesAs: 'texts' as const },
])('LC24 a note that is on the card is not added again, under %j', async (shape) => {
	await start(shape);
	const id = account.sandbox.control.addContact({ email: EMAIL });
	const notes = ['Proč?\nDlouhá  odpověď', 'Co?\nJiná'];
	for (let run = 0; run < 2; run += 1)
		await carryAnswers(
			account.salesmanago,
			id,
			[...notes, notes[0]].map((note) => ({ kind: 'note', note })),
		);
	expect(stored().notes).toEqual(notes);
});

it('LC24 notes that the card does not show are added, since nothing tells that they are there', async () => {
	await start({ notesAs: 'hidden' });
	const id = account.sandbox.control.addContact({ email: EMAIL });
	for (let run = 0; run < 2; run += 1)
		await carryAnswers(account.salesmanago, id, [{ kind: 'note', note: 'Long' }]);
	expect(stored().notes).toEqual(['Long', 'Long']);
});

it.each(['/api/v2/contact/tags', '/api/contact/tags'] as const)(
	'tags are read where they are listed: %s',
	async (tagsAt) => {
		await start({ tagsAt });
		account.sandbox.control.addContact({ email: EMAIL, tags: ['VIP', 'NPS'] });
		expect(await account.salesmanago.contacts.tags()).toEqual(['VIP', 'NPS']);
	},
);

it.each(['texts', 'email', 'login'] as const)('users of the account as %s', async (usersAs) => {
	await start({ usersAs });
	expect(await account.salesmanago.owners()).toEqual([
		'owner@example.com',
		'second.owner@example.com',
	]);
});

it.each(SHAPES)('LC24 an event that is on the card is not added again, under %j', async (shape) => {
	await start(shape);
	const id = account.sandbox.control.addContact({ email: EMAIL, tags: ['VIP'] });
	const event = { date: 1, description: 'Long', externalId: 'R1-Q3' };
	for (let run = 0; run < 2; run += 1)
		await carryAnswers(account.salesmanago, id, [
			{ kind: 'event', event },
			{ kind: 'event', event: { ...event, externalId: 'R1-Q4' } },
		]);
	expect(stored().events.map(({ externalId }) => externalId)).toEqual(['R1-Q3', 'R1-Q4']);
	const [card] = await account.salesmanago.contacts.findById([id]);
	expect(card).toMatchObject({ id, email: EMAIL, tags: ['VIP'], eventIds: ['R1-Q3', 'R1-Q4'] });
});
