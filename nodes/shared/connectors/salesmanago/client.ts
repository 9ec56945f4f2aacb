import type { Runtime } from '../../http/types';
import { createApi, type Api } from './api';
import { createBatchJobs, type BatchJobs } from './batchJobs';
import { createContacts, type Contacts } from './contacts';
import { asText, isRecord } from './json';

export interface SalesManagoOptions {
	/** The account's own host, as people paste it. */
	endpoint: string;
	/** E-mail address of a user of the account: new contacts become theirs. */
	owner: string;
}

/**
 * One account. `runtime.send` must sign each request (client id, key, time and hash in the body); nothing here knows the
 * secret.
 */
export interface SalesManago {
	/** The users of the account; asking is also the test of the credential. */
	owners(): Promise<string[]>;
	contacts: Contacts;
	batchJobs: BatchJobs;
	/** The same account, in another owner's name; the limits stay shared. */
	ownedBy(owner: string): SalesManago;
	now(): number;
}

export const createSalesManago = (
	runtime: Runtime,
	{ endpoint, owner }: SalesManagoOptions,
): SalesManago => createFor(createApi(runtime, endpoint, owner));

/** An address, or an object that holds one (contracts/salesmanago.md 2.7). */
const addressOf = (user: unknown): string | undefined =>
	isRecord(user) ? (asText(user.email) ?? asText(user.owner) ?? asText(user.login)) : asText(user);

const createFor = (api: Api): SalesManago => ({
	async owners() {
		const path = '/api/user/listByClient';
		const answer = await api.call({ path, subject: 'the users', idempotent: true, isRead: true });
		const users = Array.isArray(answer.users) ? (answer.users as unknown[]) : [];
		return users.flatMap((user) => addressOf(user) ?? []);
	},
	contacts: createContacts(api),
	batchJobs: createBatchJobs(api),
	ownedBy: (owner) =>
		createFor({
			...api,
			call: async (request) =>
				await api.call({ ...request, body: { owner: owner.trim(), ...request.body } }),
		}),
	now: () => api.runtime.clock.now(),
});
