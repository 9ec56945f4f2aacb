import { createHubSpot, type HubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/http/types';
import { createVirtualClock, type VirtualClock } from '../../unit/http/virtualClock';
import { startHubSpotSandbox, type HubSpotOptions, type HubSpotSandbox } from '../hubspot';
import { fetchSend } from './sandboxAccount';

export interface HubSpotAccount {
	sandbox: HubSpotSandbox;
	hubspot: HubSpot;
	clock: VirtualClock;
}

/** A stand-in and a client of it, with one clock for both whose waits take no time. */
export async function startHubSpotAccount(
	options: Partial<HubSpotOptions> = {},
	intercept: (request: HttpRequest) => HttpResponse | undefined = () => undefined,
): Promise<HubSpotAccount> {
	const clock = createVirtualClock();
	const sandbox = await startHubSpotSandbox({ now: clock.now, ...options });
	const send = fetchSend(() => ({ Authorization: `Bearer ${sandbox.token}` }));
	const hubspot = createHubSpot(
		{
			send: async (request) => intercept(request) ?? (await send(request)),
			clock,
			random: () => 0.1,
		},
		{ address: sandbox.url },
	);
	return { sandbox, hubspot, clock };
}
