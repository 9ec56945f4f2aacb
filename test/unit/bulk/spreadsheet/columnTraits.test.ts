import { damageByColumn, traitsOf } from '../../../../nodes/shared/bulk/spreadsheet/columnTraits';
import type { Damage } from '../../../../nodes/shared/bulk/spreadsheet/damage';

describe('LD02 what the others of a column have', () => {
	const phones = traitsOf(['0612345678', '0712345678', '+33712345678', '0145667788']);

	it.each<[string, object, boolean, Damage | undefined]>([
		['612345678', phones, true, 'lostZeros'],
		['33612345678', traitsOf(['+33612345678', '+336', '+44']), true, 'lostPlus'],
		['0612345678', phones, true, undefined],
		['612', phones, true, undefined],
		['612345678', phones, false, undefined],
		['123', traitsOf(['00123', '10234', '99999']), false, 'lostZeros'],
		['12345', traitsOf(['00123', '10234', '99999']), false, undefined],
		['123', traitsOf(['12345', '10234', '99999']), false, undefined],
		['123', traitsOf(['00123', 'A0234', '99999']), false, undefined],
		['123', traitsOf(['00123']), false, undefined],
	])('LD02 %s among %j', (cell, traits, isPhone, expected) => {
		expect(damageByColumn(cell, traits, isPhone)).toBe(expected);
	});

	it.each<[string[], object]>([
		[[], {}],
		[['0123', '0456'], {}],
		[['0123', '0456', ' '], {}],
		[['0123', ' 0456 ', '0789'], { lead: '0', digits: 4 }],
		[['0123', '', '0456', '0789'], { lead: '0', digits: 4 }],
		[['0123', '04567', '0789'], { lead: '0' }],
		[['0123', '4567', '1789'], { digits: 4 }],
		[['1123', '4567', '1789'], {}],
		[['0123', '456x', '1789'], {}],
		[['+336', '+337', '+338'], { lead: '+' }],
		[['+336', '0337', '+338', '0339'], { lead: '0' }],
		[['+336', '0337', '+338'], { lead: '+' }],
		[['06 12', '07 12', '08 12', '09 12', '5'], { lead: '0' }],
		[['06 12', '07 12', '08 12', '5'], {}],
	])('LD02 of %j it is %j', (cells, traits) => {
		expect(traitsOf(cells)).toEqual(traits);
	});

	it.each<[string, ReturnType<typeof traitsOf>, boolean, Damage | undefined]>([
		['12345', { lead: '0' }, true, 'lostZeros'],
		['1234', { lead: '0' }, true, undefined],
		['12345', { lead: '+' }, true, 'lostPlus'],
		['12345', { lead: '+' }, false, undefined],
		['12345', {}, true, undefined],
		['123', { digits: 4 }, false, 'lostZeros'],
		['1234', { digits: 4 }, true, undefined],
		['12345', { digits: 4, lead: '0' }, true, undefined],
		['x123', { digits: 5 }, false, undefined],
		['123x', { digits: 5 }, false, undefined],
		['0123', { digits: 5 }, false, undefined],
	])('LD02 %s where they have %j (telephone: %s): %s', (cell, traits, isPhone, expected) => {
		expect(damageByColumn(cell, traits, isPhone)).toBe(expected);
		expect(damageByColumn(cell, () => traits, isPhone)).toBe(expected);
	});

	it('LD02 they are looked at only where a cell may have lost something', () => {
		const traits = jest.fn(() => ({ digits: 5 }));
		damageByColumn('Ada', traits, false);
		expect(traits).not.toHaveBeenCalled();
	});
});
