import {
	createSurveyMonkey,
	type SurveyMonkey,
} from '../../../nodes/shared/connectors/surveymonkey/client';
import { readDetails } from '../../../nodes/shared/n8n/surveymonkey';
import { createVirtualClock, type VirtualClock } from '../../unit/http/virtualClock';
import {
	startSurveyMonkeySandbox,
	type SurveyMonkeySandbox,
	type SurveyMonkeySandboxOptions,
} from '../surveymonkey';
import { fetchSend } from './sandboxAccount';

export interface SurveyMonkeyAccount {
	sandbox: SurveyMonkeySandbox;
	surveymonkey: SurveyMonkey;
	clock: VirtualClock;
	logged: string[];
}

export async function startSurveyMonkey(
	options: Partial<SurveyMonkeySandboxOptions> = {},
): Promise<SurveyMonkeyAccount> {
	const clock = createVirtualClock();
	const sandbox = await startSurveyMonkeySandbox({ now: clock.now, ...options });
	const logged: string[] = [];
	const log = (message: string, meta?: unknown) =>
		void logged.push(`${message} ${JSON.stringify(meta)}`);
	const runtime = {
		send: fetchSend(() => ({ authorization: `Bearer ${sandbox.token}` })),
		clock,
		random: () => 0.1,
		logger: { debug: log, warn: log },
	};
	const surveymonkey = createSurveyMonkey(runtime, { address: sandbox.url, read: readDetails });
	return { sandbox, surveymonkey, clock, logged };
}
