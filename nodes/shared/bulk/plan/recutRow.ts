import { isSame } from '../spreadsheet/sameText';
import { damageOf, type Damage } from '../spreadsheet/damage';
import type { FileRow } from '../rows';
import { valueIn, type PairSettings, type PlannedColumn, type StoredValues } from './readPair';
import { withCells } from './withCells';

/** A text with more separators than this is told apart by nobody. */
const MOST_EXTRA = 12;

interface Cut {
	cell: string;
	isTorn: boolean;
	/** It is an [old] one, or says what is there now. */
	isKnown: boolean;
	rest: Cut | undefined;
}

export interface CutFile {
	/** Names in its header. */
	width: number;
	keyColumn: number;
	columns: readonly PlannedColumn[];
	settings: PairSettings;
}

/**
 * A row that has too many cells, since a program wrote texts without quotes that hold the separator. It is put together in every way
 * in which each [old] says what is there now (or, where the row was written already, its [new]); only one may be left. Where several
 * are, those in which a text would begin with the separator do not count: cells that are empty fit nearly everywhere. In the one that
 * is left an [old] cell or a present value has to be among what was torn, so that it is shown that the program does such a thing; and no text may begin or
 * end with the separator, as if a cell had been left over. Undefined otherwise.
 */
export function recutRow(
	row: FileRow,
	delimiter: string,
	present: StoredValues,
	file: CutFile,
): FileRow | undefined {
	if (row.width - file.width > MOST_EXTRA) return undefined;
	const all = waysToCut(row, delimiter, present, file, false);
	const [first, other] = all.length > 1 ? waysToCut(row, delimiter, present, file, true) : all;
	if (first === undefined || other !== undefined) return undefined;
	const cuts = inOrder(first);
	const isOdd = ({ cell, isTorn, isKnown }: Cut): boolean =>
		isTorn && !isKnown && (cell.startsWith(delimiter) || cell.endsWith(delimiter));
	if (cuts.some(isOdd)) return undefined;
	return cuts.some(({ isTorn, isKnown }) => isTorn && isKnown)
		? withCells(
				row,
				cuts.map(({ cell }) => cell),
			)
		: undefined;
}

function inOrder(first: Cut): Cut[] {
	const cuts: Cut[] = [];
	for (let one: Cut | undefined = first; one; one = one.rest) cuts.push(one);
	return cuts;
}

/** Two are as good as many. `isStrict`: none in which a torn text begins with the separator. */
function waysToCut(
	{ cells }: FileRow,
	delimiter: string,
	present: StoredValues,
	{ width, keyColumn, columns, settings }: CutFile,
	isStrict: boolean,
): Cut[] {
	const at = new Map<number, PlannedColumn>();
	for (const column of columns) {
		at.set(column.newColumn, column);
		if (column.oldColumn !== -1) at.set(column.oldColumn, column);
	}
	const known = new Map<string, Cut[]>();

	/** How to go on with this column at this cell. `isWritten`: its [new] has to be there already. */
	const cutsFrom = (column: number, from: number, isWritten: boolean): Cut[] => {
		const place = `${column} ${from} ${isWritten}`;
		const before = known.get(place);
		if (before) return before;
		const found: Cut[] = [];
		known.set(place, found);
		const planned = at.get(column);
		const isTearable = planned !== undefined && column > keyColumn && planned.field.isTextual;
		// As many as are left over when each column that follows takes one.
		const last = isTearable ? cells.length - (width - column - 1) : from + 1;
		for (let end = from + 1; end <= last; end++) {
			const cell = cells.slice(from, end).join(delimiter);
			const isOld = column === planned?.oldColumn;
			const isPresent = planned !== undefined && says(cell, planned, isOld, present, settings);
			const isFollowed = isOld && planned.newColumn === column + 1;
			if (!isPresent && (isWritten || (isOld && !isFollowed))) continue;
			const isTorn = end > from + 1;
			if (isStrict && isTorn && !isPresent && cells[from] === '') continue;
			const cut = { cell, isTorn, isKnown: isOld || isPresent };
			if (column + 1 === width) {
				if (end === cells.length) found.push({ ...cut, rest: undefined });
				continue;
			}
			for (const rest of cutsFrom(column + 1, end, isOld && !isPresent)) {
				found.push({ ...cut, rest });
				if (found.length > 1) return found;
			}
		}
		return found;
	};

	return cutsFrom(0, 0, false);
}

/** An error says nothing of what was there. */
const isSpoilt = (damage: Damage | undefined): boolean =>
	damage !== undefined && damage !== 'errorWord';

/** Whether a cell says what is there, [old] also in the way in which a spreadsheet writes or spoils it. */
function says(
	cell: string,
	{ field }: PlannedColumn,
	isOld: boolean,
	present: StoredValues,
	{ text }: PairSettings,
): boolean {
	const now = valueIn(present, field);
	const shown = text(cell);
	if (!isOld) return isSame(field.readNew(shown), now);
	return field.isOldOf(shown, now) || isSpoilt(damageOf(shown, field.writeOld(now)));
}
