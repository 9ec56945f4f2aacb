import type { IHookFunctions, ITriggerFunctions } from 'n8n-workflow';
import { triggerName } from './triggerName';

/** Names the lock under which what a trigger set up outside of n8n is changed. */
export const registrationLock = (
	context: Pick<IHookFunctions, 'getWorkflow' | 'getNode'>,
): string => `subscriptions ${triggerName(context)}`;

/** A person is watching; after a restart of n8n nobody is. */
export const isByHand = (context: IHookFunctions | ITriggerFunctions): boolean =>
	['activate', 'update', 'create', 'manual'].includes(context.getActivationMode());
