import { compileField } from '../../../nodes/shared/bulk/cells/compileField';
import { listCodes, RULES, type Code } from '../../../nodes/shared/bulk';

const codes: Code[] = [
	{ code: '1', label: 'Garden' },
	{ code: '2', label: 'Sport, outdoor' },
	{ code: '3', label: 'Music' },
	{ code: '4', label: 'Music' },
];
const fieldOf = (kind: 'code' | 'codes', acceptsLabels = true) =>
	compileField({ name: 'F', type: { kind, codes, acceptsLabels } }, RULES.secutixExtended);

describe('S26 closed lists', () => {
	it.each([
		['code', '2', '2'],
		['code', 'garden', '1'],
		['code', ' Garden ', '1'],
		['codes', '2', '2'],
		['codes', 'Sport, outdoor', '2'],
		['codes', '3;1', '1,3'],
		['codes', '1, 3, 1', '1,3'],
		['codes', '3,Garden', '1,3'],
	] as const)('%s: %s is %s', (kind, cell, value) => {
		expect(fieldOf(kind).readNew(cell)).toBe(value);
	});

	it.each([
		['code', 'Music', /Several codes have this label/],
		['code', 'Gardn', /did you mean "Garden"/],
		['codes', '1;9', /"9" is not one of the codes/],
		['codes', ';', /is not one of the codes/],
	] as const)('%s: %s is refused', (kind, cell, why) => {
		expect(fieldOf(kind).readNew(cell)).toMatchObject({ message: expect.stringMatching(why) });
	});

	it('a hidden code is read, and neither listed nor suggested', () => {
		const hidden: Code[] = [...codes, { code: '9', label: 'Retired', isHidden: true }];
		const type = { kind: 'code' as const, codes: hidden, acceptsLabels: true };
		const field = compileField({ name: 'F', type }, RULES.secutixExtended);
		expect(field.readNew('Retired')).toBe('9');
		expect(field.readNew('9')).toBe('9');
		expect(field.readNew('Retire')).toMatchObject({
			message:
				'"Retire" is not one of the codes; allowed: 1 – Garden, 2 – Sport, outdoor, 3 – Music, 4 – Music',
		});
		expect(listCodes([{ name: 'F', type }]).map(({ code }) => code)).toEqual(['1', '2', '3', '4']);
	});

	it('labels count only where they are said to', () => {
		expect(fieldOf('code', false).readNew('Garden')).toMatchObject({ kind: 'unknownCode' });
		expect(fieldOf('codes', false).readNew('Garden')).toMatchObject({ kind: 'unknownCode' });
	});

	it('several codes are the same in any order, and written in that of the list', () => {
		const field = fieldOf('codes');
		expect(field.canonical('3,1')).toBe(field.readNew('1;3'));
		expect(field.writeOld(field.canonical('3,1'))).toBe('1,3');
		expect(field.canonical('')).toBeNull();
	});
});
