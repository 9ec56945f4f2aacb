import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { createRequester, type RequestPolicy } from '../../../nodes/shared/http/requester';
import type { HttpMethod } from '../../../nodes/shared/http/types';
import { failureOf, fakeSystem, inTurn, socketFailure } from './fakeSystem';

const baseUrl = 'https://fra1.example.com';
const url = `${baseUrl}/things`;
const policy: RequestPolicy = {
	baseUrl,
	maxTries: 4,
	maxWaitMs: 20_000,
	timeoutMs: 5000,
	describeError: ({ status }) => new ConnectorError('input', `status ${status}`),
};

it.each<[string, HttpMethod, { isRead?: boolean }, Parameters<typeof inTurn>[0], boolean]>([
	['refused for its values', 'PUT', {}, { status: 400 }, true],
	['refused for its token', 'PUT', {}, { status: 401 }, true],
	['never sent', 'PUT', {}, socketFailure('ENOTFOUND'), true],
	['refused, where it only reads', 'POST', { isRead: true }, { status: 400 }, false],
])(
	'a try without an answer, the next one %s: it is not taken for one that did nothing',
	async (_name, method, more, second, isUnknown) => {
		const { runtime } = fakeSystem(inTurn(socketFailure('ECONNRESET'), second));
		const requester = createRequester(runtime, policy);
		const error = await failureOf(requester.request({ method, url, idempotent: true, ...more }));
		expect((error as ConnectorError).outcomeUnknown).toBe(isUnknown ? true : undefined);
	},
);

it('a run that is cancelled after a try without an answer says that the write may have been carried out', async () => {
	const cancel = { aborted: false };
	const system = fakeSystem(() => {
		cancel.aborted = true;
		return socketFailure('ECONNRESET');
	});
	const requester = createRequester({ ...system.runtime, cancel }, policy);
	expect(await failureOf(requester.request({ method: 'PUT', url }))).toMatchObject({
		kind: 'cancelled',
		outcomeUnknown: true,
	});
});
