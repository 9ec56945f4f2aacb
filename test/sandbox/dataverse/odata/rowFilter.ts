import { badSyntax, noProperty } from '../errors';
import type { Column, Value, Values } from '../model/types';
import { isRef } from '../model/types';
import { indexKey } from '../records/columnIndex';
import type { Row } from '../records/store';
import { concreteTables } from '../model/table';
import type { TableState } from '../state';
import { tableNamed, type World } from '../world';
import type { Expression } from './filterSyntax';
import type { Literal } from './literals';
import { likePattern } from './likePattern';

export type RowTest = (values: Values) => boolean;

/** What a filter says about rows, and, where an index helps, which rows alone can fit. */
export interface RowFilter {
	test: RowTest;
	candidates(): Row[] | undefined;
}

const lookupKinds = ['Lookup', 'Customer', 'Owner'];
const numberKinds = [
	'Integer',
	'BigInt',
	'Decimal',
	'Double',
	'Money',
	'Picklist',
	'State',
	'Status',
];

/** The column behind a name in `$filter`, `$select` or `$orderby`: lookups are called `_x_value`. */
export function columnOf({ table }: TableState, property: string): Column {
	const lookup = /^_(.+)_value$/.exec(property)?.[1];
	const column = table.columns.get(lookup ?? property);
	const fits =
		column?.odata && column.read && lookupKinds.includes(column.kind) === (lookup !== undefined);
	if (!column || !fits) throw noProperty(property, table.name);
	return column;
}

export function compileFilter(world: World, of: TableState, expression: Expression): RowFilter {
	return {
		test: compile(world, of, expression),
		candidates: () => candidates(world, of, expression),
	};
}

function compile(world: World, of: TableState, expression: Expression): RowTest {
	switch (expression.kind) {
		case 'and': {
			const left = compile(world, of, expression.left);
			const right = compile(world, of, expression.right);
			return (values) => left(values) && right(values);
		}
		case 'or': {
			const left = compile(world, of, expression.left);
			const right = compile(world, of, expression.right);
			return (values) => left(values) || right(values);
		}
		case 'not': {
			const inner = compile(world, of, expression.inner);
			return (values) => !inner(values);
		}
		case 'compare':
			return throughNavigation(world, of, expression.property, (target, property) =>
				comparison(world, columnOf(target, property), expression.operator, expression.literal),
			);
		case 'text': {
			const { name, text, property } = expression;
			const pattern = likePattern(name, text, world.fold);
			return throughNavigation(world, of, property, (target, inner) => {
				const column = textColumn(target, inner);
				return (values) => pattern.test(world.fold(String(values[column.name] ?? '')));
			});
		}
		case 'query':
			return queryFunction(world, of, expression);
	}
}

/** `sdkmessageid/name eq …`: the test is made of the record that a lookup points to. */
function throughNavigation(
	world: World,
	of: TableState,
	property: string,
	make: (target: TableState, property: string) => RowTest,
): RowTest {
	const slash = property.indexOf('/');
	if (slash < 0) return make(of, property);
	const navigation = of.table.navigations.get(property.slice(0, slash));
	if (!navigation) throw noProperty(property.slice(0, slash), of.table.name);
	const target = tableNamed(world, concreteTables(navigation.tables[0])[0]);
	const test = make(target, property.slice(slash + 1));
	return (values) => {
		const ref = values[navigation.column.name];
		const row =
			isRef(ref) && ref.table === target.table.name ? target.store.get(ref.id) : undefined;
		return row !== undefined && test(row.values);
	};
}

function textColumn(of: TableState, property: string): Column {
	const column = columnOf(of, property);
	if (column.kind !== 'String' && column.kind !== 'Memo') {
		throw badSyntax(`The function takes text; '${property}' is of type ${column.kind}.`);
	}
	return column;
}

function comparison(world: World, column: Column, operator: string, literal: Literal): RowTest {
	const equals = operator === 'eq' || operator === 'ne';
	if (literal.type === 'null') {
		if (!equals) throw incompatible(column, literal);
		return (values) => ((values[column.name] ?? null) === null) === (operator === 'eq');
	}
	if (!fitsColumn(column, literal)) throw incompatible(column, literal);
	const wanted = literal.type === 'enum' || literal.type === 'list' ? null : literal.value;
	if (equals) {
		const key = indexKey(wanted, world.fold);
		return (values) => (indexKey(values[column.name], world.fold) === key) === (operator === 'eq');
	}
	const limit = comparable(world, wanted);
	return (values) => {
		const value = comparable(world, values[column.name]);
		if (value === undefined || limit === undefined) return false;
		const signed = value < limit ? -1 : value > limit ? 1 : 0;
		return { gt: signed > 0, ge: signed >= 0, lt: signed < 0, le: signed <= 0 }[operator] ?? false;
	};
}

export const comparable = (
	{ fold }: World,
	value: Value | undefined,
): string | number | undefined => {
	if (value === null || value === undefined) return undefined;
	if (typeof value === 'number') return value;
	return isRef(value) ? value.id : fold(String(value));
};

function fitsColumn({ kind, behavior }: Column, { type }: Literal): boolean {
	if (numberKinds.includes(kind)) return type === 'number';
	if (lookupKinds.includes(kind) || kind === 'Uniqueidentifier') return type === 'guid';
	if (kind === 'Boolean') return type === 'boolean';
	if (kind === 'DateTime')
		return type === 'date' || (type === 'dateTime' && behavior !== 'DateOnly');
	return type === 'string';
}

const incompatible = (column: Column, literal: Literal): Error =>
	badSyntax(
		`A binary operator with incompatible types was detected: '${column.name}' (${column.kind}) and a ${literal.type} literal.`,
	);

function queryFunction(
	world: World,
	of: TableState,
	{ name, property, values: given }: Extract<Expression, { kind: 'query' }>,
): RowTest {
	const column = of.table.columns.get(property);
	if (!column?.odata) throw noProperty(property, of.table.name);
	const keys = new Set(given.map((value) => world.fold(String(value))));
	const isIn: RowTest = (values) => {
		const key = indexKey(values[column.name], world.fold);
		return key !== undefined && keys.has(key);
	};
	const holds: RowTest = (values) =>
		String(values[column.name] ?? '')
			.split(',')
			.some((value) => keys.has(value));
	const tests: Record<string, RowTest> = {
		In: isIn,
		NotIn: (values) => !isIn(values),
		ContainValues: holds,
		DoesNotContainValues: (values) => !holds(values),
	};
	if (given.length === 0 || !Object.hasOwn(tests, name)) {
		throw badSyntax(
			`The query function 'Microsoft.Dynamics.CRM.${name}' cannot be used like this.`,
		);
	}
	return tests[name];
}

/** Rows that an equality picks out of an index; undefined where all have to be looked at. */
function candidates(world: World, of: TableState, expression: Expression): Row[] | undefined {
	if (expression.kind === 'and') {
		return candidates(world, of, expression.left) ?? candidates(world, of, expression.right);
	}
	if (expression.kind === 'or') {
		const left = candidates(world, of, expression.left);
		const right = left && candidates(world, of, expression.right);
		return right && [...new Set([...left, ...right])];
	}
	if (expression.kind === 'compare' && expression.operator === 'eq') {
		const { property, literal } = expression;
		if (property.includes('/') || literal.type === 'null') return undefined;
		if (literal.type === 'enum' || literal.type === 'list') return undefined;
		return of.store.index([columnOf(of, property).name]).findOne(literal.value);
	}
	if (expression.kind === 'query' && expression.name === 'In') {
		const index = of.store.index([expression.property]);
		return [...new Set(expression.values.flatMap((value) => index.findOne(value)))];
	}
	return undefined;
}
