import type { Api } from './api';
import { outsideContract } from './errorTable';
import { idPart } from './ids';
import { asRecords, asText, isRecord } from './json';
import { LISTED_AT_ONCE } from './limits';
import { hasNext } from './pages';

/** Events that tell of a response that is over. Source: contracts/surveymonkey.md 6.1. */
export type ResponseEvent = 'response_completed' | 'response_disqualified' | 'response_overquota';

export interface NewWebhook {
	name: string;
	event: ResponseEvent;
	surveyIds: readonly string[];
	/** Has to answer HEAD with 200 while it is made. */
	address: string;
}

/** A list tells ids and names alone; so what a webhook is for stands in its name. Source: contracts/surveymonkey.md 6. */
export interface Webhooks {
	list(): Promise<Array<{ id: string; name: string }>>;
	create(webhook: NewWebhook): Promise<void>;
	remove(id: string): Promise<void>;
}

const SUBJECT = 'webhooks';
const MOST_PAGES = 100;

export const createWebhooks = (api: Api): Webhooks => ({
	async list() {
		const found: Array<{ id: string; name: string }> = [];
		for (let page = 1; page <= MOST_PAGES; page += 1) {
			const query = { page, per_page: LISTED_AT_ONCE };
			const body = await api.get({ path: '/webhooks', query, subject: SUBJECT });
			if (!isRecord(body) || !Array.isArray(body.data)) throw outsideContract(SUBJECT);
			for (const raw of asRecords(body.data)) {
				const id = asText(raw.id);
				if (id !== undefined) found.push({ id, name: asText(raw.name) ?? '' });
			}
			if (!hasNext(body, { page, perPage: LISTED_AT_ONCE })) break;
		}
		return found;
	},
	async create({ name, event, surveyIds, address }) {
		const body = {
			name,
			event_type: event,
			object_type: 'survey',
			object_ids: surveyIds.map((id) => idPart(id, 'survey')),
			subscription_url: address,
		};
		const made = await api.post({ path: '/webhooks', body, subject: SUBJECT });
		if (!isRecord(made) || asText(made.id) === undefined) throw outsideContract(SUBJECT);
	},
	async remove(id) {
		await api.remove({ path: `/webhooks/${idPart(id, 'webhook')}`, subject: SUBJECT });
	},
});
