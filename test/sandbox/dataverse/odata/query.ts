import { badSyntax, noProperty } from '../errors';
import type { Column, Navigation } from '../model/types';
import type { TableState } from '../state';
import { tableNamed, type Operation, type World } from '../world';
import { parseFilter } from './filterSyntax';
import { columnOf, compileFilter, type RowFilter } from './rowFilter';

export interface Expand {
	navigation: Navigation;
	select: Column[] | undefined;
}

export interface RowQuery {
	select: Column[] | undefined;
	expand: Expand[];
	filter: RowFilter | undefined;
	orderBy: Array<{ column: Column; descending: boolean }>;
	top: number | undefined;
	count: boolean;
}

/** Query options every request takes besides its own: `tag` reaches plug-ins, `@p1` stands for values (contracts/dataverse.md 3, 5.1). */
const everywhere = ['tag'];

export function checkOptions({ query }: Operation, allowed: readonly string[]): void {
	const seen = new Set<string>();
	for (const name of query.keys()) {
		if (seen.has(name)) throw badSyntax(`Query option '${name}' was specified more than once.`);
		seen.add(name);
		if (name.startsWith('@') || everywhere.includes(name) || allowed.includes(name)) continue;
		throw badSyntax(
			name.startsWith('$')
				? `The query parameter ${name} is not supported.`
				: `The query parameter ${name} is not supported by this request.`,
		);
	}
}

export const aliasesOf = ({ query }: Operation): Map<string, string> =>
	new Map([...query].filter(([name]) => name.startsWith('@')));

export function rowQuery(operation: Operation, of: TableState): RowQuery {
	const { world, query } = operation;
	const filter = query.get('$filter');
	return {
		select: selectOf(query.get('$select'), of),
		expand: expandOf(world, query.get('$expand'), of),
		filter:
			filter === null
				? undefined
				: compileFilter(world, of, parseFilter(filter, aliasesOf(operation))),
		orderBy: orderOf(query.get('$orderby'), of),
		top: topOf(query.get('$top')),
		count: query.get('$count') === 'true',
	};
}

export function selectOf(text: string | null, of: TableState): Column[] | undefined {
	if (text === null) return undefined;
	const names = text.split(',').map((name) => name.trim());
	if (names.includes('')) throw badSyntax("Syntax error in '$select'.");
	return names.map((name) => columnOf(of, name));
}

/** Single-valued navigation properties, each with `$select` or nothing. */
function expandOf(world: World, text: string | null, of: TableState): Expand[] {
	if (text === null) return [];
	return [...text.matchAll(/\s*([^,()\s]+)(?:\(([^()]*)\))?\s*(?:,|$)/g)].map(
		([, name, inside]) => {
			const navigation = of.table.navigations.get(name);
			if (!navigation) throw noProperty(name, of.table.name);
			const select = inside === undefined ? null : /^\s*\$select=(.+)$/.exec(inside)?.[1];
			if (select === undefined) throw badSyntax(`'$expand=${name}(${inside})' is not supported.`);
			return { navigation, select: selectOf(select, tableNamed(world, navigation.tables[0])) };
		},
	);
}

function orderOf(text: string | null, of: TableState): RowQuery['orderBy'] {
	if (text === null) return [];
	return text.split(',').map((part) => {
		const match = /^\s*([\w]+)(?:\s+(asc|desc))?\s*$/.exec(part);
		if (!match) throw badSyntax(`Syntax error in '$orderby': '${part}'.`);
		return { column: columnOf(of, match[1]), descending: match[2] === 'desc' };
	});
}

function topOf(text: string | null): number | undefined {
	if (text === null) return undefined;
	if (!/^\d+$/.test(text)) throw badSyntax(`Invalid value '${text}' for $top query option found.`);
	return Number(text);
}
