import { badSyntax } from '../errors';
import { tokenize, type Token } from './filterTokens';
import type { Literal } from './literals';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** What a `$filter` says. */
export type Expression =
	| { kind: 'and' | 'or'; left: Expression; right: Expression }
	| { kind: 'not'; inner: Expression }
	| { kind: 'compare'; operator: Comparison; property: string; literal: Literal }
	| { kind: 'text'; name: 'contains' | 'startswith' | 'endswith'; property: string; text: string }
	/** `Microsoft.Dynamics.CRM.In(PropertyName='x',PropertyValues=["a"])` and its like. */
	| { kind: 'query'; name: string; property: string; values: Array<string | number> };

const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const textFunctions = ['contains', 'startswith', 'endswith'];
const queryPrefix = 'Microsoft.Dynamics.CRM.';

/** Parses a `$filter`; `aliases` holds `@p1` and its like from the query. The subset is what Dataverse offers. */
export function parseFilter(source: string, aliases: Map<string, string>): Expression {
	const tokens = tokenize(source);
	let at = 0;

	const fail = (): never => {
		throw badSyntax(`Syntax error at token ${at + 1} in '${source}'.`);
	};
	const isWord = (text: string): boolean => {
		const token = tokens[at];
		return token?.kind === 'name' && token.text === text;
	};
	const isSign = (text: string): boolean => {
		const token = tokens[at];
		return token?.kind === 'sign' && token.text === text;
	};
	const sign = (text: string): void => {
		if (!isSign(text)) fail();
		at += 1;
	};
	const name = (): string => {
		const token: Token | undefined = tokens[at];
		at += 1;
		return token?.kind === 'name' ? token.text : fail();
	};
	const literal = (): Literal => {
		const token: Token | undefined = tokens[at];
		at += 1;
		if (token?.kind === 'literal' && token.literal.type !== 'list') return token.literal;
		return token?.kind === 'alias' ? aliasValue(token.text) : fail();
	};
	const aliasValue = (alias: string): Literal => {
		const text = aliases.get(alias);
		const [only, ...others] = text === undefined ? [] : tokenize(text);
		if (only?.kind !== 'literal' || others.length > 0) {
			throw badSyntax(`The parameter alias '${alias}' has no value in the query.`);
		}
		return only.literal;
	};

	const either = (): Expression => {
		let left = both();
		while (isWord('or')) {
			at += 1;
			left = { kind: 'or', left, right: both() };
		}
		return left;
	};
	const both = (): Expression => {
		let left = one();
		while (isWord('and')) {
			at += 1;
			left = { kind: 'and', left, right: one() };
		}
		return left;
	};
	const one = (): Expression => {
		if (isWord('not')) {
			at += 1;
			return { kind: 'not', inner: one() };
		}
		if (isSign('(')) {
			at += 1;
			const inner = either();
			sign(')');
			return inner;
		}
		const property = name();
		if (isSign('(')) return call(property);
		const operator = name();
		if (!comparisons.includes(operator)) fail();
		return { kind: 'compare', operator: operator as Comparison, property, literal: literal() };
	};
	const call = (called: string): Expression => {
		sign('(');
		if (called.startsWith(queryPrefix)) return query(called.slice(queryPrefix.length));
		if (!textFunctions.includes(called)) {
			throw badSyntax(`The function '${called}' is not supported.`);
		}
		const property = name();
		sign(',');
		const text = literal();
		sign(')');
		if (text.type !== 'string') return fail();
		return { kind: 'text', name: called as 'contains', property, text: text.value };
	};
	const query = (called: string): Expression => {
		if (name() !== 'PropertyName') fail();
		sign('=');
		const property = literal();
		const values: Array<string | number> = [];
		if (isSign(',')) {
			at += 1;
			if (name() !== 'PropertyValues') fail();
			sign('=');
			values.push(...list());
		}
		sign(')');
		if (property.type !== 'string') return fail();
		return { kind: 'query', name: called, property: property.value, values };
	};
	const list = (): Array<string | number> => {
		const values: Array<string | number> = [];
		sign('[');
		while (!isSign(']')) {
			if (values.length > 0) sign(',');
			const token: Token | undefined = tokens[at];
			at += 1;
			if (token?.kind !== 'literal') return fail();
			if (token.literal.type === 'list') values.push(...token.literal.value);
			else if (token.literal.type === 'number') values.push(token.literal.value);
			else return fail();
		}
		sign(']');
		return values;
	};

	const whole = either();
	if (at < tokens.length) fail();
	return whole;
}
