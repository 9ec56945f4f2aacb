import { isConnectorError, type ConnectorError } from '../../http/ConnectorError';
import { isEmpty } from '../../values/text';
import type { TableColumns } from './columns';
import type { ColumnInfo } from './ColumnInfo';
import { refuse, type ValueContext } from './conversion';
import { literal, quoted } from './literals';
import { isLookupRef } from './lookupValue';
import { propertyOf } from './query';
import { convertValue } from './values';

export type FilterOperator =
	| 'eq'
	| 'ne'
	| 'gt'
	| 'ge'
	| 'lt'
	| 'le'
	| 'contains'
	| 'startsWith'
	| 'endsWith'
	| 'isEmpty'
	| 'isNotEmpty';

export interface FilterCondition {
	column: string;
	operator: FilterOperator;
	value?: unknown;
}

const TEXT_FUNCTIONS: Partial<Record<FilterOperator, string>> = {
	contains: 'contains',
	startsWith: 'startswith',
	endsWith: 'endswith',
};

/** Conditions as a `$filter`; undefined for none. Source: contracts/dataverse.md 5.1, 5.3. */
export const toFilter = (
	conditions: readonly FilterCondition[],
	combine: 'and' | 'or',
	columns: TableColumns,
	context: ValueContext,
): string | undefined | ConnectorError => {
	const terms: string[] = [];
	for (const condition of conditions) {
		const term = toTerm(condition, columns.get(condition.column), context);
		if (isConnectorError(term)) return term;
		terms.push(term);
	}
	return terms.length === 0 ? undefined : terms.join(` ${combine} `);
};

const toTerm = (
	{ operator, value }: FilterCondition,
	column: ColumnInfo,
	context: ValueContext,
): string | ConnectorError => {
	const property = propertyOf(column);
	if (operator === 'isEmpty') return `${property} eq null`;
	if (operator === 'isNotEmpty') return `${property} ne null`;
	const call = TEXT_FUNCTIONS[operator];
	if (call !== undefined) {
		return column.kind === 'text'
			? `${call}(${property},${quoted(String(value ?? ''))})`
			: refuse(column, 'is no text, so it cannot be searched within');
	}
	if (column.kind === 'choices' || column.kind === 'other') {
		return refuse(column, 'cannot be compared', 'Use a saved view for such a condition.');
	}
	const converted = convertValue(column, isEmpty(value) ? null : value, context);
	if (isConnectorError(converted)) return converted;
	const plain = isLookupRef(converted.value) ? converted.value.id : converted.value;
	const isBare = ['id', 'lookup', 'dateTime'].includes(column.kind);
	return `${property} ${operator} ${literal(plain, isBare)}`;
};
