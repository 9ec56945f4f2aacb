import type { ConsentEvidence, PresentStatus, StatusChange } from '../../mapping';
import type { Api } from './api';
import { asRecords, asText, type Json } from './json';
import { VERSION } from './limits';

/** The subscription that consents are about, and on what ground it is changed. */
export interface Subscription {
	id: string;
	legalBasis?: string;
	/** Stands before the evidence. */
	explanation?: string;
}

/** Source: contracts/hubspot.md 11. */
export interface Subscriptions {
	types(): Promise<Array<{ id: string; name: string }>>;
	/** Of an address, whether or not there is a contact with it. */
	status(address: string, id: string): Promise<PresentStatus>;
	set(address: string, body: Json): Promise<void>;
}

const PATH = `/communication-preferences/${VERSION}`;
const SUBJECT = 'the subscriptions';

/** The address stands in the path; it is not shown in logs or errors. */
export const statusPath = (address: string): string =>
	`${PATH}/statuses/${encodeURIComponent(address)}`;

const STATUSES: Partial<Record<string, PresentStatus>> = {
	SUBSCRIBED: 'optedIn',
	UNSUBSCRIBED: 'optedOut',
	NOT_SPECIFIED: 'unset',
};

export const createSubscriptions = (api: Api): Subscriptions => ({
	async types() {
		const { results } = await api.call({ path: `${PATH}/definitions`, subject: SUBJECT });
		return asRecords(results).flatMap(({ id: given, name, isActive }) => {
			const id = asText(given);
			return id === undefined || isActive === false ? [] : [{ id, name: asText(name) ?? id }];
		});
	},
	async status(address, id) {
		const query = { channel: 'EMAIL' };
		const { results } = await api.call({ path: statusPath(address), query, subject: SUBJECT });
		const own = asRecords(results).find(({ subscriptionId }) => asText(subscriptionId) === id);
		return STATUSES[asText(own?.status) ?? ''] ?? 'unknown';
	},
	async set(address, body) {
		await api.call({
			method: 'POST',
			path: statusPath(address),
			body,
			idempotent: true,
			subject: SUBJECT,
		});
	},
});

/** Source: contracts/hubspot.md 11.3 and 11.4. */
export function statusBody(
	{ id, legalBasis, explanation }: Subscription,
	status: StatusChange,
	evidence: ConsentEvidence | undefined,
): Json {
	const because = [
		explanation,
		evidence && `Survey: ${evidence.survey}, response ${evidence.responseId}`,
		evidence?.time,
	].filter(Boolean);
	return {
		subscriptionId: Number(id),
		channel: 'EMAIL',
		statusState: status === 'optIn' ? 'SUBSCRIBED' : 'UNSUBSCRIBED',
		...(legalBasis !== undefined && {
			legalBasis,
			legalBasisExplanation: because.length > 0 ? because.join(', ') : 'Set by a workflow',
		}),
	};
}
