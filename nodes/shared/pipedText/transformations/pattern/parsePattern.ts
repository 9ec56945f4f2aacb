/** A regular expression as a tree. Characters are tested one at a time, so no test can run away. */
export type PatternNode =
	| { kind: 'character'; test: (character: string) => boolean }
	| { kind: 'assertion'; which: '^' | '$' | 'b' | 'B' }
	| { kind: 'group'; index?: number; node: PatternNode }
	| { kind: 'sequence'; nodes: PatternNode[] }
	| { kind: 'choice'; nodes: PatternNode[] }
	| { kind: 'repeat'; node: PatternNode; least: number; most: number; lazy: boolean };

export interface ParsedPattern {
	node: PatternNode;
	groups: number;
}

const DEEPEST = 40;
const LONGEST = 1000;
const MOST_REPEATS = 1000;
/** What stands for a set of characters after a backslash. */
const SETS = /^\\(?:[dDwWsS]|[pP]\{[\w=]{1,40}\})/;
const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

class Refusal {
	constructor(readonly message: string) {}
}

/**
 * Reads the part of JavaScript's regular expressions that can be matched in linear time: characters, sets, `.`, `^ $ \b
 * \B`, groups (capturing, named or not), `|`, and `* + ? {n,m}`, greedy or lazy. Back-references and look-around are
 * refused by name. A text says what is wrong.
 */
export function parsePattern(source: string, ignoreCase: boolean): ParsedPattern | string {
	if (source.length > LONGEST) return `the pattern is longer than ${LONGEST} characters`;
	const parser = new PatternParser(source, ignoreCase ? 'iu' : 'u');
	const node = parser.choice(0);
	if (node instanceof Refusal) return node.message;
	if (parser.position < source.length) return 'the pattern has a ) too many';
	return { node, groups: parser.groups };
}

class PatternParser {
	position = 0;
	groups = 0;

	constructor(
		private readonly source: string,
		private readonly flags: string,
	) {}

	choice(depth: number): PatternNode | Refusal {
		if (depth > DEEPEST) return new Refusal('the pattern is nested too deeply');
		const nodes: PatternNode[] = [];
		do {
			const node = this.sequence(depth);
			if (node instanceof Refusal) return node;
			nodes.push(node);
		} while (this.take('|'));
		return nodes.length === 1 ? nodes[0] : { kind: 'choice', nodes };
	}

	private sequence(depth: number): PatternNode | Refusal {
		const nodes: PatternNode[] = [];
		while (this.position < this.source.length && !'|)'.includes(this.source[this.position])) {
			const atom = this.atom(depth);
			if (atom instanceof Refusal) return atom;
			const repeated = this.repeated(atom);
			if (repeated instanceof Refusal) return repeated;
			nodes.push(repeated);
		}
		return nodes.length === 1 ? nodes[0] : { kind: 'sequence', nodes };
	}

	private atom(depth: number): PatternNode | Refusal {
		const character = String.fromCodePoint(this.source.codePointAt(this.position) ?? 0);
		if (character === '(') return this.group(depth);
		if (character === '[') return this.set();
		if (character === '\\') return this.escape();
		this.position += character.length;
		if (character === '^' || character === '$') return { kind: 'assertion', which: character };
		if (character === '.')
			return { kind: 'character', test: (candidate) => candidate !== '\n' && candidate !== '\r' };
		if ('*+?'.includes(character))
			return new Refusal(`there is nothing before ${character} to repeat`);
		return this.literal(character);
	}

	private group(depth: number): PatternNode | Refusal {
		const opening = /^\((?:\?:|\?<[A-Za-z_]\w{0,40}>|(?!\?))/.exec(
			this.source.slice(this.position, this.position + 50),
		);
		if (!opening) return new Refusal('look-around and flags inside a pattern are not supported');
		this.position += opening[0].length;
		const index = opening[0] === '(?:' ? undefined : ++this.groups;
		const node = this.choice(depth + 1);
		if (node instanceof Refusal) return node;
		return this.take(')') ? { kind: 'group', index, node } : new Refusal('a ( is never closed');
	}

	private set(): PatternNode | Refusal {
		let end = this.position + 1;
		while (end < this.source.length && this.source[end] !== ']')
			end += this.source[end] === '\\' ? 2 : 1;
		if (end >= this.source.length) return new Refusal('a [ is never closed');
		const text = this.source.slice(this.position, end + 1);
		this.position = end + 1;
		return this.testOf(text);
	}

	private escape(): PatternNode | Refusal {
		const set = SETS.exec(this.source.slice(this.position, this.position + 50));
		if (set) {
			this.position += set[0].length;
			return this.testOf(set[0]);
		}
		const next = String.fromCodePoint(this.source.codePointAt(this.position + 1) ?? 0);
		if (this.position + 1 >= this.source.length)
			return new Refusal('the pattern ends in a backslash');
		if (/[1-9k]/.test(next)) return new Refusal('back-references are not supported');
		this.position += 1 + next.length;
		if (next === 'b' || next === 'B') return { kind: 'assertion', which: next };
		if (/[a-zA-Z]/.test(next) && !Object.hasOwn(ESCAPED, next))
			return new Refusal(`\\${next} is not supported`);
		return this.literal(Object.hasOwn(ESCAPED, next) ? ESCAPED[next] : next);
	}

	private repeated(node: PatternNode): PatternNode | Refusal {
		const found = /^(?:[*+?]|\{(\d{1,4})(,(\d{1,4})?)?\})/.exec(
			this.source.slice(this.position, this.position + 12),
		);
		if (!found) return node;
		this.position += found[0].length;
		const [sign, from, comma, to] = found;
		const least = from === undefined ? (sign === '+' ? 1 : 0) : Number(from);
		const bounded =
			sign === '?'
				? 1
				: to !== undefined
					? Number(to)
					: from !== undefined && comma === undefined
						? least
						: Infinity;
		if (node.kind === 'assertion')
			return new Refusal('an assertion such as ^ or \\b cannot be repeated');
		if (bounded < least) return new Refusal(`${sign} has its bounds the wrong way round`);
		if (least > MOST_REPEATS || (bounded !== Infinity && bounded > MOST_REPEATS)) {
			return new Refusal(`a repetition may go up to ${MOST_REPEATS}`);
		}
		const lazy = this.take('?');
		if (/[*+?]/.test(this.source[this.position] ?? ''))
			return new Refusal('a repetition cannot itself be repeated');
		return { kind: 'repeat', node, least, most: bounded, lazy };
	}

	private literal(character: string): PatternNode {
		if (!this.flags.includes('i'))
			return { kind: 'character', test: (candidate) => candidate === character };
		const folded = character.toLowerCase();
		return { kind: 'character', test: (candidate) => candidate.toLowerCase() === folded };
	}

	/** JavaScript's own test for one character of a set. */
	private testOf(set: string): PatternNode | Refusal {
		const expression = expressionOf(`^${set}$`, this.flags);
		if (expression === undefined) return new Refusal(`${set} is not a set of characters`);
		return { kind: 'character', test: (candidate) => expression.test(candidate) };
	}

	private take(character: string): boolean {
		if (this.source[this.position] !== character) return false;
		this.position++;
		return true;
	}
}

function expressionOf(source: string, flags: string): RegExp | undefined {
	try {
		return new RegExp(source, flags);
	} catch {
		return undefined;
	}
}
