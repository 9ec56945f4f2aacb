import { selfSignedToken } from '../../../credentials/secutixToken';
import type { SecutixOptions } from '../../../nodes/shared/connectors/secutix/api';
import { createSecutix, type Secutix } from '../../../nodes/shared/connectors/secutix/client';
import { createVirtualClock, type VirtualClock } from '../../unit/http/virtualClock';
import { startSecutixSandbox, type SecutixSandbox, type SecutixSandboxOptions } from '../secutix';
import { fetchSend } from './sandboxAccount';

export interface SecutixAccount {
	sandbox: SecutixSandbox;
	secutix: Secutix;
	clock: VirtualClock;
	cancel: { aborted: boolean };
	logged: string[];
}

/** A sandbox and a client of it that share a clock whose waits take no time; every request is signed anew. */
export async function startSecutix(
	options: Partial<SecutixSandboxOptions> = {},
	client: Partial<SecutixOptions> = {},
): Promise<SecutixAccount> {
	const clock = createVirtualClock();
	const sandbox = await startSecutixSandbox({ now: clock.now, ...options });
	const cancel = { aborted: false };
	const logged: string[] = [];
	const log = (message: string, meta?: unknown) =>
		void logged.push(`${message} ${JSON.stringify(meta)}`);
	const send = fetchSend(() => ({
		authorization: `Bearer ${selfSignedToken(sandbox, clock.now())}`,
	}));
	const runtime = {
		// The other sender's own content type gives way.
		send: async (request: Parameters<typeof send>[0]) => await send({ ...request, headers: {} }),
		clock,
		random: () => 0.1,
		cancel,
		logger: { debug: log, warn: log },
	};
	const secutix = createSecutix(runtime, {
		address: sandbox.url,
		version: 'v2_21',
		...client,
	});
	return { sandbox, secutix, clock, cancel, logged };
}
