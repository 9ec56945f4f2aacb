import { compileField, type CompiledField } from '../../cells/compileField';
import { codeEntry } from '../../cells/codes';
import type { BulkField, CellValue } from '../../cells/fields';
import type { CellRules } from '../../cells/rules';
import { CHECK_NAME } from '../../check/checkText';
import { presentCells } from '../../files/presentCells';
import { pairNames } from '../../files/rollBackFile';
import { columnKind } from '../../files/sheetCell';
import type { TemplateFile, TemplateSettings } from '../../files/template';
import { clockText } from './clockText';
import type { SheetList } from './packageParts';
import { createSheetWriter, LONGEST_TEXT, type SheetColumn, type SheetValue } from './sheetWriter';
import { templateHelp } from './templateHelp';
import { workbookFormat } from './workbookFormat';

export interface TemplateBookSettings extends Omit<TemplateSettings, 'csv'> {
	/** Default `Contacts`. */
	sheetName?: string;
}

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
}: TemplateBookSettings): TemplateFile {
	const compiled = fields.map((field) => compileField(field, rules));
	const lists: SheetList[] = [];
	const columns: SheetColumn[] = [{ name: keyName, kind: 'text', isLocked: true }];
	const names = pairNames(compiled);
	compiled.forEach(({ field }, index) => {
		const kind = columnKind(field.type);
		const values = listOf(field, rules);
		if (values.length > 0) lists.push({ name: field.name, values });
		columns.push(
			{ name: names[index * 2], kind, isLocked: true },
			{ name: names[index * 2 + 1], kind, ...(values.length > 0 && { list: lists.length - 1 }) },
		);
	});
	if (hasCheck) columns.push({ name: CHECK_NAME, kind: 'text', isLocked: true });
	const sheet = createSheetWriter(columns, true);
	let cutTexts = 0;
	const cellsOf = presentCells<SheetValue>(compiled, hasCheck, null, (field, value, text) => {
		const cell = sheetValue(field, value, text);
		if (typeof cell === 'string' && cell.length > LONGEST_TEXT) cutTexts++;
		return cell;
	});
	return {
		format: workbookFormat(sheet, {
			sheetName,
			lists,
			help: templateHelp(keyName, fields, rules),
		}),
		cutTexts: () => cutTexts,
		row: (record) => sheet.row(cellsOf(record)),
	};
}

/** What does not fit the type of its field, and what the sheet cannot say exactly, is written as the text that CSV would have. */
function sheetValue(
	{ field: { type } }: CompiledField,
	value: CellValue,
	text: string,
): SheetValue {
	if (value === null) return text;
	if (type.kind === 'boolean' && typeof value === 'boolean') return value;
	if (type.kind === 'number' && typeof value === 'number') return value;
	if (type.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return value;
	if (type.kind === 'dateTime') return clockText(String(value), type.timeZone) ?? text;
	return text;
}

function listOf({ type }: BulkField, { booleans, clearTokens }: CellRules): string[] {
	if (type.kind === 'code' || type.kind === 'codes') return type.codes.map(codeEntry);
	if (type.kind !== 'boolean') return [];
	const empties = clearTokens.filter((token) => token.in === 'booleans').map(({ token }) => token);
	return [booleans.true[0], booleans.false[0], ...empties];
}
