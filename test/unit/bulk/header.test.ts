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

describe('S18 columns that are not what they seem', () => {
	it.each<[string, string[], HeaderSettings | undefined, string[]]>([
		[
			'[old] stands there twice',
			['K', '[old] A', '[OLD] a', '[new] A'],
			undefined,
			['error: [old] a stands in columns B and C'],
		],
		[
			'[old] of nothing',
			['K', '[old]', '[old] A', '[new] A'],
			undefined,
			['error: Column B is [old] of nothing'],
		],
		[
			'[old] alone is left out of account',
			['K', '[old] B', '[old] A', '[new] A'],
			undefined,
			['note: [old] B (column B) has no [new] B and is ignored'],
		],
		[
			'[new] without anything near',
			['K', '[new] A', '[old] Quite another', '[new] Quite another'],
			undefined,
			['error: [new] A (column B) has no [old] A'],
		],
		[
			'two columns with the name of the key that was chosen',
			['K', 'Number', '[old] A', '[new] A', 'number '],
			{ keyColumn: 'Number' },
			[
				'error: The key column Number stands in columns B and E',
				'note: Column A (K) is neither [old] nor [new] and is ignored',
				'note: Column B (Number) is neither [old] nor [new] and is ignored',
				'note: Column E (number) is neither [old] nor [new] and is ignored',
			],
		],
		[
			'a key that is nothing like any column',
			['K', '[old] A', '[new] A'],
			{ keyColumn: 'Telephone' },
			[
				'error: There is no key column Telephone',
				'note: Column A (K) is neither [old] nor [new] and is ignored',
			],
		],
		[
			'a key that was left empty is the first other column',
			['K', '[old] A', '[new] A'],
			{ keyColumn: ' ' },
			[],
		],
		[
			'the key may be any column, an [old] one too',
			['K', '[old] A', '[new] A'],
			{ keyColumn: '[OLD] a' },
			['note: Column A (K) is neither [old] nor [new] and is ignored'],
		],
		[
			'the first other column without a name is no key',
			['', 'K', '[old] A', '[new] A'],
			undefined,
			['error: Column A has no name'],
		],
		[
			'other words in brackets are no marks',
			['K', '[older] A', '[old] A', '[new] A'],
			undefined,
			['note: Column B ([older] A) is neither [old] nor [new] and is ignored'],
		],
		[
			'marks stand in front',
			['K', 'A [old]', '[old] A', '[new] A'],
			undefined,
			['note: Column B (A [old]) is neither [old] nor [new] and is ignored'],
		],
	])('%s', (_name, names, settings, expected) => {
		expect(messages(names, settings)).toEqual(expected);
	});

	it('pairs stand in the order of their [new], and signs that nobody sees are no part of a name', () => {
		const names = [
			'K',
			'[old] B',
			'\ufeff[new] A\u200b',
			'[old]  A',
			'[new] B\r\nC',
			'[old] b c',
			'[new] B',
		];
		expect(parseHeader(names)).toMatchObject({
			pairs: [
				{ newColumn: 2, oldColumn: 3 },
				{ name: 'B\r\nC', newColumn: 4, oldColumn: 5 },
				{ name: 'B', newColumn: 6, oldColumn: 1 },
			],
			problems: [],
		});
	});

	it('where the names stand below a title, there is neither key nor pair', () => {
		const below = [{ line: 2, cells: ['K', '[old] A', '[new] A'] }];
		expect(parseHeader(['Report'], {}, below)).toEqual({
			names: ['Report'],
			keyColumn: -1,
			pairs: [],
			problems: [{ isError: true, column: 0, message: expect.stringContaining('are in line 2') }],
		});
	});

	it('a problem names its column, from 1; of the whole header 0', () => {
		const columns = (names: string[]) => parseHeader(names).problems.map(({ column }) => column);
		expect(columns(['K', '[new] A', ''])).toEqual([2, 3]);
		expect(columns(['K'])).toEqual([0]);
	});

	it('the check has its column, whatever its letters, where there is one', () => {
		expect(parseHeader(['[Check]', 'K', '[old] A', '[new] A'])).toMatchObject({
			checkColumn: 0,
			keyColumn: 1,
		});
		expect(parseHeader(['K', '[old] A', '[new] A'])).not.toHaveProperty('checkColumn');
	});
});
