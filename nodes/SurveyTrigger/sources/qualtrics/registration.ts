import type { IHookFunctions } from 'n8n-workflow';
import { connectQualtrics } from '../../../shared/n8n/qualtrics';
import { ConnectorError, isConnectorError } from '../../../shared/http/ConnectorError';
import { settle } from '../../../shared/http/settle';
import { isByHand } from '../../activation';
import { recall, remember } from '../../memory';
import type { TriggerSettings } from '../../settings';
import { readSettings } from '../../settings';
import { assertCallersCanProve } from '../../webhookSecret';
import { assertSurveysReadable } from './account';
import { signingKey } from './key';
import { keepSubscriptions, removeSubscriptions, topicsOf } from './subscribing';
import { isRefusal } from './subscriptionKeeper';

// The event subscriptions of a trigger. Source: contracts/qualtrics.md 4.

export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const { keyMark, webhookUrl, subscriptions = {} } = recall(context);
	const topics = topicsOf(readSettings(context));
	const url = context.getNodeWebhookUrl('default');
	if (webhookUrl !== url || keyMark !== (await signingKey(context)).mark) return false;
	if (!topics.every((topic) => subscriptions[topic])) return false;
	const { list } = (await connectQualtrics(context)).subscriptions;
	const present = new Set<string>();
	for await (const { id, publicationUrl } of list()) if (publicationUrl === url) present.add(id);
	return topics.every((topic) => present.has(subscriptions[topic]));
}

export async function register(context: IHookFunctions): Promise<void> {
	const settings = readSettings(context);
	const url = context.getNodeWebhookUrl('default');
	if (!url) throw new ConnectorError('unexpected', 'n8n gave this trigger no webhook address');
	const qualtrics = await connectQualtrics(context);
	if (isByHand(context)) await assertSurveysReadable(qualtrics, settings.surveyIds);
	if (settings.webServiceTask) await assertCallersCanProve(context);
	remember(context, { webhookUrl: url });
	const outcome = await settle(keepSubscriptions(context, qualtrics, topicsOf(settings)));
	if (outcome.ok) return;
	if (isRefusal(outcome.error) && hasOtherWay(context, settings)) {
		remember(context, { refused: outcome.error.message });
		context.logger.warn('Survey Trigger: no event subscription, runs without');
		return;
	}
	if (isPassing(outcome.error) && settings.delivery === 'instantWithCatchUp') {
		context.logger.warn('Survey Trigger: Qualtrics cannot be reached; the check will subscribe');
		return;
	}
	throw outcome.error;
}

/** Without a subscription, do responses come all the same? A test waits for an announcement and nothing else. */
const hasOtherWay = (context: IHookFunctions, { delivery, webServiceTask }: TriggerSettings) =>
	webServiceTask || (delivery === 'instantWithCatchUp' && context.getMode() !== 'manual');

const isPassing = (error: unknown): boolean =>
	isConnectorError(error) && (error.kind === 'unavailable' || error.kind === 'rateLimited');

export async function unregister(context: IHookFunctions): Promise<void> {
	const { refused, subscriptions = {}, webhookUrl } = recall(context);
	const isNothingThere = refused !== undefined && Object.keys(subscriptions).length === 0;
	const left = isNothingThere
		? []
		: await removeSubscriptions(context, await connectQualtrics(context));
	if (left.length > 0) {
		context.logger.warn('Survey Trigger: Qualtrics refused to delete the event subscription', {
			subscriptions: left,
		});
	}
	// What is remembered belongs to another address: this one was a test's.
	if (webhookUrl !== context.getNodeWebhookUrl('default')) return;
	// Deactivation goes through all the same. What could not be deleted is used again at the next activation.
	const kept = Object.entries(subscriptions).filter(([, id]) => left.includes(id));
	const isOver = kept.length === 0;
	remember(context, {
		...(isOver && { webhookUrl: undefined, keyMark: undefined, undeleted: undefined }),
		subscriptions: isOver ? undefined : Object.fromEntries(kept),
		refused: undefined,
	});
}
