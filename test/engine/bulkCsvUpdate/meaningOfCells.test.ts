import { BulkCsvUpdate } from '../../../nodes/BulkCsvUpdate/BulkCsvUpdate.node';
import { RULES } from '../../../nodes/shared/bulk';
import { csv, setUp, type Setup } from './setup';

let setup: Setup;
beforeEach(async () => {
	setup = await setUp();
	setup.add({
		emailaddress1: 'ada@example.com',
		lastname: 'Ada',
		jobtitle: 'Countess',
		donotemail: false,
		creditlimit: 10,
	});
});
afterEach(async () => await setup.sandbox.close());

/** Nothing is chosen under *Meaning of Cells*. */
const NEUTRAL = { keyField: 'emailaddress1', cellRules: 'neutral', consents: 'allow' };
const edit = async (field: string, old: string, next: string, options: object = {}) =>
	await setup.done(csv(`Email;[old] ${field};[new] ${field}`, `ada@example.com;${old};${next}`), {
		...NEUTRAL,
		options,
	});

describe('the neutral meaning of cells', () => {
	it('LD07 is the one that stands for every target but SecuTix, whose own stands for it', () => {
		const { properties } = new BulkCsvUpdate().description;
		const defaults = properties
			.filter(({ name }) => name === 'cellRules')
			.flatMap(({ default: preset, displayOptions }) =>
				(displayOptions?.show?.target ?? []).map((target) => [target, preset]),
			);
		expect(Object.fromEntries(defaults)).toEqual({
			dynamics365: 'neutral',
			xmDirectory: 'neutral',
			salesmanago: 'neutral',
			hubspot: 'neutral',
			secutix: 'secutixSam',
			items: 'neutral',
		});
		expect(JSON.stringify(RULES.neutral)).not.toMatch(/Vide|"="/);
	});

	it('LD07 stands where nothing is chosen', async () => {
		const file = csv('Email;[old] Job Title;[new] Job Title', 'ada@example.com;Countess;[clear]');
		const item = await setup.done(file, { keyField: 'emailaddress1', cellRules: undefined });
		expect(item.json.counts).toMatchObject({ ok: 1 });
		expect(setup.byEmail('ada@example.com').jobtitle ?? null).toBeNull();
	});

	it.each<[string, string, string, string, object]>([
		['yes in another language', 'Do not allow Emails', 'FAUX', 'VRAI', { donotemail: true }],
		['[clear]', 'Job Title', 'Countess', '[clear]', { jobtitle: null }],
		['a word of SecuTix is a text', 'Job Title', 'Countess', 'Vide', { jobtitle: 'Vide' }],
		['a decimal comma', 'creditlimit', '10', '1234,5', { creditlimit: 1234.5 }],
		['a decimal point', 'creditlimit', '10,00', '1234.5', { creditlimit: 1234.5 }],
		['thousands and decimals', 'creditlimit', '10', '1.234,50', { creditlimit: 1234.5 }],
	])('LD07 %s', async (_what, field, old, next, written) => {
		const item = await edit(field, old, next);
		expect(item.json.counts).toMatchObject({ ok: 1 });
		const { jobtitle = null, ...now } = setup.byEmail('ada@example.com');
		expect({ ...now, jobtitle }).toMatchObject(written);
	});

	it.each([
		['a number that is ambiguous', 'creditlimit', '10', '1.234', 'is ambiguous'],
		['a day that can be', 'birthdate', '', '03/04/1985', 'is ambiguous'],
		['a token that is not quite one', 'Job Title', 'Countess', '[Clear]', 'exactly like that'],
	])('LD07 %s is named', async (_what, field, old, next, reason) => {
		const item = await edit(field, old, next);
		expect(item.json.counts).toMatchObject({ ok: 0, invalid: 1 });
		expect(JSON.stringify(item.json.reasons)).toContain(reason);
		expect(setup.writes()).toEqual([]);
	});

	it('LD07 a day with a time follows the date format too', async () => {
		const ambiguous = await edit('new_lastvisit', '', '03/04/2025 10:00');
		expect(JSON.stringify(ambiguous.json.reasons)).toContain('is ambiguous');
		const item = await edit('new_lastvisit', '', '03/04/2025 10:00', {
			dateFormat: 'dd/MM/yyyy',
		});
		expect(item.json.counts).toMatchObject({ ok: 1 });
		expect(String(setup.byEmail('ada@example.com').new_lastvisit)).toMatch(/^2025-04-03T/);
	});
});

describe('the encoding of a file that is not UTF-8', () => {
	/** `Dvořák` in Windows-1250; in Windows-1252 it would be `Dvoøák`. */
	const saved = (text: string): Buffer =>
		Buffer.from(text.replaceAll('ř', '\u00f8').replaceAll('á', '\u00e1'), 'latin1');
	const file = saved('Email;[old] lastname;[new] lastname\r\ncy@example.com;Dvořák;Dvořáková\r\n');

	it('LD01 is decided by what is there now', async () => {
		setup.add({ emailaddress1: 'cy@example.com', lastname: 'Dvořák' });
		const item = await setup.done(file, NEUTRAL);
		expect(item.json).toMatchObject({
			counts: { ok: 1 },
			warnings: [
				'The file is not UTF-8; by comparing [old] with what is there now, it was read as Windows-1250.',
			],
		});
		expect(setup.byEmail('cy@example.com').lastname).toBe('Dvořáková');
		const again = await setup.done(file, NEUTRAL);
		expect(again.json).toMatchObject({ counts: { unchanged: 1 } });
	});

	it('LD01 is said to be a guess where nothing tells, and what it would spoil is refused', async () => {
		setup.add({ emailaddress1: 'cy@example.com', lastname: 'Somebody' });
		const item = await setup.done(file, NEUTRAL);
		expect(item.json.counts).toMatchObject({ ok: 0, conflict: 1 });
		expect(JSON.stringify(item.json.warnings)).toContain(
			'others, such as Windows-1250, would do as well',
		);
	});
});
