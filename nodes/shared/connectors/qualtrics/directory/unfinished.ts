import { asConnectorError, ConnectorError } from '../../../http/ConnectorError';
import { settle } from '../../../http/settle';

/** What fails once the contact itself is there does not say that nothing was written. */
export async function afterWriting<T>(id: string, step: Promise<T>, missing: string): Promise<T> {
	const done = await settle(step);
	if (done.ok) return done.value;
	throw unfinished(id, missing, asConnectorError(done.error));
}

/** It is no race either, of which the steps above would look for the contact again and forget that it was written. */
export const unfinished = (id: string, missing: string, error: ConnectorError): ConnectorError => {
	const { kind, ...details } = error;
	const isRace = kind === 'notFound' || kind === 'conflict';
	const message = `Contact ${id} was written, but ${missing}: ${error.message}`;
	return new ConnectorError(isRace ? 'unexpected' : kind, message, details);
};

export const notInList = (mailingListId: string): string =>
	`not put into mailing list ${mailingListId}`;
