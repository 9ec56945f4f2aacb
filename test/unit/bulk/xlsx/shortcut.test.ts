import fc from 'fast-check';
import { inlineRow, readBook, sheetXml, workbook } from './workbooks';

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
				const prefixed = sheet.replace(/<(\/?)(?=[a-z])/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
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
});
