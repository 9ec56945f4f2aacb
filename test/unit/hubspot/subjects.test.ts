import { createHubSpot, type HubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import { failureOf, fakeSystem } from '../http/fakeSystem';

const PAIR = { from: '0-1', to: '0-2', pairs: [{ from: '1', to: '2' }] };

it.each<[string, (hubspot: HubSpot) => Promise<unknown>]>([
	['the custom objects', async (hubspot) => await hubspot.objects()],
	['the properties', async (hubspot) => await hubspot.properties('0-1')],
	['the new property', async (hubspot) => await hubspot.createProperty('0-1', {})],
	['the records', async (hubspot) => await hubspot.records('0-1').pages().next()],
	['such record', async (hubspot) => await hubspot.records('0-1').readOne('1', [])],
	['such record', async (hubspot) => await hubspot.records('0-1').updateOne('1', {})],
	['the lists', async ({ memberships }) => await memberships.lists('0-1')],
	['list', async ({ memberships }) => await memberships.change('1', 'add', ['1'])],
	['the kinds of associations', async ({ memberships }) => await memberships.labels('0-1', '0-2')],
	['associations', async ({ memberships }) => await memberships.associate(PAIR)],
	[
		'associations',
		async ({ memberships }) =>
			await memberships.associate({ ...PAIR, label: { category: 'x', typeId: 1 } }),
	],
	['the subscriptions', async ({ subscriptions }) => await subscriptions.types()],
	['the subscriptions', async ({ subscriptions }) => await subscriptions.status('a@b.c', '1')],
	['the subscriptions', async ({ subscriptions }) => await subscriptions.set('a@b.c', {})],
])('a refusal of HubSpot says that it is about %s', async (subject, ask) => {
	const { runtime } = fakeSystem(() => ({ status: 404, body: {} }));
	expect(await failureOf(ask(createHubSpot(runtime)))).toMatchObject({
		kind: 'notFound',
		message: `HubSpot ${subject.startsWith('the ') ? 'does not know' : 'has no'} ${subject}`,
	});
});

it('that a whole batch is not found says of no record that it is gone', async () => {
	const { runtime } = fakeSystem(() => ({ status: 404, body: {} }));
	const { read, update, create } = createHubSpot(runtime).records('0-1');
	for (const ask of [read(['1'], []), update([]), create([])])
		expect(await failureOf(ask)).toMatchObject({
			kind: 'unexpected',
			message: 'HubSpot does not know the address for these records',
		});
});
