import { badSyntax, noProperty } from '../errors';
import { aliasesOf, checkOptions } from '../odata/query';
import { parseFilter, type Expression } from '../odata/filterSyntax';
import type { Operation } from '../world';
import type { Json } from './shapes';

/** Properties of an enumeration: compared with its literals alone (contracts/dataverse.md 4). */
const enumerations: Record<string, string> = {
	AttributeType: 'AttributeTypeCode',
	'RequiredLevel/Value': 'AttributeRequiredLevel',
	EntityKeyIndexStatus: 'EntityKeyIndexStatus',
	OwnershipType: 'OwnershipTypes',
};

/** Metadata is asked with `$select`, `$filter` and `$expand`; all of it comes at once, in no useful order. */
export function answerList(
	operation: Operation,
	rows: Json[],
	type: string,
	expandable: Json[],
): Json[] {
	checkOptions(operation, ['$select', '$filter', '$expand']);
	const filter = operation.query.get('$filter');
	const sample = rows[0] ?? {};
	const test =
		filter === null ? undefined : compile(parseFilter(filter, aliasesOf(operation)), sample, type);
	return rows.flatMap((row, index) =>
		!test || test(row) ? [projected(operation, row, type, expandable[index] ?? {})] : [],
	);
}

export function answerOne(operation: Operation, row: Json, type: string, expandable: Json): Json {
	checkOptions(operation, ['$select', '$expand']);
	return projected(operation, row, type, expandable);
}

/** `MetadataId` always comes along. */
function projected({ query }: Operation, row: Json, type: string, expandable: Json): Json {
	const select = query.get('$select');
	const json: Json = {};
	const names = select === null ? Object.keys(row) : select.split(',').map((name) => name.trim());
	for (const name of names) {
		if (!Object.hasOwn(row, name)) throw noProperty(name, type);
		json[name] = row[name];
	}
	if (row['@odata.type'] !== undefined) json['@odata.type'] = row['@odata.type'];
	json.MetadataId = row.MetadataId;
	for (const { name, inner } of expansions(query.get('$expand'))) {
		if (!Object.hasOwn(expandable, name)) throw noProperty(name, type);
		json[name] = narrowed(expandable[name], inner, name);
	}
	return json;
}

function expansions(text: string | null): Array<{ name: string; inner: string[] | undefined }> {
	if (text === null) return [];
	return [...text.matchAll(/\s*(\w+)(?:\(([^()]*)\))?\s*(?:,|$)/g)].map(([, name, inside]) => {
		if (inside === undefined) return { name, inner: undefined };
		const select = /^\s*\$select=(.+)$/.exec(inside)?.[1];
		if (select === undefined) throw badSyntax(`'$expand=${name}(${inside})' is not supported.`);
		return { name, inner: select.split(',').map((one) => one.trim()) };
	});
}

function narrowed(value: unknown, names: string[] | undefined, type: string): unknown {
	if (!names || value === null || value === undefined) return value ?? null;
	if (Array.isArray(value)) return value.map((one) => narrowed(one, names, type) as unknown);
	const row = value as Json;
	const json: Json = { MetadataId: row.MetadataId };
	for (const name of names) {
		if (!Object.hasOwn(row, name)) throw noProperty(name, type);
		json[name] = row[name];
	}
	return json;
}

function compile(expression: Expression, sample: Json, type: string): (row: Json) => boolean {
	switch (expression.kind) {
		case 'and':
		case 'or': {
			const left = compile(expression.left, sample, type);
			const right = compile(expression.right, sample, type);
			return expression.kind === 'and'
				? (row) => left(row) && right(row)
				: (row) => left(row) || right(row);
		}
		case 'not': {
			const inner = compile(expression.inner, sample, type);
			return (row) => !inner(row);
		}
		case 'compare':
			return comparison(expression, sample, type);
		default:
			throw badSyntax('Functions are not supported in the filter of a metadata query.');
	}
}

function comparison(
	{ operator, property, literal }: Extract<Expression, { kind: 'compare' }>,
	sample: Json,
	type: string,
): (row: Json) => boolean {
	const path = property.split('/');
	if (!Object.hasOwn(sample, path[0])) throw noProperty(path[0], type);
	if (operator !== 'eq' && operator !== 'ne') {
		throw badSyntax(`The operator '${operator}' is not supported in a metadata query.`);
	}
	const enumeration = enumerations[property];
	const given = literal.type === 'enum' ? literal.enumType : undefined;
	const expected = enumeration && `Microsoft.Dynamics.CRM.${enumeration}`;
	if (given !== expected && literal.type !== 'null') {
		throw badSyntax(
			`A binary operator with incompatible types was detected: '${property}' takes ${expected ?? 'no enumeration'}.`,
		);
	}
	if (isManaged(sample, path)) {
		throw badSyntax(`'${property}' is a managed property and cannot be filtered by.`);
	}
	return (row) => {
		let value: unknown = row;
		for (const name of path) value = (value as Json | null)?.[name];
		return ((value ?? null) === literal.value) === (operator === 'eq');
	};
}

/** `IsValidForAdvancedFind/Value` and its like (contracts/dataverse.md 4.1). */
const isManaged = (sample: Json, path: string[]): boolean =>
	(path.length > 1 && typeof sample[path[0]] !== 'object') ||
	(path[0] !== 'RequiredLevel' &&
		path[1] === 'Value' &&
		Object.hasOwn((sample[path[0]] as Json | null) ?? {}, 'CanBeChanged'));
