import { parseHeader, type HeaderSettings } from '../../../nodes/shared/bulk';

const messages = (names: string[], settings?: HeaderSettings) =>
	parseHeader(names, settings).problems.map(
		({ isError, message }) => `${isError ? 'error' : 'note'}: ${message}`,
	);

describe('S16 S17 S18 the [old] and [new] columns', () => {
	it('pairs them whatever their order, spacing and case', () => {
		const names = ['Contact', '[NEW]Plan', '[old]  plan ', '[ Old ] Opt\u00a0in', '[new] opt in'];
		expect(parseHeader(names)).toEqual({
			names,
			keyColumn: 0,
			pairs: [
				{ name: 'Plan', newColumn: 1, oldColumn: 2 },
				{ name: 'opt in', newColumn: 4, oldColumn: 3 },
			],
			problems: [],
		});
	});

	it('takes the first other column for the key, or the one named', () => {
		const names = ['[old] A', '[new] A', 'Name', 'Number'];
		expect(parseHeader(names).keyColumn).toBe(2);
		expect(parseHeader(names, { keyColumn: ' number' }).keyColumn).toBe(3);
	});

	it('ignores the columns of result files', () => {
		const names = ['K', '[old] A', '[new] A', '[result] Outcome', '[result] Reason'];
		expect(parseHeader(names).problems).toEqual([]);
	});

	it('takes other words for old and new, whatever their case', () => {
		const settings = { oldWords: ['ancien'], newWords: ['nouveau'] };
		const { pairs } = parseHeader(['K', '[ancien] A', '[Nouveau] A'], settings);
		expect(pairs).toEqual([{ name: 'A', oldColumn: 1, newColumn: 2 }]);
	});

	it.each<[string, string[], HeaderSettings | undefined, string[]]>([
		[
			'[new] without [old]',
			['K', '[old] Colour', '[new] Color'],
			undefined,
			[
				'error: [new] Color (column C) has no [old] Color. Did you mean [old] Colour?',
				'note: [old] Colour (column B) has no [new] Colour and is ignored',
			],
		],
		[
			'[new] without [old], allowed',
			['K', '[new] A'],
			{ newWithoutOld: 'noComparison' },
			['note: [new] A (column B) has no [old] A'],
		],
		[
			'duplicates',
			['K', '[old] A', '[new] A', '[new]  a'],
			undefined,
			['error: [new] a stands in columns C and D'],
		],
		[
			'nothing to change',
			['K', 'A'],
			undefined,
			[
				'error: There is no [new] column, so there is nothing to change',
				'note: Column B (A) is neither [old] nor [new] and is ignored',
			],
		],
		[
			'no key',
			['[old] A', '[new] A'],
			undefined,
			['error: There is no key column beside the [old] and [new] columns'],
		],
		[
			'a key that is not there',
			['Contact', '[old] A', '[new] A'],
			{ keyColumn: 'Contacts' },
			[
				'error: There is no key column Contacts. Did you mean Contact?',
				'note: Column A (Contact) is neither [old] nor [new] and is ignored',
			],
		],
		[
			'two keys',
			['K', '[old] A', '[new] A', 'k '],
			undefined,
			['error: The key column k stands in columns A and D'],
		],
		[
			'a column without a name',
			['K', '', '[old] A', '[new] A'],
			undefined,
			['error: Column B has no name'],
		],
		[
			'a mark without a name',
			['K', '[old] A', '[new] A', '[new] '],
			undefined,
			['error: Column D is [new] of nothing'],
		],
	])('names %s', (_what, names, settings, expected) => {
		expect(messages(names, settings)).toEqual(expected);
	});
});
