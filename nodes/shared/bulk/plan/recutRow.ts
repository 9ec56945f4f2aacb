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
	/** It says what is there now. */
	isPresent: boolean;
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
 * in which each [old] says what is there now (or, where the row was written already, each [new]); only one may be left, and in that
 * one a present value has to be among what was torn: so it is shown that the program does such a thing. Undefined otherwise.
 */
export function recutRow(
	row: FileRow,
	delimiter: string,
	present: StoredValues,
	{ width, keyColumn, columns, settings }: CutFile,
): FileRow | undefined {
	const { cells } = row;
	const extra = cells.length - width;
	if (extra > MOST_EXTRA) return undefined;
	const at = new Map<number, PlannedColumn>();
	for (const column of columns) {
		at.set(column.newColumn, column);
		if (column.oldColumn !== -1) at.set(column.oldColumn, column);
	}
	const known = new Map<string, Cut[]>();

	/** The ways to go on with this column at this cell; two are as good as many. `isWritten`: its [new] has to be there already. */
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
			// Nobody begins or ends a text with a separator; without that, cells that are empty would fit everywhere.
			if (isTorn && !isPresent && [cells[from], cells[end - 1]].includes('')) continue;
			const cut = { cell, isTorn, isPresent };
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

	const [cut, other] = cutsFrom(0, 0, false);
	if (cut === undefined || other !== undefined) return undefined;
	const whole: Cut[] = [];
	for (let one: Cut | undefined = cut; one; one = one.rest) whole.push(one);
	const isShown = whole.some(({ isTorn, isPresent }) => isTorn && isPresent);
	return isShown
		? withCells(
				row,
				whole.map(({ cell }) => cell),
			)
		: undefined;
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
