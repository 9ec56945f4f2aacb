import { RULES, type BulkField, type CellRules } from '../../../../nodes/shared/bulk';
import type { FieldType } from '../../../../nodes/shared/bulk/cells/fields';
import { templateHelp } from '../../../../nodes/shared/bulk/xlsx/write/templateHelp';

const rules: CellRules = RULES.neutral;
const helpFor = (field: Partial<BulkField>, given: CellRules = rules): string =>
	new Map(
		templateHelp('K', [{ name: 'F', type: { kind: 'text' }, ...field }], given).map(
			([what, how]) => [what, how],
		),
	).get('F')!;

describe('LD08 what the sheet of explanations says of a field', () => {
	it.each<[FieldType, string]>([
		[{ kind: 'text' }, 'Text.'],
		[{ kind: 'text', maxLength: 20 }, 'Text of at most 20 characters.'],
		[{ kind: 'text', maxLength: 0 }, 'Text of at most 0 characters.'],
		[{ kind: 'phone' }, 'A telephone number. Zeros and the plus in front are kept.'],
		[{ kind: 'email' }, 'An e-mail address.'],
		[{ kind: 'code', codes: [{ code: 'A' }] }, 'One of the values in the list.'],
		[
			{ kind: 'codes', codes: [{ code: 'A' }] },
			'One or several of the values in the list, codes set apart by commas.',
		],
		[{ kind: 'number' }, 'A number.'],
		[{ kind: 'number', maxDecimals: 0 }, 'A whole number.'],
		[{ kind: 'number', maxDecimals: 2 }, 'A number with at most 2 decimals.'],
		[{ kind: 'number', min: 0 }, 'A number, at least 0.'],
		[{ kind: 'number', max: 0 }, 'A number, at most 0.'],
		[
			{ kind: 'number', maxDecimals: 0, min: 1, max: 9 },
			'A whole number, at least 1 and at most 9.',
		],
		[{ kind: 'date' }, 'A day, as you always write it in your spreadsheet program.'],
		[
			{ kind: 'dateTime', timeZone: 'Europe/Prague' },
			'A day and a time, in the time zone Europe/Prague.',
		],
		[{ kind: 'stored', as: 'text' }, 'A value exactly as it was stored.'],
	])('LD08 %j: %s', (type, words) => {
		expect(helpFor({ type })).toBe(words);
	});

	it('LD08 yes or no by the words of the system that reads it', () => {
		const booleans = { ...rules.booleans, true: ['Oui', 'O'], false: ['Non', 'N'] };
		expect(helpFor({ type: { kind: 'boolean' } }, { ...rules, booleans })).toBe('Oui or Non.');
	});

	it.each<[Partial<BulkField>, string]>([
		[{ isRequired: true }, 'Text. It may not be emptied.'],
		[{ isConsent: true }, 'Text. It is a consent: it is changed only where that was confirmed.'],
		[
			{ isRequired: true, isConsent: true },
			'Text. It may not be emptied. It is a consent: it is changed only where that was confirmed.',
		],
	])('LD08 %j: %s', (field, words) => {
		expect(helpFor(field)).toBe(words);
	});
});

describe('LD08 what the sheet of explanations says of the file', () => {
	const said = (given: CellRules) =>
		new Map(templateHelp('Contact', [], given).map(([what, how]) => [what, how]));

	it.each<[string, Partial<CellRules>, string]>([
		['by an empty cell', { empty: 'clear' }, 'An empty [new] cell empties the field.'],
		[
			'by words that empty any field',
			{
				clearTokens: [
					{ token: '#N/A', in: 'allFields' },
					{ token: 'Vide', in: 'booleans' },
					{ token: '-', in: 'allFields' },
				],
			},
			'Write “#N/A” or “-” into the [new] cell.',
		],
		[
			'by words for yes or no alone',
			{
				clearTokens: [
					{ token: 'Vide', in: 'booleans' },
					{ token: 'None', in: 'booleans' },
				],
			},
			'Only fields that are yes or no can be emptied: write “Vide” or “None”.',
		],
		['not at all', { clearTokens: [] }, 'This file cannot empty a field.'],
	])('LD08 how a field is emptied: %s', (_how, more, words) => {
		expect(said({ ...rules, ...more }).get('To empty a field')).toBe(words);
	});

	it('LD08 what it is, what to do, and what to leave alone, each with a heading', () => {
		const help = said(rules);
		expect(help.get('What it is')).toContain('Each row is one record, found by Contact.');
		expect(help.get('To change a value')).toContain('into the white [new] cell');
		expect(help.get('What to leave alone')).toContain('The key, the [old] columns, the [check]');
		expect(help.get('Rows and columns')).toContain('sort all columns together');
		expect(help.get('Lists')).toContain('small arrow');
		expect(help.get('When you are done')).toContain('as an Excel workbook (.xlsx)');
		expect([...help.keys()][0]).toBe('How to use this file');
		expect([help.get('How to use this file'), help.get('Field')]).toEqual([
			'What to do',
			'What to write',
		]);
	});
});
