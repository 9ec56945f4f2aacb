import { createHash } from 'crypto';
import { compileJsonPath } from '../../json/path/compileJsonPath';
import { isWithin, jsonOrNothing } from '../../json/readJson';
import { own } from '../authorText';
import { textOf } from '../textOf';
import {
	gives,
	ON_PROBLEM,
	onProblemOf,
	optionOf,
	problem,
	unknownOption,
	type Transformation,
	type TransformParameter,
} from './Transformation';

const ALGORITHM: TransformParameter = {
	name: 'algorithm',
	label: 'Algorithm',
	noun: 'an algorithm',
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
		if (algorithm === undefined) return unknownOption(ALGORITHM, argument);
		return (value) => gives(createHash(algorithm).update(textOf(value), 'utf8').digest('hex'));
	},
};

/** What is found is written out by whoever comes next: what is deeper, or a circle, would break it. */
const MOST_FOUND = { values: 100_000, levels: 200 };

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
	compile: ([path = own('$'), onProblemText]) => {
		const compiled = compileJsonPath(path);
		if (typeof compiled === 'string') return compiled;
		const onProblem = onProblemOf(onProblemText);
		if (onProblem === undefined) return unknownOption(ON_PROBLEM, onProblemText);
		return (value) => {
			const json = typeof value === 'string' ? jsonOrNothing(value) : value;
			if (json === undefined || json === null || typeof json !== 'object')
				return problem(value, 'this is not JSON', onProblem);
			const found = compiled.find(json);
			if (!found?.every((one) => isWithin(one, MOST_FOUND)))
				return problem(value, 'this JSON is too large or too deep to look into', onProblem);
			return gives(found.length === 1 ? found[0] : found.length === 0 ? '' : found);
		};
	},
};
