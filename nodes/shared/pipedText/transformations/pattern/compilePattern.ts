import type { AuthorText } from '../../authorText';
import { parsePattern, type PatternNode } from './parsePattern';

type Instruction =
	| { op: 'character'; test: (character: string) => boolean }
	| { op: 'assertion'; which: '^' | '$' | 'b' | 'B' }
	| { op: 'save'; slot: number }
	/** Tries `first`, then `second`. */
	| { op: 'split'; first: number; second: number }
	| { op: 'jump'; to: number }
	| { op: 'match' };

export interface PatternMatch {
	start: number;
	end: number;
	/** What each group caught, the whole match first; undefined for a group that took no part. */
	groups: Array<string | undefined>;
}

export interface Pattern {
	/**
	 * All matches from left to right, none overlapping, at most `most`; `'tooLong'` when the work would exceed the bound. `work`
	 * is counted down, and tells how much is left.
	 */
	matches(text: string, most: number, work?: Work): PatternMatch[] | 'tooLong';
}

/** Steps that are left. A step is one instruction looked at, or eight places of groups noted. */
export interface Work {
	steps: number;
}

/** Bounds that keep any pattern on any text within a fraction of a second. */
const MOST_INSTRUCTIONS = 2_000;
const MOST_STEPS = 2_000_000;
export const LONGEST_TEXT = 50_000;

/**
 * A regular expression that cannot run away: it follows all ways of matching at once (Thompson's and Pike's method)
 * instead of trying one after another, so its work grows with text × pattern, and it stops at a fixed bound of steps.
 * The same matches come first as in JavaScript (leftmost, then by the order of alternatives and greediness).
 */
export function compilePattern(source: AuthorText, ignoreCase = false): Pattern | string {
	const parsed = parsePattern(source, ignoreCase);
	if (typeof parsed === 'string') return parsed;
	const program: Instruction[] = [];
	const fits = emit({ kind: 'group', index: 0, node: parsed.node }, program);
	program.push({ op: 'match' });
	if (!fits) return 'the pattern repeats too much';
	return {
		matches: (text, most, work = { steps: MOST_STEPS }) =>
			text.length > LONGEST_TEXT ? 'tooLong' : matchAll(program, parsed.groups, text, most, work),
	};
}

/** Writes a node's instructions; false as soon as there are too many. */
function emit(node: PatternNode, program: Instruction[]): boolean {
	if (program.length > MOST_INSTRUCTIONS) return false;
	switch (node.kind) {
		case 'character':
			program.push({ op: 'character', test: node.test });
			return true;
		case 'assertion':
			program.push({ op: 'assertion', which: node.which });
			return true;
		case 'sequence':
			return node.nodes.every((inner) => emit(inner, program));
		case 'group': {
			if (node.index === undefined) return emit(node.node, program);
			program.push({ op: 'save', slot: node.index * 2 });
			const fits = emit(node.node, program);
			program.push({ op: 'save', slot: node.index * 2 + 1 });
			return fits;
		}
		case 'choice':
			return emitChoice(node.nodes, program);
		case 'repeat':
			return emitRepeat(node, program);
	}
}

function emitChoice(nodes: PatternNode[], program: Instruction[]): boolean {
	const jumps: Array<{ op: 'jump'; to: number }> = [];
	for (const [index, node] of nodes.entries()) {
		const isLast = index === nodes.length - 1;
		const split = { op: 'split' as const, first: program.length + 1, second: 0 };
		if (!isLast) program.push(split);
		if (!emit(node, program)) return false;
		if (isLast) break;
		const jump = { op: 'jump' as const, to: 0 };
		jumps.push(jump);
		program.push(jump);
		split.second = program.length;
	}
	for (const jump of jumps) jump.to = program.length;
	return true;
}

function emitRepeat(
	node: Extract<PatternNode, { kind: 'repeat' }>,
	program: Instruction[],
): boolean {
	for (let time = 0; time < node.least; time++) {
		const before = program.length;
		if (!emit(node.node, program)) return false;
		if (program.length === before) return true;
	}
	if (node.most === Infinity) {
		const start = program.length;
		const split = { op: 'split' as const, first: 0, second: 0 };
		program.push(split);
		if (!emit(node.node, program)) return false;
		program.push({ op: 'jump', to: start });
		point(split, start + 1, program.length, node.lazy);
		return true;
	}
	const splits: Array<{ split: { first: number; second: number }; inside: number }> = [];
	for (let time = node.least; time < node.most; time++) {
		const split = { op: 'split' as const, first: 0, second: 0 };
		program.push(split);
		splits.push({ split, inside: program.length });
		if (!emit(node.node, program)) return false;
	}
	for (const { split, inside } of splits) point(split, inside, program.length, node.lazy);
	return true;
}

function point(
	split: { first: number; second: number },
	inside: number,
	after: number,
	lazy: boolean,
): void {
	split.first = lazy ? after : inside;
	split.second = lazy ? inside : after;
}

interface Thread {
	at: number;
	saved: number[];
}

function matchAll(
	program: Instruction[],
	groups: number,
	text: string,
	most: number,
	budget: Work,
): PatternMatch[] | 'tooLong' {
	const characters = Array.from(text);
	const found: PatternMatch[] = [];
	for (let from = 0; from <= characters.length && found.length < most; ) {
		const saved = matchOnce(program, characters, from, budget);
		if (saved === 'tooLong') return 'tooLong';
		if (saved === undefined) break;
		const [start, end] = saved;
		budget.steps -= groups;
		const caught = Array.from({ length: groups + 1 }, (_, group) => {
			const [first, last] = [saved[group * 2], saved[group * 2 + 1]];
			return first === undefined || last === undefined
				? undefined
				: characters.slice(first, last).join('');
		});
		found.push({ start, end, groups: caught });
		from = end > start ? end : end + 1;
	}
	return found;
}

function matchOnce(
	program: Instruction[],
	characters: string[],
	from: number,
	budget: Work,
): number[] | undefined | 'tooLong' {
	let best: number[] | undefined;
	let threads: Thread[] = [];
	for (let position = from; position <= characters.length; position++) {
		const seen = new Set<number>();
		const ready: Thread[] = [];
		const starts = best === undefined ? [...threads, { at: 0, saved: [] }] : threads;
		for (const thread of starts) follow(program, thread, position, characters, seen, ready, budget);
		if (budget.steps < 0) return 'tooLong';
		threads = [];
		for (const thread of ready) {
			const instruction = program[thread.at];
			if (instruction.op === 'match') {
				best = thread.saved;
				break;
			}
			if (
				instruction.op === 'character' &&
				position < characters.length &&
				instruction.test(characters[position])
			) {
				threads.push({ at: thread.at + 1, saved: thread.saved });
			}
		}
		if (best !== undefined && threads.length === 0) break;
	}
	return best;
}

/** Follows a thread through everything that takes no character, in order of preference. */
function follow(
	program: Instruction[],
	from: Thread,
	position: number,
	characters: string[],
	seen: Set<number>,
	ready: Thread[],
	budget: Work,
): void {
	const stack = [from];
	for (let thread = stack.pop(); thread !== undefined && budget.steps >= 0; thread = stack.pop()) {
		budget.steps--;
		const { at, saved } = thread;
		if (seen.has(at)) continue;
		seen.add(at);
		const instruction = program[at];
		if (instruction.op === 'jump') stack.push({ at: instruction.to, saved });
		else if (instruction.op === 'split')
			stack.push({ at: instruction.second, saved }, { at: instruction.first, saved });
		else if (instruction.op === 'save') {
			// A pattern may have hundreds of groups, and each of its threads has places of its own for them.
			budget.steps -= saved.length >> 3;
			const copy = saved.slice();
			copy[instruction.slot] = position;
			stack.push({ at: at + 1, saved: copy });
		} else if (instruction.op === 'assertion') {
			if (holds(instruction.which, position, characters)) stack.push({ at: at + 1, saved });
		} else ready.push(thread);
	}
}

function holds(which: '^' | '$' | 'b' | 'B', position: number, characters: string[]): boolean {
	if (which === '^') return position === 0;
	if (which === '$') return position === characters.length;
	const isEdge = isWord(characters[position - 1]) !== isWord(characters[position]);
	return which === 'b' ? isEdge : !isEdge;
}

function isWord(character: string | undefined): boolean {
	return character !== undefined && /^[\p{L}\p{M}\p{N}_]$/u.test(character);
}
