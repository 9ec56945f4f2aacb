import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	commonest,
	inGroups,
	share,
	tableOfGroups,
	type GroupOfTrials,
} from '../spreadsheets/groups';
import { LOCALES, type TrialLocale } from '../spreadsheets/locales';
import { findGnumeric, Gnumeric } from '../spreadsheets/programs/gnumeric';
import { findLibreOffice, LibreOffice } from '../spreadsheets/programs/libreOffice';
import type { Program } from '../spreadsheets/programs/Program';
import { runTrial, type TrialOfWay } from '../spreadsheets/runTrial';
import { gnumericCan, waysOf } from '../spreadsheets/ways';

/**
 * Templates of all kinds of fields, opened, filled in and saved in spreadsheet programs of six countries, in every way in which
 * people do it, and read back: how many rows are right, and what becomes of the others. `--show` lists those.
 */
async function trialsIn(locale: TrialLocale, folder: string): Promise<TrialOfWay[]> {
	const ways = waysOf(locale);
	const of = async (program: Program, chosen = ways) => await runTrial(program, chosen, folder);
	return [
		...(findLibreOffice() ? await of(await LibreOffice.start(locale, folder)) : []),
		...(findGnumeric()
			? await of(await Gnumeric.start(locale, folder), ways.filter(gnumericCan))
			: []),
	];
}

interface Target {
	what: string;
	found: number;
	isReached: boolean;
}

const least = (what: string, found: number, bound: number): Target => ({
	what: `${what}, at least ${bound} %`,
	found,
	isReached: found >= bound,
});

function targetsOf(groups: readonly GroupOfTrials[]): Target[] {
	return groups
		.filter(({ hasCheck }) => hasCheck)
		.flatMap((group): Target[] => {
			const name = `${group.program}, ${group.name}`;
			const none = (what: string, found: number): Target => ({
				what: `${name}: ${what}, none`,
				found,
				isReached: found === 0,
			});
			const right = share(group.right, group);
			return [
				none('silently wrong', group.wrong),
				none('misleading reasons', group.misleading),
				...(group.name === 'workbook' ? [least(`${name}: right`, right, 95)] : []),
				...(group.name === 'CSV by double click' ? [least(`${name}: right`, right, 80)] : []),
			];
		});
}

async function main(): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-spreadsheets-'));
	try {
		const trials: TrialOfWay[] = [];
		for (const locale of LOCALES) trials.push(...(await trialsIn(locale, folder)));
		for (const [name, found] of Object.entries({
			'LibreOffice (libreoffice-calc-nogui)': findLibreOffice(),
			'Gnumeric (gnumeric and locales)': findGnumeric(),
		})) {
			if (found === undefined) console.log(`Without ${name}, which is not installed.`);
		}
		const groups = inGroups(trials);
		console.log(tableOfGroups(groups));
		if (process.argv.includes('--show')) show(groups);
		const targets = targetsOf(groups);
		for (const { what, found } of targets.filter((one) => !one.isReached))
			console.log(`MISSED ${what}: ${Number(found.toFixed(1))}`);
		const reached = targets.filter(({ isReached }) => isReached).length;
		console.log(`${reached} of ${targets.length} targets reached`);
		process.exitCode = targets.length > 0 && reached === targets.length ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function show(groups: readonly GroupOfTrials[]): void {
	for (const group of groups) {
		for (const verdict of ['wrong', 'misleading', 'named'] as const) {
			const lines = commonest(group.judged, verdict, 40);
			if (lines.length === 0) continue;
			console.log(
				`\n${group.program}, ${group.name}, ${group.hasCheck ? 'with' : 'without'} check: ${verdict}`,
			);
			console.log(lines.join('\n'));
		}
	}
}

void main();
