import fc from 'fast-check';
import { openCsv } from '../../../nodes/shared/bulk';
import { cut, pieces, rowsOf } from './sources';

/** Whatever people and programs put into files, broken quotes and all kinds of line ends among it. */
const text = fc
	.array(
		fc.oneof(
			{ weight: 6, arbitrary: fc.constantFrom('a', 'bc', 'é', ' ', '1') },
			{
				weight: 4,
				arbitrary: fc.constantFrom(',', ',', '"', '""', '"x"', '"y,z"', '"p\nq"', '"r\r"'),
			},
			{ weight: 3, arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\r\r\n') },
		),
		{ maxLength: 60 },
	)
	.map((parts) => parts.join(''));

const HEADER = 'K,L,M\n';

describe('S21 reading a file', () => {
	it('only for one column finds the same rows, and the same cells in it, as reading all of it', () =>
		fc.assert(
			fc.asyncProperty(
				text,
				fc.integer({ min: 0, max: 2 }),
				fc.integer({ min: 1, max: 40 }),
				async (body, column, size) => {
					const bytes = Buffer.from(HEADER + body);
					const file = await openCsv(pieces(...cut(bytes, size)), { delimiter: ',', quote: '"' });
					const whole = await rowsOf(file.rows());
					const part = await rowsOf(file.rows({ lastColumn: column }));
					expect(part.map(({ line, nextLine }) => [line, nextLine])).toEqual(
						whole.map(({ line, nextLine }) => [line, nextLine]),
					);
					// What is broken behind the column is not seen, which is why only whole rows are compared.
					for (const [index, row] of whole.entries()) {
						if (!row.problem) expect(part[index].cell(column)).toBe(row.cell(column));
					}
				},
			),
			{ numRuns: 2000 },
		));

	it('compares cells as if they were cut out, and gives each row as it stands', () =>
		fc.assert(
			fc.asyncProperty(text, fc.integer({ min: 1, max: 40 }), async (body, size) => {
				const bytes = Buffer.from(HEADER + body);
				const file = await openCsv(pieces(...cut(bytes, size)), { delimiter: ',', quote: '"' });
				for (const row of await rowsOf(file.rows())) {
					const { cells, problem } = row;
					if (problem) continue;
					for (const [left, cell] of cells.entries()) {
						expect(row.isEmpty(left)).toBe(cell === '');
						for (const [right, other] of cells.entries()) {
							expect(row.areEqual(left, right)).toBe(cell === other);
						}
					}
					const alone = await openCsv(pieces(`${HEADER}${row.text}\n`), {
						delimiter: ',',
						quote: '"',
					});
					expect((await rowsOf(alone.rows())).map((again) => again.cells)).toEqual([cells]);
				}
			}),
			{ numRuns: 1000 },
		));
});
