import path from 'node:path';
import { isShippedSource, projectFiles } from './sourceFiles';

/** What every connector with an account has, under names that are the same in each. */
const ALWAYS = ['client.ts', 'api.ts', 'limits.ts', 'errorTable.ts'];

const ROOT = 'nodes/shared/connectors/';

const filesOf = new Map<string, string[]>();
for (const file of projectFiles()) {
	if (!isShippedSource(file) || !file.startsWith(ROOT)) continue;
	const [connector, ...rest] = file.slice(ROOT.length).split('/');
	if (rest.length > 0) filesOf.set(connector, [...(filesOf.get(connector) ?? []), rest.join('/')]);
}

const complaintsOf = (files: readonly string[]): string[] => {
	const missing = files.includes('client.ts') ? ALWAYS.filter((name) => !files.includes(name)) : [];
	const unclear = files.filter((file) => path.posix.basename(file) === 'target.ts');
	return [
		...missing.map((name) => `${name} is missing`),
		...unclear.map((file) => `${file} does not say which target: recordTarget.ts or bulkTarget.ts`),
	];
};

describe('the connectors', () => {
	it.each<[string, string[], number]>([
		['a whole one', [...ALWAYS, 'recordTarget.ts', 'bulk/bulkTarget.ts'], 0],
		['one without an account', ['spec.ts', 'presets/index.ts'], 0],
		['limits within the api', ['client.ts', 'api.ts', 'errorTable.ts'], 1],
		[
			'an error table in a folder of its own',
			['client.ts', 'api.ts', 'limits.ts', 'x/errorTable.ts'],
			1,
		],
		['a target of records or of rows', [...ALWAYS, 'target.ts', 'directory/target.ts'], 2],
	])('are judged by their names: %s', (_, files, complaints) => {
		expect(complaintsOf(files)).toHaveLength(complaints);
	});

	it('call what they have in common by the same names', () => {
		const withAccount = [...filesOf].filter(([, files]) => files.includes('client.ts'));
		expect(withAccount.map(([connector]) => connector)).toEqual(
			expect.arrayContaining(['qualtrics', 'dataverse', 'salesmanago', 'secutix', 'startquestion']),
		);
		const complaints = [...filesOf].flatMap(([connector, files]) =>
			complaintsOf(files).map((complaint) => `${connector}: ${complaint}`),
		);
		expect(complaints).toEqual([]);
	});
});
