import { jsonReply, type Reply } from '../http/types';
import { invalid, refuse } from './errors';
import { isThere, type World } from './state';

const shown = ({ listId, name, objectTypeId, processingType }: World['lists'][number]) => ({
	listId,
	name,
	objectTypeId,
	processingType,
	processingStatus: 'COMPLETE',
});

/** Source: contracts/hubspot.md 10.1. */
export function searchLists({ lists }: World, body: Record<string, unknown>): Reply {
	const {
		query = '',
		offset = 0,
		count = 20,
		processingTypes = [],
		objectTypeId,
	} = body as {
		query?: string;
		offset?: number;
		count?: number;
		processingTypes?: string[];
		objectTypeId?: string;
	};
	if (count > 500) throw invalid('count must be at most 500');
	const found = lists.filter(
		(list) =>
			list.name.toLowerCase().includes(query.toLowerCase()) &&
			(processingTypes.length === 0 || processingTypes.includes(list.processingType)) &&
			(objectTypeId === undefined || list.objectTypeId === objectTypeId),
	);
	const page = found.slice(offset, offset + count);
	return jsonReply(200, {
		lists: page.map(shown),
		hasMore: offset + count < found.length,
		offset: offset + page.length,
		total: found.length,
	});
}

/** Source: contracts/hubspot.md 10.2 and 10.3. */
export function changeMembers(
	world: World,
	listId: string,
	action: 'add' | 'remove',
	body: unknown,
): Reply {
	const list = world.lists.find((one) => one.listId === listId);
	if (!list) throw refuse({ status: 404, message: `List ${listId} does not exist` });
	if (list.processingType === 'DYNAMIC')
		throw invalid('Memberships of a list of the type DYNAMIC cannot be changed');
	if (!Array.isArray(body) || body.length > 1_000)
		throw invalid('Invalid input JSON on line 1, column 1: an array of ids is expected');
	const object = world.objects.find(({ typeId }) => typeId === list.objectTypeId)!;
	const ids = body.map(String);
	const missing = ids.filter((id) => !isThere(object.records.get(id)));
	const changed = ids.filter(
		(id) => !missing.includes(id) && list.members.has(id) !== (action === 'add'),
	);
	for (const id of changed) {
		if (action === 'add') list.members.add(id);
		else list.members.delete(id);
	}
	return jsonReply(200, {
		recordsIdsAdded: action === 'add' ? changed : [],
		recordIdsRemoved: action === 'remove' ? changed : [],
		recordIdsMissing: missing,
	});
}
