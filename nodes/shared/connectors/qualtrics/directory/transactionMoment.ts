import { ConnectorError } from '../../../http/ConnectorError';
import { readDate } from '../../../values/dates';
import { isUnreadable } from '../../../values/Reading';

/** The date of a transaction as ISO-8601 UTC; a time without a zone is the workflow's. What cannot be read is never guessed. */
export function transactionMoment(text: string, timeZone: string): string | ConnectorError {
	// n8n's own dates arrive as JSON text.
	const written = text.trim().replace(/^"(.*)"$/, '$1');
	if (written === '') {
		return new ConnectorError('input', 'The transaction has no date', {
			hint: "Qualtrics records no transaction without one. Enter it under 'Transaction Date': a date, or piped text such as the date of the response.",
		});
	}
	const read = readDate(written, { zone: timeZone });
	const iso = isUnreadable(read) ? undefined : read.date.toUTC().toISO();
	if (iso) return iso;
	return new ConnectorError('input', 'The transaction date cannot be read as a date', {
		hint: 'Give it as 2024-05-01T13:45:00Z, 2024-05-01 13:45:00 or 2024-05-01; the transformation "date" turns other forms into these.',
	});
}
