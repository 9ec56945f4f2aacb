import fc from 'fast-check';
import { readNumber, type DecimalSign } from '../../../nodes/shared/values/numbers';
import { isUnreadable } from '../../../nodes/shared/values/Reading';

const shown = (reading: ReturnType<typeof readNumber>) =>
	isUnreadable(reading) ? reading.reason : reading;

describe('a number is read by one rule (LC01, LC02)', () => {
	it.each<[unknown, number | string, number | string]>([
		// value, from an API, typed
		[7, 7, 7],
		[-0, 0, 0],
		[Number.NaN, 'notThatKind', 'notThatKind'],
		[2 ** 53 + 2, 'impossible', 'impossible'],
		['42', 42, 42],
		['+42', 42, 42],
		['\u22125', -5, -5],
		[' 1\u00a0234,56 ', 1234.56, 1234.56],
		['1,5', 1.5, 1.5],
		['1.5', 1.5, 1.5],
		['.5', 0.5, 0.5],
		['5.', 5, 5],
		['.', 'notThatKind', 'notThatKind'],
		['1 234,56', 1234.56, 1234.56],
		["1'234.5", 1234.5, 1234.5],
		['1\u2019234.5', 1234.5, 1234.5],
		['1\u202f234', 1234, 1234],
		['1.234', 1.234, 'ambiguous'],
		['1,234', 1234, 'ambiguous'],
		['0,123', 0.123, 0.123],
		['0.123', 0.123, 0.123],
		['1.2345', 1.2345, 1.2345],
		['1234.567', 1234.567, 1234.567],
		['1.234,56', 1234.56, 1234.56],
		['1,234.56', 1234.56, 1234.56],
		['1.234.567', 1234567, 1234567],
		['12.05.24', 'notThatKind', 'notThatKind'],
		['06.12.34.56.78', 'notThatKind', 'notThatKind'],
		['06 12 34 56 78', 'notThatKind', 'notThatKind'],
		['06.123', 'notThatKind', 'notThatKind'],
		['00,123', 'notThatKind', 'notThatKind'],
		['0.123.456', 'notThatKind', 'notThatKind'],
		['0 123', 'notThatKind', 'notThatKind'],
		['0.123,5', 'notThatKind', 'notThatKind'],
		['1.234.56', 'notThatKind', 'notThatKind'],
		['1,23,456', 'notThatKind', 'notThatKind'],
		['1 234.567 890', 'notThatKind', 'notThatKind'],
		['5 €', 'notThatKind', 'notThatKind'],
		['1.5E+3', 'notThatKind', 'notThatKind'],
		['45 %', 'notThatKind', 'notThatKind'],
		['\u200b42\ufeff', 42, 42],
		['12345678901234567', 'impossible', 'impossible'],
		['0.1234567890123456', 'impossible', 'impossible'],
		['', 'notThatKind', 'notThatKind'],
		['  ', 'notThatKind', 'notThatKind'],
		['-', 'notThatKind', 'notThatKind'],
		['0x10', 'notThatKind', 'notThatKind'],
		['Infinity', 'notThatKind', 'notThatKind'],
		[true, 'notThatKind', 'notThatKind'],
		[null, 'notThatKind', 'notThatKind'],
		[['5'], 'notThatKind', 'notThatKind'],
	])('%p is %p from an API and %p when typed', (value, api, typed) => {
		expect(shown(readNumber(value, { origin: 'api' }))).toBe(api);
		expect(shown(readNumber(value, { origin: 'typed' }))).toBe(typed);
	});

	it.each<[string, DecimalSign, number | string]>([
		['1.234', '.', 1.234],
		['1.234', ',', 1234],
		['1,234', ',', 1.234],
		['1,234', '.', 1234],
		['1,5', '.', 'notThatKind'],
		['1.5', ',', 'notThatKind'],
		['1.234,56', '.', 'notThatKind'],
		['1 234,5', ',', 1234.5],
	])('%s with "%s" set as the decimal sign is %s', (text, decimal, expected) => {
		expect(shown(readNumber(text, { origin: 'typed', decimal }))).toBe(expected);
	});

	it('takes percent and exponent only where a setting allows them', () => {
		expect(readNumber('45 %', { origin: 'typed', percent: true })).toBe(45);
		expect(readNumber('1.5e3', { origin: 'api', exponent: true })).toBe(1500);
		for (const beyond of ['1e400', '1e-400', '-0.5E-999'])
			expect(readNumber(beyond, { origin: 'api', exponent: true })).toMatchObject({
				reason: 'notThatKind',
			});
		expect(readNumber('0e-400', { origin: 'api', exponent: true })).toBe(0);
	});

	it('reads what a language writes, for every language of the users', () => {
		const languages: Array<[string, DecimalSign]> = [
			['en', '.'],
			['fr', ','],
			['cs', ','],
			['de', ','],
			['pl', ','],
			['es', ','],
			['it', ','],
			['nl', ','],
			['de-CH', '.'],
		];
		fc.assert(
			fc.property(
				fc.integer({ min: -999_999_999, max: 999_999_999 }),
				fc.integer({ min: 0, max: 999 }),
				fc.constantFrom(...languages),
				(whole, fraction, [language, decimal]) => {
					const number = Number(`${whole}.${fraction}`);
					const text = new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(number);
					expect(readNumber(text, { origin: 'typed', decimal })).toBe(number + 0);
				},
			),
		);
	});

	it('never invents a digit: what is read writes as it was', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[1-9]\d{0,20}$/), (digits) => {
				const read = readNumber(digits, { origin: 'api' });
				expect(isUnreadable(read) ? digits.length > 15 : String(read) === digits).toBe(true);
			}),
		);
	});
});
