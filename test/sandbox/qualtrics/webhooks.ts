import { createCipheriv, createHmac } from 'node:crypto';
import type { StoredResponse, Subscription } from './state';
import type { World } from './world';

/** Milliseconds a receiver has for its answer. */
const patience = 10_000;

/** Lowercase hex HMAC-SHA512 of the decoded `MSG`, keyed with the shared key as UTF-8 (contracts/qualtrics.md 4.4). */
export const signatureOf = (message: string, sharedKey: string): string =>
	createHmac('sha512', Buffer.from(sharedKey, 'utf8')).update(message, 'utf8').digest('hex');

export interface WebhookForm {
	topic: string;
	message: Record<string, string>;
	sharedKey?: string;
	encrypted?: boolean;
	/** In place of the right one. */
	hmac?: string;
	spaces: '+' | '%20';
}

/** The form body of a notification: flat without a shared key, `Topic`, `HMAC`, `MSG` with one (contracts/qualtrics.md 4.3). */
export function webhookBody({
	topic,
	message,
	sharedKey,
	encrypted,
	hmac,
	spaces,
}: WebhookForm): string {
	const form = new URLSearchParams({ Topic: topic });
	if (sharedKey === undefined) {
		for (const [name, value] of Object.entries(message)) form.append(name, value);
	} else {
		const plain = JSON.stringify(message);
		const text = encrypted ? encrypt(plain, sharedKey) : plain;
		form.append('HMAC', hmac ?? signatureOf(text, sharedKey));
		form.append('MSG', text);
	}
	const encoded = form.toString();
	return spaces === '+' ? encoded : encoded.replace(/\+/g, '%20');
}

/** AES by the key's length; mode and padding are unconfirmed (contracts/qualtrics.md 4.3, 4.3.3). */
function encrypt(text: string, key: string): string {
	const bytes = Buffer.from(key, 'utf8');
	const cipher = createCipheriv(bytes.length === 32 ? 'aes-256-ecb' : 'aes-128-ecb', bytes, null);
	return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

/** `surveyengine.completedResponse.SV_1` is heard by itself, `surveyengine.completedResponse.*`, `surveyengine.*` and `*`. */
export function hears(subscribed: string, topic: string): boolean {
	const parts = topic.split('.');
	const wanted = subscribed.split('.');
	for (const [index, part] of wanted.entries()) {
		if (part === '*' && index === wanted.length - 1) return true;
		if (part !== '*' && part !== parts[index]) return false;
	}
	return parts.length === wanted.length;
}

export function responseTopic(stored: StoredResponse): string {
	const finished = stored.recipe.finished ?? true;
	return `surveyengine.${finished ? 'completedResponse' : 'partialResponse'}.${stored.surveyId}`;
}

/** The fields of a response's notification, in the recorded order; what does not apply is left out. */
export function responseMessage(world: World, stored: StoredResponse): Record<string, string> {
	const context = stored.recipe.values?.ResponseEventContext;
	return {
		Status: (stored.recipe.finished ?? true) ? 'Complete' : 'Partial',
		SurveyID: stored.surveyId,
		ResponseID: stored.responseId,
		...(stored.recipientId !== undefined && { RecipientID: stored.recipientId }),
		...(typeof context === 'string' && { ResponseEventContext: context.slice(0, 50) }),
		...(stored.distributionId !== undefined && { DistributionID: stored.distributionId }),
		CompletedDate: new Date(stored.recordedAt).toISOString().slice(0, 19).replace('T', ' '),
		BrandID: world.state.user.brandId,
	};
}

/** Notifies every subscription that hears the topic; resolves when each was answered or given up. */
export async function publish(
	world: World,
	topic: string,
	message: Record<string, string>,
	responseId?: string,
): Promise<void> {
	const listeners = [...world.state.subscriptions.values()].filter(({ topics }) =>
		hears(topics, topic),
	);
	await Promise.all(
		listeners.map(async (subscription) => {
			const body = webhookBody({
				topic: `${world.state.user.brandId}.${topic}`,
				message,
				sharedKey: subscription.sharedKey,
				encrypted: subscription.encrypted,
				spaces: world.options.formSpaces,
			});
			await deliver(world, subscription, body, { topic, responseId });
		}),
	);
}

export async function deliver(
	world: World,
	subscription: Pick<Subscription, 'id' | 'publicationUrl'>,
	body: string,
	about: { topic: string; responseId?: string; forged?: boolean },
): Promise<number> {
	for (let attempt = 0; ; attempt += 1) {
		const status = await post(subscription.publicationUrl, body);
		world.state.deliveries.push({
			at: world.now(),
			subscriptionId: subscription.id,
			publicationUrl: subscription.publicationUrl,
			status,
			...about,
		});
		if (world.state.deliveries.length > 20_000) world.state.deliveries.splice(0, 5_000);
		if (status >= 200 && status < 300) {
			const known = world.state.subscriptions.get(subscription.id);
			if (known) known.successfulCalls += 1;
			return status;
		}
		if (attempt >= world.options.webhookRetries) return status;
		await new Promise((resolve) => setTimeout(resolve, world.options.webhookRetryDelayMs));
	}
}

async function post(url: string, body: string): Promise<number> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body,
			redirect: 'manual',
			signal: AbortSignal.timeout(patience),
		});
		await response.arrayBuffer();
		return response.status;
	} catch {
		return 0;
	}
}
