import { SHAPES, USUAL_HEADER } from '../../../corpora/xlsx/shapes';
import { readBook, workbook } from './workbooks';

describe('LD08 workbooks in the shapes that programs give them', () => {
	it.each(SHAPES)('LD08 $name', async ({ fixture, sheet, header = USUAL_HEADER, rows, kinds }) => {
		const bytes = await workbook(fixture);
		const settings = sheet === undefined ? {} : { sheet };
		const read = await readBook(bytes, settings);
		expect(read.header).toEqual(header);
		expect(read.cells).toEqual(rows);
		expect(read.rows.map(({ problem }) => problem)).toEqual(rows.map(() => undefined));
		if (kinds) expect(read.kinds).toEqual(kinds);
		// However it arrives.
		expect((await readBook(bytes, settings, 7)).cells).toEqual(rows);
	});
});
