import { createQualtrics } from '../../../../nodes/shared/connectors/qualtrics/client';
import type { DirectoryOptions } from '../../../../nodes/shared/connectors/qualtrics/directory/DirectoryOptions';
import { createVirtualClock } from '../../../unit/http/virtualClock';
import { fetchSend } from '../../connector/sandboxAccount';
import { mainDirectoryId, startQualtricsSandbox } from '../../qualtrics';
import { HALF_AN_HOUR, runtimeOf, START } from '../stageParts';
import type { Trouble } from '../trouble';
import { inTurn } from './itemParts';

/** A directory that merges by e-mail address, or nobody, with a client of it. */
export async function startDirectory(merges = true) {
	const clock = createVirtualClock(START);
	const dedupeRules: Array<['email']> = merges ? [['email']] : [];
	const sandbox = await startQualtricsSandbox({ now: clock.now, dedupeRules });
	const cancel = { aborted: false };
	const send = inTurn(fetchSend(() => ({ 'x-api-token': sandbox.token })));
	const qualtrics = createQualtrics(runtimeOf(send, cancel, clock), { baseUrl: sandbox.url });
	const [directory] = await qualtrics.directories.list();
	const options: DirectoryOptions = {
		operation: 'upsertByFields',
		directory,
		mailingListIds: [],
		matchFields: ['email'],
		statusLevel: 'directory',
		allowOptInAgain: false,
		lookUp: true,
		cancel,
	};
	const trouble: Trouble = {
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.behave(),
		requests: sandbox.requests,
		cancel,
		later: async () => await clock.sleep(HALF_AN_HOUR),
		close: sandbox.close,
	};
	const held = sandbox.state.directories.get(mainDirectoryId)!;
	return { sandbox, qualtrics, options, trouble, held };
}
