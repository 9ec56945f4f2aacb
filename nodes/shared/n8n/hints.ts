import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * A note above the output of a step, on one line or several. n8n shows it as HTML, so what comes from a survey is escaped:
 * `3 < 5` stays as it is.
 */
export function hint(
	context: IExecuteFunctions,
	type: 'info' | 'warning',
	...lines: string[]
): void {
	const message = lines.map(escaped).join('<br>');
	context.addExecutionHints({ message, type, location: 'outputPane' });
}

/** At most `most` of them one by one, the others as a number. */
export function hints(
	context: IExecuteFunctions,
	type: 'info' | 'warning',
	messages: string[],
	most = 5,
): void {
	for (const message of messages.slice(0, most)) hint(context, type, message);
	const left = messages.length - most;
	if (left > 0) hint(context, type, `… and ${left} more`);
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ESCAPES[sign]);
