import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { METRICS } from '../../../nodes/shared/survey/kpi';
import { tableIn } from './referenceTables';

const docs = path.join(__dirname, '../../../docs');
const page = readFileSync(path.join(docs, 'nodes/survey.md'), 'utf8');

describe('the page on the Survey node', () => {
	it('lists the metrics that there are, with their scale', () => {
		const [, ...rows] = tableIn(page, 'metrics');
		expect(rows.map(([name, value, scale]) => [name, value, scale])).toEqual(
			Object.values(METRICS).map(({ displayName, description, scale }) => [
				displayName,
				description,
				scale ? `${scale.min}–${scale.max}` : '–',
			]),
		);
	});

	it('links to pages, templates and pictures that exist', () => {
		const links = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target);
		const missing = links.filter((target) => !existsSync(path.join(docs, 'nodes', target)));
		expect(links.length).toBeGreaterThan(10);
		expect(missing).toEqual([]);
	});
});
