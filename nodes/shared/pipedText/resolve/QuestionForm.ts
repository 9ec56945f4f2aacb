import type { QuestionRef } from '../lookup/QuestionRef';
import type { Resolve, Settings } from './Resolver';

/** One form of a question token: what stands after `${q://QID3/`, with or without `ChoiceGroup/` before it. */
export interface QuestionForm {
	/** What a survey person calls it, in lower case. */
	label: string;
	/** A number after it, naming a row, form field, slider or choice. */
	argument: 'none' | 'optional' | 'required';
	/** Qualtrics has no such form; it is ours. */
	ours?: true;
	/** Says something that only the survey's definition holds. */
	needsSurvey?: true;
	/** Says something of the question itself: also of a text that is shown and cannot be answered. */
	needsNoAnswer?: true;
	compile(
		ref: QuestionRef,
		argument: string | undefined,
		settings: Settings,
		group?: string,
	): Resolve;
}
