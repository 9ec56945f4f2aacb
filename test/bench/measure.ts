import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One line of the table: both sides were measured in this run, in turns. */
export interface Comparison {
	what: string;
	peer: string;
	/** Ready to print: `2.31 ms/item`. */
	peerFigure: string;
	us: string;
	/** How many times faster, or how much of what is allowed was used. */
	ratio: number;
	target: string;
	isReached: boolean;
}

export const median = (values: number[]): number =>
	[...values].sort((left, right) => left - right)[values.length >> 1];

export async function milliseconds(work: () => unknown): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

/** Runs all in turns, so that what slows the machine down slows all of them, and gives each one's median in milliseconds. */
export async function inTurns<Name extends string>(
	rounds: number,
	contenders: Record<Name, () => unknown>,
): Promise<Record<Name, number>> {
	const names = Object.keys(contenders) as Name[];
	const times = new Map<Name, number[]>(names.map((name) => [name, []]));
	for (let round = 0; round < rounds; round++) {
		for (const name of names) times.get(name)!.push(await milliseconds(contenders[name]));
	}
	return Object.fromEntries(names.map((name) => [name, median(times.get(name)!)])) as Record<
		Name,
		number
	>;
}

/** Time for each of `items`, in the unit that reads best. */
export function each(totalMs: number, items: number): string {
	const microseconds = (totalMs * 1000) / items;
	return microseconds >= 1000
		? `${(microseconds / 1000).toFixed(2)} ms/item`
		: `${microseconds.toFixed(microseconds < 10 ? 2 : 0)} µs/item`;
}

/** `at least 500x`: the peer's time divided by ours. */
export const faster = (
	line: Omit<Comparison, 'ratio' | 'target' | 'isReached'>,
	ratio: number,
	target: number,
): Comparison => ({ ...line, ratio, target: `≥ ${target}x`, isReached: ratio >= target });

/** `at most 11x`. */
export const within = (
	line: Omit<Comparison, 'ratio' | 'target' | 'isReached'>,
	ratio: number,
	target: number,
	unit = 'x',
): Comparison => ({ ...line, ratio, target: `≤ ${target}${unit}`, isReached: ratio <= target });

/** To be looked at: nothing is asked of it. */
export const shown = (
	line: Omit<Comparison, 'ratio' | 'target' | 'isReached'>,
	ratio: number,
): Comparison => ({ ...line, ratio, target: '–', isReached: true });

/** A bench that was started for itself prints its own table; as part of all of them it leaves its lines to be put together. */
export function report(name: string, lines: Comparison[]): void {
	const folder = process.env.SURVEY_OPS_BENCH_FOLDER;
	if (folder) {
		mkdirSync(folder, { recursive: true });
		writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(lines));
		return;
	}
	console.log(`\n${tableOf(lines)}`);
}

export function tableOf(lines: Comparison[]): string {
	const rows = lines.map((line) => [
		line.what,
		`${line.peer}: ${line.peerFigure}`,
		line.us,
		ratioText(line.ratio),
		line.target,
		line.isReached ? 'reached' : 'MISSED',
	]);
	const all = [['what', 'peer', 'us', 'ratio', 'target', ''], ...rows];
	const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
	const print = (row: string[]) =>
		row
			.map((cell, column) => cell.padEnd(widths[column]))
			.join('  ')
			.trimEnd();
	const rule = widths.map((width) => '─'.repeat(width)).join('  ');
	return [print(all[0]), rule, ...rows.map(print)].join('\n');
}

export const ratioText = (ratio: number): string =>
	`${ratio >= 100 ? Math.round(ratio).toLocaleString('en') : ratio.toFixed(2)}x`;
