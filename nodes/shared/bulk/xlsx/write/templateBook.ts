import { compileField, type CompiledField } from '../../cells/compileField';
import { codeEntry } from '../../cells/codes';
import type { BulkField, CellValue, FieldType } from '../../cells/fields';
import type { CellRules } from '../../cells/rules';
import { CHECK_NAME } from '../../check/checkText';
import { checkWriter } from '../../check/checkWriter';
import { pairNames } from '../../files/rollBackFile';
import type { TemplateRecord } from '../../files/template';
import { clockText } from './clockText';
import type { SheetList, WorkbookFacts } from './packageParts';
import {
	createSheetWriter,
	LONGEST_TEXT,
	type ColumnKind,
	type SheetColumn,
	type SheetValue,
	type SheetWriter,
} from './sheetWriter';
import { templateHelp } from './templateHelp';

export interface TemplateBookSettings {
	keyName: string;
	fields: readonly BulkField[];
	/** Those by which the file will be read: they say how an empty third state is written, and what empties a field. */
	rules: CellRules;
	hasCheck?: boolean;
	/** Default `Contacts`. */
	sheetName?: string;
}

export interface TemplateBook {
	sheet: SheetWriter;
	facts: WorkbookFacts;
	/** For `GrowingWorkbook.add`. */
	row(record: TemplateRecord): string;
	/** Texts that were longer than a cell of Excel can be; their fields are a conflict when they are edited. */
	cutTexts(): number;
}

const KINDS: Partial<Record<FieldType['kind'], ColumnKind>> = {
	number: 'number',
	boolean: 'boolean',
	date: 'date',
	dateTime: 'dateTime',
};

/**
 * The workbook to edit: the key and each present value locked, beside an empty cell for the new one. Codes, phones and names are
 * texts, empty cells among them; days, numbers and yes-or-no are what they are; what may be entered in closed lists is offered.
 */
export function createTemplateBook({
	keyName,
	fields,
	rules,
	hasCheck = false,
	sheetName = 'Contacts',
}: TemplateBookSettings): TemplateBook {
	const compiled = fields.map((field) => compileField(field, rules));
	const lists: SheetList[] = [];
	const columns: SheetColumn[] = [{ name: keyName, kind: 'text', isLocked: true }];
	const names = pairNames(compiled);
	compiled.forEach(({ field }, index) => {
		const kind = KINDS[field.type.kind] ?? 'text';
		const values = listOf(field, rules);
		if (values.length > 0) lists.push({ name: field.name, values });
		columns.push(
			{ name: names[index * 2], kind, isLocked: true },
			{ name: names[index * 2 + 1], kind, ...(values.length > 0 && { list: lists.length - 1 }) },
		);
	});
	if (hasCheck) columns.push({ name: CHECK_NAME, kind: 'text', isLocked: true });
	const sheet = createSheetWriter(columns, true);
	const checkOf = hasCheck ? checkWriter(compiled) : undefined;
	const cells = new Array<SheetValue>(columns.length).fill(null);
	const present = new Array<CellValue>(compiled.length).fill(null);
	let cutTexts = 0;
	return {
		sheet,
		facts: { sheetName, lists, help: templateHelp(keyName, fields, rules) },
		cutTexts: () => cutTexts,
		row({ key, id, values }) {
			cells[0] = key;
			for (let index = 0; index < compiled.length; index++) {
				const field = compiled[index];
				const value = Object.hasOwn(values, field.id) ? values[field.id] : null;
				present[index] = field.canonical(value);
				const cell = sheetValue(field, present[index]);
				if (typeof cell === 'string' && cell.length > LONGEST_TEXT) cutTexts++;
				cells[1 + index * 2] = cell;
			}
			if (checkOf) cells[columns.length - 1] = checkOf(key, present, id);
			return sheet.row(cells);
		},
	};
}

/** What does not fit the type of its field, and what the sheet cannot say exactly, is written as the text that CSV would have. */
function sheetValue(field: CompiledField, value: CellValue): SheetValue {
	if (value === null) return field.writeOld(null);
	const { type } = field.field;
	if (type.kind === 'boolean' && typeof value === 'boolean') return value;
	if (type.kind === 'number' && typeof value === 'number') return value;
	if (type.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return value;
	if (type.kind === 'dateTime')
		return clockText(String(value), type.timeZone) ?? field.writeOld(value);
	return field.writeOld(value);
}

function listOf({ type }: BulkField, { booleans, clearTokens }: CellRules): string[] {
	if (type.kind === 'code' || type.kind === 'codes') return type.codes.map(codeEntry);
	if (type.kind !== 'boolean') return [];
	const empties = clearTokens.filter((token) => token.in === 'booleans').map(({ token }) => token);
	return [booleans.true[0], booleans.false[0], ...empties];
}
