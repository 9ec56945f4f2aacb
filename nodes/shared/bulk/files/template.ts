import { compileField } from '../cells/compileField';
import type { BulkField, Code } from '../cells/fields';
import type { CellRules } from '../cells/rules';
import { createCsvWriter, type FormulaEscape, type CsvWriterSettings } from '../csv/csvWriter';
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

export interface TemplateFile {
	/** Mark and header. */
	readonly start: string;
	row(record: TemplateRecord): string;
}

/** The file to edit: the key, and for each field its present value beside an empty [new]. */
export function createTemplateFile({
	keyName,
	fields,
	rules,
	csv = {},
}: TemplateSettings): TemplateFile {
	const writer = createCsvWriter(csv);
	const compiled = fields.map((field) => compileField(field, rules));
	const cells = new Array<string>(1 + compiled.length * 2).fill('');
	return {
		start: writer.start + writer.row([keyName, ...pairNames(compiled)]),
		row({ key, values }) {
			cells[0] = key;
			for (let index = 0; index < compiled.length; index++) {
				const field = compiled[index];
				const present = Object.hasOwn(values, field.id) ? values[field.id] : null;
				cells[1 + index * 2] = field.writeOld(field.canonical(present));
			}
			return writer.row(cells);
		},
	};
}

/**
 * In which columns of a template formulas are escaped: keys and all that a system reads are left exact as long as they
 * are numbers or telephone numbers. What is none may come from anybody, an e-mail address that begins with `=` among them.
 */
export const templateEscapes = (fields: readonly BulkField[]): FormulaEscape[] => [
	'unlessNumber',
	...fields.flatMap(({ type }): FormulaEscape[] => [
		type.kind === 'text' ? true : 'unlessNumber',
		false,
	]),
];

/** The allowed values of fields with closed lists, one to a row. */
export interface ListedCode extends Omit<Code, 'isHidden'> {
	field: string;
}

export const listCodes = (fields: readonly BulkField[]): ListedCode[] =>
	fields.flatMap(({ name, type }) =>
		type.kind === 'code' || type.kind === 'codes'
			? type.codes.flatMap(({ isHidden, ...code }) => (isHidden ? [] : [{ field: name, ...code }]))
			: [],
	);

/** For people: formulas are escaped. */
export function codesAsCsv(codes: readonly ListedCode[], csv: CsvWriterSettings = {}): string {
	const writer = createCsvWriter({ escapeFormulas: true, ...csv });
	const rows = codes.map(({ field, code, label }) => writer.row([field, code, label ?? '']));
	return writer.start + writer.row(['Field', 'Code', 'Label']) + rows.join('');
}
