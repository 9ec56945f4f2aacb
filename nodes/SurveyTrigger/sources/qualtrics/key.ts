import type { IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { announcementKey, markOfKey } from '../../../shared/connectors/qualtrics/announcementKey';
import { qualtricsSecret } from '../../../shared/n8n/qualtrics';
import { isTest } from '../../memory';

export interface SigningKey {
	/** Signs announcements. Never to be stored. */
	key: string;
	/** May be stored. */
	mark: string;
}

/** The key of this trigger's announcements, as its credential gives it now. */
export async function signingKey(
	context: IHookFunctions | ITriggerFunctions | IWebhookFunctions,
): Promise<SigningKey> {
	const key = announcementKey(await qualtricsSecret(context), {
		workflowId: String(context.getWorkflow().id ?? ''),
		nodeId: context.getNode().id,
		isTest: isTest(context),
	});
	return { key, mark: markOfKey(key) };
}
