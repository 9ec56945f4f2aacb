import type { Runtime } from '../../http/types';
import { createApi } from './api';
import type { Json } from './json';
import { createMemberships, type Memberships } from './memberships';
import { listObjects, type ObjectType } from './objects';
import { propertiesPath, readProperties, withOwners, type ObjectProperties } from './properties';
import { createRecords, type Records } from './records';
import { createSubscriptions, type Subscriptions } from './subscriptions';

/** One account. `runtime.send` adds the token to each request; nothing here knows it. */
export interface HubSpot {
	objects(): Promise<ObjectType[]>;
	/** Read once; with the owners of the account where one of `fields` is an owner. */
	properties(type: string, fields?: readonly string[]): Promise<ObjectProperties>;
	/** They are read anew afterwards. */
	createProperty(type: string, body: Json): Promise<void>;
	records(type: string): Records;
	subscriptions: Subscriptions;
	memberships: Memberships;
	wait(ms: number): Promise<void>;
}

/** `address`: of a gateway before the API, where there is one. */
export const createHubSpot = (
	runtime: Runtime,
	{ address }: { address?: string } = {},
): HubSpot => {
	const api = createApi(runtime, address);
	const known = new Map<string, Promise<ObjectProperties>>();
	return {
		objects: async () => await listObjects(api),
		async properties(type, fields = []) {
			const read = known.get(type) ?? readProperties(api, type);
			known.set(type, read);
			return await withOwners(api, await read, fields);
		},
		async createProperty(type, body) {
			const path = propertiesPath(type);
			await api.call({ method: 'POST', path, body, subject: 'the new property' });
			known.delete(type);
		},
		records: (type) => createRecords(api, type),
		subscriptions: createSubscriptions(api),
		memberships: createMemberships(api),
		wait: api.wait,
	};
};
