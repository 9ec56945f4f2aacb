import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openArchive, openCsv, openXlsx, type RowFile } from '../../nodes/shared/bulk';
import { rulesOf } from './fields';
import { judge, typedBy, type GivenRow, type JudgedRow } from './judge';
import { delimiterOf } from './locales';
import { createCsvWriter } from '../../nodes/shared/bulk/csv/csvWriter';
import type { Edit, Job, Program } from './programs/Program';
import { ROWS } from './rows';
import { csvTemplate, newColumnOf, readBack, recordsOf, workbookTemplate } from './trial';
import type { Way } from './ways';

export interface TrialOfWay {
	program: string;
	locale: string;
	way: Way;
	judged: JudgedRow[];
}

async function cellsIn(bytes: Buffer): Promise<{ header: string[]; cells: string[][] }> {
	const open = async function* () {
		yield await Promise.resolve(new Uint8Array(bytes));
	};
	const isArchive = bytes[0] === 0x50;
	const file: RowFile = isArchive ? await openXlsx(await openArchive(open)) : await openCsv(open);
	const cells: string[][] = [];
	for await (const some of file.rows()) cells.push(...some.map((row) => row.cells));
	return { header: file.header, cells };
}

const editsOf = (given: readonly GivenRow[]): Edit[] =>
	ROWS.flatMap(({ field, typed }, index) =>
		field === undefined || typed === undefined
			? []
			: [{ row: index + 1, column: newColumnOf(field), text: given[index].typed }],
	);

/** The same file with the new values in it, as somebody would write it who knows how a CSV file is written. */
function filledIn(
	header: readonly string[],
	given: readonly GivenRow[],
	delimiter: string,
): string {
	const writer = createCsvWriter({ delimiter, quotesDelimiters: true });
	const rows = given.map(({ cells }) => [...cells]);
	for (const { row, column, text } of editsOf(given)) rows[row - 1][column] = text;
	return writer.start + [header, ...rows].map((cells) => writer.row(cells)).join('');
}

/** Makes the templates, has a program open, fill in and save them in each of the ways, and reads what came out. */
export async function runTrial(
	program: Program,
	ways: readonly Way[],
	parent: string,
): Promise<TrialOfWay[]> {
	const { locale } = program;
	const folder = path.join(parent, `${program.name}-${locale.tag}-files`);
	mkdirSync(folder, { recursive: true });
	const records = recordsOf(ROWS);
	const prepared = await Promise.all(
		ways.map(async (way, index) => {
			const rules = rulesOf(way.setting, locale);
			const delimiter = way.setting === 'local' ? delimiterOf(locale) : ',';
			const template =
				way.format === 'xlsx'
					? await workbookTemplate(records, rules)
					: csvTemplate(records, { rules, delimiter, hasCheck: way.hasCheck });
			const input = path.join(folder, `${index}-in.${way.format}`);
			const output = path.join(folder, `${index}-out.${way.saves ? 'csv' : 'xlsx'}`);
			const { header, cells: templateCells } = await cellsIn(template);
			const given = templateCells.map(
				(cells, row): GivenRow => ({
					cells,
					typed: typedBy(ROWS[row], locale),
				}),
			);
			writeFileSync(input, way.fills === 'before' ? filledIn(header, given, delimiter) : template);
			return { way, rules, input, output, given };
		}),
	);
	const jobs = prepared.map(
		({ way, input, output, given }): Job => ({
			input,
			...(way.opens && { opens: way.opens }),
			...(way.formatsAsText && { formatsAsText: true }),
			edits: way.fills === 'typed' ? editsOf(given) : [],
			output,
			...(way.saves && { saves: way.saves }),
		}),
	);
	await program.run(jobs);
	const done: TrialOfWay[] = [];
	for (const { way, rules, output, given } of prepared) {
		const reading = await readBack(readFileSync(output), records, rules);
		const judged = judge(ROWS, records, given, reading, way.refused);
		done.push({ program: program.name, locale: locale.tag, way, judged });
	}
	return done;
}
