import { connectDynamics } from '../../../nodes/shared/n8n/dataverse';
import { contextWith, LIST, RUN } from './requestContext';

const TABLES = [{ LogicalName: 'contact', EntitySetName: 'contacts', PrimaryIdAttribute: 'id' }];

interface Connection {
	id?: string;
	environmentUrl?: string;
	apiVersion?: string;
	kind?: object;
}

const PRODUCTION = { ...RUN, getMode: () => 'trigger' };
const BY_HAND = { ...RUN, getMode: () => 'manual' };

/** Lists the tables as one run does; how many requests that took. */
async function read({ id, environmentUrl, apiVersion = '9.2', kind }: Connection = {}) {
	const { context, sent } = contextWith({
		kind: kind ?? PRODUCTION,
		credentials: { dynamicsOAuth2Api: { id } },
		data: () => ({
			grantType: 'clientCredentials',
			environmentUrl: environmentUrl ?? 'https://contoso.crm4.dynamics.com',
			apiVersion,
			clientId: 'x',
			clientSecret: 'x',
		}),
		answer: () => ({ statusCode: 200, headers: {}, body: JSON.stringify({ value: TABLES }) }),
	});
	const dataverse = await connectDynamics(context);
	expect(await dataverse.tables.list()).toHaveLength(1);
	return sent.length;
}

describe('what is known of an environment, from one run to the next', () => {
	beforeEach(() => jest.useFakeTimers({ now: 0 }));
	afterEach(() => jest.useRealTimers());

	it('is read once by all runs of one credential', async () => {
		expect([await read({ id: 'a' }), await read({ id: 'a' })]).toEqual([1, 0]);
	});

	it.each<[string, Connection]>([
		['another credential, which may see it differently', { id: 'b2' }],
		['another environment', { id: 'b', environmentUrl: 'https://fabrikam.crm4.dynamics.com' }],
		['another version', { id: 'b', apiVersion: '9.1' }],
	])('and anew for %s', async (_what, other) => {
		await read({ id: 'b' });
		expect([await read(other), await read({ id: 'b' })]).toEqual([1, 0]);
	});

	it('by a node without a stored credential each time', async () => {
		expect([await read({}), await read({})]).toEqual([1, 1]);
	});

	it.each([
		['a run in production', PRODUCTION, 5 * 60_000],
		['a run by hand', BY_HAND, 20_000],
		['a list in the editor', LIST, 20_000],
	])('%s takes what was read less than so many milliseconds ago', async (what, kind, fresh) => {
		await read({ id: what, kind });
		jest.setSystemTime(fresh - 1);
		expect(await read({ id: what, kind })).toBe(0);
		jest.setSystemTime(fresh);
		expect(await read({ id: what, kind })).toBe(1);
	});

	it('is kept for some fifty accounts, each apart', async () => {
		for (let account = 0; account <= 50; account++)
			expect(await read({ id: `many ${account}` })).toBe(1);
		expect([await read({ id: 'many 50' }), await read({ id: 'many 0' })]).toEqual([0, 1]);
	});
});
