/** The grammar of patterns: JavaScript's, without what needs back-tracking. */
export type Node =
	| { kind: 'char'; accepts: (char: string) => boolean }
	| { kind: 'assert'; holds: (text: string, at: number) => boolean }
	| { kind: 'sequence'; parts: Node[] }
	| { kind: 'either'; parts: Node[] }
	| { kind: 'repeat'; part: Node; min: number; max: number };

const MAX_SOURCE = 1_000;
const MAX_REPEAT = 1_000;
const MAX_DEPTH = 50;

/** `/…/i` as people paste it; the flags other than `i` change nothing for a yes or no. */
const SLASHED = /^\/(.+)\/([dgimsuy]*)$/s;

interface Reader {
	source: string;
	at: number;
	depth: number;
	flags: string;
}

export function parsePattern(
	written: string,
	caseSensitive: boolean,
): { node: Node } | { problem: string } {
	const slashed = SLASHED.exec(written);
	const source = slashed ? slashed[1] : written;
	if (source.length > MAX_SOURCE) return { problem: `it is longer than ${MAX_SOURCE} characters` };
	const insensitive = !caseSensitive || !!slashed?.[2].includes('i');
	const flags = ['u', '']
		.map((mode) => (insensitive ? `i${mode}` : mode))
		.find((mode) => isValid(source, mode));
	if (flags === undefined) return { problem: 'it is not a valid regular expression' };
	const refused = REFUSED.find(({ shape }) => shape.test(source.replace(CLASSES, '')));
	if (refused) return { problem: refused.problem };
	const reader: Reader = { source, at: 0, depth: 0, flags };
	const node = parseEither(reader);
	return node ? { node } : { problem: 'it is nested too deeply or repeats too often' };
}

const CLASSES = /\\[^k1-9]|\[(?:\\.|[^\]\\])*\]/gsu;
const REFUSED = [
	{ shape: /\(\?<?[=!]/, problem: 'look-ahead and look-behind are not supported' },
	{ shape: /\\(?:[1-9]|k)/, problem: 'references to earlier groups are not supported' },
	{ shape: /\(\?[a-z-]+:/, problem: 'flags inside a pattern are not supported' },
];

function isValid(source: string, flags: string): boolean {
	try {
		return new RegExp(source, flags) !== null;
	} catch {
		return false;
	}
}

function parseEither(reader: Reader): Node | undefined {
	if (++reader.depth > MAX_DEPTH) return undefined;
	const parts: Node[] = [];
	for (;;) {
		const sequence = parseSequence(reader);
		if (!sequence) return undefined;
		parts.push(sequence);
		if (reader.source[reader.at] !== '|') break;
		reader.at++;
	}
	reader.depth--;
	return parts.length === 1 ? parts[0] : { kind: 'either', parts };
}

function parseSequence(reader: Reader): Node | undefined {
	const parts: Node[] = [];
	while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at])) {
		const atom = parseAtom(reader);
		const part = atom && parseQuantifier(reader, atom);
		if (!part) return undefined;
		parts.push(part);
	}
	return { kind: 'sequence', parts };
}

const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;
const SHORT: Record<string, [number, number]> = {
	'*': [0, Infinity],
	'+': [1, Infinity],
	'?': [0, 1],
};

function parseQuantifier(reader: Reader, part: Node): Node | undefined {
	QUANTIFIER.lastIndex = reader.at;
	const found = QUANTIFIER.exec(reader.source);
	if (!found) return part;
	reader.at = QUANTIFIER.lastIndex;
	const [, short, from, comma, to] = found;
	const [min, max] = short
		? SHORT[short]
		: [Number(from), to === '' ? (comma ? Infinity : Number(from)) : Number(to)];
	if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) return undefined;
	return { kind: 'repeat', part, min, max };
}

const GROUP_START = /\((?:\?(?::|<[^>]+>))?/y;
const CLASS = /\[(?:\\.|[^\]\\])*\]/suy;
const ESCAPE = /\\(?:u\{[0-9a-f]+\}|u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|p\{[^}]*\}|.)/isuy;

function parseAtom(reader: Reader): Node | undefined {
	const char = String.fromCodePoint(reader.source.codePointAt(reader.at)!);
	if (char === '(') {
		take(reader, GROUP_START);
		const inner = parseEither(reader);
		reader.at++;
		return inner;
	}
	if (char === '^' || char === '$') {
		reader.at++;
		return { kind: 'assert', holds: char === '^' ? atStart : atEnd };
	}
	if (char === '[') return single(take(reader, CLASS), reader.flags);
	if (char !== '\\') {
		reader.at += char.length;
		return single(char, reader.flags);
	}
	const escape = take(reader, ESCAPE);
	if (escape === '\\b') return { kind: 'assert', holds: atWordEdge };
	if (escape === '\\B') return { kind: 'assert', holds: (text, at) => !atWordEdge(text, at) };
	return single(escape, reader.flags);
}

function take(reader: Reader, shape: RegExp): string {
	shape.lastIndex = reader.at;
	const found = shape.exec(reader.source)![0];
	reader.at += found.length;
	return found;
}

/** JavaScript's own engine answers for one character, so that classes mean exactly what they mean there. */
function single(source: string, flags: string): Node {
	const expression = new RegExp(`^(?:${source})$`, flags);
	const known = new Map<string, boolean>();
	const accepts = (char: string): boolean => {
		let answer = known.get(char);
		if (answer === undefined) {
			answer = expression.test(char);
			if (known.size < 512) known.set(char, answer);
		}
		return answer;
	};
	return { kind: 'char', accepts };
}

const atStart = (_text: string, at: number): boolean => at === 0;
const atEnd = (text: string, at: number): boolean => at === text.length;
const WORD = /\w/;

function atWordEdge(text: string, at: number): boolean {
	const before = at > 0 && WORD.test(text[at - 1]);
	const after = at < text.length && WORD.test(text[at]);
	return before !== after;
}
