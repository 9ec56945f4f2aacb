import { asConnectorError, ConnectorError } from '../http/ConnectorError';
import { settle } from '../http/settle';

/** What fails once the record itself is there does not say that nothing was written. */
export async function afterWriting<T>(
	record: string,
	step: Promise<T>,
	missing: string,
): Promise<T> {
	const done = await settle(step);
	if (done.ok) return done.value;
	throw unfinished(record, missing, asConnectorError(done.error));
}

/** It is no race either, of which the record would be looked for again, and forgotten that it was written. */
export function unfinished(record: string, missing: string, error: ConnectorError): ConnectorError {
	const { kind, ...details } = error;
	const isRace = kind === 'notFound' || kind === 'conflict';
	const message = `${record} was written, but ${missing}: ${error.message}`;
	return new ConnectorError(isRace ? 'unexpected' : kind, message, details);
}
