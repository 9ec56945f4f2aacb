import { badSyntax } from '../errors';
import { bareLiteral, type Literal } from './literals';

export type Token =
	| { kind: 'literal'; literal: Literal }
	| { kind: 'name'; text: string }
	| { kind: 'alias'; text: string }
	| { kind: 'sign'; text: string };

const patterns =
	/\s*(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|(@\w+)|([([\]),=])|([^\s'"()[\],=]+))/y;

/** Cuts a `$filter` into names, literals and signs. */
export function tokenize(source: string): Token[] {
	const tokens: Token[] = [];
	patterns.lastIndex = 0;
	const text = source.trimEnd();
	while (patterns.lastIndex < text.length) {
		const at = patterns.lastIndex;
		const match = patterns.exec(text);
		if (!match) throw badSyntax(`Syntax error at position ${at} in '${source}'.`);
		tokens.push(tokenOf(match, tokens));
	}
	return tokens;
}

function tokenOf(match: RegExpExecArray, before: Token[]): Token {
	const [whole, quoted, doubleQuoted, alias, sign, word] = match;
	if (quoted !== undefined) {
		const value = quoted.replaceAll("''", "'");
		const last = before.at(-1);
		const isEnum = last?.kind === 'name' && !/^\s/.test(whole) && last.text.includes('.');
		if (!isEnum) return { kind: 'literal', literal: { type: 'string', value } };
		before.pop();
		return { kind: 'literal', literal: { type: 'enum', value, enumType: last.text } };
	}
	if (doubleQuoted !== undefined) {
		const value = JSON.parse(`"${doubleQuoted}"`) as string;
		return { kind: 'literal', literal: { type: 'list', value: [value] } };
	}
	if (alias !== undefined) return { kind: 'alias', text: alias };
	if (sign !== undefined) return { kind: 'sign', text: sign };
	const literal = bareLiteral(word);
	return literal ? { kind: 'literal', literal } : { kind: 'name', text: word };
}
