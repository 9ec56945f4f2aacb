import { parseBody } from '../http/bodies';
import { createRouter } from '../http/router';
import { jsonReply, ReplyNow, type Exchange, type Reply } from '../http/types';
import { checkScopes, checkToken, type Windows } from './access';
import { associate, labels, readAssociations } from './associations';
import { invalid, refuse } from './errors';
import { createOrUpdate, readProfile } from './legacy';
import { changeMembers, searchLists } from './lists';
import { batchCreate, batchRead, batchUpdate, listRecords, readOne, updateOne } from './records';
import { search } from './search';
import { renewToken } from './oauth';
import { createProperty } from './properties';
import { objectNamed, type StoredObject, type World } from './state';
import { definitions, readStatuses, setStatus } from './subscriptions';

type Params = Record<string, string>;

interface Call {
	world: World;
	exchange: Exchange;
	params: Params;
	body: Record<string, unknown>;
	/** The object that the path names. */
	object(name?: string): StoredObject;
}

interface Route {
	method: string;
	path: string;
	window?: 'search' | 'associations';
	scopes(call: Call): string[];
	handle(call: Call): Reply;
}

const V = '2026-09';
const OBJECTS = `/crm/objects/${V}/:type`;
const PAIRS = `/crm/associations/${V}/:from/:to`;
const SUBSCRIPTIONS = `/communication-preferences/${V}`;

const scopeOf = ({ scope }: StoredObject, action: 'read' | 'write'): string =>
	scope === 'tickets' ? 'tickets' : `crm.objects.${scope}.${action}`;
const reads = (call: Call): string[] => [scopeOf(call.object(), 'read')];
const writes = (call: Call): string[] => [scopeOf(call.object(), 'write')];
const pairs = ({ object }: Call): string[] => [
	scopeOf(object('from'), 'write'),
	scopeOf(object('to'), 'write'),
];
const none = (): string[] => [];
const preferences = (): string[] => ['communication_preferences.read_write'];

const ROUTES: readonly Route[] = [
	{
		method: 'GET',
		path: `/account-info/${V}/details`,
		scopes: none,
		handle: () =>
			jsonReply(200, {
				portalId: 1234567,
				accountType: 'STANDARD',
				timeZone: 'Europe/Paris',
				uiDomain: 'app-eu1.hubspot.com',
				dataHostingLocation: 'eu1',
			}),
	},
	{
		method: 'POST',
		path: '/contacts/v1/contact/createOrUpdate/email/:email',
		scopes: () => ['crm.objects.contacts.write'],
		handle: ({ world, params, body }) => createOrUpdate(world, params.email, body),
	},
	{
		method: 'GET',
		path: '/contacts/v1/contact/vid/:id/profile',
		scopes: () => ['crm.objects.contacts.read'],
		handle: ({ world, params }) => readProfile(world, params.id),
	},
	{
		method: 'GET',
		path: OBJECTS,
		scopes: reads,
		handle: ({ object, exchange }) => listRecords(object(), exchange.query),
	},
	{
		method: 'POST',
		path: `${OBJECTS}/batch/read`,
		scopes: reads,
		handle: ({ world, object, body }) => batchRead(world, object(), body),
	},
	{
		method: 'POST',
		path: `${OBJECTS}/batch/update`,
		scopes: writes,
		handle: ({ world, object, body }) => batchUpdate(world, object(), body),
	},
	{
		method: 'POST',
		path: `${OBJECTS}/batch/create`,
		scopes: writes,
		handle: ({ world, object, body }) => batchCreate(world, object(), body),
	},
	{
		method: 'POST',
		path: `${OBJECTS}/search`,
		window: 'search',
		scopes: reads,
		handle: ({ world, object, body }) => search(world, object(), body),
	},
	{
		method: 'GET',
		path: `${OBJECTS}/:id`,
		scopes: reads,
		handle: ({ object, params, exchange }) => readOne(object(), params.id, exchange.query),
	},
	{
		method: 'PATCH',
		path: `${OBJECTS}/:id`,
		scopes: writes,
		handle: ({ world, object, params, body }) => updateOne(world, object(), params.id, body),
	},
	{
		method: 'GET',
		path: `/crm/properties/${V}/:type`,
		scopes: reads,
		handle: ({ object }) => jsonReply(200, { results: object().properties }),
	},
	{
		method: 'POST',
		path: `/crm/properties/${V}/:type`,
		scopes: ({ object }) => [`crm.schemas.${object().scope}.write`],
		handle: ({ object, body }) => createProperty(object(), body),
	},
	{
		method: 'GET',
		path: `/crm/owners/${V}`,
		scopes: () => ['crm.objects.owners.read'],
		handle: ({ exchange }) => listOwners(exchange.query),
	},
	{
		method: 'GET',
		path: `/crm-object-schemas/${V}/schemas`,
		scopes: ({ world }) => [
			world.options.hasCustomObjects ? 'crm.objects.custom.read' : 'not in this plan',
		],
		handle: ({ world }) =>
			jsonReply(200, {
				results: world.objects
					.filter(({ isCustom }) => isCustom)
					.map(({ typeId, names: [name], label, plural, required }) => ({
						objectTypeId: typeId,
						fullyQualifiedName: name,
						name: label.toLowerCase(),
						labels: { singular: label, plural },
						requiredProperties: required.all ?? [],
					})),
			}),
	},
	{
		method: 'GET',
		path: `${PAIRS}/labels`,
		scopes: pairs,
		handle: ({ object }) => labels(object('from'), object('to')),
	},
	{
		method: 'POST',
		path: `${PAIRS}/batch/associate/default`,
		window: 'associations',
		scopes: pairs,
		handle: ({ world, object, body }) => associate(world, object('from'), object('to'), body, true),
	},
	{
		method: 'POST',
		path: `${PAIRS}/batch/create`,
		window: 'associations',
		scopes: pairs,
		handle: ({ world, object, body }) =>
			associate(world, object('from'), object('to'), body, false),
	},
	{
		method: 'POST',
		path: `${PAIRS}/batch/read`,
		window: 'associations',
		scopes: pairs,
		handle: ({ world, object, body }) =>
			readAssociations(world, object('from'), object('to'), body),
	},
	{
		method: 'POST',
		path: `/crm/lists/${V}/search`,
		scopes: () => ['crm.lists.read'],
		handle: ({ world, body }) => searchLists(world, body),
	},
	...(['add', 'remove'] as const).map(
		(action): Route => ({
			method: 'PUT',
			path: `/crm/lists/${V}/:list/memberships/${action}`,
			scopes: () => ['crm.lists.read', 'crm.lists.write'],
			handle: ({ world, params, body }) => changeMembers(world, params.list, action, body),
		}),
	),
	{
		method: 'GET',
		path: `${SUBSCRIPTIONS}/definitions`,
		scopes: preferences,
		handle: definitions,
	},
	{
		method: 'GET',
		path: `${SUBSCRIPTIONS}/statuses/:email`,
		scopes: preferences,
		handle: ({ world, params }) => readStatuses(world, params.email),
	},
	{
		method: 'POST',
		path: `${SUBSCRIPTIONS}/statuses/:email`,
		scopes: preferences,
		handle: ({ world, params, body }) => setStatus(world, params.email, body),
	},
];

const find = createRouter(ROUTES);

export function answer(world: World, windows: Windows, exchange: Exchange): Reply {
	try {
		if (`${exchange.method} ${exchange.path}` === `POST /oauth/${V}/token`)
			return renewToken(exchange, world.options);
		const token = checkToken(exchange.headers.authorization, world.options);
		const found = find(exchange.method, exchange.path);
		if (!found) throw refuse({ status: 404, message: 'resource not found' });
		const { route, params } = found;
		const left = windows.take(route.window ?? 'burst', token);
		const object = (name = 'type'): StoredObject => {
			const known = objectNamed(world, params[name]);
			if (known) return known;
			throw refuse({ status: 400, message: `Unable to infer object type from: ${params[name]}` });
		};
		const call: Call = { world, exchange, params, body: bodyOf(exchange), object };
		checkScopes(token, route.scopes(call), world.options);
		const reply = route.handle(call);
		return route.window === 'search' ? reply : withLimits(reply, left, world);
	} catch (error) {
		if (error instanceof ReplyNow) return error.reply;
		throw error;
	}
}

const OWNERS = Array.from({ length: 120 }, (_, index) => ({
	id: String(index + 70),
	email: `owner${index}@example.com`,
	userId: index + 9000,
	type: 'PERSON',
}));

/** Source: contracts/hubspot.md 6.12. */
function listOwners(query: URLSearchParams): Reply {
	const limit = Number(query.get('limit') ?? 100);
	if (limit > 100) throw invalid('limit must be at most 100');
	const start = Number(query.get('after') ?? 0);
	return jsonReply(200, {
		results: OWNERS.slice(start, start + limit),
		...(start + limit < OWNERS.length && { paging: { next: { after: String(start + limit) } } }),
	});
}

function bodyOf(exchange: Exchange): Record<string, unknown> {
	const parsed = parseBody(exchange);
	if (parsed.kind === 'empty') return {};
	if (parsed.kind === 'json' && typeof parsed.value === 'object' && parsed.value !== null)
		return parsed.value as Record<string, unknown>;
	throw invalid('Invalid input JSON on line 1, column 1: Unexpected character');
}

/** Source: contracts/hubspot.md 12.2. */
const withLimits = (reply: Reply, left: number, { options }: World): Reply => ({
	...reply,
	headers: {
		...reply.headers,
		'x-hubspot-ratelimit-max': String(options.limits.burst),
		'x-hubspot-ratelimit-remaining': String(left),
		'x-hubspot-ratelimit-interval-milliseconds': '10000',
	},
});
