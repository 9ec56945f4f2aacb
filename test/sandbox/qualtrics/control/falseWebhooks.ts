import type { StoredResponse, Subscription } from '../state';
import { deliver, hears, responseMessage, responseTopic, webhookBody } from '../webhooks';
import type { World } from '../world';

export interface Forgery {
	surveyId: string;
	/** Default: one that does not exist. */
	responseId?: string;
	/**
	 * `wrong-key` (default): signed with another key; `no-signature`: flat although a key is set; `wrong-hmac`: a well-formed but
	 * wrong signature; `changed-message`: the right signature of another message; `not-a-form`: JSON.
	 */
	how?: 'wrong-key' | 'no-signature' | 'wrong-hmac' | 'changed-message' | 'not-a-form';
	/** Instead of the subscriptions' addresses. */
	url?: string;
}

type Receiver = Pick<Subscription, 'id' | 'publicationUrl' | 'sharedKey'>;

function receivers(world: World, topic: string, url: string | undefined): Receiver[] {
	const listening = [...world.state.subscriptions.values()].filter(({ topics }) =>
		hears(topics, topic),
	);
	if (url === undefined) return listening;
	return [{ id: '', publicationUrl: url, sharedKey: listening[0]?.sharedKey }];
}

export async function forgeWebhook(world: World, forgery: Forgery): Promise<number[]> {
	const { surveyId, responseId = 'R_forged000000000', how = 'wrong-key' } = forgery;
	const bare = `surveyengine.completedResponse.${surveyId}`;
	const topic = `${world.state.user.brandId}.${bare}`;
	const message = {
		Status: 'Complete',
		SurveyID: surveyId,
		ResponseID: responseId,
		CompletedDate: new Date(world.now()).toISOString().slice(0, 19).replace('T', ' '),
		BrandID: world.state.user.brandId,
	};
	const bodyFor = (sharedKey = 'none'): string => {
		const form = { topic, message, spaces: world.options.formSpaces };
		switch (how) {
			case 'wrong-key':
				return webhookBody({ ...form, sharedKey: 'not the shared key' });
			case 'wrong-hmac':
				return webhookBody({ ...form, sharedKey, hmac: '0'.repeat(128) });
			case 'no-signature':
				return webhookBody(form);
			case 'changed-message': {
				const honest = new URLSearchParams(webhookBody({ ...form, sharedKey }));
				const other = { ...message, ResponseID: 'R_anotherResponse' };
				return webhookBody({ ...form, message: other, sharedKey, hmac: honest.get('HMAC') ?? '' });
			}
			case 'not-a-form':
				return JSON.stringify({ Topic: topic, ...message });
		}
	};
	return await Promise.all(
		receivers(world, bare, forgery.url).map((receiver) =>
			deliver(world, receiver, bodyFor(receiver.sharedKey), {
				topic: bare,
				responseId,
				forged: true,
			}),
		),
	);
}

export async function truncateWebhook(
	world: World,
	stored: StoredResponse,
	length: number | undefined,
): Promise<number[]> {
	const bare = responseTopic(stored);
	return await Promise.all(
		receivers(world, bare, undefined).map((receiver) => {
			const body = webhookBody({
				topic: `${world.state.user.brandId}.${bare}`,
				message: responseMessage(world, stored),
				sharedKey: receiver.sharedKey,
				spaces: world.options.formSpaces,
			});
			const cut = body.slice(0, length ?? Math.floor(body.length / 2));
			return deliver(world, receiver, cut, {
				topic: bare,
				responseId: stored.responseId,
				forged: true,
			});
		}),
	);
}
