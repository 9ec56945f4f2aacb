import type { CatchUpState } from '../shared/delivery/catchUp';
import type { RequestContext } from '../shared/face/context';

/**
 * What the trigger remembers with the workflow. Only activation and the schedule write it, both in n8n's main process: n8n
 * stores it whole, and the last one to store it wins.
 */
export interface TriggerMemory {
	v?: 1;
	/** Where announcements are sent, and the key they are signed with. */
	webhookUrl?: string;
	sharedKey?: string;
	/** Topic → id of the subscription we made for it. */
	subscriptions?: Record<string, string>;
	/** Why the account may not create subscriptions, in words for the user. */
	refused?: string;
	/** `<survey> recorded` and `<survey> modified`. */
	catchUp?: Record<string, CatchUpState>;
}

export const memoryOf = (context: RequestContext): TriggerMemory =>
	context.getWorkflowStaticData('node') as TriggerMemory;
