import {
	compilePlan,
	createUploadFile,
	openCsv,
	parseHeader,
	ROLL_BACK_RULES,
	RULES,
	sampleRows,
	storedFields,
	withClearWord,
	type BulkField,
	type CellRules,
	type RowOutcome,
} from '../../../nodes/shared/bulk';
import { createSecutixBulkTarget } from '../../../nodes/shared/connectors/secutix/bulkTarget';
import {
	ANY_AUTHORIZATION,
	readAuthorizations,
	readCriteria,
} from '../../../nodes/shared/connectors/secutix/fieldList';
import { outcomes, run, toOpen, type Run, type RunSettings } from '../../unit/bulk/runs';
import type { SecutixSandboxOptions } from '../secutix';
import { csv, rollBackFileOf } from './bulkRuns';
import { startSecutix, type SecutixAccount } from './secutixAccount';

let account: SecutixAccount;
const start = async (options: Partial<SecutixSandboxOptions> = {}): Promise<SecutixAccount> => {
	account = await startSecutix(options);
	return account;
};
afterEach(async () => await account.sandbox.close());

const AUTHORIZATIONS = readAuthorizations('INSTMAIL\nSMS\nLETTER');
const CRITERIA = readCriteria('SEGMENT;GOLD;Gold\nSEGMENT;SILVER;Silver\nNOTE');

/** `reads`: looks up what is there; else [old] is taken for it. */
const processing = async (
	file: string,
	fields: BulkField[],
	{ reads = false, ...settings }: RunSettings & { reads?: boolean } = {},
): Promise<Run> =>
	await run(
		file,
		createSecutixBulkTarget(reads ? account.secutix : undefined, {
			fields,
			canClearCriteria: false,
		}),
		{ rules: RULES.secutixSam, consents: 'allow', ...settings, fields },
	);

/** The file for the Import screen, as Apply gives it. */
function uploadOf(
	file: string,
	fields: BulkField[],
	rows: readonly RowOutcome[],
	rules: CellRules = RULES.secutixSam,
): string {
	const header = parseHeader(file.split('\r\n')[0].replaceAll('"', '').split(','));
	const upload = createUploadFile({ header, fields, rules });
	return upload.start + rows.map((row) => upload.row(row) ?? '').join('');
}

const people = (count: number): string[] =>
	Array.from({ length: count }, (_, index) => {
		const contactNumber = String(index).padStart(6, '0');
		account.sandbox.control.addContact({
			contactNumber,
			authorizations: index % 2 ? { INSTMAIL: true, SMS: false } : { INSTMAIL: false },
			criteria: { SEGMENT: ['SILVER'] },
		});
		return contactNumber;
	});

const stored = (number: string) => account.sandbox.control.getContact(number)!;

const HEADER = ['Contact number', ...pair('INSTMAIL'), ...pair('SMS')];
function pair(name: string): string[] {
	return [`[old] ${name}`, `[new] ${name}`];
}

/** [old] of an even and of an odd contact, and what is wanted. */
const row = (number: string, mail: string, sms: string): string[] =>
	Number(number) % 2 ? [number, 'TRUE', mail, 'FALSE', sms] : [number, 'FALSE', mail, 'Vide', sms];

describe('authorizations of SecuTix, from a file', () => {
	it('S03 S05 S07 S23 S28 S31 applied into a file that the Import screen takes, then verified', async () => {
		const { sandbox } = await start();
		const numbers = people(40);
		const file = csv(HEADER, ...numbers.map((number) => row(number, 'T', 'Vide')));
		const applied = await processing(file, AUTHORIZATIONS);
		expect(applied.progress.counts).toMatchObject({ ok: 40 });
		expect(sandbox.requests).toEqual([]);

		const upload = uploadOf(file, AUTHORIZATIONS, applied.rows);
		expect(sandbox.control.importFile('authorizations', upload, true).errors).toEqual([]);
		const before = await processing(file, AUTHORIZATIONS, { reads: true, mode: 'verify' });
		expect(before.progress.counts).toMatchObject({ ok: 0, failed: 40 });
		expect(before.rows[0].reasons[0]).toMatchObject({ kind: 'notArrived', field: 'INSTMAIL' });

		expect(sandbox.control.importFile('authorizations', upload).updated).toBe(40);
		const after = await processing(file, AUTHORIZATIONS, { reads: true, mode: 'verify' });
		expect(after.progress.counts).toMatchObject({ ok: 40, failed: 0 });
		expect(stored('000007')).toMatchObject({ authorizations: { INSTMAIL: true } });
		expect(stored('000007').authorizations).not.toHaveProperty('SMS');
	});

	it.each(['TRUE', 'true', 'T', 't', 'FALSE', 'false', 'F', 'f', 'Vide'])(
		'S29 S30 S31 %s is taken, here and by the Import screen',
		async (word) => {
			await start();
			account.sandbox.control.addContact({ contactNumber: '07' });
			const file = csv(['N', ...pair('SMS')], ['07', word === 'Vide' ? 'T' : '', word]);
			const applied = await processing(file, AUTHORIZATIONS);
			expect(outcomes(applied)).toEqual(['07: ok']);
			const upload = uploadOf(file, AUTHORIZATIONS, applied.rows);
			expect(account.sandbox.control.importFile('authorizations', upload)).toEqual({
				updated: 1,
				errors: [],
			});
		},
	);

	it.each(['VRAI', 'PRAVDA', 'True', '1', 'oui', ' T', 'vide', 'Empty', '='])(
		'S32 "%s" is an error with line, column and reason, as it would be there',
		async (word) => {
			await start();
			people(1);
			const file = csv(HEADER, row('000000', '', word));
			const validated = await processing(file, AUTHORIZATIONS, { mode: 'validate' });
			expect(validated.rows[0]).toMatchObject({ outcome: 'invalid', line: 2 });
			expect(validated.rows[0].reasons[0]).toMatchObject({ column: 5, field: 'SMS' });
			expect(validated.rows[0].reasons[0].message).toContain('[new] SMS, column E');
			expect(account.sandbox.control.importFile('authorizations', file).errors).toHaveLength(1);
		},
	);

	it('S31 the word for the third state follows the language of the interface', async () => {
		const { sandbox } = await start({ clearWord: 'Empty' });
		people(2);
		const rules = withClearWord(RULES.secutixSam, 'Empty');
		const file = csv(HEADER, ['000001', 'TRUE', 'Empty', 'FALSE', '']);
		const applied = await processing(file, AUTHORIZATIONS, { rules });
		const upload = uploadOf(file, AUTHORIZATIONS, applied.rows, rules);
		expect(sandbox.control.importFile('authorizations', upload).updated).toBe(1);
		expect(stored('000001').authorizations).toEqual({ SMS: false });
	});

	it('nothing goes into the file without confirmation of consents', async () => {
		await start();
		const file = csv(HEADER, row('000001', 'F', 'T'));
		const refused = await processing(file, AUTHORIZATIONS, { consents: 'refuse' });
		expect(outcomes(refused)).toEqual(['000001: invalid']);
		const half = await processing(file, AUTHORIZATIONS, { consents: 'optOutOnly' });
		expect(half.rows[0].reasons).toHaveLength(1);
		expect(half.rows[0].reasons[0]).toMatchObject({ field: 'SMS' });
	});

	it('S16 rolled back by a file of the same kind: exactly as it was', async () => {
		const { sandbox } = await start();
		const numbers = people(10);
		const before = numbers.map((number) => stored(number).authorizations);
		const file = csv(HEADER, ...numbers.map((number) => row(number, 'T', 'Vide')));
		const applied = await processing(file, AUTHORIZATIONS);
		sandbox.control.importFile('authorizations', uploadOf(file, AUTHORIZATIONS, applied.rows));
		const session = {
			fields: AUTHORIZATIONS,
			target: undefined as never,
			keyName: 'Contact number',
		};
		const undo = rollBackFileOf(session, applied.rows);
		const undone = await processing(undo, storedFields(AUTHORIZATIONS), {
			rules: ROLL_BACK_RULES,
			reads: true,
		});
		expect(undone.progress.counts.ok + undone.progress.counts.unchanged).toBe(10);
		const upload = uploadOf(undo, AUTHORIZATIONS, undone.rows);
		expect(sandbox.control.importFile('authorizations', upload).errors).toEqual([]);
		expect(numbers.map((number) => stored(number).authorizations)).toEqual(before);
	});
});

describe('criteria of SecuTix, from a file', () => {
	const header = ['Contact number', ...pair('SEGMENT'), ...pair('NOTE')];

	it('S02 S04 S26 internal codes go through, labels do not', async () => {
		const { sandbox } = await start();
		people(3);
		const file = csv(
			header,
			['000000', 'SILVER', 'GOLD', '', 'leading = sign is fine'],
			['000001', 'SILVER', 'Gold', '', ''],
			['000002', 'SILVER', 'SILVER', '', ''],
		);
		const applied = await processing(file, CRITERIA);
		expect(outcomes(applied)).toEqual(['000000: ok', '000001: invalid', '000002: unchanged']);
		expect(applied.rows[1].reasons[0].message).toContain('did you mean "GOLD"');
		const upload = uploadOf(file, CRITERIA, applied.rows);
		expect(sandbox.control.importFile('criteria', upload)).toEqual({ updated: 1, errors: [] });
		expect(stored('000000').criteria).toEqual({
			SEGMENT: ['GOLD'],
			NOTE: ['leading = sign is fine'],
		});
	});

	it.each(['unchanged', 'clears'] as const)(
		'S33 what an empty [new] would do there does no harm: it %s',
		async (emptyNew) => {
			const { sandbox } = await start({ emptyNew });
			people(1);
			const file = csv(['Contact number', ...pair('NOTE')], ['000000', '', 'x']);
			const applied = await processing(file, CRITERIA);
			sandbox.control.importFile('criteria', uploadOf(file, CRITERIA, applied.rows));
			expect(stored('000000').criteria.SEGMENT).toEqual(['SILVER']);
		},
	);

	it('a criterion that was empty cannot be emptied again by file, and that is said', async () => {
		await start();
		people(1);
		const file = csv(['Contact number', ...pair('NOTE')], ['000000', '', 'x']);
		const applied = await processing(file, CRITERIA);
		const session = { fields: CRITERIA, target: undefined as never, keyName: 'Contact number' };
		const undone = await processing(rollBackFileOf(session, applied.rows), storedFields(CRITERIA), {
			rules: ROLL_BACK_RULES,
		});
		expect(undone.rows[0]).toMatchObject({ outcome: 'failed' });
		expect(undone.rows[0].reasons[0].message).toContain('cannot say that NOTE is to be emptied');
	});
});

describe('reading contacts of SecuTix back', () => {
	it('S34 what was changed meanwhile is a conflict; who is not there is told', async () => {
		await start();
		people(2);
		const file = csv(
			['Contact number', ...pair('SEGMENT')],
			['000000', 'GOLD', 'SILVER'],
			['000001', 'GOLD', ''],
			['1', 'SILVER', 'GOLD'],
			['000001', 'SILVER', 'GOLD'],
		);
		const { rows } = await processing(file, CRITERIA, { reads: true, mode: 'validate' });
		expect(rows.map(({ outcome }) => outcome)).toEqual([
			'unchanged',
			'invalid',
			'notFound',
			'invalid',
		]);
		const other = csv(['N', ...pair('SEGMENT')], ['000001', 'GOLD', 'BRONZE']);
		const fields = readCriteria('SEGMENT');
		expect(outcomes(await processing(other, fields, { reads: true }))).toEqual([
			'000001: conflict',
		]);
	});

	it('S24 a sample is read within the limit, the same one again when it goes on', async () => {
		const { sandbox, clock } = await start();
		const numbers = people(600);
		const text = csv(HEADER, ...numbers.map((number) => row(number, 'T', '')));
		const opened = await openCsv(toOpen(text));
		const settings = { rules: RULES.secutixSam, consents: 'allow' } as const;
		const plan = compilePlan(parseHeader(opened.header), AUTHORIZATIONS, settings);
		const sample = await sampleRows(opened, plan, 60);
		const began = clock.now();
		const checked = await processing(text, AUTHORIZATIONS, {
			file: sample.file,
			plan,
			reads: true,
			mode: 'verify',
		});
		expect(sample).toMatchObject({ edited: 300, isPart: true });
		expect(checked.rows.length).toBeGreaterThan(30);
		expect(checked.rows.length).toBeLessThan(100);
		expect(sandbox.requests).toHaveLength(checked.rows.length);
		expect(sandbox.requests.every(({ status }) => status === 200)).toBe(true);
		expect(clock.now() - began).toBeLessThan(3 * 60_000);
	});

	it('a full check goes on where it was cut off', async () => {
		const { sandbox } = await start();
		const numbers = people(60);
		const file = csv(HEADER, ...numbers.map((number) => row(number, 'T', '')));
		const first = await processing(file, AUTHORIZATIONS, {
			reads: true,
			mode: 'verify',
			rowsPerRun: 25,
		});
		expect(first.progress).toMatchObject({ processed: 25, isDone: false });
		const rest = await processing(file, AUTHORIZATIONS, {
			reads: true,
			mode: 'verify',
			resumeToken: first.progress.resumeToken,
		});
		expect(rest.progress).toMatchObject({ processed: 60, isDone: true });
		expect(sandbox.requests.filter(({ status }) => status === 200)).toHaveLength(30);
	});

	it.each(['drop', '5xx-html', '429-retry-after'] as const)('rides out %s', async (kind) => {
		const { sandbox } = await start();
		people(20);
		sandbox.control.misbehave({ match: /getContactData/, kind, times: 3, after: 2 });
		const file = csv(
			HEADER,
			row('000001', '', 'T'),
			row('000003', '', 'T'),
			row('000005', '', 'T'),
		);
		const validated = await processing(file, AUTHORIZATIONS, { reads: true, mode: 'validate' });
		expect(validated.progress.counts).toMatchObject({ ok: 3 });
	});

	it('a refused secret ends the run at once', async () => {
		const { sandbox } = await start({ refusedStatus: 200 });
		const numbers = people(60);
		sandbox.control.revokeSecret();
		const file = csv(HEADER, ...numbers.map((number) => row(number, 'T', '')));
		const { progress } = await processing(file, AUTHORIZATIONS, { reads: true, mode: 'verify' });
		expect(progress.stopped).toMatchObject({ kind: 'target' });
		expect(sandbox.requests.length).toBeLessThan(20);
	});

	it('a cancelled check ends within a batch', async () => {
		const { sandbox, cancel } = await start();
		const numbers = people(60);
		const file = csv(HEADER, ...numbers.map((number) => row(number, 'T', '')));
		const target = createSecutixBulkTarget(account.secutix, {
			fields: AUTHORIZATIONS,
			canClearCriteria: false,
		});
		const find = target.find!;
		target.find = async (keys, ids) => {
			if (sandbox.requests.length >= 10) cancel.aborted = true;
			return await find(keys, ids);
		};
		const stopped = await run(file, target, {
			rules: RULES.secutixSam,
			consents: 'allow',
			fields: AUTHORIZATIONS,
			mode: 'verify',
			cancel,
		});
		expect(stopped.progress.stopped).toMatchObject({ kind: 'cancelled' });
		expect(sandbox.requests.length).toBeLessThan(30);
		expect(stopped.progress.resumeToken).toBeDefined();
	});

	it('a column that nobody listed is read as one of the kind that the file is about', async () => {
		await start();
		people(2);
		const file = csv(
			['N', ...pair('INSTMAIL')],
			['000001', 'TRUE', 'VRAI'],
			['000000', 'FALSE', 'T'],
		);
		const fields = [...readAuthorizations('SMS'), ANY_AUTHORIZATION];
		const validated = await processing(file, fields, { reads: true, mode: 'validate' });
		expect(validated.rows.map(({ outcome }) => outcome)).toEqual(['invalid', 'ok']);
		const applied = await processing(file, fields, { reads: true });
		expect(applied.rows[1].changes[0].field).toMatchObject({ name: 'INSTMAIL', isConsent: true });
	});
});
