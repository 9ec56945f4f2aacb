import { createRequire } from 'node:module';
import path from 'node:path';

// One test file at a time, in one process that has read the configuration and the list of files once: a whole jest takes
// seconds to start, and a mutant is most often noticed by the first file or two.
const fromJest = createRequire(createRequire(import.meta.url).resolve('jest'));
const fromCore = createRequire(fromJest.resolve('@jest/core'));
const { SearchSource, createTestScheduler } = fromJest('@jest/core');
const { readConfigs } = fromCore('jest-config');
const { TestWatcher } = fromCore('jest-watcher');
const Runtime = fromCore('jest-runtime').default;
const { DependencyResolver } = fromCore('jest-resolve-dependencies');
const { buildSnapshotResolver } = fromCore('jest-snapshot');

/** Tests of the sources as texts, not of behaviour: a source with mutants in it is another text. */
const readsTexts = ['/test/unit/house/', '/test/unit/scripts/'];

const environment = path.join(import.meta.dirname, 'environment.cjs');

/**
 * The test files of a jest project of the package in `folder`, or only those whose paths begin as one of `within`: `list` has their
 * paths, `run` runs one and answers with jest's result of it.
 */
export async function openJest(folder, project, within = ['']) {
	const argv = {
		_: [],
		$0: 'jest',
		config: path.join(folder, 'test', 'jest.config.cjs'),
		runInBand: true,
		ci: true,
		silent: true,
		watchman: false,
		cacheDirectory: path.join(folder, '.cache', 'jest'),
	};
	const { globalConfig, configs } = await readConfigs(argv, [argv.config]);
	const found = configs.find(({ displayName }) => displayName.name === project);
	const config = {
		...found,
		testEnvironment: environment,
		testPathIgnorePatterns: [...found.testPathIgnorePatterns, ...readsTexts],
	};
	const context = await Runtime.createContext(config, {
		console,
		maxWorkers: 1,
		watch: false,
		watchman: false,
	});
	const source = new SearchSource(context);
	const { tests: all } = await source.getTestPaths(globalConfig, config);
	const tests = new Map(all.map((test) => [path.relative(folder, test.path), test]));
	return {
		/** Those that import one of `sources`, straight or by others. */
		async list(sources) {
			const related = await source.findRelatedTests(new Set(sources), false);
			const found = new Set(related.tests.map((test) => path.relative(folder, test.path)));
			const nodes = project === 'engine' ? await nodesOn(sources, context) : [];
			return [...tests.keys()]
				.filter((file) => within.some((start) => file.startsWith(start)))
				.filter((file) => found.has(file) || isOfNode(file, nodes));
		},
		/** `names`: full names of the tests to run; without them all of the file. */
		async run(file, names) {
			const settings = {
				...globalConfig,
				reporters: [],
				maxWorkers: 1,
				testNamePattern: names === undefined ? undefined : `^(?:${names.map(escaped).join('|')})$`,
			};
			const scheduler = await createTestScheduler(settings, { startRun: () => undefined });
			const watcher = new TestWatcher({ isWatchMode: false });
			const { testResults } = await scheduler.scheduleTests([tests.get(file)], watcher);
			return testResults[0];
		},
	};
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The nodes that import one of `sources`, straight or by others, by their folders in small letters. */
async function nodesOn(sources, { config, resolver, hasteFS }) {
	const snapshots = await buildSnapshotResolver(config);
	const dependencies = new DependencyResolver(resolver, hasteFS, snapshots);
	const ofNode = /\/nodes\/(?!shared\/)(\w+)\//;
	const files = dependencies.resolveInverse(new Set(sources), (file) => ofNode.test(file));
	return [...new Set(files.map((file) => ofNode.exec(file)[1].toLowerCase()))];
}

/**
 * Engine tests load nodes by the names in package.json, so their imports do not tell which: their folder does (`trigger` stands for
 * SurveyTrigger), and those outside of such a folder are about all nodes.
 */
function isOfNode(file, nodes) {
	if (nodes.length === 0) return false;
	const folder = /^test\/engine\/(\w+)\//.exec(file)?.[1].toLowerCase();
	return (
		folder === undefined || folder === 'accounts' || nodes.some((node) => node.endsWith(folder))
	);
}
