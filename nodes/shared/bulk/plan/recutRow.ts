import { isSame } from '../spreadsheet/sameText';
import { damageOf } from '../spreadsheet/damage';
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
 * is left an [old] cell or a present value has to be among what was torn, so that it is shown that the program does such a thing; and
 * no text may begin or end with the separator, as if a cell had been left over. Undefined otherwise.
 */
export function recutRow(
	row: FileRow,
	delimiter: string,
	present: StoredValues,
	{ width, keyColumn, columns, settings }: CutFile,
): FileRow | undefined {
	const { cells } = row;
	if (cells.length - width > MOST_EXTRA) return undefined;
	const fields = new Map(
		columns.flatMap((one) =>
			[one.oldColumn, one.newColumn].map((column) => [column, one] as const),
		),
	);

	/** Two are as good as many. `isStrict`: none in which a torn text begins with the separator. */
	const waysToCut = (isStrict: boolean): Cut[][] => {
		const known = new Map<string, Cut[][]>();
		/** From this column on, at this cell. `isWritten`: its [new] has to be there already. */
		const cutsFrom = (column: number, from: number, isWritten: boolean): Cut[][] => {
			if (column === width) return from === cells.length ? [[]] : [];
			const place = `${column} ${from} ${isWritten}`;
			const found = known.get(place) ?? [];
			if (known.has(place)) return found;
			known.set(place, found);
			const one = fields.get(column);
			const isOld = column === one?.oldColumn;
			const canBeTorn = one?.field.isTextual && column > keyColumn;
			// As many as are left over when each column that follows takes one.
			const last = canBeTorn ? cells.length - (width - column - 1) : from + 1;
			for (let end = from + 1; end <= last && found.length < 2; end++) {
				const cell = cells.slice(from, end).join(delimiter);
				const isPresent = one !== undefined && says(cell, one, isOld, present, settings);
				if (!isPresent && (isWritten || (isOld && one.newColumn !== column + 1))) continue;
				const cut = { cell, isTorn: end > from + 1, isKnown: isOld || isPresent };
				if (isStrict && cut.isTorn && !cut.isKnown && cells[from] === '') continue;
				for (const rest of cutsFrom(column + 1, end, isOld && !isPresent))
					found.push([cut, ...rest]);
			}
			return found;
		};
		return cutsFrom(0, 0, false);
	};

	const all = waysToCut(false);
	const [cuts, other] = all.length > 1 ? waysToCut(true) : all;
	if (cuts === undefined || other !== undefined) return undefined;
	const torn = cuts.filter(({ isTorn }) => isTorn);
	const isOdd = ({ cell, isKnown }: Cut): boolean =>
		!isKnown && (cell.startsWith(delimiter) || cell.endsWith(delimiter));
	if (torn.some(isOdd) || !torn.some(({ isKnown }) => isKnown)) return undefined;
	return withCells(
		row,
		cuts.map(({ cell }) => cell),
	);
}

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
	if (field.isOldOf(shown, now)) return true;
	const damage = damageOf(shown, field.writeOld(now));
	// An error says nothing of what was there.
	return damage !== undefined && damage !== 'errorWord';
}
