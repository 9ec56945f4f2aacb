import type { IHookFunctions } from 'n8n-workflow';
import { randomBytes } from 'crypto';
import type { Qualtrics } from '../shared/connectors/qualtrics/client';
import { topicFor } from '../shared/connectors/qualtrics/subscriptions';
import { asNodeError } from '../shared/face/errors';
import { connectQualtrics } from '../shared/face/qualtrics';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import type { TriggerMemory } from './memory';
import { memoryOf } from './memory';
import type { TriggerSettings } from './settings';
import { readSettings } from './settings';
import { assertSurveysReadable } from './surveys';

/** Activation and deactivation of the event subscriptions. Contract: qualtrics.md section 4. */
export const registration = {
	async checkExists(this: IHookFunctions): Promise<boolean> {
		return await asNodeError(this.getNode(), isRegistered(this));
	},
	async create(this: IHookFunctions): Promise<boolean> {
		await asNodeError(this.getNode(), register(this));
		return true;
	},
	async delete(this: IHookFunctions): Promise<boolean> {
		await asNodeError(this.getNode(), unregister(this));
		return true;
	},
};

const topicsOf = (settings: TriggerSettings): string[] =>
	settings.surveyIds.flatMap((surveyId) => [
		...(settings.events.includes('new') ? [topicFor('completed', surveyId)] : []),
		...(settings.events.includes('partial') ? [topicFor('partial', surveyId)] : []),
	]);

async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const memory = memoryOf(context);
	const topics = topicsOf(readSettings(context));
	const url = context.getNodeWebhookUrl('default');
	if (!memory.sharedKey || memory.webhookUrl !== url) return false;
	if (!topics.every((topic) => memory.subscriptions?.[topic])) return false;
	const qualtrics = await connectQualtrics(context);
	for (const topic of topics) {
		const found = await qualtrics.subscriptions.find(topic, url!);
		if (!found.some((subscription) => subscription.id === memory.subscriptions?.[topic])) {
			return false;
		}
	}
	return true;
}

async function register(context: IHookFunctions): Promise<void> {
	const settings = readSettings(context);
	const url = context.getNodeWebhookUrl('default');
	if (!url) throw new ConnectorError('unexpected', 'n8n gave this trigger no webhook address');
	const qualtrics = await connectQualtrics(context);
	await assertSurveysReadable(qualtrics, settings.surveyIds);
	const memory = memoryOf(context);
	if (memory.webhookUrl !== url) Object.assign(memory, { webhookUrl: url, subscriptions: {} });
	memory.v = 1;
	// Kept before anything is sent: when an answer is lost on the way, the next try recognises its own subscription.
	memory.sharedKey ??= randomBytes(32).toString('hex');
	const outcome = await subscribe(qualtrics, memory, topicsOf(settings)).then(
		() => undefined,
		(error: unknown) => error,
	);
	if (outcome === undefined) {
		delete memory.refused;
		return;
	}
	if (settings.delivery !== 'instantWithCatchUp' || !isRefusal(outcome)) throw outcome;
	memory.refused = outcome.message;
	context.logger.warn('Survey Trigger: no event subscription, runs on the catch-up alone');
}

const isRefusal = (error: unknown): error is ConnectorError =>
	isConnectorError(error) && error.kind === 'permission';

/**
 * Makes sure that exactly one subscription of ours stands for each topic. Qualtrics allows duplicates, so what is already there
 * for this address is looked at first: one that we know stays, a leftover whose key was lost with a crash is replaced, and
 * what points elsewhere is never touched.
 */
export async function subscribe(
	qualtrics: Pick<Qualtrics, 'subscriptions'>,
	memory: TriggerMemory,
	topics: string[],
): Promise<void> {
	const known = (memory.subscriptions ??= {});
	for (const topic of topics) {
		const present = await qualtrics.subscriptions.find(topic, memory.webhookUrl!);
		const ours = present.find((subscription) => subscription.id === known[topic]);
		for (const leftover of present) {
			if (leftover !== ours) await qualtrics.subscriptions.deleteById(leftover.id);
		}
		if (ours) continue;
		const created = await qualtrics.subscriptions.create({
			topic,
			publicationUrl: memory.webhookUrl!,
			sharedKey: memory.sharedKey!,
		});
		memory.subscriptions = { ...memory.subscriptions, [topic]: created.id };
	}
}

async function unregister(context: IHookFunctions): Promise<void> {
	const memory = memoryOf(context);
	const ids = Object.values(memory.subscriptions ?? {});
	if (ids.length > 0) {
		const qualtrics = await connectQualtrics(context);
		for (const id of ids) {
			const failure = await qualtrics.subscriptions.deleteById(id).then(
				() => undefined,
				(error: unknown) => error,
			);
			// Deactivation goes through all the same; the subscription then points at an address that no longer answers.
			if (failure) {
				context.logger.warn('Survey Trigger: Qualtrics refused to delete the event subscription', {
					subscription: id,
					reason: failure instanceof Error ? failure.message : 'unknown',
				});
			}
		}
	}
	delete memory.subscriptions;
	delete memory.webhookUrl;
	delete memory.sharedKey;
	delete memory.refused;
}
