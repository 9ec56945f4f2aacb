import { createHash } from 'crypto';

/**
 * Headers by which senders name a call so that a repetition can be told: the same for each try of one delivery, another for the
 * next. Sources: Standard Webhooks; Svix; the HTTP working group's Idempotency-Key.
 */
export const DELIVERY_HEADERS = ['webhook-id', 'svix-id', 'idempotency-key'] as const;

/** What programs write where there is no id, or a placeholder that nobody filled in: it would make one response of all. */
const NO_ID =
	/^(?:null|none|nil|undefined|nan|n\/a|-|\[object object\]|\{\{.*\}\}|[$#]\{.*\}|\{%.*%\}|<%.*%>|%\w+%)$/is;

/** The id that a payload gives its response; undefined where it gives none. */
export const givenId = (text: string | undefined): string | undefined => {
	const id = text?.trim();
	return id === undefined || NO_ID.test(id) ? undefined : id;
};

/**
 * Stands in for a response's id where the payload has none. What the caller names is the same for each try of it; without a
 * name each call is a response of its own, since equal answers of two people cannot be told from one call that was repeated,
 * and a lost answer is worse than a doubled one. `call` stays the same when an execution is retried.
 */
export function standInId(
	payload: unknown,
	{ delivery, call, index }: { delivery?: string; call?: string; index: number },
): string {
	const named = delivery === undefined ? (call ?? '') : `delivery ${delivery}`;
	return createHash('sha256')
		.update(`${named}\n${index}\n`)
		.update(JSON.stringify(payload) ?? '')
		.digest('hex')
		.slice(0, 32);
}
