import { parsePattern, type Node } from './patternSyntax';

/**
 * Regular expressions that always end: the pattern runs as a state machine, so the time is at most the length of the text times
 * the size of the pattern. What people answer never decides how long a workflow stands still. Look-around and back-references,
 * which need back-tracking, are refused.
 */
export interface Pattern {
	/** Finds the pattern anywhere in the text, as RegExp.test does. */
	test(text: string): boolean;
}

export const MAX_PATTERN_TEXT = 20_000;

type State =
	| { kind: 'char'; accepts: (char: string) => boolean; next: number }
	| { kind: 'assert'; holds: (text: string, at: number) => boolean; next: number }
	| { kind: 'split'; next: number[] }
	| { kind: 'match' };

const MAX_STATES = 1_000;

export function compilePattern(
	source: string,
	caseSensitive: boolean,
): Pattern | { problem: string } {
	const parsed = parsePattern(source, caseSensitive);
	if ('problem' in parsed) return parsed;
	const states: State[] = [{ kind: 'match' }];
	const start = build(parsed.node, 0, states);
	if (states.length > MAX_STATES) return { problem: 'it is too large' };
	return { test: (text) => run(states, start, text) };
}

/** Builds from the end: `next` is the state that follows. Stops growing beyond the bound. */
function build(node: Node, next: number, states: State[]): number {
	if (states.length > MAX_STATES) return next;
	const add = (state: State): number => states.push(state) - 1;
	switch (node.kind) {
		case 'char':
			return add({ kind: 'char', accepts: node.accepts, next });
		case 'assert':
			return add({ kind: 'assert', holds: node.holds, next });
		case 'sequence':
			return node.parts.reduceRight((follow, part) => build(part, follow, states), next);
		case 'either':
			return add({ kind: 'split', next: node.parts.map((part) => build(part, next, states)) });
		case 'repeat':
			return buildRepeat(node, next, states);
	}
}

function buildRepeat(
	node: Extract<Node, { kind: 'repeat' }>,
	next: number,
	states: State[],
): number {
	let follow = next;
	if (node.max === Infinity) {
		const loop: State = { kind: 'split', next: [next] };
		follow = states.push(loop) - 1;
		loop.next.push(build(node.part, follow, states));
	} else {
		for (let count = node.min; count < node.max && states.length <= MAX_STATES; count++) {
			follow = states.push({ kind: 'split', next: [next, build(node.part, follow, states)] }) - 1;
		}
	}
	for (let count = 0; count < node.min && states.length <= MAX_STATES; count++) {
		follow = build(node.part, follow, states);
	}
	return follow;
}

function run(states: State[], start: number, text: string): boolean {
	const seen = new Int32Array(states.length).fill(-1);
	let current: number[] = [];
	let at = 0;
	for (;;) {
		if (enter(states, start, current, seen, text, at)) return true;
		if (at >= text.length) return false;
		const char = String.fromCodePoint(text.codePointAt(at)!);
		at += char.length;
		const following: number[] = [];
		for (const index of current) {
			const state = states[index];
			if (state.kind !== 'char' || !state.accepts(char)) continue;
			if (enter(states, state.next, following, seen, text, at)) return true;
		}
		current = following;
	}
}

/** Adds the states that can be reached without reading a character; true when the pattern has matched. */
function enter(
	states: State[],
	first: number,
	list: number[],
	seen: Int32Array,
	text: string,
	at: number,
): boolean {
	const pending = [first];
	while (pending.length > 0) {
		const index = pending.pop()!;
		if (seen[index] === at) continue;
		seen[index] = at;
		const state = states[index];
		if (state.kind === 'match') return true;
		if (state.kind === 'char') list.push(index);
		else if (state.kind === 'split') pending.push(...state.next);
		else if (state.holds(text, at)) pending.push(state.next);
	}
	return false;
}
