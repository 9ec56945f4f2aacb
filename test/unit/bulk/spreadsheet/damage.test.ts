import fc from 'fast-check';
import {
	damageOf,
	visibleDamage,
	type Damage,
} from '../../../../nodes/shared/bulk/spreadsheet/damage';
import { isErrorWord } from '../../../../nodes/shared/bulk/spreadsheet/errorWords';
import { isSameText } from '../../../../nodes/shared/bulk/spreadsheet/sameText';

describe('LD02 what a spreadsheet made of a value', () => {
	it.each<[found: string, was: string, Damage | undefined]>([
		['123', '00123', 'lostZeros'],
		['612345678', '0612345678', 'lostZeros'],
		['0', '000', 'lostZeros'],
		['33612345678', '+33612345678', 'lostPlus'],
		['33612345678', '+33 6 12 34 56 78', 'lostPlus'],
		['3.36123E+10', '+33612345678', 'exponent'],
		['3,36E+10', '33612345678', 'exponent'],
		['1.23457E+16', '12345678901234567', 'exponent'],
		['6.12E+08', '0612345678', 'exponent'],
		['12345678901234500', '12345678901234567', 'lostDigits'],
		['01-Feb', '1-2', 'madeDate'],
		['1-févr', '1/2', 'madeDate'],
		['2026-02-01', '1-2', 'madeDate'],
		['01.02.2026', '1.2', 'madeDate'],
		['Mar-01', 'MAR1', 'madeDate'],
		['01/02/2025', '2025-02-01', 'madeDate'],
		['5%', '0.05', 'madePercent'],
		['5%', '5', 'madePercent'],
		['0.05', '5%', 'madePercent'],
		['1,234', '1234', 'thousands'],
		['1 234 567', '1234567', 'thousands'],
		['1.234', '1234', 'thousands'],
		['1.5', '1.50', 'numberForm'],
		['1,5', '1.5', 'numberForm'],
		['1', '1.0', 'numberForm'],
		['-2', '-2,00', 'numberForm'],
		['+1,234', '+1234', 'thousands'],
		['1’234’567', '1234567', 'thousands'],
		['3E+10', '33612345678', 'exponent'],
		['4E+10', '33612345678', undefined],
		['3E+10', '30000000000', 'exponent'],
		['3.36e10', '33612345678', 'exponent'],
		['3.36E+10', '+33 6 12 34 56 78', 'exponent'],
		['100000', '1E5', 'expanded'],
		['150', '1,5E2', 'expanded'],
		['1234567890123450', '1234567890123457', 'lostDigits'],
		['1234567890123460', '1234567890123457', 'lostDigits'],
		['33612345678', '+ 33 (6) 12.34/56-78', 'lostPlus'],
		['5%', '0.053', 'madePercent'],
		['5 %', '0,05', 'madePercent'],
		['0,05', '5 %', 'madePercent'],
		['VRAI', 'TRUE', 'booleanWord'],
		['NEPRAVDA', 'false', 'booleanWord'],
		['#N/D', 'x', 'errorWord'],
		['#NAME?', '+33612345678', 'errorWord'],
		['Err:502', '=1+1', 'errorWord'],
		['Dvo?ák', 'Dvořák', 'questionMarks'],
		['Dvo\ufffdák', 'Dvořák', 'questionMarks'],
		['Dvo?ák', 'Dvor\u030cák', 'questionMarks'],
		['DvoÅ™Ã¡k', 'Dvořák', 'mojibake'],
		['RenÃ©', 'René', 'mojibake'],
		['DvoĹ™Ăˇk', 'Dvořák', 'mojibake'],
		['Dvoøák', 'Dvořák', 'otherEncoding'],
		['Ren√©', 'René', 'mojibake'],
		['Dvo≈ô√°k', 'Dvořák', 'mojibake'],
		['10 ‚Ç¨', '10 €', 'mojibake'],
		['JÅrgen', 'Jürgen', 'otherEncoding'],
		['RenŽ', 'René', 'otherEncoding'],
		['Ren‚', 'René', 'otherEncoding'],
		['Dvoýák', 'Dvořák', undefined],
		['Dvoýk', 'Dvořk', 'otherEncoding'],
		['Ľudovít', 'ľudovít', undefined],
		['Renè', 'René', undefined],
		// What people change.
		['124', '00123', undefined],
		['0612345679', '0612345678', undefined],
		['+33612345679', '+33612345678', undefined],
		['2025-01-02', '2025-01-05', undefined],
		['1-3', '1-2', undefined],
		['New 4', 'Name 4', undefined],
		['Room 4', 'Mar 4', undefined],
		['Apr-01', 'MAR1', undefined],
		['03-Feb', '1-2', undefined],
		['2-Jan', '1/2', 'madeDate'],
		['Tour 2025', 'Summer 2025', undefined],
		['6%', '5', undefined],
		['1,235', '1234', undefined],
		['Dvorak', 'Dvořák', undefined],
		['Why?', 'Why', undefined],
		['1,234', 'No. 1234', undefined],
		['12,34', '1234', undefined],
		['1,234.567', '1234567', undefined],
		['2', '1.0', undefined],
		['1.0', '1', undefined],
		['100001', '1E5', undefined],
		['123456789012340', '123456789012345', undefined],
		['1234567890123550', '1234567890123457', undefined],
		['2234567890123450', '1234567890123457', undefined],
		['33612345678', '+33 6 12 34 56 78 x', undefined],
		['3.36E+10', 'No. 33612345678', undefined],
		['5%', '0.06', undefined],
		['5%', '5%!', undefined],
		['0.06', '5%', undefined],
		['VRAI', 'FALSE', undefined],
		['oui', 'TRUE', undefined],
		['#N/A', '#NAME?', undefined],
		['#N/A', '', undefined],
		['Novák', 'Dvořák', undefined],
		['4.36E+10', '33612345678', undefined],
		['TRUE', 'FALSE', undefined],
		['', '00123', undefined],
		['00123', '', undefined],
		['00123', '00123', undefined],
		['a\r\nb', 'a\nb', undefined],
		['00123', '123', undefined],
	])('LD02 %s of %s', (found, was, expected) => {
		expect(damageOf(found, was)).toBe(expected);
	});

	it('LD02 zeros in front are missed whatever follows them', () => {
		const digits = fc.stringMatching(/^[1-9][0-9]{0,12}$/);
		fc.assert(
			fc.property(digits, fc.integer({ min: 1, max: 4 }), (rest, zeros) => {
				expect(damageOf(rest, '0'.repeat(zeros) + rest)).toBe('lostZeros');
			}),
		);
	});

	it('LD02 each number as Excel shows it is known from its digits', () => {
		fc.assert(
			fc.property(
				fc.bigInt({ min: 10n ** 11n, max: 10n ** 18n }),
				fc.integer({ min: 2, max: 5 }),
				(number, decimals) => {
					const shown = Number(number).toExponential(decimals).replace('e+', 'E+');
					expect(damageOf(shown, String(number))).toBe('exponent');
				},
			),
		);
	});

	it('LD02 a text that was opened in the wrong encoding is known by the one that it was', () => {
		const letters = fc.string({
			unit: fc.constantFrom(...'aeřéěžšňťůČŘäöüßéèàçœ€'),
			minLength: 1,
			maxLength: 12,
		});
		fc.assert(
			fc.property(letters, (text) => {
				fc.pre(/[\u0080-\uffff]/.test(text));
				const shown = new TextDecoder('windows-1252').decode(Buffer.from(text));
				expect(damageOf(shown, text)).toBe('mojibake');
			}),
		);
	});

	it.each<[string, Damage | undefined]>([
		['#NAME?', 'errorWord'],
		['1.23457E+16', 'exponent'],
		['Ren\ufffd', 'questionMarks'],
		['RenÃ©', 'mojibake'],
		['1E5', undefined],
		['CAFÉ»', undefined],
		['SÃO PAULO', undefined],
		['Why?', undefined],
		['Příliš žluťoučký kůň', undefined],
		['„MENÜ“', undefined],
		['Ren√©', 'mojibake'],
		['√9 = 3', undefined],
		['Attends…à demain', undefined],
		['« Été »', undefined],
	])('LD02 %s shows what was done to it', (cell, expected) => {
		expect(visibleDamage(cell)).toBe(expected);
	});

	it.each([
		'#N/A',
		'#NOM?',
		'#BEZUG!',
		'#ODKAZ!',
		'#N/D',
		'#NV',
		'#REF!',
		'Err:502',
		'Fehler:508',
		'#ERR502!',
		'#¡VALOR!',
		'#ИМЯ?',
		' #DIV/0! ',
		'#SOMETHING!',
		'#YOK',
		'Błąd:502',
		'Fel:502',
		'Ошибка:508',
		'#n/a',
		'#GETTING_DATA',
		'#champ!',
		'#nv',
		'#NENÍ_K_DISPOZICI',
		'#nazwa?',
		'#¡valor!',
		'#rif!',
		'#N/B',
		'#N/DISP',
		'#HIÁNYZIK',
		'#I/T',
		'#Δ/Υ',
		'#Н/Д',
		'err : 502',
	])('LD02 %s is an error', (word) => expect(isErrorWord(word)).toBe(true));
	it.each([
		'#1',
		'#hashtag',
		'# note',
		'Err',
		'Error: 502 seen',
		'#',
		'',
		'a#N/A',
		'#love!',
		'#A!',
		'#WHAT!NOW',
		'#NO WAY!',
		'x #NAME?',
		'#AAAAAAAAAAAAAAAAAAAAAAAAA!',
		'my Err:502',
		'Err:602',
		'Err:5021',
		'#ERR502',
		'#ERR602!',
	])('LD02 %s is none', (word) => expect(isErrorWord(word)).toBe(false));
});

describe('LD05 texts that are the same', () => {
	it.each<[string, string, boolean]>([
		['a\r\nb', 'a\nb', true],
		['a\rb', 'a\nb', true],
		['e\u0301', 'é', true],
		['a\n\nb', 'a\nb', false],
		['e', 'é', false],
		['a ', 'a', false],
		['A', 'a', false],
	])('LD05 %j and %j: %s', (left, right, expected) => {
		expect(isSameText(left, right)).toBe(expected);
		expect(isSameText(right, left)).toBe(expected);
	});
});
