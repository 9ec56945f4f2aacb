import type { RequestLog } from '../../http/requestLog';
import { directoryContact, listItem } from '../directory/contactShapes';
import type { World } from '../world';

/** Newest things first, cut to what a person or a test wants to see at once. */
const shown = { contacts: 200, requests: 50, responses: 50, transactions: 100 };

/** `GET /sandbox/state`: plain JSON of what the sandbox holds. */
export function stateView(world: World, log: RequestLog): object {
	const { state } = world;
	return {
		now: new Date(world.now()).toISOString(),
		user: state.user,
		brandAdmin: state.brandAdmin,
		surveys: [...state.surveys.values()].map(({ model, shared }) => ({
			id: model.id,
			name: model.name,
			isActive: model.isActive,
			shared,
			responses: state.responses.get(model.id)?.length ?? 0,
		})),
		responses: [...state.responsesById.values()].slice(-shown.responses).map((stored) => ({
			responseId: stored.responseId,
			surveyId: stored.surveyId,
			recordedDate: new Date(stored.recordedAt).toISOString(),
			lastModified: new Date(stored.modifiedAt).toISOString(),
		})),
		subscriptions: [...state.subscriptions.values()].map(({ sharedKey, ...rest }) => ({
			...rest,
			signed: sharedKey !== undefined,
		})),
		deliveries: state.deliveries.slice(-shown.requests),
		directories: [...state.directories.values()].map((directory) => ({
			directoryId: directory.directoryId,
			name: directory.name,
			rules: directory.rules,
			contactCount: directory.contacts.size,
			contacts: [...directory.contacts.values()]
				.sort((a, b) => b.lastModified - a.lastModified)
				.slice(0, shown.contacts)
				.map((contact) => ({
					...directoryContact(directory, contact, false),
					changes: contact.changes,
				})),
			mailingLists: [...directory.lists.values()].map((list) => ({
				mailingListId: list.mailingListId,
				name: list.name,
				contactCount: list.members.size,
				contacts: [...list.members].slice(-shown.contacts).flatMap((id) => {
					const contact = directory.contacts.get(id);
					const membership = contact?.memberships.get(list.mailingListId);
					return contact && membership ? [listItem(contact, membership, true, world.options)] : [];
				}),
			})),
			transactionCount: directory.transactions.size,
			transactions: [...directory.transactions.values()]
				.slice(-shown.transactions)
				.map(({ batches, ...transaction }) => ({ ...transaction, batches: [...batches] })),
		})),
		jsonEvents: state.jsonEvents.slice(-shown.requests),
		requestCount: log.total(),
		requests: log.entries.slice(-shown.requests),
	};
}
