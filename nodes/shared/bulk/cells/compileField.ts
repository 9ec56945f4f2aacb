import { isBlank } from '../../values/text';
import { fieldId, type BulkField, type CellValue } from './fields';
import { compileOldText, compileShown, type ShownValue } from './oldText';
import { compileReader } from './readers';
import { Refusal } from './refusal';
import { typeInFile, type CellRules } from './rules';
import { compileSheetCells, type ReadSheetCell } from './sheetCells';

/** A field, ready for many cells. */
export interface CompiledField {
	field: BulkField;
	id: string;
	/** Equal text in both cells means that nothing changes. */
	isPlain: boolean;
	/** Its values are texts, which a spreadsheet may take for something else. What was stored goes back whatever it is. */
	isTextual: boolean;
	/** A cell of a workbook as the text that the rules are for; a clear token that is an error of the spreadsheet stays one. */
	fromSheet: ReadSheetCell;
	/** Whether an [old] cell says the present value, be it in the way in which a spreadsheet writes it. */
	isOldOf(oldCell: string, present: CellValue): boolean;
	/** What a cell may say in the language of some spreadsheet. */
	shown(cell: string): ShownValue[];
	/** Undefined: the field is left alone. Null: cleared. */
	readNew(cell: string): CellValue | Refusal | undefined;
	readOld(cell: string): CellValue | Refusal;
	canonical(value: unknown): CellValue;
	/** A value as its [old] or [new] cell; an empty one as what clears it, where there is such a thing. */
	writeNew(value: CellValue): string;
	writeOld(value: CellValue): string;
}

/** Rules and type together decide what a cell says. The order: nothing, clear token, mistaken token, value. */
export function compileField(field: BulkField, rules: CellRules): CompiledField {
	const type = typeInFile(field.type, rules);
	const reader = compileReader(type, rules.booleans);
	const fromSheet = compileSheetCells(type, reader, rules);
	const isBoolean = type.kind === 'boolean';
	const appliesHere = rules.clearTokens.filter((token) => token.in === 'allFields' || isBoolean);
	const tokens = new Set(appliesHere.map(({ token }) => token));
	const { escape } = rules;
	const tokenLengths = new Set(rules.clearTokens.map(({ token }) => token.length));
	/** Most cells are not as long as a token: then the cell, which would have to be hashed, need not be looked up. */
	const isToken = (cell: string): boolean => tokenLengths.has(cell.length) && tokens.has(cell);
	/** Most cells: they neither begin nor end with a blank, and are not as long as a token. */
	const isPlainly = (cell: string): boolean =>
		!tokenLengths.has(cell.length) && isInk(cell, 0) && isInk(cell, cell.length - 1);
	const isEscaped = (cell: string) => escape !== undefined && cell.startsWith(escape);
	const clear = field.isRequired
		? new Refusal('clearNotAllowed', 'The field may not be emptied')
		: null;

	const readValue = (cell: string): CellValue | Refusal => {
		if (isEscaped(cell)) return reader.read(cell.slice(1));
		if (isPlainly(cell)) return reader.read(cell);
		return mistakenToken(cell, isBoolean, rules) ?? reader.read(cell);
	};
	const write = (value: NonNullable<CellValue>): string => {
		const text = reader.write(value);
		if (escape === undefined) return text;
		const isMistakable = isToken(text) || mistakenToken(text, isBoolean, rules) !== undefined;
		return isMistakable || text.startsWith(escape) ? escape + text : text;
	};
	return {
		field,
		id: fieldId(field),
		isPlain: reader.isPlain,
		isTextual: TEXTUAL.has(type.kind),
		fromSheet: (text, kind) => (kind === 'error' && isToken(text) ? text : fromSheet(text, kind)),
		isOldOf: compileOldText(type, (value) => reader.write(value)),
		shown: compileShown(type),
		readNew(cell) {
			if (cell === '') return rules.empty === 'clear' ? clear : undefined;
			return isToken(cell) ? clear : readValue(cell);
		},
		readOld: (cell) => (cell === '' || isToken(cell) ? null : readValue(cell)),
		canonical: (value) => reader.canonical(value),
		writeNew: (value) => (value === null ? (appliesHere[0]?.token ?? '') : write(value)),
		// Only a third state has a word of its own in [old]; elsewhere an empty cell says it better.
		writeOld: (value) =>
			value === null ? (isBoolean ? (appliesHere[0]?.token ?? '') : '') : write(value),
	};
}

const TEXTUAL: ReadonlySet<string> = new Set(['text', 'phone', 'email', 'code', 'codes']);

const isInk = (cell: string, at: number): boolean => {
	const code = cell.charCodeAt(at);
	return code > 0x20 && code < 0xa0;
};

/** What was most likely meant to clear the field, but is not written as it has to be. */
function mistakenToken(cell: string, isBoolean: boolean, rules: CellRules): Refusal | undefined {
	const trimmed = cell.replace(/^[\s\u00a0]+|[\s\u00a0]+$/g, '');
	if (isBlank(cell)) {
		const what = trimmed === '' ? 'spaces' : 'signs that nobody sees';
		return new Refusal(
			'looksLikeToken',
			`The cell holds nothing but ${what}; leave it empty or enter a value`,
		);
	}
	for (const { token, in: where } of rules.clearTokens) {
		if (where === 'booleans' && !isBoolean) {
			if (trimmed !== token) continue;
			return new Refusal(
				'looksLikeToken',
				`"${token}" empties fields that are true or false, not this one`,
			);
		}
		const isNear = trimmed.toLowerCase() === token.toLowerCase();
		if (!isNear) continue;
		const why = trimmed === token ? 'without spaces around it' : 'exactly like that';
		return new Refusal('looksLikeToken', `To empty the field, write "${token}" ${why}`);
	}
	return undefined;
}
