import type { CronExpression, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { serialise } from '../shared/delivery/serialise';
import { toNodeError } from '../shared/face/errors';
import { settle } from '../shared/http/settle';
import { isByHand, registrationLock } from './activation';
import type { TriggerSettings } from './settings';
import type { AccountKind } from './sources/SourceKind';

/** Every ten minutes. */
const EVERY = '0 */10 * * * *' as CronExpression;

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
	const keep = async (): Promise<void> => {
		const connected = await account.connect(context, settings);
		await connected.keepAnnouncing?.(context, () => stopped);
	};
	const check = async (): Promise<void> => {
		if (running || stopped) return;
		running = true;
		const outcome = await settle(keep());
		running = false;
		if (outcome.ok || stopped) return;
		const { message } = toNodeError(context.getNode(), outcome.error);
		context.logger.warn(`Survey Trigger: the subscription could not be checked: ${message}`);
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
