import type { BulkProvider } from './BulkProvider';
import { dynamics365 } from './dynamics365/provider';
import { hubspot } from './hubspot/provider';
import { items } from './items/provider';
import { salesmanago } from './salesmanago/provider';
import { secutix } from './secutix/provider';
import { xmDirectory } from './xmDirectory/provider';

/** Every system whose records a file can change, in the order in which they are offered. */
export const PROVIDERS: readonly BulkProvider[] = [
	dynamics365,
	xmDirectory,
	salesmanago,
	secutix,
	hubspot,
	items,
];
