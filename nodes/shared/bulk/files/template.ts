import { compileField } from '../cells/compileField';
import type { BulkField, CellValue, Code } from '../cells/fields';
import type { CellRules } from '../cells/rules';
import { CHECK_NAME } from '../check/checkText';
import { checkWriter } from '../check/checkWriter';
import { createCsvWriter, type FormulaEscape, type CsvWriterSettings } from '../csv/csvWriter';
import { pairNames } from './rollBackFile';

export interface TemplateRecord {
	key: string;
	/** The target's own id of the record, where it has one: a part of the check. */
	id?: string;
	/** By field id, as the target gives them. */
	values: Record<string, unknown>;
}

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
	hasCheck = false,
}: TemplateSettings): TemplateFile {
	const writer = createCsvWriter(csv);
	const compiled = fields.map((field) => compileField(field, rules));
	const checkOf = hasCheck ? checkWriter(compiled) : undefined;
	const width = 1 + compiled.length * 2;
	const cells = new Array<string>(checkOf ? width + 1 : width).fill('');
	const names = [keyName, ...pairNames(compiled), ...(checkOf ? [CHECK_NAME] : [])];
	const present = new Array<CellValue>(compiled.length).fill(null);
	return {
		start: writer.start + writer.row(names),
		row({ key, id, values }) {
			cells[0] = key;
			for (let index = 0; index < compiled.length; index++) {
				const field = compiled[index];
				const value = Object.hasOwn(values, field.id) ? values[field.id] : null;
				present[index] = field.canonical(value);
				cells[1 + index * 2] = field.writeOld(present[index]);
			}
			if (checkOf) cells[width] = checkOf(key, present, id);
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
