import { createDataverse } from '../../../nodes/shared/connectors/dataverse/client';
import type { CachedReadings } from '../../../nodes/shared/connectors/dataverse/metadataCache';
import { fakeSystem } from '../http/fakeSystem';
import { environmentUrl } from './environmentOf';

const TABLES = ['contact', 'account'].map((name) => ({
	LogicalName: name,
	EntitySetName: `${name}s`,
	PrimaryIdAttribute: `${name}id`,
}));

/** An environment, and clients of it. */
const setUp = (fails: (call: number) => boolean = () => false) => {
	const system = fakeSystem((_request, call) =>
		fails(call) ? { status: 403, body: {} } : { body: { value: TABLES } },
	);
	const client = (metadataCache?: { kept?: CachedReadings; freshMs?: number }) =>
		createDataverse(system.runtime, { environmentUrl, ...(metadataCache && { metadataCache }) });
	return { system, client };
};

describe('what is known of an environment', () => {
	it('is read once by a client, and by each client of its own', async () => {
		const { system, client } = setUp();
		const one = client();
		expect(await one.tables.list()).toHaveLength(2);
		expect(await one.tables.list()).toHaveLength(2);
		expect(system.requests).toHaveLength(1);
		await client().tables.list();
		expect(system.requests).toHaveLength(2);
	});

	it('is shared by clients that keep it together, for as long as it is fresh', async () => {
		const { system, client } = setUp();
		const kept: CachedReadings = new Map();
		await client({ kept }).tables.list();
		await client({ kept }).tables.list();
		expect(system.requests).toHaveLength(1);
		await system.runtime.clock.sleep(5 * 60_000);
		await client({ kept }).tables.list();
		expect(system.requests).toHaveLength(2);
		await system.runtime.clock.sleep(1000);
		await client({ kept, freshMs: 1000 }).tables.list();
		expect(system.requests).toHaveLength(3);
	});

	it('is read anew where it could not be read, and each thing apart', async () => {
		const { system, client } = setUp((call) => call === 1);
		const { tables, keys } = client();
		await expect(tables.list()).rejects.toMatchObject({ kind: 'permission' });
		expect(await tables.list()).toHaveLength(2);
		const table = await tables.get('contact');
		expect(table).toMatchObject({ name: 'contact', setName: 'contacts' });
		expect(await keys.of(table)).toEqual([]);
		expect(await keys.of(table)).toEqual([]);
		expect(system.requests).toHaveLength(4);
	});
});
