import { isShippedSource, projectFiles, read } from './sourceFiles';
import { uncalledMethodsIn, unusedIn } from './unusedExports';

const NODE = 'nodes/A/A.node.ts';
const OTHER = 'nodes/shared/other.ts';
const TEST = 'test/unit/other.test.ts';

const using = (text: string): string =>
	`import { used } from '../shared/other'; export class A { b = used; } ${text}`;

const textsOf = (files: readonly string[]): Map<string, string> =>
	new Map(files.map((file) => [file, read(file)]));

describe('what nobody uses', () => {
	it.each<[string, Record<string, string>, string[]]>([
		['used by a node', { [NODE]: using(''), [OTHER]: 'export const used = 1;' }, []],
		[
			'used by nobody',
			{ [NODE]: using(''), [OTHER]: 'export const used = 1; export const left = 2;' },
			[`${OTHER}: left is not used`],
		],
		[
			'used by a test alone',
			{
				[NODE]: using(''),
				[OTHER]: 'export const used = 1; export const left = 2;',
				[TEST]: "import { left } from '../../nodes/shared/other'; left;",
			},
			[`${OTHER}: left is not used`],
		],
		[
			'used by what nobody uses: two functions that call each other',
			{
				[NODE]: using(''),
				[OTHER]:
					'export const used = 1; export function left() { right(); } function right() { left(); }',
			},
			[`${OTHER}: left is not used`, `${OTHER}: right is not used`],
		],
		[
			'used in its own file alone',
			{ [NODE]: using(''), [OTHER]: 'export const inner = 2; export const used = inner;' },
			[`${OTHER}: inner is exported without need`],
		],
		[
			'used in its own file, and checked by a test of its own',
			{
				[NODE]: using(''),
				[OTHER]: 'export const inner = 2; export const used = inner;',
				[TEST]: "import { inner } from '../../nodes/shared/other'; inner;",
			},
			[],
		],
		[
			'a type of a signature',
			{
				[NODE]: using(''),
				[OTHER]: 'export interface One { a: 1 } export const used = (one: One) => one;',
			},
			[],
		],
		[
			'a type of nothing',
			{ [NODE]: using(''), [OTHER]: 'export interface One { a: 1 } export const used = 1;' },
			[`${OTHER}: One is not used`],
		],
		[
			'a name that is only a member of something else',
			{
				[NODE]: using('const a = (b: { left: 1 }) => b.left; a({ left: 1 });'),
				[OTHER]: 'export const used = 1; export const left = 2;',
			},
			[`${OTHER}: left is not used`],
		],
		[
			'handed on by an index, one name for nothing',
			{
				[NODE]: using(''),
				[OTHER]: "export { used, left as other } from './more';",
				'nodes/shared/more.ts': 'export const used = 1; export const left = 2;',
			},
			[`${OTHER}: other is handed on to nobody`, 'nodes/shared/more.ts: left is not used'].sort(),
		],
		[
			'handed on as a whole',
			{
				[NODE]: using(''),
				[OTHER]: "export * from './more';",
				'nodes/shared/more.ts': 'export const used = 1; export const left = 2;',
			},
			['nodes/shared/more.ts: left is not used'],
		],
		[
			'taken as a whole',
			{
				[NODE]: "import * as all from '../shared/other'; export class A { b = Object.keys(all); }",
				[OTHER]: 'export const used = 1; export const left = 2;',
			},
			[],
		],
	])('is found: %s', (_, files, faults) => {
		const isTest = ([file]: [string, string]): boolean => file.startsWith('test/');
		const all = Object.entries(files);
		const shipped = new Map(all.filter((entry) => !isTest(entry)));
		expect(unusedIn(shipped, new Map(all.filter(isTest)))).toEqual(faults);
	});

	it('there is nothing of the kind', () => {
		const files = projectFiles();
		const shipped = textsOf(files.filter(isShippedSource));
		const tests = textsOf(files.filter((file) => /^test\/.*\.ts$/.test(file)));
		expect(shipped.size).toBeGreaterThan(300);
		expect(tests.size).toBeGreaterThan(300);
		expect(unusedIn(shipped, tests)).toEqual([]);
		// One more name in a real file is found.
		const [planted] = [...shipped.keys()].filter((file) => file.endsWith('/wait.ts'));
		shipped.set(planted, `${shipped.get(planted)}\nexport const planted = 1;\n`);
		expect(unusedIn(shipped, tests)).toEqual([`${planted}: planted is not used`]);
	}, 60_000);
});

describe('what nobody calls', () => {
	it.each<[string, string, string[]]>([
		[
			'of an interface',
			'interface One { left(): void } export const a = (one: One) => one;',
			['left'],
		],
		[
			'of a type',
			'interface One { left: () => void } export const a = (one: One) => one;',
			['left'],
		],
		['of a class', 'export class One { left() {} }', ['left']],
		['called', 'export class One { used() {} } new One().used();', []],
		['taken out', 'interface One { used(): void } export const a = ({ used }: One) => used;', []],
	])('is found: a method %s', (_, text, names) => {
		expect(uncalledMethodsIn(new Map([[OTHER, text]]))).toEqual(
			names.map((name) => `${OTHER}: ${name}`),
		);
	});

	it('there is nothing of the kind', () => {
		const shipped = textsOf(projectFiles().filter(isShippedSource));
		expect(shipped.size).toBeGreaterThan(300);
		expect(uncalledMethodsIn(shipped)).toEqual([]);
	}, 60_000);
});
