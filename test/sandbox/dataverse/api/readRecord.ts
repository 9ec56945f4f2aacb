import { requireAccess } from '../access';
import { badSyntax, noContent, odataReply } from '../errors';
import { preferencesOf } from '../odata/prefer';
import { checkOptions, rowQuery } from '../odata/query';
import { columnOf } from '../odata/rowFilter';
import { isRef } from '../model/types';
import { contextOf, etagOf, recordJson } from '../records/shapes';
import { doesNotExist, elasticKey, resolveTarget, type Target } from '../records/target';
import type { Segment } from '../odata/resourcePath';
import { header, type Operation } from '../world';
import type { Reply } from '../../http/types';

/** `GET /contacts(…)` */
export function readRecord(operation: Operation, segment: Segment): Reply {
	const { world, caller } = operation;
	checkOptions(operation, ['$select', '$expand', 'partitionId']);
	const target = inPartition(operation, resolveTarget(world, segment));
	const { table } = target.of;
	requireAccess(world, caller, 'Read', table);
	const query = rowQuery(operation, target.of);
	if (!target.row) throw doesNotExist(target);
	if (header(operation, 'if-none-match') === etagOf(target.row)) return { status: 304 };
	const preferences = preferencesOf(operation);
	const json = recordJson(world, table, target.row, { ...query, preferences });
	return odataReply(200, {
		'@odata.context': `${contextOf(world, table, query.select)}/$entity`,
		...json,
	});
}

/** `?partitionId=` tells where a row of an elastic table is; reading and deleting take it (contracts/dataverse.md 12). */
export function inPartition({ query }: Operation, target: Target): Target {
	const partition = query.get('partitionId');
	if (partition === null) return target;
	const { table, store } = target.of;
	if (table.type !== 'Elastic')
		throw badSyntax('The query parameter partitionId is not supported.');
	const key = elasticKey(String(target.values[table.primaryId]), partition);
	return { ...target, row: store.get(key) };
}

/** `GET /contacts(…)/telephone1` */
export function readColumn(operation: Operation, segment: Segment, property: string): Reply {
	const { world, caller } = operation;
	checkOptions(operation, []);
	const target = resolveTarget(world, segment);
	requireAccess(world, caller, 'Read', target.of.table);
	const column = columnOf(target.of, property);
	if (!target.row) throw doesNotExist(target);
	const value = target.row.values[column.name] ?? null;
	if (value === null) return noContent();
	return odataReply(200, {
		'@odata.context': `${contextOf(world, target.of.table, undefined)}/${property}`,
		value: isRef(value) ? value.id : value,
	});
}
