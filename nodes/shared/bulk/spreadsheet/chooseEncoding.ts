import type { FoundRecord } from '../../records/RecordTarget';
import type { BulkTarget } from '../apply/BulkTarget';
import { callInBatches, type Answers } from '../apply/callTarget';
import { decodeLatin1, SINGLE_BYTE, type SingleByte } from '../csv/encoding';
import { openCsv, type CsvSettings, type OpenFile } from '../csv/openCsv';
import { Refusal } from '../cells/refusal';
import type { FilePlan } from '../plan/compilePlan';
import type { FileRow } from '../rows';
import { isSame } from './sameText';

/** What is known of a file that may be in one of several encodings. */
export interface Evidence {
	/** For the names of its columns, as an encoding says them. */
	planFor(names: string[]): FilePlan;
	/** The records, to be asked what is there now; only where the file itself does not decide. */
	target(plan: FilePlan): Promise<Pick<BulkTarget, 'find' | 'limits'>>;
}

export interface ChosenEncoding {
	encoding: SingleByte;
	/** How it was found out; undefined: it is a guess. */
	by?: string;
}

/** Rows with signs beyond ASCII that are looked at. */
const ENOUGH_ROWS = 50;
/** Records that are read: some systems let one wait for each. */
const ENOUGH_RECORDS = 20;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * In which encoding of one byte to a sign a file was saved. What the file says was there decides: the check of each row, and where
 * there is none the present values, which [old] cells repeat; also whether the names of its columns and the codes of closed lists
 * exist. Where nothing tells, the likeliest encoding is taken, as a guess.
 */
export async function chooseEncoding(
	open: OpenFile,
	settings: CsvSettings,
	guess: SingleByte,
	{ planFor, target }: Evidence,
): Promise<ChosenEncoding> {
	const { names, rows } = await doubtfulRows(open, settings);
	// In some encodings any byte is a sign: there is always one.
	const readings = [guess, ...SINGLE_BYTE.filter((one) => one !== guess)].flatMap((encoding) => {
		const reading = readIn(encoding, names, rows, planFor);
		return reading ? [reading] : [];
	});
	const byFile = bestOf(readings, ({ plan, rows: read }) => [
		-plan.problems.filter(({ isError }) => isError).length,
		...scoresOf(plan, read),
	]);
	if (isOne(byFile)) return { encoding: byFile[0].encoding, by: 'by what its columns hold' };
	const present = await presentValues(byFile, await target(byFile[0].plan));
	if (!present) return { encoding: byFile[0].encoding };
	const byValues = bestOf(byFile, (reading) => [matches(reading, present)]);
	return {
		encoding: byValues[0].encoding,
		...(isOne(byValues) && { by: 'by comparing [old] with what is there now' }),
	};
}

/** What a file is in one encoding. */
interface Reading {
	encoding: SingleByte;
	plan: FilePlan;
	rows: FileRow[];
	/** Of all that was looked at. */
	text: string;
}

async function doubtfulRows(
	open: OpenFile,
	settings: CsvSettings,
): Promise<{ names: string[]; rows: FileRow[] }> {
	const file = await openCsv(open, { ...settings, encoding: 'latin1' });
	const rows: FileRow[] = [];
	for await (const block of file.rows()) {
		for (const row of block) {
			if (row.problem || !BEYOND_ASCII.test(row.text ?? '')) continue;
			rows.push(row);
			if (rows.length === ENOUGH_ROWS) return { names: file.header, rows };
		}
	}
	return { names: file.header, rows };
}

function readIn(
	encoding: SingleByte,
	names: readonly string[],
	rows: readonly FileRow[],
	planFor: Evidence['planFor'],
): Reading | undefined {
	const decoded = (text: string) => decodeLatin1(text, encoding);
	const header = names.map(decoded);
	const texts = rows.map((row) => decoded(row.text ?? ''));
	if ([...header, ...texts].includes(undefined)) return undefined;
	return {
		encoding,
		plan: planFor(header.map((name) => name ?? '')),
		rows: rows.map((row) => decodedRow(row, (text) => decoded(text) ?? text)),
		text: [...header, ...texts].join('\n'),
	};
}

const decodedRow = (row: FileRow, decoded: (text: string) => string): FileRow => ({
	problem: undefined,
	width: row.width,
	line: row.line,
	text: decoded(row.text ?? ''),
	next: row.next,
	cells: row.cells.map(decoded),
	cell(column) {
		const cell = row.cell(column);
		return cell === undefined ? undefined : decoded(cell);
	},
	areEqual: (column, other) => row.areEqual(column, other),
	isEmpty: (column) => row.isEmpty(column),
	holds: (column, sign) => decoded(row.cell(column) ?? '').includes(sign),
});

/** The best are those of which nothing is higher, looked at in order; equal ones all. */
function bestOf(readings: readonly Reading[], score: (reading: Reading) => number[]): Reading[] {
	const scored = readings.map((reading) => ({ reading, scores: score(reading) }));
	const compare = (left: number[], right: number[]): number =>
		left.map((value, index) => value - right[index]).find((difference) => difference !== 0) ?? 0;
	const best = scored.reduce((top, one) => (compare(one.scores, top.scores) > 0 ? one : top));
	return scored
		.filter(({ scores }) => compare(scores, best.scores) === 0)
		.map(({ reading }) => reading);
}

/** Encodings that say the same of all that was looked at are one. */
const isOne = (readings: readonly Reading[]): boolean =>
	readings.every(({ text }) => text === readings[0].text);

/** Rows whose check fits, and cells that can be read. */
function scoresOf(plan: FilePlan, rows: readonly FileRow[]): number[] {
	let fitting = 0;
	let unread = 0;
	for (const row of rows) {
		if (plan.verdictOn?.(row) === 'fits') fitting++;
		for (const { field, old } of plan.pairsOf(row))
			if (BEYOND_ASCII.test(old) && field.readOld(old) instanceof Refusal) unread++;
	}
	return [fitting, -unread];
}

type Present = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Undefined where there is no reading; what cannot be read now is missing: the run will say why. */
async function presentValues(
	readings: readonly Reading[],
	target: Pick<BulkTarget, 'find' | 'limits'>,
): Promise<Present | undefined> {
	if (!target.find || readings[0].plan.keyColumn === -1) return undefined;
	const keyOf = ({ plan }: Reading, row: FileRow) => plan.keyOf(row.cell(plan.keyColumn));
	const keys = new Set(
		readings.flatMap((reading) =>
			reading.rows.slice(0, ENOUGH_RECORDS).map((row) => keyOf(reading, row)),
		),
	);
	keys.delete('');
	const asked = [...keys];
	const fieldIds = [
		...new Set(readings.flatMap(({ plan }) => plan.fields.map((field) => field.id))),
	];
	const { findBatch: size, callsAtOnce: atOnce } = target.limits;
	const answers: Answers<FoundRecord[]> = await callInBatches(
		asked,
		{ size, atOnce },
		async (batch) => await target.find!(batch, fieldIds),
	);
	const present = new Map<string, Record<string, unknown>>();
	answers.forEach((records, index) => {
		if (Array.isArray(records) && records.length === 1)
			present.set(asked[index], records[0].values);
	});
	return present;
}

/** Cells with signs beyond ASCII that say what is there: [old] ones, and [new] ones that were written already. */
function matches({ plan, rows }: Reading, present: Present): number {
	let count = 0;
	for (const row of rows) {
		const values = present.get(plan.keyOf(row.cell(plan.keyColumn)));
		if (!values) continue;
		for (const { field, old, fresh } of plan.pairsOf(row)) {
			if (!BEYOND_ASCII.test(old + fresh)) continue;
			const now = field.canonical(Object.hasOwn(values, field.id) ? values[field.id] : null);
			if (field.isOldOf(old, now) || isSame(field.readNew(fresh), now)) count++;
		}
	}
	return count;
}
