import type { IExecuteFunctions } from 'n8n-workflow';

const SHOWN = 3;

/** The commonest warnings of a run, above its output; every item has its own. */
export function reportWarnings(context: IExecuteFunctions, warnings: Map<string, number>): void {
	const hint = (message: string): void =>
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	const commonest = [...warnings].sort(([, left], [, right]) => right - left);
	for (const [message, count] of commonest.slice(0, SHOWN))
		hint(count > 1 ? `${message} (${count} items)` : message);
	if (commonest.length > SHOWN) hint(`… and ${commonest.length - SHOWN} more warnings`);
}
