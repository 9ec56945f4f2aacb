import type { IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { announcementKey, markOfKey } from '../../../shared/connectors/qualtrics/announcementKey';
import { settle } from '../../../shared/http/settle';
import { qualtricsSecret } from '../../../shared/n8n/qualtrics';
import { isTest, recall } from '../../memory';
import { triggerName } from '../../triggerName';

export interface SigningKey {
	/** Signs announcements. Never to be stored. */
	key: string;
	/** May be stored. */
	mark: string;
}

type Context = IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** How long a key is taken for the subscriptions' without another look at the credential: as long as a check may wait. */
const KEPT_MS = 10 * 60 * 1000;

/** The last key of each trigger, in the memory of this process alone. */
const kept = new Map<string, SigningKey & { readAt: number }>();

/** The key of this trigger's announcements, as its credential gives it now. */
export async function signingKey(context: Context): Promise<SigningKey> {
	const key = announcementKey(await qualtricsSecret(context), {
		workflowId: String(context.getWorkflow().id ?? ''),
		nodeId: context.getNode().id,
		isTest: isTest(context),
	});
	const signing = { key, mark: markOfKey(key) };
	kept.set(triggerName(context), { ...signing, readAt: Date.now() });
	return signing;
}

/**
 * The key to look at an announcement with; empty where the credential gives none, and no signature fits. Reading a credential
 * takes n8n longer than all the rest of a call, so the key that the subscriptions were made with, as their mark tells, is used
 * again; that of other subscriptions, or of a test, has another mark.
 */
export async function announcedKey(context: IWebhookFunctions): Promise<string> {
	const last = kept.get(triggerName(context));
	const isCurrent =
		last !== undefined &&
		last.mark === recall(context).keyMark &&
		Math.abs(Date.now() - last.readAt) < KEPT_MS;
	if (isCurrent) return last.key;
	const signing = await settle(signingKey(context));
	return signing.ok ? signing.value.key : '';
}
