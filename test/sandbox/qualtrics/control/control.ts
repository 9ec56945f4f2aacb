import type { Misbehaviour, MisbehaviourEngine } from '../../http/misbehaviour';
import type { RateLimiter } from '../../http/rateLimits';
import type { RequestLog } from '../../http/requestLog';
import { addToList } from '../api/listContacts';
import {
	applyContact,
	createContact,
	deleteContact,
	setDirectoryStatus,
	type ContactIn,
} from '../directory/contactStore';
import type { ContactKey } from '../directory/state';
import { documentedLimits } from '../dispatch';
import type { GivenValue, ResponseRecord } from '../model/makeResponse';
import type { SandboxOptions } from '../options';
import {
	recordOf,
	removeResponse,
	storeResponse,
	touchResponse,
	type NewResponse,
} from '../responseStore';
import { mainDirectoryId } from '../seedData';
import type { StoredResponse } from '../state';
import type { World } from '../world';
import { forgeWebhook, truncateWebhook, type Forgery } from './falseWebhooks';
import { surveyControl } from './surveyControl';

export type Values = Record<string, GivenValue | null>;
type ResponseOptions = Omit<NewResponse, 'values'>;

/** Every lever of the sandbox. Each takes and gives plain JSON, so that it works over HTTP as well. */
export function createControl(
	world: World,
	parts: {
		misbehaviour: MisbehaviourEngine;
		limiter: RateLimiter;
		log: RequestLog;
		setClock(now: () => number): void;
	},
) {
	const { state } = world;
	const responseOf = (responseId: string): StoredResponse => {
		const stored = state.responsesById.get(responseId);
		if (!stored) throw new Error(`There is no response ${responseId} in the sandbox`);
		return stored;
	};
	const directoryOf = (directoryId = mainDirectoryId) => {
		const directory = state.directories.get(directoryId);
		if (!directory) throw new Error(`There is no directory ${directoryId} in the sandbox`);
		return directory;
	};

	return {
		...surveyControl(world),

		/** Stores a response without telling anybody; gives its id. See `ResponseRecipe` for what can be said about it. */
		addResponse(surveyId: string, values?: Values, options: ResponseOptions = {}): string {
			const stored = storeResponse(world, surveyId, { ...options, ...(values && { values }) });
			try {
				recordOf(world, stored);
			} catch (error) {
				removeResponse(world, stored);
				throw error;
			}
			return stored.responseId;
		},
		/**
		 * Many responses at once, the last one recorded now and `stepMs` between two. They are kept as seeds: 100,000 take well
		 * under a second. `fill` as in `ResponseRecipe` (default: the first eight questions).
		 */
		addResponses(
			count: number,
			options: { surveyId: string; stepMs?: number; lastAt?: number; fill?: 'first' | 'all' },
		): string[] {
			const { surveyId, stepMs = 1_000, lastAt = world.now(), fill = 'first' } = options;
			return Array.from({ length: count }, (_, index) => {
				const recordedAt = lastAt - (count - 1 - index) * stepMs;
				return storeResponse(world, surveyId, { recordedAt, fill }).responseId;
			});
		},
		/** Stores a response and announces it by webhook; resolves when the receivers have answered. */
		async submitResponse(
			surveyId: string,
			values?: Values,
			options: ResponseOptions = {},
		): Promise<string> {
			const responseId = this.addResponse(surveyId, values, options);
			await world.announce(responseOf(responseId));
			return responseId;
		},
		async announce(responseId: string, options: { times?: number } = {}): Promise<void> {
			const { times = 1 } = options;
			await Promise.all(
				Array.from({ length: times }, () => world.announce(responseOf(responseId))),
			);
		},
		getResponse: (responseId: string): ResponseRecord => recordOf(world, responseOf(responseId)),
		/** Changes answers (or nothing at all) and moves the last-modified date; nothing is announced. */
		editResponse(responseId: string, values: Values = {}): void {
			const stored = responseOf(responseId);
			const fill = stored.recipe.fill ?? (stored.recipe.values ? 'none' : 'all');
			stored.recipe = { ...stored.recipe, fill, values: { ...stored.recipe.values, ...values } };
			touchResponse(world, stored);
		},
		deleteResponse: (responseId: string): void => removeResponse(world, responseOf(responseId)),
		/** The next GETs of this response are answered with 404. */
		hideResponse(responseId: string, numberOf404s = 1): void {
			state.hidden.set(responseId, numberOf404s);
		},
		/** Sends what no Qualtrics ever sent to the subscriptions of a survey, or to `url`; gives the receivers' statuses. */
		forgeWebhook: (forgery: Forgery): Promise<number[]> => forgeWebhook(world, forgery),
		/** The right notification, cut off after `length` characters of its body (default: half). */
		truncateWebhook: (responseId: string, options: { length?: number } = {}): Promise<number[]> =>
			truncateWebhook(world, responseOf(responseId), options.length),

		misbehave: (misbehaviour: Misbehaviour): void => parts.misbehaviour.add(misbehaviour),
		behave: (): void => parts.misbehaviour.clear(),
		/** `true`: the documented limits; a table: requests per minute by name; `false`: none. */
		setRateLimits: (limits: boolean | Record<string, number>): void =>
			parts.limiter.set(limits === true ? documentedLimits : limits === false ? undefined : limits),
		failExports(count = 1): void {
			state.failingExports = count;
		},
		/** Continuation tokens issued so far become a week old. */
		expireContinuationTokens(): void {
			for (const token of state.exportTokens.values()) token.expiresAt = world.now();
		},

		makeBrandAdmin(isAdmin: boolean): void {
			state.brandAdmin = isAdmin;
		},
		/** The API token and all access tokens stop working. */
		revokeToken(): void {
			state.token = undefined;
			state.accessTokens.clear();
		},
		restoreToken(token: string = world.options.token): void {
			state.token = token;
		},
		/** From the OAuth client and from the tokens it has already. */
		revokeScope(scope: string): void {
			state.oauth.scopes.delete(scope);
			for (const { scopes } of state.accessTokens.values()) scopes.delete(scope);
		},
		setTokenLifetime(seconds: number): void {
			state.oauth.lifetime = seconds;
		},
		/** Where paging links point; undefined puts them right again. */
		setNextPageOrigin(origin?: string): void {
			state.nextPageOrigin = origin;
		},
		dropSubscription(subscriptionId: string): void {
			state.subscriptions.delete(subscriptionId);
		},
		/** One made by somebody else of the same brand. */
		addForeignSubscription(topics: string, publicationUrl: string): string {
			const id = world.id('SUB_');
			const scope = state.user.brandId;
			state.subscriptions.set(id, {
				id,
				scope,
				topics,
				publicationUrl,
				encrypted: false,
				successfulCalls: 0,
			});
			return id;
		},

		/** Past the directory's rules: always a new contact. Gives its id. */
		addContact(
			given: ContactIn,
			options: { directoryId?: string; mailingListId?: string } = {},
		): string {
			const directory = directoryOf(options.directoryId);
			const list = options.mailingListId ? directory.lists.get(options.mailingListId) : undefined;
			if (options.mailingListId && !list)
				throw new Error(`There is no mailing list ${options.mailingListId}`);
			const rules = directory.rules;
			directory.rules = [];
			try {
				if (list) return addToList(world, directory, list, given, 'list').contact.id;
				const contact = createContact(world, directory);
				applyContact(world, directory, contact, given, {
					replaceEmbedded: false,
					clearOmitted: false,
				});
				if (given.unsubscribed !== undefined)
					setDirectoryStatus(world, contact, given.unsubscribed);
				return contact.id;
			} finally {
				directory.rules = rules;
			}
		},
		/** As somebody else would do it meanwhile. */
		removeContact(contactId: string, directoryId?: string): void {
			const directory = directoryOf(directoryId);
			const contact = directory.contacts.get(contactId);
			if (contact) deleteContact(directory, contact);
		},
		setDedupeRules(rules: ContactKey[][], directoryId?: string): void {
			directoryOf(directoryId).rules = rules;
		},
		addHistory(contactId: string, type: 'email' | 'response', item: Record<string, unknown>): void {
			for (const { contacts } of state.directories.values())
				contacts.get(contactId)?.history.push({ type, item });
		},

		/** Stops the sandbox's clock at a time (milliseconds or ISO). */
		setNow(time: number | string): void {
			const fixed = typeof time === 'number' ? time : Date.parse(time);
			parts.setClock(() => fixed);
		},
		/** Moves the clock on (milliseconds); it goes on running. */
		advance(milliseconds: number): void {
			const base = world.now() - Date.now() + milliseconds;
			parts.setClock(() => Date.now() + base);
		},
		/** Changes a reading or a default while running. */
		setOptions(options: Partial<SandboxOptions>): void {
			Object.assign(world.options, options);
		},
		clearRequests: (): void => parts.log.clear(),
	};
}

export type SandboxControl = ReturnType<typeof createControl>;
