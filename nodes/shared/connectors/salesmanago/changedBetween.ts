import type { Api } from './api';
import { asRecords, asText, type Json } from './json';

const PATH = '/api/contact/modifiedContacts';

/** The paginated form takes 30 days at most (contracts/salesmanago.md 5); a week keeps an answer that has no pages small. */
const WINDOW_MS = 7 * 24 * 3600_000;

/** Ids of the contacts that were created or changed, a week at a time; times in milliseconds since 1970. */
export async function* changedBetween(
	api: Pick<Api, 'call'>,
	from: number,
	to: number,
): AsyncGenerator<string[]> {
	for (let start = from; start < to; start += WINDOW_MS) {
		const body = { from: start, to: Math.min(to, start + WINDOW_MS) };
		const answer = await api.call({
			path: PATH,
			body,
			subject: 'the contacts that changed',
			idempotent: true,
			isRead: true,
		});
		yield idsIn(answer);
	}
}

/** How the list is named is not published. */
const idsIn = (answer: Json): string[] =>
	Object.values(answer)
		.flatMap(asRecords)
		.flatMap(({ contactId, id }) => asText(contactId) ?? asText(id) ?? []);
