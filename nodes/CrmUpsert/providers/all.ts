import type { RecordProvider } from '../../shared/n8n/records/RecordProvider';
import { dynamics365 } from './dynamics365/provider';
import { ghost } from './ghost/provider';
import { hubspot } from './hubspot/provider';
import { salesmanago } from './salesmanago/provider';

/** In the order in which they are offered. A new CRM is a folder here and a line below. */
export const PROVIDERS: readonly RecordProvider[] = [dynamics365, ghost, hubspot, salesmanago];
