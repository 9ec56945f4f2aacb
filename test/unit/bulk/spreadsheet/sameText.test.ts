import { isChangeable, plainForm } from '../../../../nodes/shared/bulk/spreadsheet/sameText';

/** What programs change on their way, whatever the text looks like. */
const changed = (text: string): string =>
	text.replace(/\r\n?|\u2028|\u0085/g, '\n').normalize('NFC');

const CODES = Array.from({ length: 0x10000 }, (_, code) => code);
const UNCHANGEABLE = CODES.filter((code) => !isChangeable(code));

describe('what a text may become on its way', () => {
	it('a sign that is said to stay the same does, alone and behind any other such', () => {
		const signs = UNCHANGEABLE.map((code) => String.fromCharCode(code));
		expect(signs.length).toBeGreaterThan(700);
		for (const sign of signs) {
			const pairs = signs.map((before) => before + sign).join('');
			expect([sign, changed(pairs) === pairs]).toEqual([sign, true]);
		}
	});

	it('every text becomes what it should, whichever sign is in it', () => {
		for (const code of CODES) {
			const text = `a${String.fromCharCode(code)}e`;
			if (plainForm(text) !== changed(text)) throw new Error(`U+${code.toString(16)}`);
		}
	});

	it.each([
		['\r', true],
		['\u0085', true],
		['\u0300', true],
		['\u2028', true],
		['\n', false],
		['~', false],
		['é', false],
		['\u02ff', false],
	])('%j may be changed: %j', (sign, expected) => {
		expect(isChangeable(sign.charCodeAt(0))).toBe(expected);
	});
});
