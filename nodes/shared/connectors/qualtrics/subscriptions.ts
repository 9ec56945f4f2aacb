import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import { collect, paginate } from '../../http/paginate';
import { settle } from '../../http/settle';
import { idOf, path, type Api, type ApiRequest } from './api';
import { describeError, readEnvelope } from './errorTable';
import { asFlag, asNumber, asText, type Json } from './json';

export type SurveyEvent = 'completed' | 'partial';

const TOPICS: Readonly<Record<SurveyEvent, string>> = {
	completed: 'surveyengine.completedResponse',
	partial: 'surveyengine.partialResponse',
};

/** Source: contracts/qualtrics.md 4.2. */
export const topicFor = (event: SurveyEvent, surveyId: string): string => {
	const id = surveyId.trim();
	if (!/^\w+$/.test(id)) throw new ConnectorError('input', 'The survey ID is not one');
	return `${TOPICS[event]}.${id}`;
};

export interface Subscription {
	id: string;
	topic: string;
	publicationUrl: string;
	encrypted: boolean;
	successfulCalls?: number;
}

export interface Subscriptions {
	list(): AsyncIterable<Subscription>;
	/** Those with exactly this topic and address; Qualtrics allows several of the same. */
	find(topic: string, publicationUrl: string): Promise<Subscription[]>;
	/** Not to be called while one for the same topic and address stands: it would become a second one. */
	create(wanted: NewSubscription): Promise<{ id: string }>;
	/** Done as well when it is gone already. */
	deleteById(id: string): Promise<void>;
}

export interface NewSubscription {
	topic: string;
	publicationUrl: string;
	/** Announcements are signed with it (HMAC-SHA512). */
	sharedKey?: string;
	/** Ids that stood there before, and could not be deleted: none of them is the one that is made. */
	besides?: readonly string[];
}

const resource = 'subscriptions';
const COLLECTION = '/eventsubscriptions';
const NOT_FOUND = 'ESSG_2';

/** Source: contracts/qualtrics.md 4.1. */
export const createSubscriptions = (api: Api): Subscriptions => {
	const list = (): AsyncIterable<Subscription> =>
		paginate(
			async (cursor) => {
				const { elements, next } = await allowed(
					api,
					api.page(
						{ method: 'GET', path: COLLECTION, resource, subject: 'event subscriptions' },
						cursor,
					),
				);
				return { items: elements.flatMap(toSubscription), next };
			},
			{ cancel: api.runtime.cancel },
		);

	const find: Subscriptions['find'] = async (topic, publicationUrl) =>
		(await collect(list())).filter(
			(subscription) =>
				subscription.topic === topic && subscription.publicationUrl === publicationUrl,
		);

	const create: Subscriptions['create'] = async ({
		topic,
		publicationUrl,
		sharedKey,
		besides = [],
	}) => {
		const outcome = await settle(
			allowed(
				api,
				api.result({
					method: 'POST',
					path: COLLECTION,
					resource,
					subject: 'the event subscription',
					body: { topics: topic, publicationUrl, encrypt: false, ...(sharedKey && { sharedKey }) },
				}),
			),
		);
		if (outcome.ok) return { id: idOf(outcome.value, 'the event subscription') };
		// Whether it was made shows in the list: nobody else subscribes this address.
		const isUnknown = isConnectorError(outcome.error) && outcome.error.outcomeUnknown;
		const standing = isUnknown ? await find(topic, publicationUrl) : [];
		const made = standing.find(({ id }) => !besides.includes(id));
		if (made) return { id: made.id };
		throw outcome.error;
	};

	const deleteById: Subscriptions['deleteById'] = async (id) => {
		// `path` refuses an empty id: without one, DELETE removes every subscription of the account.
		const request: ApiRequest = {
			method: 'DELETE',
			path: path`/eventsubscriptions/${subscriptionId(id)}`,
			resource,
			subject: `event subscription ${id}`,
		};
		const answer = await allowed(api, api.send({ ...request, acceptStatus: [404] }));
		if (answer.status !== 404 || readEnvelope(answer.body).code === NOT_FOUND) return;
		throw api.errorFor(answer, request);
	};

	return { list, find, create, deleteById };
};

const subscriptionId = (id: string): string => {
	if (/^[\w-]+$/.test(id)) return id;
	throw new ConnectorError('input', 'An event subscription can only be deleted by its ID');
};

const toSubscription = (element: Json): Subscription[] => {
	const id = asText(element.id);
	if (id === undefined) return [];
	return [
		{
			id,
			topic: asText(element.topics) ?? '',
			publicationUrl: asText(element.publicationUrl) ?? '',
			encrypted: asFlag(element.encrypted) ?? false,
			successfulCalls: asNumber(element.successfulCalls),
		},
	];
};

/**
 * Ordinary users may be refused with 401 as well as with 403 (contracts/qualtrics.md 4.1). When the credential is good for everything
 * else, a 401 is a missing permission and no revoked token.
 */
const allowed = async <T>(api: Api, work: Promise<T>): Promise<T> => {
	const outcome = await settle(work);
	if (outcome.ok) return outcome.value;
	if (!isConnectorError(outcome.error) || outcome.error.status !== 401) throw outcome.error;
	const known = await settle(
		api.send({ method: 'GET', path: '/whoami', resource: 'surveys', subject: 'the account' }),
	);
	const isKnown = known.ok || (isConnectorError(known.error) && known.error.status === 403);
	if (!isKnown) throw outcome.error;
	const { requestId } = outcome.error;
	throw describeError(
		{ status: 403, headers: {}, body: { meta: { requestId } } },
		{ method: 'GET', url: api.requester.baseUrl, resource },
	);
};
