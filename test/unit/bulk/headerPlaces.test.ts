import { parseHeader, type HeaderSettings } from '../../../nodes/shared/bulk';
import { foldName } from '../../../nodes/shared/bulk/header';
import { misplacedHeader } from '../../../nodes/shared/bulk/misplacedHeader';

const PAIR = ['[old] A', '[new] A'];

describe('S16 S17 S18 names of columns', () => {
	it.each([
		['A', 'a', true],
		[' A \t b ', 'a b', true],
		['A\u00a0b', 'a b', true],
		['\ufeffA\u200bb', 'a b', true],
		['e\u0301', 'é', true],
		['ab', 'a b', false],
		['e', 'é', false],
	])('S16 %j and %j are one: %s', (left, right, isOne) => {
		expect(foldName(left) === foldName(right)).toBe(isOne);
	});

	it.each<[string, object]>([
		['[old]A', { oldColumn: 1 }],
		['[ OLD ]  A ', { oldColumn: 1 }],
		['\ufeff [old] A', { oldColumn: 1 }],
		['[old]\nA', { oldColumn: 1 }],
		['[older] A', {}],
		['old A', {}],
		['[old A', {}],
		['my [old] A', {}],
		['[old]] A', {}],
	])('S16 %j stands for [old] A, or for none', (name, old) => {
		const { pairs } = parseHeader(['K', name, '[new] A']);
		expect(pairs).toEqual([{ name: 'A', newColumn: 2, ...old }]);
	});

	it.each([
		[['K', ...PAIR, '[check]'], 3],
		[['[check]', 'K', ...PAIR], 0],
		[['K', ...PAIR, ' [ Check ] of May'], 3],
		[['K', ...PAIR, 'check'], undefined],
		[['K', ...PAIR], undefined],
	])('S16 of %j the check is column %s', (names, column) => {
		const header = parseHeader(names);
		expect(header.checkColumn).toBe(column);
		expect(header.keyColumn).toBe(names.indexOf('K'));
	});

	it('S16 pairs come in the order of their [new] columns', () => {
		const names = ['[new] C', '[old] A', '[old] B', 'K', '[new] A', '[old] C', '[new] B'];
		expect(parseHeader(names).pairs).toEqual([
			{ name: 'C', newColumn: 0, oldColumn: 5 },
			{ name: 'A', newColumn: 4, oldColumn: 1 },
			{ name: 'B', newColumn: 6, oldColumn: 2 },
		]);
	});

	it.each<[string, string[], HeaderSettings, Array<[boolean, number]>]>([
		['a mark without a name', ['K', ...PAIR, '[old]'], {}, [[true, 4]]],
		['a name twice', ['K', ...PAIR, '[old] a'], {}, [[true, 4]]],
		['no [old]', ['K', ...PAIR, '[new] B'], {}, [[true, 4]]],
		[
			'no [old], allowed',
			['K', ...PAIR, '[new] B'],
			{ newWithoutOld: 'noComparison' },
			[[false, 4]],
		],
		['no [new]', ['K', ...PAIR, '[old] B'], {}, [[false, 4]]],
		['nothing to change', ['K'], {}, [[true, 0]]],
		['no key', PAIR, {}, [[true, 0]]],
		[
			'no such key',
			['K', ...PAIR],
			{ keyColumn: 'L' },
			[
				[true, 0],
				[false, 1],
			],
		],
		[
			'a key twice, named',
			['K', ...PAIR, 'k'],
			{ keyColumn: 'K' },
			[
				[true, 4],
				[false, 1],
				[false, 4],
			],
		],
		['a key twice', ['K', ...PAIR, 'k'], {}, [[true, 4]]],
		['no name', ['K', '', ...PAIR], {}, [[true, 2]]],
		['another column', ['K', ...PAIR, 'Note'], {}, [[false, 4]]],
	])('S17 %s: it is said of which column', (_what, names, settings, places) => {
		const { problems } = parseHeader(names, settings);
		expect(problems.map(({ isError, column }) => [isError, column])).toEqual(places);
	});

	it.each<[string | undefined, number]>([
		['Number', 3],
		[' NUMBER\u00a0', 3],
		['', 2],
		['  ', 2],
		[undefined, 2],
		['[old] A', 0],
		['Nr', -1],
	])('S18 the key that is called %j is column %i', (keyColumn, column) => {
		const settings = keyColumn === undefined ? {} : { keyColumn };
		expect(parseHeader([...PAIR, 'Name', 'Number'], settings).keyColumn).toBe(column);
	});

	it('S18 a key that is spelt nearly so is proposed, and none that is not', () => {
		const said = (keyColumn: string) =>
			parseHeader(['Contact number', ...PAIR], { keyColumn }).problems[0].message;
		expect(said('Contact numbr')).toBe(
			'There is no key column Contact numbr. Did you mean Contact number?',
		);
		expect(said('Zebra')).toBe('There is no key column Zebra');
	});

	it('S17 an [old] that is spelt nearly so is proposed, as it was written', () => {
		const said = (name: string) => parseHeader(['K', `[old]  ${name}`, '[new] Colour']).problems[0];
		expect(said('COLOURS').message).toBe(
			'[new] Colour (column C) has no [old] Colour. Did you mean [old] COLOURS?',
		);
		expect(said('Zebra').message).toBe('[new] Colour (column C) has no [old] Colour');
	});

	it('S16 other words for new are taken, and those that they stand for are not', () => {
		const settings = { oldWords: ['alt', 'vorher'], newWords: ['neu'] };
		const names = ['K', '[Vorher] A', '[neu] A', '[alt] B', '[NEU] B', '[old] C', '[new] C'];
		expect(parseHeader(names, settings)).toMatchObject({
			keyColumn: 0,
			pairs: [{ name: 'A' }, { name: 'B' }],
			problems: [{ column: 6 }, { column: 7 }],
		});
	});
});

describe('LD09 a first row that does not hold the names', () => {
	const below = (line: number, ...cells: string[]) => ({ line, cells });
	const rows = (count: number) => Array.from({ length: count }, (_, at) => below(at + 2, 'x'));
	const NAMES = ['K', ...PAIR];
	const CROWDED = /^All columns are in one, column A: .* take the template as an Excel workbook$/;
	const found = (names: string[], beginning = rows(0), words = ['old', 'new']) =>
		misplacedHeader(names, words, beginning);

	it.each<[string, string[], ReturnType<typeof rows>, RegExp | string | undefined]>([
		['names in one cell', ['K;[old] A;[new] A'], [], CROWDED],
		['with empty ones beside it', ['', 'K;[Old] A;[ NEW ] A', ' '], [], CROWDED],
		['with another name beside it', ['K;[old] A;[new] A', 'B'], [], undefined],
		['one mark in the only cell', ['[old] A'], [], undefined],
		['names where they belong', NAMES, [below(2, ...NAMES)], undefined],
		['one mark among the names', ['K', '[new] A'], [below(2, ...NAMES)], undefined],
		['names below a title', ['Title'], [below(2, 'of'), below(4, ...NAMES)], '4'],
		['names in one cell below a title', ['Title'], [below(3, 'K;[old] A;[new] A')], '3'],
		['one mark below a title', ['Title'], [below(2, 'K', '[new] A')], undefined],
		['names in the twentieth row below', ['Title'], [...rows(19), below(21, ...NAMES)], '21'],
		['names further below', ['Title'], [...rows(20), below(22, ...NAMES)], undefined],
		['no such names at all', ['K', 'A'], rows(5), undefined],
	])('LD09 %s', (_what, names, beginning, expected) => {
		const said = found(names, beginning);
		if (expected === undefined) expect(said).toBeUndefined();
		else if (typeof expected === 'string')
			expect(said).toBe(
				`The names of the columns are in line ${expected}, and something else stands above them: delete what is above, so that they come first`,
			);
		else expect(said).toMatch(expected);
	});

	it('LD09 by whichever words mark them, and as all that is wrong with the header', () => {
		expect(found(['K;[Alt] A;[neu] A'], [], ['alt', 'Neu'])).toMatch(CROWDED);
		expect(found(['K;[old] A;[new] A'], [], ['alt', 'neu'])).toBeUndefined();
		const names = ['K;[alt] A;[neu] A'];
		expect(parseHeader(names, { oldWords: ['alt'], newWords: ['neu'] })).toEqual({
			names,
			keyColumn: -1,
			pairs: [],
			problems: [{ isError: true, column: 0, message: expect.stringMatching(CROWDED) as string }],
		});
	});
});
