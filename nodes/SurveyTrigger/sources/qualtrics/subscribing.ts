import type { IHookFunctions, ITriggerFunctions } from 'n8n-workflow';
import type { Qualtrics } from '../../../shared/connectors/qualtrics/client';
import type {
	NewSubscription,
	Subscription,
} from '../../../shared/connectors/qualtrics/subscriptions';
import { topicFor } from '../../../shared/connectors/qualtrics/subscriptions';
import { settle } from '../../../shared/http/settle';
import { recall, remember } from '../../memory';
import type { TriggerSettings } from '../../settings';
import { signingKey } from './key';

type Context = IHookFunctions | ITriggerFunctions;
type Api = Pick<Qualtrics, 'subscriptions'>;

export const topicsOf = ({ surveyIds, events }: TriggerSettings): string[] =>
	surveyIds.flatMap((surveyId) => [
		...(events.includes('new') ? [topicFor('completed', surveyId)] : []),
		...(events.includes('partial') ? [topicFor('partial', surveyId)] : []),
	]);

/**
 * Makes sure that exactly one subscription of ours stands for each topic, signed with the key that the credential gives now.
 * Qualtrics allows duplicates, so what is already there for this address is looked at first: one that we know stays; a
 * leftover, and one of another key, whose announcements nobody believes any more, is replaced; and what points elsewhere is
 * never touched. The mark is remembered last: whoever is interrupted before begins again, and finds what was made.
 */
export async function keepSubscriptions(
	context: Context,
	{ subscriptions: api }: Api,
	topics: string[],
): Promise<void> {
	const { webhookUrl, keyMark, subscriptions: known = {} } = recall(context);
	if (!webhookUrl) return;
	const { key, mark } = await signingKey(context);
	if (topics.length > 0 || Object.keys(known).length > 0) {
		const present = await at(webhookUrl, api);
		const ours = (topic: string) =>
			keyMark === mark &&
			present.some(({ id, topic: its }) => its === topic && id === known[topic]);
		const stay = new Set(topics.filter(ours).map((topic) => known[topic]));
		const leftovers = [
			...present.map(({ id }) => id),
			// Of an address that this n8n had before.
			...Object.values(known).filter((id) => !present.some((one) => one.id === id)),
		].filter((id) => !stay.has(id));
		// First what goes: of two alike, nobody could tell afterwards which one has which key.
		const undeleted = await deleteAll(leftovers, api);
		const kept: Record<string, string> = {};
		for (const topic of topics) {
			kept[topic] = stay.has(known[topic])
				? known[topic]
				: await subscribe(api, { topic, publicationUrl: webhookUrl, sharedKey: key }, undeleted);
			remember(context, { subscriptions: { ...known, ...kept } });
		}
		remember(context, {
			subscriptions: kept,
			undeleted: undeleted.length > 0 ? undeleted : undefined,
		});
	}
	remember(context, { keyMark: mark, refused: undefined });
}

const subscribe = async (
	api: Api['subscriptions'],
	wanted: NewSubscription,
	besides: string[],
): Promise<string> => (await api.create({ ...wanted, besides })).id;

/**
 * Deletes what was made for this address, and nothing else: a test and production have one each. Gives back the ids of what
 * Qualtrics would not delete.
 */
export async function removeSubscriptions(
	context: IHookFunctions,
	{ subscriptions: api }: Api,
): Promise<string[]> {
	const url = context.getNodeWebhookUrl('default');
	const { subscriptions = {}, webhookUrl } = recall(context);
	// Also one that was made and then forgotten with a crash.
	const found = url ? await settle(at(url, api)) : undefined;
	const ids = [
		...(webhookUrl === url ? Object.values(subscriptions) : []),
		...(found?.ok ? found.value : []).map(({ id }) => id),
	];
	return await deleteAll([...new Set(ids)], api);
}

async function at(url: string, api: Api['subscriptions']): Promise<Subscription[]> {
	const found: Subscription[] = [];
	for await (const one of api.list()) if (one.publicationUrl === url) found.push(one);
	return found;
}

async function deleteAll(ids: string[], api: Api['subscriptions']): Promise<string[]> {
	const left: string[] = [];
	for (const id of ids) if (!(await settle(api.deleteById(id))).ok) left.push(id);
	return left;
}
