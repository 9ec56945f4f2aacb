import fc from 'fast-check';
import { numberText } from '../../../../nodes/shared/bulk/xlsx/cellText';
import { inlineRow, readBook, sharedStringsXml, sheetXml, workbook } from './workbooks';

/** Cells in the forms that programs write, and in forms near to them. */
const cell = fc.record({
	style: fc.constantFrom('', ' s="1"', ' s="2"', ' s="99"'),
	type: fc.constantFrom('', ' t="s"', ' t="b"', ' t="e"', ' t="str"', ' t="n"', ' t="inlineStr"'),
	order: fc.boolean(),
	inside: fc.constantFrom(
		'<v>0</v>',
		'<v>1</v>',
		'<v></v>',
		'<v> 1 </v>',
		'<v>&#49;</v>',
		'<v/>',
		'<f>A1</f>',
		'<f>A1</f><v>1</v>',
		'<is><t>a</t></is>',
		'<is><t xml:space="preserve"> a_x000D_ </t></is>',
		'<is><t>a&amp;b</t></is>',
		'<is><t/></is>',
		'<is><r><t>a</t></r></is>',
		'',
	),
	isEmpty: fc.boolean(),
});

const FORMATS = [0, 14, '00000'];

/** Texts apart from the cells, as programs write them, and near to it. */
const string = fc.constantFrom(
	'<t>a</t>',
	'<t></t>',
	'<t/>',
	'<t xml:space="preserve"> a_x000D_ </t>',
	'<t>a&amp;b</t>',
	'<t>a\r\nb</t>',
	'<t><![CDATA[<si>]]></t>',
	'<r><t>a</t></r><r><t>b</t></r>',
	'<t>a</t><rPh sb="0" eb="1"><t>b</t></rPh>',
	'<!-- <si><t>a</t></si> --><t>b</t>',
	'',
);

/** With the prefix that the root has in some files; names within a comment or a text stay. */
const withPrefix = (xml: string): string =>
	xml.replace(/<(\/?)(?=[a-z])(?![^<]*(?:-->|\]\]>))/gi, '<$1x:').replace('xmlns=', 'xmlns:x=');

describe('LD08 the quick way through a sheet', () => {
	it('LD08 reads as the long way does, which is taken where names have a prefix, whatever the pieces', async () => {
		const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), {
			minLength: 1,
			maxLength: 3,
		});
		await fc.assert(
			fc.asyncProperty(rows, fc.integer({ min: 1, max: 400 }), async (made, size) => {
				const xml = made.map((cells, row) => {
					const inner = cells.map(({ style, type, order, inside, isEmpty }, column) => {
						const attributes = order ? style + type : type + style;
						const place = `r="${String.fromCharCode(65 + column)}${row + 2}"`;
						return inside === '' && isEmpty
							? `<c ${place}${attributes}/>`
							: `<c ${place}${attributes}>${inside}</c>`;
					});
					return `<row r="${row + 2}">${inner.join('')}</row>`;
				});
				const sheet = sheetXml(inlineRow(1, 'A', 'B', 'C', 'D', 'E', 'F') + xml.join(''));
				const prefixed = withPrefix(sheet);
				const read = async (text: string) => {
					const bytes = await workbook({
						sheets: { S: '' },
						strings: ['<t>shared</t>', '<t>other</t>'],
						formats: FORMATS,
						parts: { 'xl/worksheets/sheet1.xml': text },
					});
					const book = readBook(bytes, {}, size);
					return await book.then(
						({ cells, kinds }) => ({ cells, kinds }),
						({ message }: Error) => message,
					);
				};
				expect(await read(sheet)).toEqual(await read(prefixed));
			}),
			{ numRuns: 60 },
		);
	});

	it('LD08 reads texts apart from the cells as the long way does, whatever the pieces', async () => {
		const strings = fc.array(string, { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(strings, fc.integer({ min: 1, max: 400 }), async (made, size) => {
				const texts = sharedStringsXml(made);
				const cells = made.map((_, index) => `<c t="s"><v>${index}</v></c>`).join('');
				const names = made.map((_, index) => `H${index}`);
				const read = async (xml: string) => {
					const bytes = await workbook({
						sheets: { S: `${inlineRow(1, ...names)}<row r="2"><c><v>1</v></c>${cells}</row>` },
						parts: { 'xl/sharedStrings.xml': xml },
					});
					return (await readBook(bytes, {}, size)).cells;
				};
				expect(await read(texts)).toEqual(await read(withPrefix(texts)));
			}),
			{ numRuns: 60 },
		);
	});

	it('LD08 gives numbers as they stand only where they would be written so again', () => {
		const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 });
		const sign = fc.constantFrom('', '-', '+');
		const number = fc.oneof(
			fc.tuple(sign, digits, fc.constantFrom('', '.'), digits, fc.constantFrom('', 'E-7', 'e2')),
			fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => [String(value)]),
		);
		fc.assert(
			fc.property(number, (pieces) => {
				const written = pieces.join('');
				const value = written === '' ? NaN : Number(written);
				const rounded = Number.isFinite(value) ? String(Number(value.toPrecision(15))) : undefined;
				// A whole number with its sign is kept, be it zero.
				expect(numberText(written)).toBe(written === '-0' ? '-0' : rounded);
			}),
			{ numRuns: 2_000 },
		);
	});
});
