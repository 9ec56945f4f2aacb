import { withAccess } from '../../../credentials/startquestionAccess';
import {
	createStartquestion,
	type Startquestion,
} from '../../../nodes/shared/connectors/startquestion/client';
import type { HttpSend } from '../../../nodes/shared/http/types';
import { createVirtualClock, type VirtualClock } from '../../unit/http/virtualClock';
import {
	startStartquestionSandbox,
	type StartquestionSandbox,
	type StartquestionSandboxOptions,
} from '../startquestion';
import { fetchSend } from './sandboxAccount';

const plainSend = fetchSend(() => ({}));

/** As the credential does it. */
const sendAs =
	(sandbox: StartquestionSandbox): HttpSend =>
	async (request) => {
		const { url, query } = withAccess(request.url, request.query ?? {}, sandbox);
		return await plainSend({ ...request, url, query: query as typeof request.query });
	};

export interface StartquestionAccount {
	sandbox: StartquestionSandbox;
	startquestion: Startquestion;
	clock: VirtualClock;
	logged: string[];
}

export async function startStartquestion(
	options: Partial<StartquestionSandboxOptions> = {},
	hasAccountId = false,
): Promise<StartquestionAccount> {
	const clock = createVirtualClock();
	const sandbox = await startStartquestionSandbox({ now: clock.now, ...options });
	const logged: string[] = [];
	const log = (message: string, meta?: unknown) =>
		void logged.push(`${message} ${JSON.stringify(meta)}`);
	const runtime = {
		send: sendAs(sandbox),
		clock,
		random: () => 0.1,
		logger: { debug: log, warn: log },
	};
	const startquestion = createStartquestion(runtime, { host: sandbox.url, hasAccountId });
	return { sandbox, startquestion, clock, logged };
}
