import { createHubSpot } from '../../../nodes/shared/connectors/hubspot/client';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/http/types';
import { writePeople } from '../../bench/ceilings/hubspot';
import { createVirtualClock } from '../../unit/http/virtualClock';
import { createWindows } from '../hubspot/access';
import { answer } from '../hubspot/api';
import { DEFAULTS, TOKEN, type HubSpotOptions } from '../hubspot/options';
import { createWorld } from '../hubspot/state';

const WINDOW_MS = 10_000;

/** The stand-in without a network, so that its clock and that of the client are one; a call takes `latencyMs` by it. */
function account(limits: HubSpotOptions['limits'], latencyMs: number) {
	const clock = createVirtualClock();
	const world = createWorld({ ...DEFAULTS, now: clock.now, limits });
	const windows = createWindows(world.options);
	const sent: Array<{ at: number; status: number; path: string }> = [];
	const send = async ({ method, url, body }: HttpRequest): Promise<HttpResponse> => {
		const { pathname, searchParams } = new URL(url);
		await clock.sleep(latencyMs / 2);
		const at = clock.now();
		const reply = answer(world, windows, {
			method,
			path: pathname,
			query: searchParams,
			headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
			body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
			isAborted: () => false,
		});
		sent.push({ at, status: reply.status, path: pathname });
		await clock.sleep(latencyMs / 2);
		return {
			status: reply.status,
			headers: reply.headers ?? {},
			body: JSON.parse(String(reply.body)) as unknown,
		};
	};
	return { sent, hubspot: createHubSpot({ send, clock, random: () => 0.1 }) };
}

describe('how much of what HubSpot allows is used', () => {
	it('an account that tells more than any plan has is not taken for a free one', async () => {
		const { sent, hubspot } = account({ burst: 1_000_000, search: 5, associations: 100 }, 100);
		await writePeople(hubspot, 29_500);
		expect(sent).toHaveLength(591);
		expect(sent[590].at - sent[0].at).toBeLessThan(WINDOW_MS);
	});

	it.each([
		['a free account', { burst: 100, search: 5, associations: 100 }, 300, 15_500],
		['a Professional one', { burst: 190, search: 5, associations: 150 }, 100, 29_500],
		['a Professional one', { burst: 190, search: 5, associations: 150 }, 600, 29_500],
	])(
		'%s: nine tenths and more of %j, calls under way for %d ms, and none is refused',
		async (_name, limits, latencyMs, count) => {
			const { sent, hubspot } = account(limits, latencyMs);
			const outcomes = await writePeople(hubspot, count);
			expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['created']));
			// Two calls for each hundred, and one for the properties.
			expect(sent).toHaveLength((2 * count) / 100 + 1);
			expect(sent.filter(({ status }) => status === 429)).toEqual([]);
			const times = sent.map(({ at }) => at - sent[0].at);
			const windows = Math.floor(times[times.length - 1] / WINDOW_MS);
			const inWhole = times.filter((at) => at < windows * WINDOW_MS).length;
			expect(windows).toBeGreaterThanOrEqual(3);
			expect(inWhole / windows / limits.burst).toBeGreaterThanOrEqual(0.9);
		},
		50_000,
	);
});
