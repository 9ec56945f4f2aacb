import type { ContextValue, SurveyResponse } from '../../survey/SurveyResponse';
import { contextValue } from './answers';
import { asNumber, asText, isRecord } from './json';
import { compileList, compileOneValue, compilePath, oneOf, type Note } from './jsonPath';
import type { ContextPaths, Path, WebhookSpec } from './spec';

type Pairs = Array<[string, unknown]>;

const compilePairs = (
	each: Extract<ContextPaths, { each: Path }>,
): ((json: unknown, note?: Note) => Pairs) => {
	const entries = compileList(each.each);
	const name = compileOneValue(each.name);
	const value = compilePath(each.value);
	return (json) =>
		entries(json).flatMap((entry): Pairs => {
			const found = asText(name(entry));
			return found === undefined ? [] : [[found, value(entry)]];
		});
};

/** What travels with the answers: maps entry by entry, or lists of names and values. */
export function compileContext(
	rules: readonly ContextPaths[],
): (json: unknown) => Array<[string, ContextValue]> {
	const readers = rules.map((rule): ((json: unknown) => Pairs) => {
		if ('each' in rule) return compilePairs(rule);
		const find = compilePath(rule.path);
		return (json) => {
			const found = oneOf(find(json), rule.path.toString());
			return isRecord(found) ? Object.entries(found) : [];
		};
	});
	return (json) =>
		readers.flatMap((read) =>
			read(json).map(([name, value]): [string, ContextValue] => [name, contextValue(value)]),
		);
}

export function compileScores(
	rules: NonNullable<WebhookSpec['scores']>,
): (json: unknown, note?: Note) => SurveyResponse['scores'] {
	const readers = rules.map((rule): ((json: unknown, note?: Note) => Pairs) => {
		if ('each' in rule) return compilePairs(rule);
		const find = compileOneValue(rule.path);
		return (json, note) => [[rule.name, find(json, note)]];
	});
	return (json, note) =>
		readers.flatMap((read) =>
			read(json, note).flatMap(([name, value]) => {
				const number = asNumber(value);
				return number === undefined ? [] : [{ name, value: number }];
			}),
		);
}
