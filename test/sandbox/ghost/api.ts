import { parseBody } from '../http/bodies';
import { createRouter } from '../http/router';
import { jsonReply, ReplyNow, type Exchange, type Reply } from '../http/types';
import { refuse } from './errors';
import {
	addMember,
	checkMember,
	collated,
	editMember,
	shown,
	type Site,
	type StoredMember,
} from './members';
import { readFilter } from './nql';
import { checkToken } from './token';

export interface World {
	site: Site;
	adminApiKey: string;
	now(): number;
}

type Handler = (world: World, exchange: Exchange, params: Record<string, string>) => Reply;

/** Source: contracts/ghost.md 4.2: a page holds at most 100, whatever is asked for. */
function listed<T extends object>(
	{ query }: Exchange,
	list: string,
	all: T[],
	show: (entry: T) => object,
): Reply {
	const filter = query.get('filter');
	const chosen = filter === null ? all : all.filter(isMet(readFilter(filter, list)));
	const limit = Math.min(100, Number(query.get('limit') ?? 15));
	const page = Number(query.get('page') ?? 1);
	const pages = Math.max(1, Math.ceil(chosen.length / limit));
	return jsonReply(200, {
		[list]: chosen.slice((page - 1) * limit, page * limit).map(show),
		meta: { pagination: { page, limit, pages, total: chosen.length } },
	});
}

const isMet =
	({ field, values }: { field: string; values: string[] }) =>
	(entry: object): boolean =>
		values.some((value) => collated(value) === collated(String((entry as never)[field] ?? '')));

function memberBody(exchange: Exchange, action: 'save' | 'edit'): Record<string, unknown> {
	const body = parseBody(exchange);
	const { members } = (body.kind === 'json' ? body.value : {}) as { members?: unknown };
	if (!Array.isArray(members))
		throw refuse(400, `Request not understood error, cannot ${action} member.`, {
			context: "No root key ('members') provided.",
		});
	if (members.length !== 1)
		throw refuse(422, `Validation error, cannot ${action} member.`, { property: 'members' });
	const member = members[0] as Record<string, unknown>;
	checkMember(member, action);
	return member;
}

function memberOf({ site }: World, id: string, action: string): StoredMember {
	if (!/^[0-9a-f]{24}$/i.test(id))
		throw refuse(422, `Validation error, cannot ${action} member.`, {
			context: 'Validation (matches) failed for id',
		});
	const member = site.members.find((one) => one.id === id);
	if (member) return member;
	throw refuse(404, `Resource not found error, cannot ${action} member.`, {
		context: 'Member not found.',
	});
}

const one = (world: World, member: StoredMember, status = 200): Reply =>
	jsonReply(status, { members: [shown(world.site, member)] });

const ROUTES: ReadonlyArray<{ method: string; path: string; handle: Handler }> = [
	{
		method: 'GET',
		path: '/members',
		handle: (world, exchange) =>
			listed(exchange, 'members', world.site.members, (member) => shown(world.site, member)),
	},
	{
		method: 'POST',
		path: '/members',
		handle: (world, exchange) => {
			const member = addMember(world.site, memberBody(exchange, 'save'));
			return one(world, member, 201);
		},
	},
	{
		method: 'GET',
		path: '/members/:id',
		handle: (world, _exchange, { id }) => one(world, memberOf(world, id, 'read')),
	},
	{
		method: 'PUT',
		path: '/members/:id',
		handle: (world, exchange, { id }) => {
			const body = memberBody(exchange, 'edit');
			const member = memberOf(world, id, 'edit');
			editMember(world.site, member, body);
			return one(world, member);
		},
	},
	{
		method: 'DELETE',
		path: '/members/:id',
		handle: ({ site }, _exchange, { id }) => {
			const gone = memberOf({ site } as World, id, 'delete');
			site.members.splice(site.members.indexOf(gone), 1);
			return { status: 204 };
		},
	},
	{
		method: 'GET',
		path: '/labels',
		handle: ({ site }, exchange) => listed(exchange, 'labels', site.labels, (label) => label),
	},
	{
		method: 'GET',
		path: '/newsletters',
		handle: ({ site }, exchange) =>
			listed(exchange, 'newsletters', site.newsletters, (newsletter) => newsletter),
	},
];

const find = createRouter(ROUTES.map((route) => ({ ...route, slashTolerated: true })));
const ROOT = '/ghost/api/admin';

/** Source: contracts/ghost.md 4.5: Node refuses longer ones before Ghost sees them. */
const LONGEST_TARGET = 16_000;

export function answer(world: World, exchange: Exchange): Reply {
	try {
		if ((exchange.target ?? '').length > LONGEST_TARGET) return { status: 431 };
		if (!exchange.path.startsWith(`${ROOT}/`)) return { status: 404, body: '<html></html>' };
		checkToken(exchange.headers.authorization, world.adminApiKey, world.now());
		const found = find(exchange.method, exchange.path.slice(ROOT.length));
		if (!found)
			throw refuse(406, 'Request could not be served, the endpoint was not found.', {
				code: 'UPDATE_CLIENT',
			});
		return found.route.handle(world, exchange, found.params);
	} catch (error) {
		if (error instanceof ReplyNow) return error.reply;
		throw error;
	}
}
