import { definitionFromResponse } from '../../survey/definitionFromResponse';
import type { Question, SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Option } from './answerContent';
import { isRecord } from './json';
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
const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;

/** Every place of a pasted sample, from the top down; of a list the first entry stands for all, as `[*]`. */
export function pathsOfSample(pasted: string): SamplePath[] {
	const read = readBody(pasted, undefined);
	if (read.kind !== 'ok') return [];
	const found: SamplePath[] = [];
	const open: Array<[path: string, value: unknown]> = [['$', read.payload]];
	for (let next = open.shift(); next && found.length < MOST_PATHS; next = open.shift()) {
		const [path, value] = next;
		if (path !== '$') found.push({ path, ...look(value) });
		if (Array.isArray(value)) {
			if (value.length > 0) open.push([`${path}[*]`, value[0]]);
		} else if (isRecord(value)) {
			for (const [name, inner] of Object.entries(value)) open.push([`${path}${step(name)}`, inner]);
		}
	}
	return found;
}

/** Names with quotes or backslashes cannot be written in a path, and are rare; their map can be pointed at. */
const step = (name: string): string =>
	PLAIN_NAME.test(name) ? `.${name}` : `['${name.replace(/['\\]/g, '')}']`;

function look(value: unknown): Omit<SamplePath, 'path'> {
	if (Array.isArray(value)) return { kind: 'list', example: `${value.length} entries` };
	if (isRecord(value))
		return { kind: 'map', example: Object.keys(value).join(', ').slice(0, EXAMPLE_LENGTH) };
	if (value === null || value === '') return { kind: 'empty', example: '' };
	const kind =
		typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
	return { kind, example: String(value).slice(0, EXAMPLE_LENGTH) };
}
