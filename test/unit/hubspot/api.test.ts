import { createApi } from '../../../nodes/shared/connectors/hubspot/api';
import { fakeSystem } from '../http/fakeSystem';

describe('calls of HubSpot', () => {
	it.each([
		['GET', undefined],
		['POST', true],
	] as const)(
		'%s that is answered with something else is an error, and may have written: %s',
		async (method, outcomeUnknown) => {
			const { runtime } = fakeSystem(() => ({ body: ['x'] }));
			const call = createApi(runtime).call({ method, path: '/x', subject: 'the thing' });
			const error = await call.catch((thrown: unknown) => thrown);
			expect(error).toMatchObject({ kind: 'unexpected', hint: expect.stringMatching(/proxy/i) });
			expect((error as { outcomeUnknown?: boolean }).outcomeUnknown).toBe(outcomeUnknown);
		},
	);

	it.each([
		[undefined, 'https://api.hubapi.com/x'],
		['https://gateway.example', 'https://gateway.example/x'],
	])('go to the address %s', async (address, url) => {
		const { runtime, requests } = fakeSystem(() => ({ body: {} }));
		await createApi(runtime, address).call({ path: '/x', subject: 'x' });
		expect(requests[0]).toMatchObject({ url, method: 'GET' });
	});
});
