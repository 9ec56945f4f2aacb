import { readFileSync } from 'node:fs';
import { FIGURES_PAGE, missedIn, plain, withFigures } from '../../bench/figuresPage';
import { within } from '../../bench/measure';

const page = readFileSync(FIGURES_PAGE, 'utf8');
const line = (what: string, ratio: number) =>
	within({ what, peer: 'a | b', peerFigure: '1 s', us: '2 s' }, ratio, 11);

describe('docs/figures.md', () => {
	it('explains each figure that was missed', () => {
		const [, behind] = page.split('<!-- /figures -->');
		const named = [...behind.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => plain(name));
		expect(missedIn(page).filter((what) => !named.includes(what))).toEqual([]);
	});

	it('gets another table between its marks, and stays as it is around them', () => {
		const made = withFigures(page, 'Run somewhere.', [line('one_thing', 12), line('other', 3)]);
		const around = (text: string) => text.split(/<!-- figures -->[^]*<!-- \/figures -->/);
		expect(around(made)).toEqual(around(page));
		expect(missedIn(made)).toEqual(['one_thing']);
		expect(made).toContain('Run somewhere.\n');
		expect(made).toContain('| other | a \\| b: 1 s | 2 s | 3.00x | ≤ 11x | reached |');
		const again = withFigures(made, 'Run somewhere.', [line('other', 3)]);
		expect(missedIn(again)).toEqual([]);
		expect(() => withFigures('# Nothing', '', [])).toThrow('no marks');
	});
});
