import { parseBody } from '../http/bodies';
import { createMisbehaviourEngine, type Misbehaviour } from '../http/misbehaviour';
import { createRequestLog, type LoggedRequest } from '../http/requestLog';
import { startLocalServer } from '../http/server';
import { createWindows } from './access';
import { answer } from './api';
import { problemReply } from './errors';
import { DEFAULTS, TOKEN, type HubSpotOptions } from './options';
import {
	add,
	createWorld,
	objectNamed,
	put,
	survivorOf,
	type StoredList,
	type StoredRecord,
	type Values,
	type World,
} from './state';

export { SCOPES, TOKEN, type HubSpotOptions } from './options';

export interface HubSpotSandbox {
	url: string;
	token: string;
	world: World;
	/** Newest last. */
	requests: LoggedRequest[];
	misbehave(misbehaviour: Misbehaviour): void;
	behave(): void;
	/** Puts a record in as it stands, without the rules. */
	add(object: string, values: Values): StoredRecord;
	change(object: string, id: string, values: Values): void;
	remove(object: string, id: string): void;
	/** The first is merged into the second. */
	merge(object: string, from: string, into: string): void;
	records(object: string): StoredRecord[];
	addList(name: string, more?: Partial<StoredList>): StoredList;
	close(): Promise<void>;
}

/** Starts a stand-in for the CRM API of HubSpot on the loopback interface. */
export async function startHubSpotSandbox(
	options: Partial<HubSpotOptions> = {},
): Promise<HubSpotSandbox> {
	const world = createWorld({ ...DEFAULTS, ...options });
	const windows = createWindows(world.options);
	const log = createRequestLog();
	const misbehaviour = createMisbehaviourEngine();
	const server = await startLocalServer(async (exchange) => {
		const started = Date.now();
		const { reply, misbehaved } = await misbehaviour.run(
			exchange,
			() => Promise.resolve(answer(world, windows, exchange)),
			(status, message, details) =>
				problemReply({ status, message, ...(details?.code && { category: details.code }) }),
		);
		const parsed = parseBody(exchange);
		log.add({
			at: started,
			method: exchange.method,
			path: exchange.path,
			query: Object.fromEntries(exchange.query),
			status: reply.status,
			took: Date.now() - started,
			...(parsed.kind === 'json' && { body: parsed.value }),
			...(misbehaved && { misbehaved }),
		});
		return reply;
	});
	const named = (name: string) => {
		const object = objectNamed(world, name);
		if (!object) throw new Error(`The stand-in has no ${name}`);
		return object;
	};
	const one = (name: string, id: string): StoredRecord => {
		const record = survivorOf(named(name), id);
		if (!record) throw new Error(`The stand-in has no ${name} ${id}`);
		return record;
	};
	return {
		url: server.url,
		token: TOKEN,
		world,
		requests: log.entries,
		misbehave: (rule) => misbehaviour.add(rule),
		behave: () => misbehaviour.clear(),
		add: (object, values) => add(world, named(object), values),
		change: (object, id, values) => put(world, named(object), one(object, id), values),
		remove(object, id) {
			one(object, id).archived = true;
		},
		merge(object, from, into) {
			const gone = one(object, from);
			const left = one(object, into);
			gone.archived = true;
			left.merged.push(from, ...gone.merged);
			const more = [left.values.hs_additional_emails, gone.values.email].filter(Boolean).join(';');
			put(world, named(object), left, { hs_additional_emails: more });
		},
		records: (object) => [...named(object).records.values()].filter(({ archived }) => !archived),
		addList(name, more = {}) {
			const list: StoredList = {
				listId: String(world.lists.length + 1),
				name,
				objectTypeId: '0-1',
				processingType: 'MANUAL',
				members: new Set(),
				...more,
			};
			world.lists.push(list);
			return list;
		},
		close: server.close,
	};
}
