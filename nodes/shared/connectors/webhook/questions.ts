import { htmlToText } from '../../survey/htmlToText';
import type { Option } from './answerContent';
import { asText, isRecord } from './json';
import { compileList, compileOneValue, type OneFinder } from './jsonPath';
import type { OptionPaths, QuestionPaths } from './spec';

/** What a payload says of a question. */
export interface PayloadQuestion {
	id: string;
	ref?: string;
	title?: string;
	rawType?: string;
	rawSubtype?: string;
	options: Option[];
	rows: Option[];
}

const nothing: OneFinder = () => undefined;

/** One value, where the spec names a place for it. */
export const optional = (path: QuestionPaths['ref']): OneFinder =>
	path === undefined ? nothing : compileOneValue(path);

const optionReader = (paths: OptionPaths | undefined): ((json: unknown) => Option[]) => {
	if (!paths) return () => [];
	const each = compileList(paths.each);
	const id = compileOneValue(paths.id);
	const label = compileOneValue(paths.label);
	return (json) =>
		each(json).flatMap((entry) => {
			const found = asText(id(entry));
			if (found === undefined) return [];
			return [{ id: found, label: htmlToText(asText(label(entry)) ?? found) }];
		});
};

/** Everything at `each`; entries of maps as {key, value}. */
export const entryReader = ({ each, entries }: QuestionPaths): ((json: unknown) => unknown[]) => {
	const find = compileList(each);
	if (!entries) return find;
	return (json) =>
		find(json)
			.filter(isRecord)
			.flatMap((map) => Object.entries(map).map(([key, value]) => ({ key, value })));
};

export const questionReader = (
	paths: QuestionPaths,
): ((entry: unknown) => PayloadQuestion | undefined) => {
	const id = compileOneValue(paths.id);
	const ref = optional(paths.ref);
	const title = optional(paths.title);
	const rawType = optional(paths.rawType);
	const rawSubtype = optional(paths.rawSubtype);
	const options = optionReader(paths.options);
	const rows = optionReader(paths.rows);
	return (entry) => {
		const found = asText(id(entry));
		if (found === undefined) return undefined;
		const words = asText(title(entry));
		const own = asText(ref(entry));
		const type = asText(rawType(entry));
		const subtype = asText(rawSubtype(entry));
		return {
			id: found,
			...(own !== undefined && { ref: own }),
			...(words !== undefined && { title: htmlToText(words) }),
			...(type !== undefined && { rawType: type }),
			...(subtype !== undefined && { rawSubtype: subtype }),
			options: options(entry),
			rows: rows(entry),
		};
	};
};

/** An answer's own word first, then the question's. */
export const joined = (
	own: PayloadQuestion,
	known: PayloadQuestion | undefined,
): PayloadQuestion => ({
	...known,
	...own,
	options: own.options.length > 0 ? own.options : (known?.options ?? []),
	rows: own.rows.length > 0 ? own.rows : (known?.rows ?? []),
});
