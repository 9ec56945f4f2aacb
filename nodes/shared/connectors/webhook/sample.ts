import { compileJsonPath } from '../../json/path/compileJsonPath';
import { definitionFromResponse } from '../../survey/definitionFromResponse';
import type { Question, SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Option } from './answerContent';
import { isNothing, isRecord } from './json';
import { compileSpec } from './mapPayload';
import { readBody } from './readBody';
import type { WebhookSpec } from './spec';

/** What a pasted sample tells of its survey, for the {a} picker; undefined when it is no JSON, or holds no response. */
export function definitionFromSample(
	spec: WebhookSpec,
	pasted: string,
	timeZone = 'UTC',
): SurveyDefinition | undefined {
	const read = readBody(pasted, undefined, spec.jsonFields);
	if (read.kind !== 'ok') return undefined;
	const [mapped] = compileSpec(spec)(read.payload, { timeZone });
	if (!mapped) return undefined;
	const definition = definitionFromResponse(mapped.response);
	const known = new Map(mapped.questions.map((question) => [question.id, question]));
	const questions = definition.questions.map((question): Question => {
		const { options = [], rows = [] } = known.get(question.id) ?? {};
		return {
			...question,
			choices: withOptions(question.choices, options),
			rows: withRows(question.rows, rows),
		};
	});
	return { ...definition, questions };
}

const withOptions = (choices: Question['choices'], options: Option[]): Question['choices'] => {
	const chosen = new Map(choices.map((choice) => [choice.id, choice]));
	const listed = options.map(({ id, label }) => ({ ...chosen.get(id), id, code: id, label }));
	const ids = new Set(options.map(({ id }) => id));
	return [...listed, ...choices.filter(({ id }) => !ids.has(id))];
};

const withRows = (rows: Question['rows'], listed: Option[]): Question['rows'] => {
	const ids = new Set(listed.map(({ id }) => id));
	return [...listed, ...rows.filter(({ id }) => !ids.has(id))];
};

/** A place in a sample that a mapping may point at. */
export interface SamplePath {
	path: string;
	/** What is there, cut short. */
	example: string;
	kind: 'text' | 'number' | 'boolean' | 'empty' | 'list' | 'map';
}

const MOST_PATHS = 500;
const EXAMPLE_LENGTH = 60;
const MOST_ENTRIES = 50;
const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;

/** Every place of a pasted sample, from the top down; nothing when it cannot be read. */
export function pathsOfSample(pasted: string): SamplePath[] {
	const read = readBody(pasted, undefined);
	return read.kind === 'ok' ? pathsIn(read.payload) : [];
}

/**
 * Every place of a payload, from the top down, as a path that finds it. The entries of a list stand together, as `[*]`, with
 * what any of the first ones has.
 */
export function pathsIn(payload: unknown): SamplePath[] {
	const found: SamplePath[] = [];
	const open: Array<[path: string, values: unknown[]]> = [['$', [payload]]];
	for (let next = open.shift(); next && found.length < MOST_PATHS; next = open.shift()) {
		const [path, values] = next;
		// Only what can be followed is offered.
		if (typeof compileJsonPath(path) === 'string') continue;
		if (path !== '$')
			found.push({ path, ...look(values.find((one) => !isNothing(one)) ?? values[0]) });
		const entries = values.filter(Array.isArray).flat(1).slice(0, MOST_ENTRIES) as unknown[];
		if (entries.length > 0) open.push([`${path}[*]`, entries]);
		for (const [name, inner] of namesIn(values.filter(isRecord)))
			open.push([`${path}${step(name)}`, inner]);
	}
	return found;
}

/** What stands under each name, of all maps together. */
function namesIn(maps: Array<Record<string, unknown>>): Map<string, unknown[]> {
	const found = new Map<string, unknown[]>();
	for (const map of maps)
		for (const [name, value] of Object.entries(map)) {
			const known = found.get(name);
			if (known) known.push(value);
			else found.set(name, [value]);
		}
	return found;
}

/** A name behind a dot, or in quotation marks with whatever means something there written out. */
const step = (name: string): string =>
	PLAIN_NAME.test(name) ? `.${name}` : `['${name.replace(NEEDS_ESCAPE, escaped)}']`;

const NEEDS_ESCAPE = /['\\]|\p{Cc}/gu;

const escaped = (sign: string): string =>
	sign === "'" || sign === '\\'
		? `\\${sign}`
		: `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

function look(value: unknown): Omit<SamplePath, 'path'> {
	if (Array.isArray(value)) return { kind: 'list', example: `${value.length} entries` };
	if (isRecord(value))
		return { kind: 'map', example: Object.keys(value).join(', ').slice(0, EXAMPLE_LENGTH) };
	if (value === null || value === '') return { kind: 'empty', example: '' };
	const kind =
		typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
	return { kind, example: String(value).slice(0, EXAMPLE_LENGTH) };
}
