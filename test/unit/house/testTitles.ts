import ts from 'typescript';
import { read } from './sourceFiles';

const beginsWithId = (text: string): boolean => /^[QSCKN]\d\d\b/.test(text);

const NAMES = new Set(['it', 'test', 'describe']);

/** `it` of `it(…)`, `it.each(…)(…)` and `describe.skipIf(…)(…)`. */
const rootOf = (node: ts.Expression): string | undefined => {
	if (ts.isIdentifier(node)) return node.text;
	if (
		ts.isPropertyAccessExpression(node) ||
		ts.isCallExpression(node) ||
		ts.isTaggedTemplateExpression(node)
	)
		return rootOf(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
	return undefined;
};

const textsIn = (node: ts.Node): string[] => {
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (ts.isTemplateExpression(node))
		return [node.head.text + node.templateSpans.map(({ literal }) => literal.text).join(' ')];
	return node.getChildren().flatMap(textsIn);
};

/** Titles of the tests and groups of a test file; where a title takes words from a table (`%s`), rows that begin with an id too. */
export function testTitles(file: string): string[] {
	const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
	const titles: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && NAMES.has(rootOf(node.expression) ?? '')) {
			const [title] = node.arguments;
			if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) {
				const [text] = textsIn(title);
				titles.push(text);
				if (text.includes('%s') && ts.isCallExpression(node.expression))
					titles.push(...rowHeads(node.expression.arguments[0], source).filter(beginsWithId));
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return titles;
}

/** First texts of a table's rows; a table that has a name is looked up in its file. */
function rowHeads(table: ts.Node | undefined, source: ts.SourceFile): string[] {
	if (!table) return [];
	if (ts.isIdentifier(table)) return rowHeads(declared(table.text, source), source);
	if (!ts.isArrayLiteralExpression(table)) return [];
	return table.elements.flatMap((row) =>
		ts.isArrayLiteralExpression(row)
			? textsIn(row).slice(0, 1)
			: ts.isStringLiteralLike(row)
				? [row.text]
				: [],
	);
}

function declared(name: string, source: ts.SourceFile): ts.Node | undefined {
	for (const statement of source.statements) {
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name: known, initializer } of statement.declarationList.declarations) {
			if (ts.isIdentifier(known) && known.text === name && initializer)
				return ts.isAsExpression(initializer) ? initializer.expression : initializer;
		}
	}
	return undefined;
}
