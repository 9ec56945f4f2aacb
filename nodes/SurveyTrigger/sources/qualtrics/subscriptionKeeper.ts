import type { ITriggerFunctions } from 'n8n-workflow';
import type { Qualtrics } from '../../../shared/connectors/qualtrics/client';
import { serialise } from '../../../shared/delivery/serialise';
import type { ConnectorError } from '../../../shared/http/ConnectorError';
import { isConnectorError } from '../../../shared/http/ConnectorError';
import { settle } from '../../../shared/http/settle';
import { registrationLock } from '../../activation';
import { remember } from '../../memory';
import type { TriggerSettings } from '../../settings';
import { keepSubscriptions, topicsOf } from './subscribing';

/** A subscription that somebody removed, or that was made with another credential, is made again; one that was refused is tried again. */
export async function restoreSubscriptions(
	context: ITriggerFunctions,
	qualtrics: Qualtrics,
	settings: TriggerSettings,
	isStopped: () => boolean,
): Promise<void> {
	if (settings.delivery === 'scheduled') return;
	const outcome = await serialise(registrationLock(context), async () =>
		isStopped()
			? undefined
			: await settle(keepSubscriptions(context, qualtrics, topicsOf(settings))),
	);
	if (!outcome || outcome.ok) return;
	// There is nothing else that would bring a response.
	if (settings.delivery === 'instant' && !settings.webServiceTask) throw outcome.error;
	context.logger.warn('Survey Trigger: the event subscription could not be checked');
	if (isRefusal(outcome.error)) remember(context, { refused: outcome.error.message });
}

export const isRefusal = (error: unknown): error is ConnectorError =>
	isConnectorError(error) && error.kind === 'permission';
