import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const recipes = path.resolve(__dirname, '../../../scripts/recipes');
const names = readdirSync(recipes).filter((name) =>
	existsSync(path.join(recipes, name, 'package-lock.json')),
);

interface Locked {
	version?: string;
	extraneous?: boolean;
}

describe('what is installed into the cache folder', () => {
	it('more than three recipes are found', () => expect(names.length).toBeGreaterThan(3));

	// npm installs nothing that nobody depends on, so such a lock file would never match what is there.
	it.each(names)('%s: the lock file holds only what is installed from it', (name) => {
		const text = readFileSync(path.join(recipes, name, 'package-lock.json'), 'utf8');
		const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
		const left = Object.entries(packages).filter(([, { extraneous }]) => extraneous);
		expect(left.map(([at]) => at)).toEqual([]);
	});
});
