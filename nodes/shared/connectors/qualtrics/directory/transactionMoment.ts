import { DateTime } from 'luxon';
import { ConnectorError } from '../../../http/ConnectorError';

const SHAPE =
	/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** The date of a transaction as ISO-8601 UTC; a time without a zone is the workflow's. What cannot be read is never guessed. */
export function transactionMoment(text: string, timeZone: string): string | ConnectorError {
	// n8n's own dates arrive as JSON text.
	const written = text.trim().replace(/^"(.*)"$/, '$1');
	if (written === '') {
		return new ConnectorError('input', 'The transaction has no date', {
			hint: "Qualtrics records no transaction without one. Enter it under 'Transaction Date': a date, or piped text such as the date of the response.",
		});
	}
	const at = SHAPE.test(written)
		? DateTime.fromISO(written.replace(' ', 'T'), { zone: timeZone })
		: undefined;
	const iso = at?.toUTC().toISO();
	if (at?.isValid && iso) return iso;
	return new ConnectorError('input', 'The transaction date cannot be read as a date', {
		hint: 'Give it as 2024-05-01T13:45:00Z, 2024-05-01 13:45:00 or 2024-05-01; the transformation "date" turns other forms into these.',
	});
}
