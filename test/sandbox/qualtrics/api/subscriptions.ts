import { badRequest, done, forbidden, ok, subscriptionNotFound } from '../envelope';
import { byOffset } from '../paging';
import type { Subscription } from '../state';
import type { ApiRoute, Call } from '../world';

const area = 'subscriptions';
const common = { slashTolerated: true, bucket: 'eventsubscriptions' } as const;

function needBrandAdmin({ world }: Call, isCreation = false): void {
	const isNeeded = isCreation || world.options.brandAdminNeededFor === 'all';
	if (isNeeded && !world.state.brandAdmin) {
		throw forbidden('You must be a brand administrator to use event subscriptions.');
	}
}

/** What callers see of it: `encrypt` became `encrypted`, the shared key is gone. */
const seen = (subscription: Subscription): object =>
	Object.fromEntries(Object.entries(subscription).filter(([name]) => name !== 'sharedKey'));

async function create(call: Call) {
	const { world, body } = call;
	needBrandAdmin(call, true);
	const {
		topics,
		publicationUrl,
		encrypt = false,
		sharedKey,
	} = body as {
		topics: string;
		publicationUrl: string;
		encrypt?: boolean;
		sharedKey?: string;
	};
	if (!URL.canParse(publicationUrl) || !/^https?:$/.test(new URL(publicationUrl).protocol)) {
		throw badRequest('Invalid request. Missing or invalid parameter publicationUrl.');
	}
	if (encrypt && ![16, 32].includes(Buffer.byteLength(sharedKey ?? ''))) {
		throw badRequest('Invalid request. Missing or invalid parameter sharedKey.');
	}
	if (world.options.validatesPublicationUrl && !(await answersGet(publicationUrl))) {
		throw badRequest('The publicationUrl did not answer.');
	}
	const id = world.id('SUB_');
	world.state.subscriptions.set(id, {
		id,
		scope: world.state.user.brandId,
		topics,
		publicationUrl,
		encrypted: encrypt,
		successfulCalls: 0,
		sharedKey,
	});
	return ok(world.options.subscriptionAnswer === 'nested' ? { result: { id } } : { id });
}

async function answersGet(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
	} catch {
		return false;
	}
}

function subscriptionOf({ world, params }: Call): Subscription {
	const subscription = world.state.subscriptions.get(params.subscriptionId);
	if (!subscription) throw subscriptionNotFound(params.subscriptionId);
	return subscription;
}

/** Source: contracts/qualtrics.md 4.1: duplicates are allowed, there is no update, and a DELETE without an id deletes them all. */
export const subscriptionRoutes: ApiRoute[] = [
	{
		...common,
		method: 'POST',
		path: '/eventsubscriptions',
		scope: { area, access: 'write' },
		body: {
			topics: { kind: 'string', required: true, pattern: /^[\w*]+(\.[\w*]+)*$/ },
			publicationUrl: { kind: 'string', required: true },
			encrypt: { kind: 'boolean' },
			sharedKey: { kind: 'string' },
		},
		handle: create,
	},
	{
		...common,
		method: 'GET',
		path: '/eventsubscriptions',
		scope: { area, access: 'read' },
		query: ['offset'],
		handle: (call) => {
			needBrandAdmin(call);
			return ok(byOffset(call, [...call.world.state.subscriptions.values()].map(seen), 100));
		},
	},
	{
		...common,
		method: 'GET',
		path: '/eventsubscriptions/:subscriptionId',
		scope: { area, access: 'read' },
		handle: (call) => {
			needBrandAdmin(call);
			return ok(seen(subscriptionOf(call)));
		},
	},
	{
		...common,
		method: 'DELETE',
		path: '/eventsubscriptions/:subscriptionId',
		scope: { area, access: 'delete' },
		handle: (call) => {
			needBrandAdmin(call);
			call.world.state.subscriptions.delete(subscriptionOf(call).id);
			return done();
		},
	},
	{
		...common,
		method: 'DELETE',
		path: '/eventsubscriptions',
		scope: { area, access: 'delete' },
		handle: (call) => {
			needBrandAdmin(call);
			call.world.state.subscriptions.clear();
			return done();
		},
	},
];
