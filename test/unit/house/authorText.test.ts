import path from 'node:path';
import ts from 'typescript';
import { isShippedSource, projectFiles, read } from './sourceFiles';

/** Where the brand of author text is made: from constants and parts of author text, and from raw parameters. */
const MAKES_AUTHOR_TEXT = new Set([
	'nodes/shared/pipedText/authorText.ts',
	'nodes/shared/n8n/rawParameters.ts',
]);

/** Where parameters are read raw: `Raw` comes from nowhere else. */
const MAKES_RAW = new Set(['nodes/shared/n8n/rawParameters.ts']);

/** Who may take the escapes out of author text, and so has a text in hand that is only said to be of an author. */
const UNESCAPES = new Set([
	'nodes/shared/pipedText/authorText.ts',
	'nodes/shared/pipedText/scanToken.ts',
]);

const AUTHORED = /\b(AuthorText|MixedText|FilledText|RuleText|TransformCall|Authored|CutText)\b/;
const RAW = /\bRaw\w*\b|\bWritten\w+\b/;

/** What a source does around the types, one sentence each. */
export function faultsIn(file: string, text: string): string[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	const aliases = aliasesIn(source);
	const faults: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
			const named = written(node.type, aliases);
			const isRead =
				ts.isCallExpression(node.expression) && /^readRaw\b/.test(node.expression.getText());
			if (AUTHORED.test(named) && !MAKES_AUTHOR_TEXT.has(file))
				faults.push(`${file}: "${node.getText()}" is a cast to author text`);
			if (RAW.test(named) && holdsRaw(named, source) && !isRead && !MAKES_RAW.has(file))
				faults.push(`${file}: "${node.getText()}" is a cast to a raw parameter`);
			if (
				node.type.kind === ts.SyntaxKind.AnyKeyword ||
				node.type.kind === ts.SyntaxKind.NeverKeyword
			)
				faults.push(`${file}: "${node.getText()}" is a cast to any type`);
		}
		if (ts.isTypePredicateNode(node) && node.type && AUTHORED.test(node.type.getText())) {
			const [parameter] = (node.parent as ts.FunctionLikeDeclaration).parameters;
			if (!AUTHORED.test(parameter?.type?.getText() ?? ''))
				faults.push(`${file}: "${node.getText()}" makes author text of something else`);
		}
		if (ts.isIdentifier(node) && node.text === 'unescaped' && !UNESCAPES.has(file))
			faults.push(`${file}: uses "unescaped"`);
		if (ts.isCallExpression(node)) faults.push(...callFaults(file, node));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return faults;
}

/** Patterns and code that are made at run time, and JSON that is given a type with author text in it. */
function callFaults(file: string, node: ts.CallExpression): string[] {
	const name = node.expression.getText();
	const types = (node.typeArguments ?? []).map((type) => type.getText()).join(' ');
	const isReader = name === 'readRaw';
	if (
		!isReader &&
		/\b(AuthorText|Raw)\b/.test(types) &&
		/jsonParse|getNodeParameter|read$/.test(name)
	)
		return [`${file}: "${node.getText()}" gives what was evaluated the type of what was written`];
	return [];
}

/** Names of a file's own types, with what they stand for. */
function aliasesIn(source: ts.SourceFile): Map<string, string> {
	const aliases = new Map<string, string>();
	for (const statement of source.statements) {
		if (ts.isTypeAliasDeclaration(statement))
			aliases.set(statement.name.text, statement.type.getText());
		if (ts.isInterfaceDeclaration(statement))
			aliases.set(
				statement.name.text,
				statement.members.map((member) => member.getText()).join(' '),
			);
	}
	return aliases;
}

/** A type with the file's own names written out, two levels deep. */
function written(type: ts.TypeNode, aliases: Map<string, string>): string {
	let text = type.getText();
	for (let depth = 0; depth < 2; depth++)
		text = text.replace(/\b[A-Z]\w+\b/g, (name) => `${name} ${aliases.get(name) ?? ''}`);
	return text;
}

/** Whether `Raw` itself is in a type, and is the one of nodes/shared/n8n. */
const holdsRaw = (named: string, source: ts.SourceFile): boolean =>
	/\bRaw\b/.test(named) && /\bRaw\b[^;]*rawParameters'/.test(source.text);

const sources = projectFiles().filter(isShippedSource);

describe('author text and data', () => {
	it.each<[string, string, number]>([
		['nodes/a.ts', 'const a = text as AuthorText;', 1],
		['nodes/a.ts', 'const a = text as unknown as AuthorText;', 1],
		['nodes/a.ts', 'const a = <AuthorText>text;', 1],
		['nodes/a.ts', 'const a = text as any;', 1],
		['nodes/a.ts', 'const a = text as never;', 1],
		['nodes/a.ts', 'const a = JSON.parse(json) as MixedText;', 1],
		['nodes/a.ts', 'const a = JSON.parse(json) as TransformCall[];', 1],
		['nodes/a.ts', 'type Mine = AuthorText; const a = text as Mine;', 1],
		['nodes/a.ts', 'interface Mine { path: AuthorText } const a = data as Mine;', 1],
		['nodes/a.ts', 'const is = (text: string): text is AuthorText => true;', 1],
		['nodes/a.ts', 'const is = (text: AuthorText | undefined): text is AuthorText => !!text;', 0],
		['nodes/a.ts', 'const a = unescaped(own("x"), data);', 1],
		['nodes/a.ts', 'const a = jsonParse<AuthorText>(data);', 1],
		['nodes/a.ts', "import { Raw } from '../shared/n8n/rawParameters'; const a = data as Raw;", 1],
		[
			'nodes/a.ts',
			"import { Raw } from './rawParameters'; interface Row { source?: Raw } const a = x as Row[];",
			1,
		],
		['nodes/a.ts', "const a = readRaw<{ row?: Raw }>(context, 'name', {});", 0],
		['nodes/a.ts', 'const a: AuthorText = own("x"); const b = text as string;', 0],
		['nodes/shared/n8n/rawParameters.ts', 'const a = text as AuthorText;', 0],
	])('LA03 %s: %s has %d faults', (file, text, count) => {
		expect(faultsIn(file, text)).toHaveLength(count);
	});

	it('LA03 nobody casts around the types: data is never taken for author text', () => {
		expect(sources.length).toBeGreaterThan(300);
		const faults = sources.flatMap((file) => faultsIn(file, read(file)));
		expect(faults).toEqual([]);
	});

	it('LA03 LA04 the compiler itself refuses data, and constants that are only known at run time', () => {
		const refused = [
			'compileTemplate(data)',
			'compileTemplate([data])',
			'parseTemplate(data)',
			"compileMapping([{ target: 'a', source: data, whenEmpty: 'leave' }])",
			"compileMapping([{ target: 'a', source: own(''), transforms: [{ name: data, args: [] }], whenEmpty: 'leave' }])",
			"compileTransforms([{ name: own('jsonpath'), args: [data] }])",
			"compileConditions({ between: 'all', groups: [{ combine: 'all', rules: [{ subject: data, operator: 'answered' }] }] })",
			"compileConditions({ between: 'all', groups: [{ combine: 'all', rules: [{ subject: own('Q'), operator: 'is', value: data }] }] })",
			'compilePattern(data)',
			'compilePath(data)',
			'valueKeyOf(data)',
			'compileSubscription({ optIn: data, optOut: [] })',
			'textParameter(context, data)',
			'own(data)',
			'own(`$.${data}`)',
			'ownAll({ path: data })',
		];
		const accepted = [
			"compileTemplate(own('${q://QID1}'))",
			"compileTemplate([own('a '), RESULT])",
			"compilePath(own('$.a'))",
			"ownAll({ path: '$.a' }).path",
		];
		const statements = [...refused, ...accepted].map((call) => `${call};`);
		const shared = path.resolve(__dirname, '../../../nodes/shared');
		const probe = path.join(shared, 'probe.ts');
		const text = [PROBE_IMPORTS, ...statements].join('\n');
		const lines = errorLines(probe, text);
		const first = PROBE_IMPORTS.split('\n').length;
		const failing = statements.filter((_, index) => lines.has(first + index));
		expect(failing).toEqual(refused.map((call) => `${call};`));
	}, 120_000);
});

const PROBE_IMPORTS = `import type { IExecuteFunctions } from 'n8n-workflow';
import { compileConditions } from './conditions';
import { compilePath } from './connectors/webhook/jsonPath';
import { textParameter } from './n8n/textParameters';
import { compileMapping, compileSubscription } from './mapping';
import { compileTemplate } from './pipedText/compileTemplate';
import { parseTemplate } from './pipedText/parseTemplate';
import { compileTransforms } from './pipedText/transformations/compileTransforms';
import { own, ownAll } from './pipedText/authorText';
import { RESULT } from './pipedText/MixedText';
import { compilePattern } from './pipedText/transformations/pattern/compilePattern';
import { valueKeyOf } from '../Survey/kpi/valueKey';
declare const data: string;
declare const context: IExecuteFunctions;`;

/** Lines (from 0) with an error of types, in a file that is only thought of. */
function errorLines(file: string, text: string): Set<number> {
	const options: ts.CompilerOptions = {
		strict: true,
		noEmit: true,
		skipLibCheck: true,
		esModuleInterop: true,
		target: ts.ScriptTarget.ES2022,
		module: ts.ModuleKind.CommonJS,
		moduleResolution: ts.ModuleResolutionKind.Node10,
		lib: ['lib.es2023.d.ts', 'lib.es2024.string.d.ts'],
		types: ['node'],
	};
	const host = ts.createCompilerHost(options);
	const { getSourceFile, fileExists, readFile } = host;
	host.getSourceFile = (name, ...more) =>
		name === file
			? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
			: getSourceFile.call(host, name, ...more);
	host.fileExists = (name) => name === file || fileExists.call(host, name);
	host.readFile = (name) => (name === file ? text : readFile.call(host, name));
	const program = ts.createProgram([file], options, host);
	const source = program.getSourceFile(file)!;
	return new Set(
		program
			.getSemanticDiagnostics(source)
			.map(({ start = 0 }) => source.getLineAndCharacterOfPosition(start).line),
	);
}
