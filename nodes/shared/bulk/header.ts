import { nearestName } from '../pipedText/lookup/nearestName';
import { CHECK_WORD } from './check/checkText';
import { columnLetters } from './csv/problems';
import { misplacedHeader } from './misplacedHeader';
import type { FileRow } from './rows';

export interface HeaderSettings {
	/** Name of the key column; default the first that is neither [old], [new] nor [result]. */
	keyColumn?: string;
	/** A [new] without its [old] cannot be compared with what is there now. Default `error`. */
	newWithoutOld?: 'error' | 'noComparison';
	/** Words in the brackets; default `old` and `new`. */
	oldWords?: string[];
	newWords?: string[];
}

/** A field of the file. Columns count from 0. */
export interface ColumnPair {
	/** As written after `[new]`. */
	name: string;
	oldColumn?: number;
	newColumn: number;
}

export interface HeaderProblem {
	isError: boolean;
	/** From 1; 0 where no single column is to blame. */
	column: number;
	message: string;
}

export interface ParsedHeader {
	names: string[];
	/** -1 where there is none: then there is an error. */
	keyColumn: number;
	pairs: ColumnPair[];
	/** Where each row carries what it was made of. */
	checkColumn?: number;
	problems: HeaderProblem[];
}

/** The columns that result files add; read and ignored, so that such a file can be mended and sent again. */
export const RESULT_WORD = 'result';

type Role = { kind: 'old' | 'new' | 'result' | 'check' | 'other'; name: string };

/** Spaces, non-breaking ones too, and case make no difference between two names. */
export const foldName = (name: string): string =>
	name
		.replace(/[\s\u200b\ufeff]+/g, ' ')
		.trim()
		.toLowerCase()
		.normalize('NFC');

/**
 * Finds the key and the `[old] X`, `[new] X` pairs. Everything that is wrong is a problem of its own, not only the first.
 * `beginning`: the rows that follow, among which the names may be, below a title.
 */
export function parseHeader(
	names: string[],
	settings: HeaderSettings = {},
	beginning: ReadonlyArray<Pick<FileRow, 'line' | 'cells'>> = [],
): ParsedHeader {
	const problems: HeaderProblem[] = [];
	const addProblem = (isError: boolean, column: number, message: string) =>
		problems.push({ isError, column: column + 1, message });
	const words = [...(settings.oldWords ?? ['old']), ...(settings.newWords ?? ['new'])];
	const misplaced = misplacedHeader(names, words, beginning);
	if (misplaced !== undefined) {
		addProblem(true, -1, misplaced);
		return { names, keyColumn: -1, pairs: [], problems };
	}
	const roles = names.map((name) => roleOf(name, settings));
	const columns = { old: new Map<string, number>(), new: new Map<string, number>() };

	roles.forEach(({ kind, name }, column) => {
		if (kind !== 'old' && kind !== 'new') return;
		const earlier = columns[kind].get(foldName(name));
		if (name === '') addProblem(true, column, `Column ${letters(column)} is [${kind}] of nothing`);
		else if (earlier === undefined) columns[kind].set(foldName(name), column);
		else
			addProblem(
				true,
				column,
				`[${kind}] ${name} stands in columns ${letters(earlier)} and ${letters(column)}`,
			);
	});

	const pairs: ColumnPair[] = [];
	for (const [folded, newColumn] of columns.new) {
		const { name } = roles[newColumn];
		const oldColumn = columns.old.get(folded);
		pairs.push({ name, newColumn, ...(oldColumn !== undefined && { oldColumn }) });
		if (oldColumn !== undefined) continue;
		const isError = settings.newWithoutOld !== 'noComparison';
		const without = `[new] ${name} (column ${letters(newColumn)}) has no [old] ${name}`;
		const near = nearOf(name, roles, columns.old);
		addProblem(isError, newColumn, near ? `${without}. Did you mean [old] ${near}?` : without);
	}
	for (const [folded, column] of columns.old) {
		if (columns.new.has(folded)) continue;
		const { name } = roles[column];
		addProblem(
			false,
			column,
			`[old] ${name} (column ${letters(column)}) has no [new] ${name} and is ignored`,
		);
	}
	if (pairs.length === 0)
		addProblem(true, -1, 'There is no [new] column, so there is nothing to change');

	const keyColumn = findKey(names, roles, settings.keyColumn, addProblem);
	checkOthers(roles, keyColumn, addProblem);
	const checkColumn = roles.findIndex(({ kind }) => kind === 'check');
	return { names, keyColumn, pairs, ...(checkColumn !== -1 && { checkColumn }), problems };
}

const letters = (column: number): string => columnLetters(column + 1);

function roleOf(written: string, settings: HeaderSettings): Role {
	const match = /^[\s\u200b\ufeff]*\[\s*([^\]]*?)\s*\]\s*([^]*?)\s*$/.exec(written);
	const word = match?.[1].toLowerCase();
	const kinds = {
		old: settings.oldWords ?? ['old'],
		new: settings.newWords ?? ['new'],
		result: [RESULT_WORD],
		check: [CHECK_WORD],
	};
	for (const kind of ['old', 'new', 'result', 'check'] as const) {
		if (match && kinds[kind].some((known) => known.toLowerCase() === word)) {
			return { kind, name: match[2] };
		}
	}
	return { kind: 'other', name: written.trim() };
}

function findKey(
	names: string[],
	roles: Role[],
	wanted: string | undefined,
	addProblem: (isError: boolean, column: number, message: string) => void,
): number {
	if (wanted === undefined || wanted.trim() === '') {
		const first = roles.findIndex(({ kind, name }) => kind === 'other' && name !== '');
		if (first === -1)
			addProblem(true, -1, 'There is no key column beside the [old] and [new] columns');
		return first;
	}
	const found = names.flatMap((name, column) =>
		foldName(name) === foldName(wanted) ? [column] : [],
	);
	if (found.length === 1) return found[0];
	if (found.length > 1) {
		addProblem(
			true,
			found[1],
			`The key column ${wanted} stands in columns ${found.map(letters).join(' and ')}`,
		);
		return -1;
	}
	const near = nearestName(wanted, names);
	addProblem(true, -1, `There is no key column ${wanted}${near ? `. Did you mean ${near}?` : ''}`);
	return -1;
}

/** Other columns are left out of account, but said so; two with one name are an error only for the key. */
function checkOthers(
	roles: Role[],
	keyColumn: number,
	addProblem: (isError: boolean, column: number, message: string) => void,
): void {
	const key = keyColumn === -1 ? undefined : foldName(roles[keyColumn].name);
	roles.forEach(({ kind, name }, column) => {
		if (kind !== 'other' || column === keyColumn) return;
		if (name === '') addProblem(true, column, `Column ${letters(column)} has no name`);
		else if (foldName(name) === key) {
			const both = `${letters(keyColumn)} and ${letters(column)}`;
			addProblem(true, column, `The key column ${name} stands in columns ${both}`);
		} else
			addProblem(
				false,
				column,
				`Column ${letters(column)} (${name}) is neither [old] nor [new] and is ignored`,
			);
	});
}

function nearOf(
	name: string,
	roles: Role[],
	columns: ReadonlyMap<string, number>,
): string | undefined {
	const near = nearestName(foldName(name), columns.keys());
	const column = near === undefined ? undefined : columns.get(near);
	return column === undefined ? undefined : roles[column].name;
}
