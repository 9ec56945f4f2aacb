import { ConnectorError } from '../../http/ConnectorError';
import { compileJsonPath } from '../../json/path/compileJsonPath';
import type { Selector } from '../../json/path/JsonPath';
import type { AnswerType } from '../../survey/SurveyResponse';
import { isNothing, isRecord } from './json';
import { compileList, type Note } from './jsonPath';
import type { Path, WebhookSpec } from './spec';

export type ResponsesIn = (payload: unknown, note?: Note) => unknown[];

const LISTS: ReadonlySet<unknown> = new Set<AnswerType>(['multiChoice', 'ranking', 'file']);

const pathsOf = (group: object | undefined): Path[] =>
	Object.values(group ?? {}).flatMap((path: Path | { path: Path } | undefined) =>
		typeof path === 'object' && 'path' in path ? path.path : (path ?? []),
	);

/** Paths that begin at a payload and are to give one value each. */
const singleValues = (spec: WebhookSpec): Path[] => [
	...pathsOf(spec.survey),
	...pathsOf(spec.response),
	...pathsOf(spec.respondent),
	...(spec.identifiers ?? []).map(({ path }) => path),
	...spec.answers.flatMap((rule) => ('path' in rule && !LISTS.has(rule.type) ? rule.path : [])),
];

/** Paths that begin at a payload and may well find several. */
const lists = (spec: WebhookSpec): Path[] =>
	[...spec.answers, ...(spec.context ?? []), ...(spec.scores ?? [])]
		.map((rule) => ('each' in rule ? rule.each : rule.path))
		.concat(spec.questions ? [spec.questions.each] : [], spec.tags ?? []);

interface Step {
	path: string;
	kind: Selector['kind'];
	isLast: boolean;
}

/** How each path takes its first step, where it takes one: by name, by position … */
const firstSteps = (paths: Path[]): Step[] =>
	paths.flat().flatMap((path) => {
		const compiled = compileJsonPath(path);
		const [first, second] = typeof compiled === 'string' ? [] : compiled.tree.segments;
		return first?.kind === 'child'
			? [{ path, kind: first.selectors[0].kind, isLast: second === undefined }]
			: [];
	});

const isEvery = ({ kind }: Step): boolean => kind === 'wildcard' || kind === 'slice';

/**
 * The responses of one call: those at the place that the spec names; or, where a list is posted, its entries; else the payload
 * as a whole. A mapping whose paths themselves go into the list (`$[*]`, `$[0]`) means it as one response; where that would
 * mix several, it is an error.
 */
export function compileResponsesIn(spec: WebhookSpec): ResponsesIn {
	const deliveries = spec.deliveries === undefined ? undefined : compileList(spec.deliveries);
	const ofOne = firstSteps(singleValues(spec));
	const steps = [...ofOne, ...firstSteps(lists(spec))];
	const goesIn = steps.some(({ kind }) => kind !== 'name');
	const mixing = ofOne.find(isEvery)?.path;
	/** Perhaps the sections of one response, perhaps several. */
	const doubtful = steps.find((step) => !step.isLast && step.kind !== 'name')?.path;
	return (payload, note) => {
		const named = deliveries?.(payload) ?? [];
		if (named.length > 0) return entriesOf(named, note);
		if (!Array.isArray(payload)) return [payload];
		const list = payload as unknown[];
		if (!goesIn) return entriesOf(list, note);
		const count = list.filter(isRecord).length;
		if (mixing !== undefined && count > 1) throw mixed(mixing, count);
		if (doubtful !== undefined && count > 1)
			note?.(
				`The call holds a list of ${count} entries, and the mapping goes into it (${doubtful}): it was read as one response.`,
			);
		return [payload];
	};
}

/** A list without any map is no list of responses, and is left to the mapping as it is. */
function entriesOf(list: unknown[], note?: Note): unknown[] {
	if (list.length === 0) note?.('The call holds an empty list: nothing comes out.');
	const responses = list.filter((entry) => isRecord(entry) && !isNothing(entry));
	if (list.length > 0 && responses.length === 0) return [list];
	const left = list.length - responses.length;
	if (left > 0)
		note?.(
			`The call holds a list; ${left} of its ${list.length} entries are no responses and were left out.`,
		);
	return responses;
}

const mixed = (path: string, count: number): ConnectorError =>
	new ConnectorError(
		'input',
		`The call holds a list of ${count} entries, and ${path} would mix them into one response`,
		{
			hint: 'Write the paths as they are within one entry ($.id, not $[*].id): each entry is then a response of its own. Then retry the execution',
		},
	);
