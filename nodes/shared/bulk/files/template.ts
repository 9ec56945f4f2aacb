import { compileField } from '../cells/compileField';
import type { BulkField, Code } from '../cells/fields';
import type { CellRules } from '../cells/rules';
import { createCsvWriter, type CsvWriterSettings } from '../csv/csvWriter';
import { pairNames } from './rollBackFile';

export interface TemplateRecord {
	key: string;
	/** By field id, as the target gives them. */
	values: Record<string, unknown>;
}

export interface TemplateSettings {
	keyName: string;
	fields: readonly BulkField[];
	/** Those by which the file will be read: they say how an empty third state is written. */
	rules: CellRules;
	csv?: CsvWriterSettings;
}

/** Text is handed out in pieces of about this many characters. */
const PIECE = 65_536;

/**
 * The file to edit: the key, and for each field its present value beside an empty [new]. Written as the records arrive; nothing
 * but one piece is held.
 */
export async function* writeTemplate(
	records: AsyncIterable<TemplateRecord>,
	{ keyName, fields, rules, csv = {} }: TemplateSettings,
): AsyncGenerator<Buffer> {
	const writer = createCsvWriter(csv);
	const compiled = fields.map((field) => compileField(field, rules));
	let text = writer.start + writer.row([keyName, ...pairNames(compiled)]);
	const cells = new Array<string>(1 + compiled.length * 2).fill('');
	for await (const { key, values } of records) {
		cells[0] = key;
		compiled.forEach((field, index) => {
			const present = Object.hasOwn(values, field.id) ? values[field.id] : null;
			cells[1 + index * 2] = field.writeOld(field.canonical(present));
		});
		text += writer.row(cells);
		if (text.length < PIECE) continue;
		yield Buffer.from(text);
		text = '';
	}
	if (text !== '') yield Buffer.from(text);
}

/** The allowed values of fields with closed lists, one to a row. */
export interface ListedCode extends Code {
	field: string;
}

export const listCodes = (fields: readonly BulkField[]): ListedCode[] =>
	fields.flatMap(({ name, type }) =>
		type.kind === 'code' ? type.codes.map((code) => ({ field: name, ...code })) : [],
	);

/** For people: guarded against formulas. */
export function codesAsCsv(codes: readonly ListedCode[], csv: CsvWriterSettings = {}): string {
	const writer = createCsvWriter({ guard: true, ...csv });
	const rows = codes.map(({ field, code, label }) => writer.row([field, code, label ?? '']));
	return writer.start + writer.row(['Field', 'Code', 'Label']) + rows.join('');
}
