import { own, joined, sliceOf, type AuthorText } from './authorText';
import { RESULT, RESULT_MARK, writtenText, type MixedText } from './MixedText';
import type {
	LiteralPart,
	MathsPart,
	Part,
	Problem,
	Template,
	TokenPart,
	TransformCall,
} from './Template';
import { disguisedTokens } from './disguisedTokens';
import { opensTildeForm, scanToken, type Scanned } from './scanToken';

/**
 * Cuts a text into literals and tokens. Never throws: what is malformed or unclosed stays literal text and is reported
 * with its position. Time and memory are linear in the length of the text.
 */
export function parseTemplate(source: AuthorText): Template {
	const parts: Part[] = [];
	const problems: Problem[] = [];
	let literalStart = 0;
	let position = nextSign(source, 0);
	while (position !== -1) {
		const scanned = scanAt(source, position);
		if (scanned === undefined) {
			position = nextSign(source, position + 1);
			continue;
		}
		if ('problem' in scanned) {
			problems.push(scanned.problem);
			position = nextSign(source, position + 1);
			continue;
		}
		if (position > literalStart) parts.push(literal(source, literalStart, position));
		parts.push(scanned.part);
		literalStart = scanned.part.end;
		position = nextSign(source, literalStart);
	}
	if (literalStart < source.length) parts.push(literal(source, literalStart, source.length));
	problems.push(...disguisedTokens(parts.filter(isLiteral)));
	return { source, parts, problems };
}

/** Of the next `$`, or `~` before a brace; -1 where there is none. */
function nextSign(source: string, from: number): number {
	SIGN.lastIndex = from;
	return SIGN.exec(source)?.index ?? -1;
}

const SIGN = /\$|~(?=\{)/g;

/** What a text consists of, from left to right. */
export type Segment = Part | typeof RESULT;

/**
 * Cuts author text that n8n expressions put results into. Each literal piece is read by itself, so that no result can begin, end
 * or be part of a token. A token or a calculation that is still open where a result follows is a problem that names it.
 */
export function parseMixed(mixed: MixedText): { template: Template; segments: Segment[] } {
	const segments: Segment[] = [];
	const parts: Part[] = [];
	const problems: Problem[] = [];
	let offset = 0;
	mixed.forEach((piece, index) => {
		if (piece === RESULT) {
			segments.push(RESULT);
			offset += RESULT_MARK.length;
			return;
		}
		const parsed = parseTemplate(piece);
		segments.push(...parsed.parts);
		parts.push(...parsed.parts);
		const isFollowed = mixed[index + 1] === RESULT;
		for (const problem of parsed.problems) {
			const isOpen = isFollowed && problem.end >= piece.length;
			problems.push({
				...(isOpen ? cutThrough(piece, problem) : problem),
				start: problem.start + offset,
				end: problem.end + offset,
			});
		}
		offset += piece.length;
	});
	return { template: { source: writtenText(mixed), parts, problems }, segments };
}

function cutThrough(piece: AuthorText, { start }: Problem): Pick<Problem, 'message' | 'token'> {
	const what = piece.startsWith('$e{', start) ? 'A calculation' : 'A token';
	return {
		message: `${what} cannot contain what an n8n expression gives: write it out, or pick it with {a}`,
		token: `${piece.slice(start)}${RESULT_MARK}`,
	};
}

/** All tokens of a template, those inside `$e{ … }` included. */
export function tokensOf(template: Template): TokenPart[] {
	return template.parts.flatMap((part) =>
		part.kind === 'token' ? [part] : part.kind === 'maths' ? part.parts.filter(isToken) : [],
	);
}

/** A transformation as it is written after a bar, such as `phone:national:FR`: quotes and escapes mean the same. */
export function parseStep(written: AuthorText): TransformCall {
	const [part, ...others] = parseTemplate(joined(own('${e://Field/x|'), written, own('}'))).parts;
	return part?.kind === 'token' && others.length === 0 && part.transforms.length === 1
		? part.transforms[0]
		: { name: written, args: [] };
}

function scanAt(source: AuthorText, position: number): Scanned<TokenPart | MathsPart> | undefined {
	if (source[position] === '~')
		return opensTildeForm(source, position) ? scanToken(source, position) : undefined;
	if (source[position + 1] === '{') return scanToken(source, position);
	if (source[position + 1] === 'e' && source[position + 2] === '{')
		return scanMaths(source, position);
	return undefined;
}

/** `$e{` up to its `}`, over whole tokens; another `$e{` or `{` ends the attempt. */
function scanMaths(source: AuthorText, start: number): Scanned<MathsPart> {
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
			return { part: { kind: 'maths', raw: sliceOf(source, start, end), parts, start, end } };
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

function literal(source: AuthorText, start: number, end: number): LiteralPart {
	return { kind: 'literal', text: sliceOf(source, start, end), start, end };
}

function isLiteral(part: Part): part is LiteralPart {
	return part.kind === 'literal';
}

function isToken(part: LiteralPart | TokenPart): part is TokenPart {
	return part.kind === 'token';
}
