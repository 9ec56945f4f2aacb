import type { ConditionSettings } from './ConditionSettings';
import type { ReasonCode } from './reasons';

/** True, false, or why neither can be said. */
export type Outcome = boolean | ReasonCode;

export interface PredicateContext {
	settings: ConditionSettings;
	timeZone: string;
}
