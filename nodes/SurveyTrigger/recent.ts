import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';
import { RecentIds } from '../shared/delivery/recentIds';
import { triggerName } from './triggerName';

const byTrigger = new Map<string, RecentIds>();

/** What came out of a trigger in this process lately, by webhook or by check. */
export function recentIdsOf(context: IExecuteFunctions | ITriggerFunctions): RecentIds {
	const key = triggerName(context);
	const known = byTrigger.get(key) ?? new RecentIds();
	byTrigger.set(key, known);
	return known;
}
