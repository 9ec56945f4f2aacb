import type { IExecuteFunctions } from 'n8n-workflow';
import { hints } from '../shared/face/hints';

/** The commonest warnings of a run, above its output; every item has its own. */
export function reportWarnings(context: IExecuteFunctions, warnings: Map<string, number>): void {
	const commonest = [...warnings].sort(([, left], [, right]) => right - left);
	const messages = commonest.map(([message, count]) =>
		count > 1 ? `${message} (${count} items)` : message,
	);
	hints(context, 'warning', messages, 3);
}
