import { createSurveyMonkey } from '../../../nodes/shared/connectors/surveymonkey/client';
import { outsideContract } from '../../../nodes/shared/connectors/surveymonkey/errorTable';
import { readDetails } from '../../../nodes/shared/n8n/surveymonkey';
import { fakeSystem, type Reply } from '../http/fakeSystem';

const account = (answer: (page: number) => Reply) => {
	const system = fakeSystem((_request, call) => answer(call));
	const address = 'https://api.surveymonkey.com';
	const { webhooks } = createSurveyMonkey(system.runtime, { address, read: readDetails });
	const asked = () =>
		system.requests.map(({ method, url }) => `${method} ${url.replace(address, '')}`);
	return { webhooks, system, asked };
};
const page = (data: unknown, next?: string): Reply => ({
	body: { data, links: next ? { next } : {} },
});

describe('webhooks of an account', () => {
	it('are listed page by page, with an empty name where there is none', async () => {
		const { webhooks, system } = account((call) =>
			call === 1
				? page([{ id: '1', name: 'a' }, { name: 'nobody' }], 'https://next')
				: page([{ id: 2 }]),
		);
		expect(await webhooks.list()).toEqual([
			{ id: '1', name: 'a' },
			{ id: '2', name: '' },
		]);
		expect(system.requests.map(({ query }) => query)).toMatchObject([
			{ page: 1, per_page: 1000 },
			{ page: 2, per_page: 1000 },
		]);
	});

	it('one that is made is named, and for surveys alone', async () => {
		const { webhooks, system, asked } = account(() => ({ body: { id: '9' } }));
		const address = 'https://n8n.example/webhook/1';
		await webhooks.create({ name: 'n', event: 'response_completed', surveyIds: ['105'], address });
		expect(asked()).toEqual(['POST /v3/webhooks']);
		expect(system.requests[0].body).toEqual({
			name: 'n',
			event_type: 'response_completed',
			object_type: 'survey',
			object_ids: ['105'],
			subscription_url: address,
		});
	});

	it.each([204, 404])('one is removed; what is gone already is no error (%i)', async (status) => {
		const { webhooks, asked } = account(() => ({ status }));
		await webhooks.remove('77');
		expect(asked()).toEqual(['DELETE /v3/webhooks/77']);
	});

	it('a removal that is refused is an error', async () => {
		const { webhooks } = account(() => ({ status: 403, body: { error: { id: '1014' } } }));
		await expect(webhooks.remove('77')).rejects.toMatchObject({ kind: 'permission' });
	});

	it.each<[string, Reply, 'list' | 'create']>([
		['a list', { body: ['x'] }, 'list'],
		['a list without data', { body: {} }, 'list'],
		['a creation', { body: ['x'] }, 'create'],
		['a creation without an id', { body: {} }, 'create'],
	])('%s that is answered with something else is an error', async (_name, reply, call) => {
		const { webhooks } = account(() => reply);
		const asked =
			call === 'list'
				? webhooks.list()
				: webhooks.create({ name: 'n', event: 'response_completed', surveyIds: [], address: 'x' });
		const { kind, message, hint } = outsideContract('webhooks');
		expect(kind).toBe('unexpected');
		expect(hint).toContain('a proxy or a login page');
		await expect(asked).rejects.toMatchObject({
			kind,
			message,
			hint,
		});
		expect(message).toBe(
			'SurveyMonkey answered the request about webhooks with something unexpected',
		);
	});
});
