import type { SurveyResponse } from '../../shared/survey/SurveyResponse';
import { splitEntries } from '../../shared/values/entries';
import { fold } from '../../shared/values/text';

export type FilterOperator = 'equals' | 'notEquals' | 'oneOf' | 'empty' | 'notEmpty';

export interface EmbeddedFilter {
	name: string;
	operator: FilterOperator;
	value: string;
	/** For *one of*, where an n8n expression gives the entries: data, which is not cut. */
	entries?: readonly string[];
}

/** The values of a field as texts; none when it is missing or empty. */
function valuesOf({ context }: Pick<SurveyResponse, 'context'>, name: string): string[] {
	const value = Object.hasOwn(context, name) ? context[name] : null;
	const all = Array.isArray(value) ? value : [value];
	return all
		.flatMap((one) => (one === null || one === undefined ? [] : fold(String(one))))
		.filter((text) => text !== '');
}

type Test = (values: string[], wanted: string, entries?: readonly string[]) => boolean;

const TESTS: Record<FilterOperator, Test> = {
	equals: (values, wanted) => values.includes(fold(wanted)),
	notEquals: (values, wanted) => !values.includes(fold(wanted)),
	oneOf: (values, wanted, entries) => {
		const isWhole = (text: string) => values.includes(fold(text));
		return (entries ?? splitEntries(wanted, { commas: true, isWhole })).some(isWhole);
	},
	empty: (values) => values.length === 0,
	notEmpty: (values) => values.length > 0,
};

/** Whether the embedded data of a response fits all filters; filters without a name say nothing. */
export const fitsAll = (
	response: Pick<SurveyResponse, 'context'>,
	filters: readonly EmbeddedFilter[],
): boolean =>
	filters.every(
		({ name, operator, value, entries }) =>
			name.trim() === '' || TESTS[operator](valuesOf(response, name.trim()), value, entries),
	);
