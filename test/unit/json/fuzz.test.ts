import { parsePath } from '../../../nodes/shared/json/path/parsePath';
import { walkTree } from './tree';

const PATHS = 1_000_000;
const seed = Number(process.env.SURVEY_OPS_SEED ?? Date.now() % 2 ** 31);

/** A small generator of numbers with a seed (mulberry32), so that a find can be repeated. */
function generator(state: number): (below: number) => number {
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

const random = generator(seed);
const oneOf = <T>(list: readonly T[]): T => list[random(list.length)];

const NAMES = [
	'a',
	'price',
	'größe',
	'_x',
	'net-amount',
	'constructor',
	'__proto__',
	'toString',
	'e\u{1F600}',
];
const QUOTED = [
	"'a'",
	'"b c"',
	"'it\\'s'",
	'"\\u00e4"',
	"'\\\\'",
	"'constructor'",
	"''",
	`'"'`,
	`"\\""`,
];
const LITERALS = [
	'1',
	'-0',
	'1e3',
	'0.5',
	'true',
	'false',
	'null',
	'8202522731445525542',
	...QUOTED,
];
const HOSTILE = [
	'@.constructor("x")()',
	'@.x(1)',
	'()',
	'=>',
	"['constructor'](",
	'(@.length-1)',
	"'\\''",
	`"\\"'`,
	'\\',
	"'",
	'"',
	'`',
	'/x/',
	'.test(@)',
	';',
	'=',
	'++',
	'__proto__',
	'globalThis',
	'new Function',
	'${1}',
	'length(@)',
	'match(@.a,"b")',
	'@',
	'$',
	'..',
	'[?',
	'(',
	')',
	']',
	'[',
	'^',
	'~',
	'{',
	'}',
	'\u0000',
	'\n',
	'\ud800',
	'\u202e',
	',',
	'!',
	'&&',
	'||',
	'?',
	':',
	'-',
	'0',
];

const name = () => `.${oneOf(NAMES)}`;
const integer = () => String(random(20) - 10).replace('-0', '0');
const blank = () => (random(6) === 0 ? ' ' : '');

function selector(depth: number): string {
	switch (random(depth > 2 ? 5 : 7)) {
		case 0:
			return oneOf(QUOTED);
		case 1:
			return integer();
		case 2:
			return '*';
		case 3:
			return `${oneOf(['', integer()])}:${oneOf(['', integer()])}${oneOf(['', ':', ':2'])}`;
		case 4:
			return oneOf(QUOTED);
		default:
			return `?${blank()}${test(depth + 1)}`;
	}
}

function segments(depth: number): string {
	let text = '';
	for (let count = random(depth > 0 ? 3 : 5); count > 0; count -= 1) {
		const kind = random(8);
		if (kind < 4) text += name();
		else if (kind === 4) text += `.*`;
		else if (kind === 5 && random(4) === 0) text += `.${name()}`;
		else text += `[${selector(depth)}${random(4) === 0 ? `,${blank()}${selector(depth)}` : ''}]`;
	}
	return text;
}

const query = (depth: number) => `${oneOf(['@', '@', '$'])}${segments(depth)}`;
const singular = () =>
	`${oneOf(['@', '$'])}${oneOf(['', name(), `[${oneOf(QUOTED)}]`, `[${integer()}]`])}`;
const operand = () => (random(2) === 0 ? singular() : oneOf(LITERALS));

function test(depth: number): string {
	switch (random(depth > 2 ? 3 : 7)) {
		case 0:
			return query(depth + 1);
		case 1:
		case 2:
			return `${operand()}${blank()}${oneOf(['==', '!=', '<', '<=', '>', '>='])}${blank()}${operand()}`;
		case 3:
			return `${test(depth + 1)}${blank()}${oneOf(['&&', '||'])}${blank()}${test(depth + 1)}`;
		case 4:
			return `(${test(depth + 1)})`;
		case 5:
			return `!(${test(depth + 1)})`;
		default:
			return `!${query(depth + 1)}`;
	}
}

const BOTH = [...HOSTILE, ...NAMES, ...QUOTED, ...LITERALS];

/** By the grammar; by the grammar with something hostile put into it, or a part cut out; or of fragments alone. */
function anyPath(): string {
	const kind = random(4);
	if (kind === 3) {
		let text = random(8) === 0 ? '' : '$';
		for (let count = 1 + random(10); count > 0; count -= 1) text += oneOf(BOTH);
		return text;
	}
	const path = `$${segments(0)}`;
	if (kind === 0) return path;
	const at = 1 + random(path.length);
	const end = kind === 1 ? at : at + random(4);
	return path.slice(0, at) + (random(5) === 0 ? '' : oneOf(HOSTILE)) + path.slice(end);
}

it(`LA01 LA02 of ${PATHS} paths (seed ${seed}) not one gives a syntax tree that holds anything but known nodes`, () => {
	let accepted = 0;
	let filters = 0;
	for (let count = 0; count < PATHS; count += 1) {
		const path = anyPath();
		const tree = parsePath(path);
		if (typeof tree === 'string') continue;
		accepted += 1;
		if (path.includes('?')) filters += 1;
		try {
			walkTree(tree);
		} catch (error) {
			throw new Error(`seed ${seed}: ${JSON.stringify(path)}: ${(error as Error).message}`);
		}
	}
	console.info(`seed ${seed}: ${accepted} of ${PATHS} accepted, ${filters} of them with a filter`);
	expect(accepted).toBeGreaterThan(PATHS / 10);
	expect(accepted).toBeLessThan(PATHS);
	expect(filters).toBeGreaterThan(PATHS / 50);
}, 120_000);
