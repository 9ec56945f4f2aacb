import { topicFor } from '../../../nodes/shared/connectors/qualtrics/subscriptions';
import { failureOf, socketFailure } from '../http/fakeSystem';
import { failure, fakeQualtrics, result } from './fakeQualtrics';

const topic = 'surveyengine.completedResponse.SV_1';
const publicationUrl = 'https://n8n.example.com/webhook/1';
const wanted = { topic, publicationUrl, sharedKey: 'key' };
const subscription = (id: string, over: object = {}) => ({
	id,
	topics: topic,
	publicationUrl,
	encrypted: false,
	successfulCalls: 0,
	...over,
});

it('builds the topic of one survey and event, and refuses an id that is empty or a pattern', () => {
	expect(topicFor('completed', 'SV_1')).toBe(topic);
	expect(topicFor('partial', 'SV_1')).toBe('surveyengine.partialResponse.SV_1');
	expect(() => topicFor('completed', '')).toThrow();
	expect(() => topicFor('completed', 'SV_*')).toThrow();
});

it.each([[{ id: 'SUB_9' }], [{ result: { id: 'SUB_9' } }]])(
	'C08 the id of a new one is read from %j',
	async (made) => {
		const { qualtrics } = fakeQualtrics({ 'POST /eventsubscriptions': result(made) });
		expect(await qualtrics.subscriptions.create(wanted)).toEqual({ id: 'SUB_9' });
	},
);

it('C09 finds exactly its own, on all pages', async () => {
	const { qualtrics } = fakeQualtrics({
		'GET /eventsubscriptions': (request) =>
			request.url.includes('offset')
				? result({
						elements: [
							subscription('SUB_3'),
							subscription('SUB_4', { publicationUrl: `${publicationUrl}/` }),
						],
					})
				: result({
						elements: [
							subscription('SUB_1'),
							subscription('SUB_2', { topics: 'surveyengine.completedResponse.*' }),
							{ topics: topic },
						],
						nextPage: 'https://fra1.qualtrics.com/API/v3/eventsubscriptions?offset=100',
					}),
	});
	expect((await qualtrics.subscriptions.find(topic, publicationUrl)).map(({ id }) => id)).toEqual([
		'SUB_1',
		'SUB_3',
	]);
});

it('C09 creates a signed one', async () => {
	const { qualtrics, system } = fakeQualtrics({
		'POST /eventsubscriptions': result({ id: 'SUB_1' }),
	});
	expect(await qualtrics.subscriptions.create(wanted)).toEqual({ id: 'SUB_1' });
	expect(system.requests[0].body).toEqual({
		topics: topic,
		publicationUrl,
		encrypt: false,
		sharedKey: 'key',
	});
});

it('C09 an answer lost on the way makes no second one', async () => {
	const { qualtrics, system } = fakeQualtrics({
		'POST /eventsubscriptions': socketFailure('ECONNRESET'),
		'GET /eventsubscriptions': result({ elements: [subscription('SUB_7')] }),
	});
	expect(await qualtrics.subscriptions.create(wanted)).toEqual({ id: 'SUB_7' });
	expect(system.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

it('C09 a request that was surely lost is told as what it is', async () => {
	const { qualtrics } = fakeQualtrics({
		'POST /eventsubscriptions': socketFailure('ECONNRESET'),
		'GET /eventsubscriptions': result({ elements: [] }),
	});
	expect(await failureOf(qualtrics.subscriptions.create(wanted))).toMatchObject({
		kind: 'unavailable',
		outcomeUnknown: true,
	});
});

describe('deleting', () => {
	it.each(['', ' ', '.', '..', '/', '?', 'SUB_1/..', '#'])(
		'Q25 never deletes by %j',
		async (id) => {
			const { qualtrics, system } = fakeQualtrics({ 'DELETE /eventsubscriptions': result({}) });
			expect(await failureOf(qualtrics.subscriptions.deleteById(id))).toMatchObject({
				kind: 'input',
			});
			expect(system.requests).toHaveLength(0);
		},
	);

	it.each([
		['there', result(undefined)],
		['already gone', failure(404, 'SUB_1 not found', 'ESSG_2')],
	])('C09 one that is %s', async (_name, reply) => {
		const { qualtrics, system } = fakeQualtrics({ 'DELETE /eventsubscriptions/SUB_1': reply });
		await qualtrics.subscriptions.deleteById('SUB_1');
		expect(system.requests[0].url).toMatch(/\/eventsubscriptions\/SUB_1$/);
	});

	it('another 404 is an error', async () => {
		const { qualtrics } = fakeQualtrics({});
		expect(await failureOf(qualtrics.subscriptions.deleteById('SUB_1'))).toMatchObject({
			kind: 'notFound',
		});
	});
});

describe('permission', () => {
	it.each([
		['403', failure(403, 'no'), result({ userId: 'UR_1' })],
		['401 although the account is known', failure(401, 'no'), result({ userId: 'UR_1' })],
		[
			'401 although the account is known to a client without its scope',
			failure(401, 'no'),
			failure(403),
		],
	])('C05 %s names the brand administrator', async (_name, refused, account) => {
		const { qualtrics } = fakeQualtrics({
			'POST /eventsubscriptions': refused,
			'GET /eventsubscriptions': refused,
			'GET /whoami': account,
		});
		for (const work of [
			qualtrics.subscriptions.create(wanted),
			qualtrics.subscriptions.find(topic, publicationUrl),
		]) {
			expect(await failureOf(work)).toMatchObject({
				kind: 'permission',
				hint: expect.stringContaining('brand administrator'),
			});
		}
	});

	it('C05 a revoked token stays what it is', async () => {
		const { qualtrics } = fakeQualtrics({
			'POST /eventsubscriptions': failure(401),
			'GET /whoami': failure(401),
		});
		expect(await failureOf(qualtrics.subscriptions.create(wanted))).toMatchObject({ kind: 'auth' });
	});
});
