import type { ConditionSettings, Verdict } from '../shared/conditions';

export type Options = Partial<ConditionSettings> & { explain?: boolean };

/** Decides the items of a run, whichever way the condition was built. */
export interface Decider {
	/** What was said already about the rules as such, before any item. */
	reported: ReadonlySet<string>;
	/** The output an item goes to and, when asked or when it cannot be evaluated, why. */
	decide(itemIndex: number, explain: boolean): { passes: boolean; verdict?: Verdict };
}
