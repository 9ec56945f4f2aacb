import { countOf, type Count, type JudgedRow } from './judge';
import type { TrialOfWay } from './runTrial';
import { GROUPS } from './ways';

/** Files of one kind, with and without the check column, from one program. */
export interface GroupOfTrials extends Count {
	name: string;
	program: string;
	hasCheck: boolean;
	files: number;
	judged: JudgedRow[];
}

export function inGroups(trials: readonly TrialOfWay[]): GroupOfTrials[] {
	const programs = [...new Set(trials.map(({ program }) => program))];
	return programs.flatMap((program) =>
		[true, false].flatMap((hasCheck) =>
			GROUPS.flatMap((name) => {
				const chosen = trials.filter(
					(one) =>
						one.program === program && one.way.hasCheck === hasCheck && one.way.group === name,
				);
				if (chosen.length === 0) return [];
				const judged = chosen.flatMap((one) => one.judged);
				return [{ ...countOf(judged), name, program, hasCheck, files: chosen.length, judged }];
			}),
		),
	);
}

export const share = (part: number, { rows }: Count): number => (100 * part) / rows;

/** What was reached, a line to a group. */
export function tableOfGroups(groups: readonly GroupOfTrials[]): string {
	const lines = groups.map((group) => [
		group.program,
		group.name,
		group.hasCheck ? 'yes' : 'no',
		String(group.files),
		String(group.rows),
		...[group.right, group.named, group.misleading, group.wrong].map(
			(count) => `${share(count, group).toFixed(1)} %`,
		),
	]);
	const head = [
		'program',
		'file',
		'check',
		'files',
		'rows',
		'right',
		'named',
		'misleading',
		'wrong',
	];
	const all = [head, ...lines];
	const widths = head.map((_name, column) => Math.max(...all.map((line) => line[column].length)));
	return all
		.map((line) =>
			line
				.map((cell, column) => cell.padEnd(widths[column]))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

/** The commonest of what did not come out as it was meant, each with how often. */
export function commonest(
	judged: readonly JudgedRow[],
	verdict: JudgedRow['verdict'],
	most: number,
): string[] {
	const counts = new Map<string, number>();
	for (const one of judged) {
		if (one.verdict !== verdict) continue;
		const what = `${one.row.field ?? ''} (${one.row.what}): ${one.told}`;
		counts.set(what, (counts.get(what) ?? 0) + 1);
	}
	return [...counts]
		.sort((left, right) => right[1] - left[1])
		.slice(0, most)
		.map(([what, count]) => `${count}x ${what}`);
}
