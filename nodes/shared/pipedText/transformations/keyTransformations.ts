import { createHash } from 'crypto';
import { JSONPath } from '../../vendor/jsonpath';
import { own, type AuthorText } from '../authorText';
import { textOf } from '../textOf';
import {
	gives,
	isOnProblem,
	ON_PROBLEM,
	optionOf,
	problem,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const ALGORITHM: TransformParameter = {
	name: 'algorithm',
	label: 'Algorithm',
	description: 'How the hash is computed',
	type: 'options',
	default: 'sha256',
	options: [
		{ name: 'MD5', value: 'md5', description: 'Only for systems that ask for it' },
		{ name: 'SHA-1', value: 'sha1', description: 'Only for systems that ask for it' },
		{ name: 'SHA-256', value: 'sha256' },
		{ name: 'SHA-512', value: 'sha512' },
	],
};

export const hash: Transformation = {
	name: 'hash',
	label: 'Hash',
	description:
		'Gives the hash of the text (UTF-8) in lower-case hexadecimal; trim and lower-case an email address before',
	parameters: [ALGORITHM],
	examples: [{ args: ['md5'], from: 'ada@example.com', to: '3e3417d7ef77d5932a6734b916515ed5' }],
	lists: 'joined',
	compile: ([argument]) => {
		const algorithm = optionOf(ALGORITHM, argument);
		if (algorithm === undefined)
			return `${argument} is not an algorithm; there are sha256, sha512, sha1 and md5`;
		return (value) => gives(createHash(algorithm).update(textOf(value), 'utf8').digest('hex'));
	},
};

const LONGEST_PATH = 300;
const MOST_VALUES = 20_000;
const DEEPEST = 60;

export const jsonpath: Transformation = {
	name: 'jsonpath',
	label: 'JSONPath',
	description: 'Takes a value out of JSON, such as a field of an object; several finds give a list',
	parameters: [
		{
			name: 'path',
			label: 'Path',
			description: 'Where the value is, beginning with $',
			type: 'string',
			default: '$',
			required: true,
			placeholder: '$.items[0].name',
		},
		ON_PROBLEM,
	],
	examples: [
		{ args: ['$.items[0].name'], from: '{"items":[{"name":"Ticket"}]}', to: 'Ticket' },
		{
			args: ['$.items[?(@.price>10)].name'],
			from: {
				items: [
					{ name: 'A', price: 5 },
					{ name: 'B', price: 15 },
				],
			},
			to: 'B',
		},
	],
	lists: 'whole',
	compile: ([path = own('$'), onProblem = 'keep']) => {
		const fault = faultOfPath(path);
		if (fault !== undefined) return fault;
		if (!isOnProblem(onProblem)) return `${onProblem} is not one of keep, empty and error`;
		return (value) => {
			const json = typeof value === 'string' ? parsed(value) : value;
			if (json === undefined || json === null || typeof json !== 'object')
				return problem(value, 'this is not JSON', onProblem);
			if (!isModest(json))
				return problem(value, 'this JSON is too large or too deep to look into', onProblem);
			const found = lookUp(path, json);
			if (found === undefined) return problem(value, 'the path cannot be followed', onProblem);
			return gives(found.length === 1 ? found[0] : found.length === 0 ? '' : found);
		};
	},
};

/** Keeps out of a path what runs code or multiplies work: calls, patterns, assignments, going up, many unions. */
export function faultOfPath(path: AuthorText): string | undefined {
	if (!path.startsWith('$')) return 'the path must begin with $';
	if (path.length > LONGEST_PATH) return `the path is longer than ${LONGEST_PATH} characters`;
	const bare = path.replace(/'[^']*'|"[^"]*"/g, "''");
	if (
		/[\w\])]\s*\(|(?<!\?)\((?![^()]*\)[^()]*\])|[/`^\\;{}]|=>|(?<![=!<>])=(?!=)|\+\+|--|__proto__|constructor/.test(
			bare,
		)
	) {
		return 'the path may hold names, numbers, *, one .. and simple comparisons, but no calls or patterns';
	}
	if (bare.split('..').length > 2) return 'the path may hold only one ..';
	if (bare.split(',').length > 5) return 'the path names too many at once';
	return undefined;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export function lookUp(path: AuthorText, json: object): unknown[] | undefined {
	try {
		const found: unknown = JSONPath({ path, json, wrap: true, eval: 'safe' });
		return Array.isArray(found) ? found : undefined;
	} catch {
		return undefined;
	}
}

/** Bounded in values and depth, without recursion; a circle is too deep. */
export function isModest(json: object): boolean {
	let values = 0;
	let level: unknown[] = [json];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > DEEPEST) return false;
		const next: unknown[] = [];
		for (const value of level) {
			if (typeof value !== 'object' || value === null) continue;
			for (const inner of Object.values(value)) {
				if (++values > MOST_VALUES) return false;
				next.push(inner);
			}
		}
		level = next;
	}
	return true;
}
