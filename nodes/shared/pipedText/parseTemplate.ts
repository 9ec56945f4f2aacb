import type { LiteralPart, MathsPart, Part, Problem, Template, TokenPart } from './Template';
import { scanToken, type Scanned } from './scanToken';

/**
 * Cuts a text into literals and tokens. Never throws: what is malformed or unclosed stays literal text and is reported
 * with its position. Time and memory are linear in the length of the text.
 */
export function parseTemplate(source: string): Template {
	const parts: Part[] = [];
	const problems: Problem[] = [];
	let literalStart = 0;
	let position = source.indexOf('$');
	while (position !== -1) {
		const scanned = scanAt(source, position);
		if (scanned === undefined) {
			position = source.indexOf('$', position + 1);
			continue;
		}
		if ('problem' in scanned) {
			problems.push(scanned.problem);
			position = source.indexOf('$', position + 1);
			continue;
		}
		if (position > literalStart) parts.push(literal(source, literalStart, position));
		parts.push(scanned.part);
		literalStart = scanned.part.end;
		position = source.indexOf('$', literalStart);
	}
	if (literalStart < source.length) parts.push(literal(source, literalStart, source.length));
	return { source, parts, problems };
}

/** All tokens of a template, those inside `$e{ … }` included. */
export function tokensOf(template: Template): TokenPart[] {
	return template.parts.flatMap((part) =>
		part.kind === 'token' ? [part] : part.kind === 'maths' ? part.parts.filter(isToken) : [],
	);
}

/** Line and column (both from 1) of an offset, for messages. */
export function positionOf(source: string, offset: number): { line: number; column: number } {
	const before = source.slice(0, offset).split('\n');
	return { line: before.length, column: before[before.length - 1].length + 1 };
}

function scanAt(source: string, position: number): Scanned<TokenPart | MathsPart> | undefined {
	if (source[position + 1] === '{') return scanToken(source, position);
	if (source[position + 1] === 'e' && source[position + 2] === '{')
		return scanMaths(source, position);
	return undefined;
}

/** `$e{` up to its `}`, over whole tokens; another `$e{` or `{` ends the attempt. */
function scanMaths(source: string, start: number): Scanned<MathsPart> {
	const parts: Array<LiteralPart | TokenPart> = [];
	let literalStart = start + 3;
	let position = literalStart;
	const fail = (message: string) => ({
		problem: { message, start, end: Math.max(position, start + 3) },
	});
	for (; position < source.length; position++) {
		const character = source[position];
		if (character === '}') {
			if (position > literalStart) parts.push(literal(source, literalStart, position));
			const end = position + 1;
			return { part: { kind: 'maths', raw: source.slice(start, end), parts, start, end } };
		}
		if (character === '{') return fail('The calculation holds a brace that is not part of a token');
		if (character !== '$') continue;
		if (source[position + 1] !== '{')
			return fail('The calculation holds a $ that does not begin a token');
		const scanned = scanToken(source, position);
		if ('problem' in scanned) return fail('The calculation holds a token that is not well formed');
		if (position > literalStart) parts.push(literal(source, literalStart, position));
		parts.push(scanned.part);
		literalStart = scanned.part.end;
		position = literalStart - 1;
	}
	return fail('The calculation is never closed with }');
}

function literal(source: string, start: number, end: number): LiteralPart {
	return { kind: 'literal', text: source.slice(start, end), start, end };
}

function isToken(part: LiteralPart | TokenPart): part is TokenPart {
	return part.kind === 'token';
}
