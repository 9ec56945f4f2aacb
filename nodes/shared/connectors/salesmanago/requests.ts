import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import type { RecordUpdate, RecordWrite, RequestPreview } from '../../records';
import type { Json } from './json';
import { isIdle, payloadOfWrite, type Payload } from './payload';
import type { ContactTargetOptions } from './targetOptions';

/** The request that writes one contact. Source: contracts/salesmanago.md 3. */
export interface ContactRequest {
	path: string;
	body: Json;
	payload: Payload;
	/** Nothing in it would change anything, so it is not sent. */
	isIdle: boolean;
}

/** What every single call says: answer when done, send no confirmation mail, leave the scores of tags alone. */
const QUIETLY = { async: false, useApiDoubleOptIn: false, tagScoring: false };

export function requestOf(
	write: RecordWrite,
	options: ContactTargetOptions,
): ContactRequest | ConnectorError {
	const payload = payloadOfWrite(write, options);
	if (isConnectorError(payload)) return payload;
	const { email, contact, root } = payload;
	if (write.kind === 'create') {
		if (email === undefined || options.matchBy === 'contactId') return nameless();
		return {
			path: options.operation === 'create' ? '/api/contact/insert' : '/api/contact/upsert',
			body: { ...QUIETLY, contact: { email, ...contact }, ...root },
			payload,
			isIdle: false,
		};
	}
	const address = addressOf(write);
	return {
		path: '/api/contact/update',
		body: {
			...QUIETLY,
			// Every card has an address; the id stands in where it is not shown.
			...(address === undefined ? { contactId: write.record.id } : { email: address }),
			contact,
			...root,
			...(email !== undefined && email !== address && { newEmail: email }),
		},
		payload,
		isIdle: isIdle(payload),
	};
}

/** The address that the contact has now. */
const addressOf = ({ record }: RecordUpdate): string | undefined =>
	typeof record.values.email === 'string' ? record.values.email : undefined;

const nameless = (): ConnectorError =>
	new ConnectorError('input', 'SALESmanago creates a contact by its e-mail address alone', {
		hint: 'Map the e-mail address, or choose to update only.',
	});

/** An entry of a batch, and the address its contact has now. */
export interface BatchEntry {
	detail: Json;
	email: string;
}

/** A batch knows no consent details, and a contact by its address alone; of others there is no entry. */
export function batchEntryOf(write: RecordWrite, payload: Payload): BatchEntry | undefined {
	const email = write.kind === 'update' ? addressOf(write) : payload.email;
	if (payload.root.consentDetails !== undefined || email === undefined) return undefined;
	const isMoved = write.kind === 'update' && payload.email !== undefined && payload.email !== email;
	const detail = {
		contact: { email, ...payload.contact },
		...payload.root,
		...(isMoved && { newEmail: payload.email }),
	};
	return { detail, email };
}

/** Left out, double opt-in may default to true, and everybody would get a mail. */
export const batchBody = (entries: Json[], fireEvents = true): Json => ({
	upsertDetails: entries,
	useApiDoubleOptIn: false,
	fireEvents,
});

export const BATCH_PATH = '/api/contact/batchupsertv2';

/** What a write would send; the signature is added by whoever sends. */
export function previewOf(
	write: RecordWrite,
	options: ContactTargetOptions,
	isBatch: boolean,
): RequestPreview | ConnectorError {
	const request = requestOf(write, options);
	if (isConnectorError(request)) return request;
	const { payload, path, body } = request;
	const { warnings } = payload;
	if (request.isIdle) return { method: '', path: '', headers: {}, body: {}, warnings };
	const entry = isBatch ? batchEntryOf(write, payload) : undefined;
	return {
		method: 'POST',
		path: entry ? BATCH_PATH : path,
		headers: {},
		body: entry ? batchBody([entry.detail], options.fireEvents) : body,
		warnings,
	};
}
