import { ConnectorError } from '../../http/ConnectorError';
import { compileJsonPath } from '../../json/path/compileJsonPath';
import type { Selector } from '../../json/path/JsonPath';
import { isNothing, isRecord } from './json';
import { compileList, type Note } from './jsonPath';
import type { Path, WebhookSpec } from './spec';

export type ResponsesIn = (payload: unknown, note?: Note) => unknown[];

const pathsOf = (group: object | undefined): Path[] =>
	Object.values(group ?? {}).map((path) =>
		typeof path === 'string' || Array.isArray(path)
			? (path as Path)
			: (path as { path: Path }).path,
	);

/** Paths that begin at a payload and are to give one value each. */
const singleValues = (spec: WebhookSpec): Path[] => [
	...pathsOf(spec.survey),
	...pathsOf(spec.response),
	...pathsOf(spec.respondent),
	...(spec.identifiers ?? []).map(({ path }) => path),
];

/** Paths that begin at a payload and may well find several. */
const lists = (spec: WebhookSpec): Path[] =>
	[...spec.answers, ...(spec.context ?? []), ...(spec.scores ?? [])]
		.map((rule) => ('each' in rule ? rule.each : rule.path))
		.concat(spec.questions ? [spec.questions.each] : [], spec.tags ?? []);

/** How each path takes its first step, where it takes one: by name, by position … */
const firstSteps = (paths: Path[]): Array<{ path: string; kind: Selector['kind'] }> =>
	paths.flat().flatMap((path) => {
		const compiled = compileJsonPath(path);
		const first = typeof compiled === 'string' ? undefined : compiled.tree.segments[0];
		return first?.kind === 'child' ? [{ path, kind: first.selectors[0].kind }] : [];
	});

/**
 * The responses of one call: those at the place that the spec names; or, where a list is posted, its entries; else the payload
 * as a whole. Nothing of two responses is ever mixed into one. A mapping whose paths themselves go into the list (`$[*]`,
 * `$[0]`) means it as one response.
 */
export function compileResponsesIn(spec: WebhookSpec): ResponsesIn {
	const deliveries = spec.deliveries === undefined ? undefined : compileList(spec.deliveries);
	const ofOne = firstSteps(singleValues(spec));
	const goesIn = [...ofOne, ...firstSteps(lists(spec))].some(({ kind }) => kind !== 'name');
	const everyEntry = ofOne.find(({ kind }) => kind === 'wildcard' || kind === 'slice')?.path;
	return (payload, note) => {
		const named = deliveries?.(payload) ?? [];
		if (named.length > 0) return named;
		if (!Array.isArray(payload)) return [payload];
		const list = payload as unknown[];
		const responses = list.filter((entry) => isRecord(entry) && !isNothing(entry));
		if (goesIn) {
			if (everyEntry !== undefined && responses.length > 1)
				throw mixed(everyEntry, responses.length);
			return [payload];
		}
		if (list.length === 0) note?.('The call holds an empty list: nothing comes out.');
		else if (responses.length === 0) return [payload];
		else if (responses.length < list.length)
			note?.(
				`The call holds a list; ${list.length - responses.length} of its ${list.length} entries are no responses and were left out.`,
			);
		return responses;
	};
}

const mixed = (path: string, count: number): ConnectorError =>
	new ConnectorError(
		'input',
		`The call holds a list of ${count} entries, and ${path} would mix them into one response`,
		{
			hint: 'Write the paths as they are within one entry ($.id, not $[*].id): each entry is then a response of its own. Then retry the execution',
		},
	);
