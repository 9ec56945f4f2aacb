import type { Reply } from '../../http/types';
import { badSyntax, codes, methodNotAllowed, noSegment, odataReply, refusal } from '../errors';
import type { Column, ColumnKind, Table } from '../model/types';
import type { Segment } from '../odata/resourcePath';
import { absolute } from '../records/shapes';
import type { Operation } from '../world';
import { answerList, answerOne } from './query';
import {
	columnJson,
	keyJson,
	metadataId,
	metadataType,
	optionSets,
	relationshipsJson,
	tableJson,
	typeSpecific,
	type Json,
} from './shapes';

const cast = 'Microsoft.Dynamics.CRM.';
const base = 'AttributeMetadata';

/** Types that a list of columns can be cast to; the base of the choices is not among them. */
const casts = new Map<string, ColumnKind[]>(
	(
		[
			'String',
			'Memo',
			'Integer',
			'BigInt',
			'Decimal',
			'Double',
			'Money',
			'Boolean',
			'Picklist',
			'MultiSelectPicklist',
			'State',
			'Status',
			'DateTime',
			'Image',
			'EntityName',
		] as ColumnKind[]
	).map((kind) => [metadataType(kind), [kind]]),
);
casts.set('LookupAttributeMetadata', ['Lookup', 'Customer', 'Owner']);

/** Everything below `/EntityDefinitions` (contracts/dataverse.md 4). */
export function entityDefinitions(operation: Operation, segments: Segment[]): Reply {
	const { world, method } = operation;
	if (method !== 'GET') throw methodNotAllowed(method);
	const tables = [...world.state.tables.values()].map(({ table }) => table);
	const [definitions, collection, type, ...others] = segments;
	if (others.length > 0) throw noSegment(others[0].name);
	if (definitions.id === undefined && definitions.keys === undefined) {
		if (collection) throw noSegment(collection.name);
		const rows = tables.map(tableJson);
		return listReply(
			operation,
			'',
			answerList(operation, rows, 'EntityMetadata', tables.map(expandable)),
		);
	}
	const table = named(tables, definitions);
	if (!collection) {
		const row = answerOne(operation, tableJson(table), 'EntityMetadata', expandable(table));
		return odataReply(200, { '@odata.context': `${contextOf(operation, '')}/$entity`, ...row });
	}
	switch (collection.name) {
		case 'Attributes':
			return attributes(operation, table, collection, type);
		case 'Keys': {
			const rows = table.keys.map((key) => keyJson(table, key));
			return listReply(operation, '/Keys', answerList(operation, rows, 'EntityKeyMetadata', []));
		}
		case 'ManyToOneRelationships': {
			const rows = relationshipsJson(table);
			const type = 'OneToManyRelationshipMetadata';
			return listReply(operation, `/${collection.name}`, answerList(operation, rows, type, []));
		}
		default:
			throw noSegment(collection.name);
	}
}

function named(tables: Table[], { id, keys }: Segment): Table {
	const [key] = keys ?? [];
	if (id === undefined && (keys?.length !== 1 || key.name !== 'LogicalName')) {
		throw badSyntax("A table is named by LogicalName='…' or by its MetadataId.");
	}
	const found = tables.find((table) =>
		id === undefined ? table.name === key.value.value : metadataId(table.name) === id,
	);
	if (found) return found;
	throw refusal(
		404,
		codes.notFound,
		`Could not find an entity with name ${String(key?.value.value ?? id)}.`,
	);
}

/** What `$expand` reaches from a table. */
const expandable = (table: Table): Json => ({
	Attributes: [...table.columns.values()].map((column) => untyped(table, column)),
	Keys: table.keys.map((key) => keyJson(table, key)),
	ManyToOneRelationships: relationshipsJson(table),
});

function attributes(
	operation: Operation,
	table: Table,
	collection: Segment,
	type: Segment | undefined,
): Reply {
	const columns = [...table.columns.values()];
	const kinds = type ? kindsOf(type.name) : undefined;
	if (collection.keys || collection.id) return attribute(operation, table, collection, kinds);
	const fitting = kinds ? columns.filter(({ kind }) => kinds.includes(kind)) : columns;
	const rows = fitting.map((column) =>
		kinds ? columnJson(table, column) : untyped(table, column),
	);
	const expansions = fitting.map((column) => (kinds ? optionSets(column) : {}));
	const answer = answerList(operation, rows, kinds ? (type?.name ?? base) : base, expansions);
	return listReply(operation, '/Attributes', answer);
}

function attribute(
	operation: Operation,
	table: Table,
	{ keys = [] }: Segment,
	kinds: ColumnKind[] | undefined,
): Reply {
	const [key] = keys;
	if (keys.length !== 1 || key.name !== 'LogicalName') {
		throw badSyntax("A column is named by LogicalName='…'.");
	}
	const column = table.columns.get(String(key.value.value));
	if (!column || (kinds && !kinds.includes(column.kind))) {
		throw refusal(
			404,
			codes.notFound,
			`Could not find an attribute with name ${String(key.value.value)}.`,
		);
	}
	const row = kinds ? columnJson(table, column) : untyped(table, column);
	const answer = answerOne(operation, row, base, kinds ? optionSets(column) : {});
	return odataReply(200, {
		'@odata.context': contextOf(operation, '/Attributes/$entity'),
		...answer,
	});
}

function kindsOf(name: string): ColumnKind[] {
	const kinds = name.startsWith(cast) ? casts.get(name.slice(cast.length)) : undefined;
	if (!kinds) throw badSyntax(`The type '${name}' cannot be cast to here.`);
	return kinds;
}

/** Without a cast, what is special to a type cannot be asked for. */
function untyped(table: Table, column: Column): Json {
	const json = columnJson(table, column);
	for (const name of Object.keys(typeSpecific(column))) delete json[name];
	return json;
}

const contextOf = ({ world }: Operation, path: string): string =>
	`${absolute(world, '/$metadata')}#EntityDefinitions${path}`;

const listReply = (operation: Operation, path: string, value: Json[]): Reply =>
	odataReply(200, { '@odata.context': contextOf(operation, path), value });
