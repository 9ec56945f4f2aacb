import type { CellKind } from '../rows';
import { isoCell, numberCell, type SheetCell } from './cellText';
import type { FormatKind } from './numberFormats';
import { columnOf, MOST_COLUMNS, MOST_ROWS, placeOf } from './references';
import { RichText, unescapeText } from './RichText';
import type { DateSystem } from './serials';
import { formatAt } from './styles';
import { brokenXml } from './xml/brokenXml';
import type { XmlAttributes, XmlHandler } from './xml/XmlScanner';

/** A row as it was read: cells by column, holes where there are none. */
export interface RawRow {
	/** From 1. */
	line: number;
	texts: string[];
	/** Of cells that are no text. */
	kinds: CellKind[] | undefined;
}

export interface SheetFacts {
	strings: readonly string[];
	formats: readonly FormatKind[];
	dateSystem: DateSystem;
	/** A cell without a format has that of its column: so in workbooks of Gnumeric. Elsewhere it has none. */
	inheritsFormats?: boolean;
}

/** What of a sheet is read. */
export interface SheetPart {
	/** Cells after this one (from 0) are not made. */
	lastColumn?: number;
	/** Where joined cells are noted: from the line of the header (from 1) on, in so many columns. */
	table?: { headerLine: number; width: number };
}

/** Days stand in a sheet again and again; so many are kept with their text. */
const MOST_KEPT = 20_000;

/**
 * Gathers the rows of a sheet while its XML is told. Rows without a value, or with nothing but blanks, are none. What has no place of its own stands after
 * what comes before it; macros, pictures, comments and formats are of no interest.
 */
export class SheetReader implements XmlHandler {
	/** The first area of joined cells, as in `B2:B4`; known once the sheet was read to its end. */
	merged: string | undefined;
	private rows: RawRow[] = [];
	private isInData = false;
	/** Open elements of no interest. */
	private skipped = 0;
	private row: RawRow | undefined;
	private hasValue = false;
	private line = 0;
	private column = -1;
	private isInCell = false;
	private type = 'n';
	private style: string | undefined;
	private hasFormula = false;
	private value: string | undefined;
	private isInValue = false;
	/** Within `is`. */
	private inline: RichText | undefined;
	private inlineText: string | undefined;
	private readonly richText = new RichText();
	private readonly columnStyles: Array<string | undefined> = [];
	private readonly known = new Map<string, SheetCell>();
	private readonly lastColumn: number;
	private readonly table: SheetPart['table'];

	constructor(
		private readonly facts: SheetFacts,
		{ lastColumn = Infinity, table }: SheetPart = {},
	) {
		this.lastColumn = lastColumn;
		this.table = table;
	}

	get wantsText(): boolean {
		return this.skipped === 0 && (this.isInValue || (this.inline?.wantsText ?? false));
	}

	take(): RawRow[] {
		const { rows } = this;
		this.rows = [];
		return rows;
	}

	open(name: string, attributes: XmlAttributes): void {
		if (this.skipped > 0) this.skipped++;
		else if (this.isInCell) this.openInCell(name);
		else if (this.row) {
			if (name === 'c') this.beginCell(attributes);
			else this.skipped = 1;
		} else if (this.isInData) {
			if (name === 'row') this.beginRow(attributes);
			else this.skipped = 1;
		} else if (name === 'sheetData') this.isInData = true;
		else if (name === 'col' && this.facts.inheritsFormats) this.noteColumns(attributes);
		else if (name === 'mergeCell') this.noteMerged(attributes.get('ref') ?? '');
	}

	close(name: string): void {
		if (this.skipped > 0) this.skipped--;
		else if (this.isInCell) {
			if (name === 'c') this.endCell();
			else if (this.inline) this.closeInline(this.inline, name);
			else if (name === 'v') this.isInValue = false;
		} else if (this.row) {
			if (name === 'row') this.endRow();
		} else if (name === 'sheetData') this.isInData = false;
	}

	text(text: string): void {
		if (this.isInValue) this.value += text;
		else this.inline?.add(text);
	}

	private openInCell(name: string): void {
		if (this.inline) this.inline.open(name);
		else if (name === 'is') this.inline = this.richText;
		else if (name === 'v' && !this.isInValue) {
			this.isInValue = true;
			this.value = '';
		} else {
			if (name === 'f') this.hasFormula = true;
			this.skipped = 1;
		}
	}

	private closeInline(inline: RichText, name: string): void {
		if (name !== 'is') return inline.close(name);
		this.inlineText = inline.take();
		this.inline = undefined;
	}

	private beginRow(attributes: XmlAttributes): void {
		const written = attributes.get('r');
		const line = written === undefined ? this.line + 1 : Number(written);
		if (!Number.isInteger(line) || line <= this.line || line > MOST_ROWS)
			throw brokenXml('its rows are not in order');
		this.line = line;
		this.column = -1;
		this.hasValue = false;
		this.row = { line, texts: [], kinds: undefined };
	}

	private endRow(): void {
		if (this.row && this.hasValue) this.rows.push(this.row);
		this.row = undefined;
	}

	/**
	 * Takes cells in their usual form at once, which is most of a sheet and three times as quick as element by element; with the
	 * same result. Gives the place behind the last of them.
	 */
	shortcut(text: string, from: number): number {
		if (!this.row || this.isInCell || this.skipped > 0) return from;
		let end = from;
		for (;;) {
			USUAL_CELL.lastIndex = end;
			const cell = USUAL_CELL.exec(text);
			if (!cell) return end;
			end = USUAL_CELL.lastIndex;
			const [, letters, style, type = 'n', value, inline] = cell;
			this.startCell(columnOf(letters), type, style);
			this.value = value;
			this.inlineText = inline === undefined ? undefined : unescapeText(inline);
			this.endCell();
		}
	}

	private beginCell(attributes: XmlAttributes): void {
		const reference = attributes.get('r');
		const column = reference === undefined ? this.column + 1 : columnOf(reference);
		this.startCell(column, attributes.get('t') ?? 'n', attributes.get('s'));
	}

	private startCell(column: number, type: string, style: string | undefined): void {
		if (column < 0 || column >= MOST_COLUMNS) throw brokenXml('a cell has no place in a sheet');
		this.column = column;
		this.isInCell = true;
		this.inline = undefined;
		this.inlineText = undefined;
		this.hasFormula = false;
		this.value = undefined;
		this.type = type;
		this.style = style ?? this.columnStyles[column];
	}

	/** They stand in order, and each is noted once, however often a file tells of it. */
	private noteColumns(attributes: XmlAttributes): void {
		const { columnStyles } = this;
		const first = Number(attributes.get('min')) - 1;
		const last = Math.min(Number(attributes.get('max')), MOST_COLUMNS) - 1;
		if (!(first >= columnStyles.length)) return;
		for (let column = columnStyles.length; column <= last; column++)
			columnStyles.push(column < first ? undefined : attributes.get('style'));
	}

	private endCell(): void {
		this.isInCell = false;
		this.isInValue = false;
		const { row, column } = this;
		if (!row || column > this.lastColumn) {
			this.hasValue ||=
				this.value !== undefined || this.inlineText !== undefined || this.hasFormula;
			return;
		}
		const cell = this.cell();
		if (cell === undefined || (cell.text === '' && cell.kind === 'text')) return;
		this.hasValue ||= cell.kind !== 'text' || cell.text.trim() !== '';
		if ((row.texts[column] ?? '') !== '') throw brokenXml('a cell stands in it twice');
		while (row.texts.length < column) row.texts.push('');
		row.texts[column] = cell.text;
		if (cell.kind === 'text') return;
		row.kinds ??= [];
		row.kinds[column] = cell.kind;
	}

	private cell(): SheetCell | undefined {
		const { value, type, inlineText } = this;
		if (inlineText !== undefined && (type === 'inlineStr' || value === undefined))
			return { text: inlineText, kind: 'text' };
		if (value === undefined) return this.hasFormula ? UNCALCULATED : undefined;
		switch (type) {
			case 's':
				return { text: this.shared(value), kind: 'text' };
			case 'str':
			case 'inlineStr':
				return { text: unescapeText(value), kind: 'text' };
			case 'b':
				return value.trim() === '1' || value.trim() === 'true' ? TRUE : FALSE;
			case 'e':
				return { text: value.trim(), kind: 'error' };
			case 'd':
				return this.keptOr(value, (format) => isoCell(value.trim(), format));
			default:
				if (value.trim() === '') return this.hasFormula ? UNCALCULATED : undefined;
				return this.keptOr(value, (format) => numberCell(value, format, this.facts.dateSystem));
		}
	}

	private shared(index: string): string {
		const text = this.facts.strings[Number(index)];
		if (text === undefined || index.trim() === '')
			throw brokenXml('a cell refers to a text that is not there');
		return text;
	}

	private keptOr(value: string, make: (format: FormatKind) => SheetCell | undefined): SheetCell {
		const format = formatAt(this.facts.formats, this.style);
		const id = format.kind === 'date' ? `${this.type} ${this.style ?? ''} ${value}` : undefined;
		const known = id && this.known.get(id);
		if (known) return known;
		const made = make(format);
		if (made === undefined) throw brokenXml('a cell holds a number that is none');
		if (id && this.known.size < MOST_KEPT) this.known.set(id, made);
		return made;
	}

	private noteMerged(reference: string): void {
		const [from, to = from] = reference.split(':');
		const [first, last] = [placeOf(from), placeOf(to)];
		if (!first || !last) throw brokenXml('joined cells have no place in the sheet');
		const { headerLine, width } = this.table ?? { headerLine: Infinity, width: 0 };
		if (last.row + 1 >= headerLine && first.column < width) this.merged ??= reference;
	}
}

/** Without entities, formulas and runs, and with its attributes in the order in which programs write them. */
const USUAL_CELL =
	/<c r="([A-Z]{1,3})\d{1,7}"(?: s="(\d{1,6})")?(?: t="([a-zA-Z]{1,9})")?(?:\/>|>(?:<v>([^<&\r]*)<\/v>|<is><t(?: xml:space="preserve")?>([^<&\r]*)<\/t><\/is>)<\/c>)/y;

const UNCALCULATED: SheetCell = { text: '', kind: 'uncalculated' };
const TRUE: SheetCell = { text: 'TRUE', kind: 'boolean' };
const FALSE: SheetCell = { text: 'FALSE', kind: 'boolean' };
