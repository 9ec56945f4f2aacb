import {
	ROLL_BACK_RULES,
	RULES,
	withClearWord,
	type CellRules,
	type CellValue,
	type FieldType,
} from '../../../nodes/shared/bulk';
import { compileField } from '../../../nodes/shared/bulk/cells/compileField';
import { Refusal } from '../../../nodes/shared/bulk/cells/refusal';

const fieldOf = (type: FieldType, rules: CellRules = RULES.secutixExtended) =>
	compileField({ name: 'F', type }, rules);

const text: FieldType = { kind: 'text' };
const phone: FieldType = { kind: 'phone', isTrimmed: true };
const boolean: FieldType = { kind: 'boolean' };
const number: FieldType = { kind: 'number' };
const date: FieldType = { kind: 'date' };
const german: FieldType = { kind: 'date', format: 'dd.MM.yyyy' };
const moment: FieldType = { kind: 'dateTime', timeZone: 'Europe/Prague' };
const codes: FieldType = { kind: 'codes', codes: [{ code: 'b' }, { code: 'a' }] };
const stored = (as: 'text' | 'boolean' | 'number'): FieldType => ({ kind: 'stored', as });

describe('S17 S34 a value as the target gives it, and as it stands in [old]', () => {
	it.each<[FieldType, unknown, CellValue, string]>([
		[text, ' a ', ' a ', ' a '],
		[{ ...text, isTrimmed: true }, ' a ', 'a', 'a'],
		[{ ...text, isTrimmed: true }, ' ', null, ''],
		[text, 5, '5', '5'],
		[text, null, null, ''],
		[phone, ' +33 6 ', '+33 6', '+33 6'],
		[boolean, 'True', true, 'TRUE'],
		[boolean, 1, true, 'TRUE'],
		[boolean, '0', false, 'FALSE'],
		[boolean, false, false, 'FALSE'],
		[boolean, '', null, '='],
		[number, ' 1.50 ', 1.5, '1.5'],
		[number, ' ', null, ''],
		[number, 'about 5', 'about 5', 'about 5'],
		[number, 'Infinity', 'Infinity', 'Infinity'],
		[{ ...number, decimalSeparator: ',' }, 1.25, 1.25, '1,25'],
		[{ ...number, decimalSeparator: 'either' }, 12.345, 12.345, '12.3450'],
		[{ ...number, decimalSeparator: 'either' }, -1.234, -1.234, '-1.2340'],
		[{ ...number, decimalSeparator: 'either' }, 1234.567, 1234.567, '1234.567'],
		[{ ...number, decimalSeparator: 'either' }, 0.125, 0.125, '0.125'],
		[{ ...number, decimalSeparator: 'either' }, 1.2345, 1.2345, '1.2345'],
		[date, '2024-02-29T23:00:00Z', '2024-02-29', '2024-02-29'],
		[date, '2024-02-29 23:00', '2024-02-29 23:00', '2024-02-29 23:00'],
		[date, 'on 2024-02-29', 'on 2024-02-29', 'on 2024-02-29'],
		[date, '12024-02-29', '12024-02-29', '12024-02-29'],
		[date, '', null, ''],
		[german, '2024-02-29', '2024-02-29', '29.02.2024'],
		[german, '29.02.2024', '2024-02-29', '29.02.2024'],
		[german, '30.02.2024', '30.02.2024', '30.02.2024'],
		[german, 'soon', 'soon', 'soon'],
		[german, null, null, ''],
		[moment, '2026-11-21T09:30', '2026-11-21T08:30:00.000Z', '2026-11-21T08:30:00.000Z'],
		[moment, '2026-11-21', '2026-11-21', '2026-11-21'],
		[moment, 'soon', 'soon', 'soon'],
		[moment, '', null, ''],
		[codes, 'a;b', 'b,a', 'b,a'],
		[codes, ' gone , a', 'a,gone', 'a,gone'],
		[codes, ';', null, ''],
	])('%j: %j is %j, written %j', (type, given, value, written) => {
		const field = fieldOf(type);
		expect(field.canonical(given)).toBe(value);
		expect(field.writeOld(value)).toBe(written);
	});

	it.each(['10', 'untrue', 'falsehood'])('%s is neither true nor false', (given) => {
		expect(fieldOf(boolean).canonical(given)).toBe(given);
	});

	it.each<[FieldType, unknown, CellValue]>([
		[stored('boolean'), 'true', true],
		[stored('boolean'), 'false', false],
		[stored('boolean'), 'TRUE', 'TRUE'],
		[stored('boolean'), '1', '1'],
		[stored('number'), '1.5', 1.5],
		[stored('number'), '1.50', '1.50'],
		[stored('number'), ' ', ' '],
		[stored('number'), 'true', 'true'],
		[stored('text'), '1', '1'],
		[stored('text'), 'true', 'true'],
		[stored('text'), '', null],
		[stored('number'), null, null],
	])('to be put back, %j: %j is %j', (type, given, value) => {
		expect(fieldOf(type, ROLL_BACK_RULES).canonical(given)).toBe(value);
	});
});

describe('S28 S33 what stands for an empty value', () => {
	const leer = withClearWord(RULES.secutixSam, 'Leer');
	it.each<[string, CellRules, FieldType, string, string]>([
		['a third state alone has a word', RULES.secutixSam, boolean, 'Vide', 'Vide'],
		['in the language of the system', leer, boolean, 'Leer', 'Leer'],
		['nothing else can be emptied', RULES.secutixSam, text, '', ''],
		['anything can be emptied', RULES.salesforce, text, '#N/A', ''],
		['so can a third state', RULES.salesforce, boolean, '#N/A', '#N/A'],
		['nothing clears', { ...RULES.salesforce, clearTokens: [] }, boolean, '', ''],
	])('%s', (_name, rules, type, fresh, old) => {
		const field = fieldOf(type, rules);
		expect([field.writeNew(null), field.writeOld(null)]).toEqual([fresh, old]);
		expect(field.readOld(old)).toBeNull();
	});

	it('the word of another language takes no place but that of the third state', () => {
		expect(withClearWord(RULES.salesforce, 'Leer').clearTokens).toEqual(
			RULES.salesforce.clearTokens,
		);
	});
});

describe('S29 S30 the words for yes and no, by the rules of the file', () => {
	const words = (rules: CellRules, all: string) =>
		all.split(' ').map((word) => fieldOf(boolean, rules).readNew(word));
	const yes = (all: string): unknown[] => all.split(' ').map(() => true);
	const no = (all: string): unknown[] => all.split(' ').map(() => false);
	const refused = (all: string): unknown[] => all.split(' ').map(() => expect.any(Refusal));

	it.each<[string, CellRules, string, string, string]>([
		['SecuTix SAM', RULES.secutixSam, 'TRUE true T t', 'FALSE false F f', 'True 1 yes 0 ='],
		['SecuTix extended', RULES.secutixExtended, 'TRUE true T t', 'FALSE false F f', 'Tru 1 Vide'],
		[
			'Salesforce style',
			RULES.salesforce,
			'true 1 yes y t on TRUE Yes ON',
			'false 0 no n f off FALSE No OFF',
			'oui vrai non faux 2',
		],
		['neutral', RULES.neutral, 'TRUE oui Ano WAHR yes 1', 'false NON ne FALSCH no 0', 'maybe 2'],
	])('%s', (_name, rules, isTrue, isFalse, isNeither) => {
		expect(words(rules, isTrue)).toEqual(yes(isTrue));
		expect(words(rules, isFalse)).toEqual(no(isFalse));
		expect(words(rules, isNeither)).toEqual(refused(isNeither));
	});
});

describe('S33 what was most likely meant to empty a field', () => {
	const BLANK = 'The cell holds nothing but spaces; leave it empty or enter a value';
	const UNSEEN =
		'The cell holds nothing but signs that nobody sees; leave it empty or enter a value';
	const NOT_THIS = '"Vide" empties fields that are true or false, not this one';
	it.each<[CellRules, FieldType, string, string]>([
		[RULES.secutixSam, text, ' ', BLANK],
		[RULES.secutixSam, text, '\u00a0\t', BLANK],
		[RULES.secutixSam, text, '\u3164', UNSEEN],
		[RULES.salesforce, text, ' \uffa0', UNSEEN],
		[RULES.neutral, boolean, '\u200b', UNSEEN],
		[RULES.secutixSam, text, 'Vide', NOT_THIS],
		[RULES.secutixSam, text, ' Vide\u00a0', NOT_THIS],
		[RULES.secutixSam, boolean, 'vide', 'To empty the field, write "Vide" exactly like that'],
		[RULES.salesforce, text, '#n/a', 'To empty the field, write "#N/A" exactly like that'],
		[RULES.salesforce, text, ' #N/A', 'To empty the field, write "#N/A" without spaces around it'],
		[
			RULES.salesforce,
			text,
			'#N/A\u00a0',
			'To empty the field, write "#N/A" without spaces around it',
		],
		[ROLL_BACK_RULES, text, '[CLEAR]', 'To empty the field, write "[clear]" exactly like that'],
	])('%#: %j, %j', (rules, type, cell, message) => {
		expect(fieldOf(type, rules).readNew(cell)).toEqual(new Refusal('looksLikeToken', message));
	});

	it.each<[CellRules, FieldType, string]>([
		[RULES.secutixSam, text, 'vide'],
		[RULES.secutixSam, text, ' x '],
		[RULES.salesforce, text, '#N/A!'],
		[RULES.neutral, text, 'clear'],
		[RULES.salesforce, text, '\\x'],
	])('%#: %j, %j is a value', (rules, type, cell) => {
		expect(fieldOf(type, rules).readNew(cell)).toBe(cell);
	});

	it.each([
		['[clear]', '\\[clear]'],
		[' [clear]', '\\ [clear]'],
		['\\', '\\\\'],
		[' ', '\\ '],
		['\u3164', '\\\u3164'],
		['a\\', 'a\\'],
		['x', 'x'],
	])(
		'LD04 a value that looks like it is marked where that is to be put back: %j',
		(value, cell) => {
			const field = fieldOf(stored('text'), ROLL_BACK_RULES);
			expect(field.writeNew(value)).toBe(cell);
			expect(field.readNew(cell)).toBe(value);
		},
	);

	it('a required field says that it may not be emptied, however that is written', () => {
		const required = compileField(
			{ name: 'F', type: text, isRequired: true },
			{ ...RULES.salesforce, empty: 'clear' },
		);
		const refusal = new Refusal('clearNotAllowed', 'The field may not be emptied');
		expect([required.readNew('#N/A'), required.readNew('')]).toEqual([refusal, refusal]);
		expect(required.readOld('#N/A')).toBeNull();
	});
});

describe('LD01 whether [old] says what is there', () => {
	const zoned: FieldType = { kind: 'dateTime', timeZone: 'Europe/Prague' };
	it.each<[FieldType, string, CellValue, boolean]>([
		[text, ' ', null, true],
		[text, 'x', null, false],
		[text, 'x', 'x', true],
		[text, 'x', 'y', false],
		[boolean, 'oui', true, true],
		[boolean, 'non', true, false],
		[boolean, '', null, true],
		[number, '1 234,50', 1234.5, true],
		[number, '1,234.50', 1234.5, true],
		[number, '1,234', 1.234, true],
		[number, '1,234', 1234, true],
		[number, '1,234', 12.34, false],
		[date, '1.2.1980', '1980-02-01', true],
		[date, '1/2/1980', '1980-01-02', true],
		[date, '01/02/80', '1980-02-01', true],
		[date, '01/02/80', '1980-02-02', false],
		[german, '29.02.2024', '2024-02-29', true],
		[zoned, '2026-11-21 09:30', '2026-11-21T08:30:00.000Z', true],
		[zoned, '2026-11-21 08:30', '2026-11-21T08:30:00.000Z', true],
		[zoned, '2026-11-21 07:30', '2026-11-21T08:30:00.000Z', false],
		[text, '1/2/1980', '1980-01-02', false],
	])('%j: %j where %j is there: %s', (type, cell, present, does) => {
		expect(fieldOf(type).isOldOf(cell, present)).toBe(does);
	});

	it.each<[FieldType, string, unknown[]]>([
		[boolean, 'VRAI', [{ value: true, form: 'any' }]],
		[boolean, 'maybe', []],
		[
			number,
			'1,234',
			[
				{ value: 1234, form: '.' },
				{ value: 1.234, form: ',' },
			],
		],
		[number, 'x', []],
		[
			date,
			'1/2/1980',
			[
				{ value: '1980-02-01', form: 'dayFirst' },
				{ value: '1980-01-02', form: 'monthFirst' },
			],
		],
		[text, '1,234', []],
	])('%j: what %j may say, and in which form', (type, cell, shown) => {
		expect(fieldOf(type).shown(cell)).toEqual(shown);
	});
});
