import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commonest, inGroups, share, type GroupOfTrials } from './groups';
import { LOCALES } from './locales';
import { findLibreOffice, LibreOffice } from './programs/libreOffice';
import { runTrial, type TrialOfWay } from './runTrial';
import { waysOf } from './ways';

const TAGS = ['en-US', 'fr-FR'];
const isThere = findLibreOffice() !== undefined;
if (!isThere) {
	console.warn(
		'Files that went through a spreadsheet program are not tested: this machine lacks LibreOffice (on Debian: apt-get install libreoffice-calc-nogui)',
	);
}

const suite = isThere ? describe : describe.skip;

/** A file from the template, through LibreOffice, and back: a part of what `npm run bench -- spreadsheets` goes through. */
suite('LD01 files that went through a spreadsheet program', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'survey-ops-spreadsheets-'));
	let groups: GroupOfTrials[];

	beforeAll(async () => {
		const trials: TrialOfWay[] = [];
		for (const locale of LOCALES.filter(({ tag }) => TAGS.includes(tag))) {
			const ways = waysOf(locale).filter(
				({ setting, hasCheck, group, name }) =>
					setting === 'local' &&
					hasCheck &&
					(group === 'workbook' || (group === 'CSV by double click' && name === 'as it is')),
			);
			expect(ways).toHaveLength(2);
			trials.push(...(await runTrial(await LibreOffice.start(locale, folder), ways, folder)));
		}
		groups = inGroups(trials);
	}, 300_000);

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	const group = (name: string): GroupOfTrials => groups.find((one) => one.name === name)!;

	it.each(['workbook', 'CSV by double click'])(
		'LD01 LD02 LD03 %s: nothing is silently wrong',
		(name) => {
			expect(commonest(group(name).judged, 'wrong', 5)).toEqual([]);
		},
	);

	it.each(['workbook', 'CSV by double click'])(
		'LD01 %s: every refusal says what happened',
		(name) => {
			expect(commonest(group(name).judged, 'misleading', 5)).toEqual([]);
		},
	);

	it('LD08 a workbook: at least 95 of 100 rows are right', () => {
		const book = group('workbook');
		expect(share(book.right, book)).toBeGreaterThanOrEqual(95);
	});

	it('LD01 CSV by double click: at least 80 of 100 rows are right', () => {
		const csv = group('CSV by double click');
		expect(share(csv.right, csv)).toBeGreaterThanOrEqual(80);
	});
});
