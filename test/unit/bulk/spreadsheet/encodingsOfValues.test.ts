import {
	isOtherEncoding,
	withoutMojibake,
} from '../../../../nodes/shared/bulk/spreadsheet/encodings';
import { isSame, isSameText, plainForm } from '../../../../nodes/shared/bulk/spreadsheet/sameText';

describe('LD02 texts that were opened in another encoding than they were saved in', () => {
	it.each<[string, string | undefined]>([
		['RenÃ©', 'René'],
		['â‚¬ 10', '€ 10'],
		['ðŸ˜€', '😀'],
		['\u00c3\u0081', 'Á'],
		['DvoĹ™Ăˇk', 'Dvořák'],
		['Ĺ˝ofie', 'Žofie'],
		['Ren√©', 'René'],
		['‚Äî', '—'],
		['¬ß 5', '§ 5'],
		['ƒç', 'č'],
		['René', undefined],
		['Rene', undefined],
		['', undefined],
		['Ã', undefined],
		['Ã(', undefined],
		['RenÃ© Ω', undefined],
		['RenÃ© é', undefined],
		['Ãa©', undefined],
	])('LD02 %s was %s', (found, was) => {
		expect(withoutMojibake(found)).toBe(was);
	});

	it.each<[string, string, boolean]>([
		['Dvoøák', 'Dvořák', true],
		['JÅrgen', 'Jürgen', true],
		['¦ofie', 'Žofie', true],
		['£ukasz', 'Łukasz', true],
		['Dvořák', 'Dvořák', false],
		['Dvorak', 'Dvořák', false],
		['Dvoøák', 'Dvorák', false],
		['Dvoøák', 'Dvořák1', false],
		['Dvoøákx', 'Dvořáky', false],
		['éa', 'aé', false],
		['ÉLAN', 'éLAN', false],
		['Ελένη', 'Dvořá', false],
		['a', 'b', false],
	])('LD02 %s of %s: %s', (found, was, expected) => {
		expect(isOtherEncoding(found, was)).toBe(expected);
	});

	it.each<[unknown, unknown, boolean]>([
		['a', 'a', true],
		['é', 'e\u0301', true],
		['a\r\nb', 'a\u2028b', true],
		['a\u0085b', 'a\nb', true],
		['a', 'b', false],
		[5, 5, true],
		[5, '5', false],
		['5', 5, false],
		[null, null, true],
		[null, '', false],
		[true, 'true', false],
	])('LD05 %j and %j are the same value: %s', (left, right, expected) => {
		expect(isSame(left, right)).toBe(expected);
		if (typeof left === 'string' && typeof right === 'string')
			expect(isSameText(left, right)).toBe(expected);
	});

	it.each([
		['a b~', 'a b~'],
		['a\r\nb\rc\nd', 'a\nb\nc\nd'],
		['e\u0301', 'é'],
		['a\tb', 'a\tb'],
	])('LD05 %j is told apart as %j', (text, plain) => {
		expect(plainForm(text)).toBe(plain);
	});
});
