import type { CronExpression, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { serialise } from '../shared/delivery/serialise';
import { toNodeError } from '../shared/n8n/errors';
import { isConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';
import { isByHand, registrationLock } from './activation';
import type { TriggerSettings } from './settings';
import type { AccountKind } from './sources/SourceKind';

/** Every ten minutes. */
const EVERY = '0 */10 * * * *' as CronExpression;

const isPassing = (error: unknown): boolean =>
	isConnectorError(error) && (error.kind === 'unavailable' || error.kind === 'rateLimited');

/**
 * With instant delivery alone nothing is asked for but whether responses go on being announced: somebody may have removed the
 * subscription, and a changed credential means another key.
 */
export function keepAnnounced(
	context: ITriggerFunctions,
	settings: TriggerSettings,
	account: AccountKind,
): ITriggerResponse {
	let [running, stopped] = [false, false];
	let reported: string | undefined;
	const keep = async (): Promise<void> => {
		const connected = await account.connect(context, settings);
		await connected.keepAnnouncing?.(context, () => stopped);
	};
	const check = async (): Promise<void> => {
		if (running || stopped) return;
		running = true;
		const outcome = await settle(keep());
		running = false;
		if (outcome.ok) reported = undefined;
		else if (!stopped) report(outcome.error);
	};
	/** What passes by itself goes into the log; what somebody has to mend is shown, once. */
	const report = (failure: unknown): void => {
		const error = toNodeError(context.getNode(), failure);
		context.logger.warn(`Survey Trigger: the subscription could not be checked: ${error.message}`);
		if (isPassing(failure) || reported === error.message) return;
		reported = error.message;
		context.saveFailedExecution?.(error);
	};
	context.helpers.registerCron({ expression: EVERY }, () => void check());
	// Activation by hand has just subscribed; after a restart nobody has.
	if (!isByHand(context)) void check();
	return {
		async closeFunction() {
			stopped = true;
			await serialise(registrationLock(context), async () => undefined);
		},
	};
}
