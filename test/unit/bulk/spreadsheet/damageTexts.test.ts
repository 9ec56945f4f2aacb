import {
	addedDamage,
	DAMAGE_TEXTS,
	damageOf,
	damageRemedy,
	isDateText,
	looksConverted,
	looksLikeDate,
	mayBeOfEncoding,
	showsExponent,
	type Damage,
} from '../../../../nodes/shared/bulk/spreadsheet/damage';
import { damageByForm } from '../../../../nodes/shared/bulk/spreadsheet/damageByForm';
import { isOfEncoding } from '../../../../nodes/shared/bulk/spreadsheet/damageByFile';

describe('LD02 what is said of a spoilt value', () => {
	it.each<[Damage, string, string]>([
		['lostZeros', '123', '00123'],
		['lostPlus', '336…', '+336…'],
		['expanded', '100000', '1E5'],
		['madeDate', '1-Feb', '1-2'],
		['madePercent', '5%', '0.05'],
		['thousands', '1,234', '1234'],
		['numberForm', '1.5', '1.50'],
		['booleanWord', 'VRAI', 'TRUE'],
		['calculated', '2', '=1+1'],
		['mojibake', 'Ã©', 'é'],
	])('LD02 its example of %s is one: %s for %s', (damage, found, was) => {
		const sentence = DAMAGE_TEXTS[damage];
		expect(sentence).toMatch(/^(?:a spreadsheet|letters with accents) .+/);
		const [shown, meant] = [found, was].map((text) => text.replace('…', '12345678'));
		expect(sentence).toContain(`${found} for ${was}`);
		expect(damageOf(shown, meant) ?? damageByForm(shown, meant)).toBe(damage);
	});

	it.each<[Damage, string]>([
		['exponent', 'turned the digits into a number (as in 3.36E+10)'],
		['lostDigits', 'kept 15 digits of the number and made the others zeros'],
		['lostApostrophe', 'took off the apostrophe in front (as in tis for ’tis)'],
		['lostTime', 'took off the time of the day'],
		['doubtful', 'changed other cells of the file, and this one may be what it made of something'],
		['errorWord', 'holds an error of the spreadsheet (as in #NAME?), not a value'],
		['questionMarks', 'letters became question marks when the file was saved'],
		['otherEncoding', 'letters with accents became others'],
	])('LD02 %s: %s', (damage, words) => {
		expect(DAMAGE_TEXTS[damage]).toContain(words);
	});

	it('LD02 what to do: save it otherwise where letters are spoilt, else enter it again as text', () => {
		const ofLetters: Damage[] = ['questionMarks', 'mojibake', 'otherEncoding'];
		for (const damage of Object.keys(DAMAGE_TEXTS) as Damage[]) {
			expect([damage, damageRemedy(damage)]).toEqual([
				damage,
				ofLetters.includes(damage)
					? 'Save it as CSV UTF-8'
					: 'Format the column as text and enter it again',
			]);
		}
	});

	it('LD02 of the letters, two kinds are seen in the others of a file', () => {
		const found = (Object.keys(DAMAGE_TEXTS) as Damage[]).filter(isOfEncoding);
		expect(found).toEqual(['questionMarks', 'otherEncoding']);
		expect(isOfEncoding(undefined)).toBe(false);
	});
});

describe('LD02 what a text looks like to a spreadsheet', () => {
	it.each<[string, boolean]>([
		['1-2', true],
		['3/4', true],
		['1.2', true],
		['1.2.', true],
		['1 / 2 / 26', true],
		['2025-02-01', true],
		['MAR1', true],
		['Mar 2026', true],
		['1 March', true],
		['1-Mar-26', true],
		['března 1', true],
		['1-2-3-4', false],
		['12345-1', false],
		['a1-2', false],
		['1-2x', false],
		['ma1', false],
		['123 March', false],
		['1', false],
		['March', false],
	])('LD02 %s may be taken for a day: %s', (text, expected) => {
		expect(looksLikeDate(text)).toBe(expected);
	});

	it.each<[string, boolean]>([
		['2026-02-01', true],
		['01.02.2026', true],
		['01-Feb', true],
		['1. Feb', true],
		['1-févr.', true],
		['01-Feb-26', true],
		['Feb-01', true],
		['Feb. 2026', true],
		['1. 2.', true],
		['1. 2', true],
		['1.2.', true],
		['1.2', false],
		['1-2', false],
		['Room 12345', false],
		['x 01-Feb', false],
		['01-Feb x', false],
		['x1. 2.', false],
		['1. 2. x', false],
		['Feb', false],
		['123', false],
		['', false],
	])('LD02 %j is a day as spreadsheets show one: %s', (text, expected) => {
		expect(isDateText(text)).toBe(expected);
	});

	it.each<[string, boolean]>([
		['123', true],
		['0', true],
		['-1.5', true],
		['1,5', true],
		['1E5', true],
		['1.5e-7', true],
		['3.36E+10', true],
		['5%', true],
		['5 %', true],
		[' 01-Feb ', true],
		['VRAI', true],
		['true', true],
		['Ren?', true],
		['?ukasz', true],
		['00123', false],
		['+336', false],
		['1 234', false],
		['x1', false],
		['1x', false],
		['5%x', false],
		['Why ?', false],
		['yes', false],
		['Ada', false],
		['', false],
	])('LD02 %j may be what a spreadsheet made of something: %s', (text, expected) => {
		expect(looksConverted(text)).toBe(expected);
	});

	it.each<[string, boolean]>([
		['3.36E+10', true],
		[' 3,36e+10 ', true],
		['-1.23457E+16', true],
		['3.3E+10', false],
		['3.36E+1', false],
		['3.36E10', false],
		['33.36E+10', false],
		['x3.36E+10', false],
		['3.36E+10x', false],
		['336E+10', false],
	])('LD02 %j shows that digits are gone: %s', (text, expected) => {
		expect(showsExponent(text)).toBe(expected);
	});

	it.each<[string, boolean]>([
		['Ren?', true],
		['René', true],
		['Rene', false],
		['', false],
	])('LD02 an encoding may have spoilt %j: %s', (text, expected) => {
		expect(mayBeOfEncoding(text)).toBe(expected);
	});

	it.each<[string, string, Damage | undefined]>([
		['#NAME?', 'Ada', 'errorWord'],
		['#NAME?', '#REF!', undefined],
		['RenÃ©', 'René', 'mojibake'],
		['RenÃ©', 'ZoÃ«', undefined],
		['RenÃ©', '#NAME?', 'mojibake'],
		['Ada', '#NAME?', undefined],
	])('LD02 %s in place of %s: %s', (found, was, expected) => {
		expect(addedDamage(found, was)).toBe(expected);
	});
});
