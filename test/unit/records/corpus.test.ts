import { memorySubject } from '../../corpora/records/MemoryTarget';
import { checkScenario, describeCorpus, loadCorpus } from '../../corpora/records/runCorpus';

describeCorpus('a directory that refuses a second record with a key', memorySubject(true));
describeCorpus('a directory that allows several records with a key', memorySubject(false));

describe('the corpus itself', () => {
	const scenarios = loadCorpus();

	it('every scenario is played by one of the two directories', () => {
		const played = scenarios.filter(({ scenario }) =>
			[true, false].some((unique) =>
				(scenario.needs ?? []).every((need) => memorySubject(unique).can.has(need)),
			),
		);
		expect(played).toHaveLength(scenarios.length);
	});

	it.each(scenarios)('$file notices a target that writes nothing', async ({ scenario }) => {
		const writes = scenario.outcomes
			.flat()
			.some(({ status }) => status === 'created' || status === 'updated');
		if (!writes || scenario.options?.dryRun || !scenario.after) return;
		const subject = memorySubject(!scenario.needs?.includes('sharedKeys'));
		const differences = await checkScenario(scenario, {
			...subject,
			createWorld: async (given) => {
				const world = await subject.createWorld(given);
				const target = Object.create(world.target, {
					write: {
						value: (entries: unknown[]) => Promise.resolve(entries.map(() => ({ id: 'nothing' }))),
					},
				}) as typeof world.target;
				return { ...world, target };
			},
		});
		expect(differences).not.toEqual([]);
	});
});
