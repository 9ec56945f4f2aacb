import { mailingListNotFound, done, ok } from '../envelope';
import { contactKeys, type Directory, type MailingList } from '../directory/state';
import { bySkipToken } from '../paging';
import { directoryOf, type ApiRoute, type Call } from '../world';

const pages = ['pageSize', 'skipToken', 'useNewPaginationScheme'];
const sizes = { fallback: 100, max: 100 };

/** How three rules map onto one set of switches is unconfirmed (contracts/qualtrics.md 5.8.5): a field of any rule is on. */
const criteria = ({ rules }: Directory): Record<string, boolean> =>
	Object.fromEntries(contactKeys.map((key) => [key, rules.some((rule) => rule.includes(key))]));

export function mailingListOf(call: Call, directory: Directory): MailingList {
	const list = directory.lists.get(call.params.mailingListId);
	if (!list) throw mailingListNotFound(call.world.options.unknownList);
	return list;
}

const listView = (list: MailingList, withCount: boolean): object => ({
	mailingListId: list.mailingListId,
	name: list.name,
	ownerId: list.ownerId,
	creationDate: list.creationDate,
	lastModifiedDate: list.lastModifiedDate,
	...(withCount && { contactCount: list.members.size }),
});

function createList(call: Call) {
	const { world, body } = call;
	const directory = directoryOf(call);
	const mailingListId = world.id('CG_');
	const at = world.now();
	directory.lists.set(mailingListId, {
		mailingListId,
		name: body.name as string,
		ownerId: (body.ownerId as string | undefined) ?? world.state.user.userId,
		creationDate: at,
		lastModifiedDate: at,
		members: new Set(),
	});
	return ok({ id: mailingListId });
}

function updateList(call: Call) {
	const list = mailingListOf(call, directoryOf(call));
	list.name = call.body.name as string;
	list.ownerId = (call.body.ownerId as string | undefined) ?? list.ownerId;
	list.lastModifiedDate = call.world.now();
	return done();
}

function deleteList(call: Call) {
	const directory = directoryOf(call);
	const list = mailingListOf(call, directory);
	for (const id of list.members) directory.contacts.get(id)?.memberships.delete(list.mailingListId);
	directory.lists.delete(list.mailingListId);
	return done();
}

const area = 'mailing_lists';
const name = { kind: 'string', required: true, min: 1, max: 100 } as const;
const ownerId = { kind: 'string', pattern: /^(UR|GR)_/ } as const;

/** Source: contracts/qualtrics.md 5.1, 5.2. */
export const directoryRoutes: ApiRoute[] = [
	{
		method: 'GET',
		path: '/directories',
		scope: { area: 'directories', access: 'read' },
		query: pages,
		handle: (call) =>
			ok(
				bySkipToken(
					call,
					[...call.world.state.directories.values()].map((directory) => ({
						directoryId: directory.directoryId,
						name: directory.name,
						contactCount: directory.contacts.size,
						isDefault: directory.isDefault,
						deduplicationCriteria: criteria(directory),
					})),
					sizes,
				),
			),
	},
	{
		method: 'GET',
		path: '/directories/:directoryId/mailinglists',
		scope: { area, access: 'read' },
		query: [...pages, 'ownerId', 'includeCount'],
		handle: (call) => {
			const owner = call.query.get('ownerId');
			const lists = [...directoryOf(call).lists.values()].filter(
				(list) => owner === null || list.ownerId === owner,
			);
			return ok(
				bySkipToken(
					call,
					lists.map((list) => listView(list, true)),
					sizes,
				),
			);
		},
	},
	{
		method: 'POST',
		path: '/directories/:directoryId/mailinglists',
		scope: { area, access: 'write' },
		bucket: 'mailinglist-write',
		body: { name, ownerId, prioritizeListMetadata: { kind: 'boolean' } },
		handle: createList,
	},
	{
		method: 'GET',
		path: '/directories/:directoryId/mailinglists/:mailingListId',
		scope: { area, access: 'read' },
		handle: (call) => ok(listView(mailingListOf(call, directoryOf(call)), true)),
	},
	{
		method: 'PUT',
		path: '/directories/:directoryId/mailinglists/:mailingListId',
		scope: { area, access: 'write' },
		bucket: 'mailinglist-write',
		body: { name, ownerId },
		handle: updateList,
	},
	{
		method: 'DELETE',
		path: '/directories/:directoryId/mailinglists/:mailingListId',
		scope: { area, access: 'delete' },
		bucket: 'mailinglist-write',
		handle: deleteList,
	},
];
