import path from 'node:path';
import { projectRoot } from '../e2e/harness/paths';
import { ratioText, type Comparison } from './measure';

/** The page that holds the table of the last full run; what stands between its marks is made here, the rest by hand. */
export const FIGURES_PAGE = path.join(projectRoot, 'docs/figures.md');
const MARKS = { start: '<!-- figures -->', end: '<!-- /figures -->' };

const cellText = (text: string): string => text.replace(/[\\|*_<>`]/g, '\\$&');

/** A missed figure stands out. */
function tableRows(lines: readonly Comparison[]): string[] {
	const rows = lines.map(({ what, peer, peerFigure, us, ratio, target, isReached }) => [
		...[what, `${peer}: ${peerFigure}`, us, ratioText(ratio), target].map(cellText),
		target === '–' ? '' : isReached ? 'reached' : '**missed**',
	]);
	return [['what', 'peer', 'us', 'ratio', 'target', ''], Array(6).fill('---'), ...rows].map(
		(row) => `| ${row.join(' | ')} |`,
	);
}

/** The page with another table. */
export function withFigures(page: string, told: string, lines: readonly Comparison[]): string {
	const [start, end] = [page.indexOf(MARKS.start), page.indexOf(MARKS.end)];
	if (start === -1 || end < start) throw new Error(`The page has no marks ${MARKS.start}`);
	const made = [MARKS.start, '', told, '', ...tableRows(lines), ''].join('\n');
	return page.slice(0, start) + made + '\n' + page.slice(end);
}

/** What the table of a page says that was missed. */
export const missedIn = (page: string): string[] =>
	page
		.slice(page.indexOf(MARKS.start), page.indexOf(MARKS.end))
		.split('\n')
		.filter((line) => line.includes('**missed**'))
		.map((line) => plain(line.split(' | ')[0].replace(/^\| /, '')));

/** Without the signs that Markdown needs. */
export const plain = (text: string): string => text.replace(/\\/g, '').trim();
