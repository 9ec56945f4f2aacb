import ts from 'typescript';

const NAMES = new Set(['eval', 'Function', 'AsyncFunction', 'GeneratorFunction']);
const LIBRARIES =
	/^(?:jsonpath-plus|jsep|@jsep-plugin\/|vm2?|node:vm|isolated-vm|esprima|acorn|static-eval)/;

/** Every place of a script where text becomes code, or where a library could do that, in the script's own words. */
export function evaluatorsIn(script: string): string[] {
	const source = ts.createSourceFile('script.js', script, ts.ScriptTarget.Latest, true);
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (isEvaluator(node)) found.push(node.getText(source).slice(0, 80));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

function isEvaluator(node: ts.Node): boolean {
	if (ts.isStringLiteralLike(node) && ts.isCallExpression(node.parent))
		return isImport(node.parent) && LIBRARIES.test(node.text);
	if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
	const called = bare(node.expression);
	if (ts.isIdentifier(called)) return NAMES.has(called.text);
	// A class makes another of its kind by `new this.constructor`; a mere call of a constructor is how `Function` is reached.
	const member = memberOf(called);
	return member === 'eval' || (member === 'constructor' && ts.isCallExpression(node));
}

const isImport = ({ expression }: ts.CallExpression): boolean =>
	expression.kind === ts.SyntaxKind.ImportKeyword ||
	(ts.isIdentifier(expression) && expression.text === 'require');

/** `(0, eval)` is `eval`. */
function bare(expression: ts.Expression): ts.Expression {
	if (ts.isParenthesizedExpression(expression)) return bare(expression.expression);
	const isComma =
		ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
	return isComma ? bare(expression.right) : expression;
}

function memberOf(expression: ts.Expression): string | undefined {
	if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
	if (!ts.isElementAccessExpression(expression)) return undefined;
	const { argumentExpression } = expression;
	return ts.isStringLiteralLike(argumentExpression) ? argumentExpression.text : undefined;
}
