import type { RequestContext } from '../shared/n8n/context';
import { isExecuting } from '../shared/n8n/context';

export type Read = (name: string, fallback: unknown) => unknown;

/** Reads a parameter, in whatever context. */
export const readerOf =
	(context: RequestContext): Read =>
	(name, fallback) =>
		isExecuting(context)
			? context.getNodeParameter(name, 0, fallback)
			: (context.getNodeParameter as Read)(name, fallback);
