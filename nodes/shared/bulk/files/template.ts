import { compileField } from '../cells/compileField';
import type { BulkField, Code } from '../cells/fields';
import type { CellRules } from '../cells/rules';
import { CHECK_NAME } from '../check/checkText';
import { createCsvWriter, type FormulaEscape, type CsvWriterSettings } from '../csv/csvWriter';
import { csvInZip, type FileFormat } from '../zip/GrowingFile';
import { presentCells, type TemplateRecord } from './presentCells';
import { pairNames } from './rollBackFile';

export type { TemplateRecord } from './presentCells';

export interface TemplateSettings {
	keyName: string;
	fields: readonly BulkField[];
	/** Those by which the file will be read: they say how an empty third state is written. */
	rules: CellRules;
	csv?: CsvWriterSettings;
	/** With the column `[check]`, by which a spoilt row is told from a changed one. */
	hasCheck?: boolean;
}

export interface TemplateFile {
	format: FileFormat;
	/** For `GrowingFile.add`. */
	row(record: TemplateRecord): string;
	/** Texts that were longer than a cell can be; their fields are a conflict when they are edited. */
	cutTexts(): number;
}

/** The file to edit: the key, and for each field its present value beside an empty [new]. */
export function createTemplateFile({
	keyName,
	fields,
	rules,
	csv = {},
	hasCheck = false,
}: TemplateSettings): TemplateFile & { start: string } {
	const writer = createCsvWriter({ ...csv, quotesDelimiters: true });
	const compiled = fields.map((field) => compileField(field, rules));
	const names = [keyName, ...pairNames(compiled), ...(hasCheck ? [CHECK_NAME] : [])];
	const cellsOf = presentCells(compiled, hasCheck, '', (_field, _value, text) => text);
	const start = writer.start + writer.row(names);
	return {
		format: csvInZip(start),
		start,
		row: (record) => writer.row(cellsOf(record)),
		cutTexts: () => 0,
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
