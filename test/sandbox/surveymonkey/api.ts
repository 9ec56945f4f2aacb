import { jsonReply, type Exchange, type Reply } from '../http/types';
import { assertScope, refuse } from './access';
import { written, type StoredResponse } from './responses';
import { webhookRoutes } from './webhooks';
import { invalid, page, surveyOf, type Call, type Route, type World } from './calls';

const FILTER_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/** Rule 5.4: without an offset. Bounds do not count in, as "after" and "before" have it. */
function filterTime(query: URLSearchParams, name: string): number | undefined {
	const text = query.get(name);
	if (text === null) return undefined;
	const at = Date.parse(`${text}Z`);
	if (!FILTER_TIME.test(text) || Number.isNaN(at)) throw invalid(name);
	return at;
}

function oneOf(
	query: URLSearchParams,
	name: string,
	values: readonly string[],
): string | undefined {
	const value = query.get(name) ?? undefined;
	if (value !== undefined && !values.includes(value)) throw invalid(name);
	return value;
}

const ME: Route = {
	method: 'GET',
	path: /^\/v3\/users\/me$/,
	query: [],
	scope: 'users_read',
	handle: ({ world: { options } }) =>
		jsonReply(200, {
			id: '123',
			username: 'sandbox',
			account_type: 'enterprise',
			...(options.tellsScopes && {
				scopes: { granted: options.granted, available: options.available },
			}),
		}),
};

const SURVEYS: Route = {
	method: 'GET',
	path: /^\/v3\/surveys$/,
	query: ['page', 'per_page', 'sort_by', 'sort_order', 'include', 'title'],
	scope: 'surveys_read',
	handle(call) {
		const { world, query } = call;
		const include = oneOf(query, 'include', ['date_modified', 'date_created', 'language']);
		const all = [...world.surveys.values()].map(({ id, title, nickname }) => ({
			id,
			title,
			nickname: nickname ?? '',
			href: `${world.url}/v3/surveys/${id}`,
			...(include === 'date_modified' && { date_modified: '2025-03-01T08:00:00' }),
		}));
		return jsonReply(200, page(call, all, { most: 1000 }));
	},
};

const DETAILS: Route = {
	method: 'GET',
	path: /^\/v3\/surveys\/([^/]+)\/details$/,
	query: [],
	scope: 'surveys_read',
	handle: ({ world, ids: [id] }) =>
		jsonReply(200, {
			...surveyOf(world, id),
			language: 'en',
			date_created: '2025-03-01T08:00:00',
			date_modified: '2025-03-01T08:00:00',
		}),
};

const isListed = (world: World, { createdAt, modifiedAt }: StoredResponse): boolean =>
	Math.max(createdAt, modifiedAt) + world.options.lagMs <= world.now();

const BULK: Route = {
	method: 'GET',
	path: /^\/v3\/surveys\/([^/]+)\/responses\/bulk$/,
	query: [
		'page',
		'per_page',
		'simple',
		'start_modified_at',
		'end_modified_at',
		'start_created_at',
		'end_created_at',
		'status',
		'sort_by',
		'sort_order',
	],
	scope: 'responses_read_detail',
	handle(call) {
		const { world, query, ids } = call;
		const survey = surveyOf(world, ids[0]);
		oneOf(query, 'sort_by', ['date_modified']);
		const isAscending = oneOf(query, 'sort_order', ['ASC', 'DESC']) === 'ASC';
		const status = oneOf(query, 'status', ['completed', 'partial', 'overquota', 'disqualified']);
		const [from, to] = ['start_modified_at', 'end_modified_at'].map((name) =>
			filterTime(query, name),
		);
		const [begun, before] = ['start_created_at', 'end_created_at'].map((name) =>
			filterTime(query, name),
		);
		const all = world.responses
			.filter(
				(one) =>
					one.surveyId === survey.id &&
					isListed(world, one) &&
					(status === undefined || one.status === status) &&
					isBetween(one.modifiedAt, from, to) &&
					isBetween(one.createdAt, begun, before),
			)
			.sort((a, b) => a.modifiedAt - b.modifiedAt || Number(a.id) - Number(b.id));
		if (!isAscending || !world.options.isSorted) all.reverse();
		const isSimple = isSimpleWanted(call);
		const { pageSize: size } = world.options;
		const found = page(call, all, { most: 100, size });
		const data = (found.data as StoredResponse[]).map((one) => written(one, survey, isSimple));
		return jsonReply(200, { ...found, data });
	},
};

const isBetween = (at: number, from?: number, to?: number): boolean => {
	const second = Math.floor(at / 1000) * 1000;
	return (from === undefined || second > from) && (to === undefined || second < to);
};

const isSimpleWanted = ({ world, query }: Call): boolean =>
	oneOf(query, 'simple', ['true', 'false']) === 'true' && world.options.isSimpleHonoured;

const ONE: Route = {
	method: 'GET',
	path: /^\/v3\/surveys\/([^/]+)\/responses\/([^/]+)\/details$/,
	query: ['simple'],
	scope: 'responses_read_detail',
	handle(call) {
		const { world, ids } = call;
		const survey = surveyOf(world, ids[0]);
		const found = world.responses.find(
			(one) => one.id === ids[1] && one.surveyId === survey.id && isListed(world, one),
		);
		if (!found) throw refuse(404, '1020', 'There was an error retrieving the requested resource.');
		return jsonReply(200, written(found, survey, isSimpleWanted(call)));
	},
};

const ROUTES: readonly Route[] = [ME, SURVEYS, DETAILS, BULK, ONE, ...webhookRoutes];

/** Refuses what no route knows, parameters a route does not take, and scopes that are missing. */
export async function dispatch(world: World, exchange: Exchange): Promise<Reply> {
	const fitting = ROUTES.filter(({ path }) => path.test(exchange.path));
	if (fitting.length === 0)
		throw refuse(404, '1020', 'There was an error retrieving the requested resource.');
	const route = fitting.find(({ method }) => method === exchange.method);
	if (!route) throw refuse(405, '1061', 'The HTTP method is not allowed.');
	const odd = [...exchange.query.keys()].find((name) => !route.query.includes(name));
	if (odd !== undefined) throw invalid(odd);
	assertScope(route.scope, world.options);
	const ids = (route.path.exec(exchange.path) ?? []).slice(1);
	return await route.handle({ world, exchange, query: exchange.query, ids });
}
