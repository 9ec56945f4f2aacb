import type { ContextValue, SurveyResponse } from '../../survey/SurveyResponse';
import { contextValue } from './answers';
import { asNumber, asText, isRecord } from './json';
import { compileList, compilePath } from './jsonPath';
import type { ContextPaths, Path, WebhookSpec } from './spec';

type Pairs = Array<[string, unknown]>;

const compilePairs = (each: Extract<ContextPaths, { each: Path }>): ((json: unknown) => Pairs) => {
	const entries = compileList(each.each);
	const name = compilePath(each.name);
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
			const found = find(json);
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
): (json: unknown) => SurveyResponse['scores'] {
	const readers = rules.map((rule): ((json: unknown) => Pairs) => {
		if ('each' in rule) return compilePairs(rule);
		const find = compilePath(rule.path);
		return (json) => [[rule.name, find(json)]];
	});
	return (json) =>
		readers.flatMap((read) =>
			read(json).flatMap(([name, value]) => {
				const number = asNumber(value);
				return number === undefined ? [] : [{ name, value: number }];
			}),
		);
}
