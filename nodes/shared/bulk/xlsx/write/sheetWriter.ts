import { columnLetters } from '../../csv/problems';
import { numberText } from '../cellText';
import { MOST_ROWS } from '../references';
import { dayToSerial } from '../serials';
import { escapeXml, hasOuterBlanks } from './escapeText';
import { styleOf, STYLES } from './styles';
import { XML_HEAD, XML_MAIN } from './xmlNames';

/** What a column holds: decides how its cells look, and what becomes of what is typed into them. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'date' | 'dateTime' | 'time' | 'percent';

export interface SheetColumn {
	name: string;
	kind: ColumnKind;
	/** Nobody can change its cells, unless the protection of the sheet is taken off. */
	isLocked?: boolean;
	/** Which list of the workbook says what may be entered, from 0. */
	list?: number;
}

/** Texts stay texts, whatever they look like; a day is `yyyy-MM-dd`, a day and time `yyyy-MM-ddTHH:mm:ss`, in columns of that kind. */
export type SheetValue = string | number | boolean | null;

export interface SheetWriter {
	/** Up to the first row, the header among it. */
	readonly start: string;
	/** A row; the place of its number is held by `ROW_NUMBER`. `kinds`: of cells that are not what their column holds. */
	row(cells: readonly SheetValue[], kinds?: ReadonlyArray<ColumnKind | undefined>): string;
	/** Behind the last row. `rows`: how many there are, without the header. */
	end(rows: number): string;
}

/** Stands for the number of a row, in texts that hold no such sign: they have it escaped. */
export const ROW_NUMBER = '\u0001';
/** Without the header. */
export const MOST_ROWS_OF_SHEET = MOST_ROWS - 1;
/** What Excel allows in a cell. */
export const LONGEST_TEXT = 32_767;

/** A column wide enough for its name, within bounds. */
const widthOf = ({ name }: SheetColumn): number => Math.min(40, Math.max(12, name.length + 2));

/**
 * A sheet as text, row by row. The header row and the key stay in view. Nothing that comes from data is written as anything but a
 * value: there are no formulas. `longestText`: what is longer is cut.
 */
export function createSheetWriter(
	columns: readonly SheetColumn[],
	isProtected: boolean,
	longestText = LONGEST_TEXT,
): SheetWriter {
	const letters = columns.map((_column, index) => columnLetters(index + 1));
	const styles = columns.map(({ kind, isLocked = false }) => styleOf(kind, isLocked));
	const cols = columns.map(
		(column, index) =>
			`<col min="${index + 1}" max="${index + 1}" width="${widthOf(column)}" style="${styles[index]}" customWidth="1"/>`,
	);
	const header = columns.map(({ name }, index) =>
		textCell(`${letters[index]}1`, STYLES.header, name, LONGEST_TEXT),
	);
	const pane =
		'<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>';
	return {
		start: `${XML_HEAD}<worksheet xmlns="${XML_MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`,
		row(cells, kinds) {
			// Joined at once: put together piece by piece, it would have to be copied together again later.
			const xml = [`<row r="${ROW_NUMBER}">`];
			for (let index = 0; index < columns.length; index++) {
				const value = cells[index];
				if (value === null || value === undefined || value === '') continue;
				const { kind, isLocked = false } = columns[index];
				const own = kinds?.[index];
				const style = own === undefined ? styles[index] : styleOf(own, isLocked);
				xml.push(cellXml(letters[index] + ROW_NUMBER, value, own ?? kind, style, longestText));
			}
			xml.push('</row>');
			return xml.join('');
		},
		end: (rows) =>
			`</sheetData>${isProtected ? PROTECTION : ''}${validations(columns, letters, rows)}</worksheet>`,
	};
}

/** Without a password: it keeps people from slips. Widths, sorting and filters stay free. */
const PROTECTION =
	'<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>';

function cellXml(
	place: string,
	value: string | number | boolean,
	kind: ColumnKind,
	style: number,
	longestText: number,
): string {
	if (typeof value === 'boolean')
		return `<c r="${place}" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`;
	if (typeof value === 'number') {
		// Spreadsheets keep 15 digits.
		return numberText(String(value)) === String(value)
			? `<c r="${place}" s="${style}"><v>${value}</v></c>`
			: textCell(place, style, String(value), longestText);
	}
	const serial = TO_SERIAL[kind]?.(value);
	return serial === undefined
		? textCell(place, style, value, longestText)
		: `<c r="${place}" s="${style}"><v>${serial}</v></c>`;
}

const TO_SERIAL: Partial<Record<ColumnKind, (iso: string) => number | undefined>> = {
	date: dayToSerial,
	dateTime: momentToSerial,
	time: clockToSerial,
};

function momentToSerial(iso: string): number | undefined {
	const at = iso.indexOf('T');
	const day = dayToSerial(iso.slice(0, at));
	const part = clockToSerial(iso.slice(at + 1));
	return day === undefined || part === undefined ? undefined : day + part;
}

/** Hours, minutes and seconds as a part of a day. */
function clockToSerial(clock: string): number | undefined {
	const match = /^(\d{2}):(\d{2}):(\d{2})$/.exec(clock);
	if (!match) return undefined;
	const seconds = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
	return seconds < 86_400 ? seconds / 86_400 : undefined;
}

function textCell(place: string, style: number, text: string, longest: number): string {
	const kept = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
	const space = hasOuterBlanks(kept) ? ' xml:space="preserve"' : '';
	return `<c r="${place}" s="${style}" t="inlineStr"><is><t${space}>${escapeXml(kept)}</t></is></c>`;
}

/** Drop-down lists. Something else can be entered after a question: a clear token is not among what is listed. */
function validations(
	columns: readonly SheetColumn[],
	letters: readonly string[],
	rows: number,
): string {
	const last = Math.max(2, rows + 1);
	const made = columns.flatMap(({ list }, index) => {
		if (list === undefined) return [];
		const letter = letters[index];
		return [
			`<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" errorTitle="Not in the list" error="This is not one of the values in the list. Keep it only if you are sure." sqref="${letter}2:${letter}${last}"><formula1>${listName(list)}</formula1></dataValidation>`,
		];
	});
	return made.length === 0
		? ''
		: `<dataValidations count="${made.length}">${made.join('')}</dataValidations>`;
}

/** Name by which a workbook knows the cells of a list. */
export const listName = (list: number): string => `list_${list + 1}`;
