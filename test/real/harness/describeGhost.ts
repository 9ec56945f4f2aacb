import { checkScenario, loadCorpus } from '../../corpora/records/runCorpus';
import { empty, type GhostSite } from './adminApi';
import { FACTS } from './facts';
import { ghostSubject, IMPOSSIBLE } from './ghostSubject';

/** What holds for a real Ghost holds for its stand-in, word for word. */
export function describeGhost(name: string, siteOf: () => GhostSite): void {
	describe(`${name}: upsert corpus`, () => {
		const subject = ghostSubject(siteOf);
		const scenarios = loadCorpus().filter(({ scenario }) =>
			(scenario.needs ?? []).every((need) => subject.can.has(need)),
		);
		const played = scenarios.filter(({ file }) => !Object.hasOwn(IMPOSSIBLE, file));

		it.each(
			played.map(
				({ file, scenario }) =>
					[scenario.proves?.join(' ') ?? '', scenario.title, file, scenario] as const,
			),
		)('%s %s (%s)', async (_proves, _title, _file, scenario) => {
			expect(await checkScenario(scenario, subject)).toEqual([]);
		});

		it('leaves out nothing but what the system cannot do', () => {
			const files = scenarios.map(({ file }) => file);
			expect(files).toEqual(expect.arrayContaining(Object.keys(IMPOSSIBLE)));
			expect(played).toHaveLength(files.length - Object.keys(IMPOSSIBLE).length);
		});
	});

	describe(`${name}: what the contract says`, () => {
		beforeEach(async () => await empty(siteOf()));

		it.each(FACTS)('contract $statement: $title', async ({ observe, expected }) => {
			expect(await observe(siteOf())).toEqual(expected);
		});
	});
}
