import { createHmac } from 'node:crypto';
import { jsonReply, type Reply } from '../http/types';
import { refuse } from './access';
import { page, surveyOf, type Call, type Route, type StoredWebhook, type World } from './calls';
import type { Json } from './model';
import type { StoredResponse } from './responses';

/** Rule 6.1. */
const EVENTS = [
	'response_created',
	'response_updated',
	'response_completed',
	'response_disqualified',
	'response_overquota',
	'response_deleted',
];
const FIELDS = ['name', 'event_type', 'object_type', 'object_ids', 'subscription_url'];

let lastId = 7000;

async function create({ world, exchange }: Call): Promise<Reply> {
	const body = bodyOf(exchange.body);
	const odd = Object.keys(body).find((name) => !FIELDS.includes(name));
	const missing = FIELDS.find((name) => body[name] === undefined);
	if (odd ?? missing)
		throw refuse(400, '1002', `Invalid schema in the body provided: ${odd ?? missing}`);
	const webhook = { ...body, id: '' } as unknown as StoredWebhook;
	if (!EVENTS.includes(webhook.event_type) || webhook.object_type !== 'survey')
		throw refuse(400, '1002', 'Invalid schema in the body provided.');
	if (!Array.isArray(webhook.object_ids) || webhook.object_ids.length === 0)
		throw refuse(400, '1002', 'Invalid schema in the body provided.');
	for (const id of webhook.object_ids) surveyOf(world, id);
	// Rule 6.2.
	const looked = await fetch(webhook.subscription_url, { method: 'HEAD' }).catch(() => undefined);
	if (looked?.status !== 200)
		throw refuse(
			400,
			'1000',
			'Unable to process the request: the subscription URL did not answer.',
		);
	lastId += 1;
	const made = { ...webhook, id: String(lastId) };
	world.webhooks.push(made);
	return jsonReply(201, { ...made, href: `${world.url}/v3/webhooks/${made.id}` });
}

function bodyOf(bytes: Buffer): Json {
	try {
		return JSON.parse(bytes.toString('utf8')) as Json;
	} catch {
		throw refuse(400, '1001', 'The body provided was not a proper JSON string.');
	}
}

/** Rule 6.5. */
const list = (call: Call): Reply =>
	jsonReply(
		200,
		page(
			call,
			call.world.webhooks.map(({ id, name }) => ({
				id,
				name,
				href: `${call.world.url}/v3/webhooks/${id}`,
			})),
			{ most: 1000 },
		),
	);

function remove({ world, ids: [id] }: Call): Reply {
	const at = world.webhooks.findIndex((one) => one.id === id);
	if (at < 0) throw refuse(404, '1020', 'There was an error retrieving the requested resource.');
	return jsonReply(200, world.webhooks.splice(at, 1)[0]);
}

export const webhookRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: /^\/v3\/webhooks$/,
		query: ['page', 'per_page'],
		scope: 'webhooks_read',
		handle: list,
	},
	{ method: 'POST', path: /^\/v3\/webhooks$/, query: [], scope: 'webhooks_write', handle: create },
	{
		method: 'DELETE',
		path: /^\/v3\/webhooks\/([^/]+)$/,
		query: [],
		scope: 'webhooks_write',
		handle: remove,
	},
];

/** Rules 6.3 and 6.4: the calls that an event causes; their statuses. */
export async function announce(
	world: World,
	response: StoredResponse,
	event: string,
	secret = world.options.clientSecret,
): Promise<number[]> {
	const fitting = world.webhooks.filter(
		({ event_type, object_ids }) => event_type === event && object_ids.includes(response.surveyId),
	);
	const statuses: number[] = [];
	for (const webhook of fitting) {
		const body = JSON.stringify({
			name: webhook.name,
			filter_type: 'survey',
			filter_id: response.surveyId,
			event_type: event,
			event_id: `${response.id}${statuses.length}`,
			object_type: 'response',
			object_id: response.id,
			event_datetime: new Date(world.now()).toISOString().replace('Z', '000+00:00'),
			resources: {
				respondent_id: response.id,
				recipient_id: '0',
				collector_id: '50253586',
				survey_id: response.surveyId,
				user_id: '123',
			},
		});
		const key = `${world.options.clientId}&${secret}`;
		const called = await fetch(webhook.subscription_url, {
			method: 'POST',
			headers: {
				'content-type': 'application/vnd.surveymonkey.response.v1+json',
				'sm-apikey': world.options.clientId,
				'sm-signature': createHmac('sha1', key).update(body).digest('base64'),
			},
			body,
		}).catch(() => undefined);
		statuses.push(called?.status ?? 0);
	}
	return statuses;
}
