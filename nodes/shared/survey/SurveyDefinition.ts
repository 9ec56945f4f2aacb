import type { AnswerType } from './SurveyResponse';

/**
 * A survey's questions as far as they are known: what pickers list, what gives a response its titles and labels, and what
 * tells "never shown" from "does not exist". All texts are plain (no HTML).
 */
export interface SurveyDefinition {
	provider: string;
	id: string;
	name: string;
	isActive?: boolean;
	/** In the order of the survey. */
	questions: Question[];
	/** Embedded data, hidden fields. */
	contextFields: ContextField[];
}

export interface Question {
	/** Provider's id: `QID3`. */
	id: string;
	/** Export tag or user-given reference: `Q3`. */
	ref?: string;
	title: string;
	description?: string;
	type: AnswerType;
	/** Choices in the order shown; for a matrix the scale points. */
	choices: Choice[];
	/** Matrix statements, form fields, sliders: each has an answer of its own, keyed `<id>_<row id>`. */
	rows: QuestionRow[];
	scale?: { min: number; max: number; direction: 'up' | 'down' };
	/** The answer keys (keys of `SurveyResponse.answers`) this question can produce, outside loops. */
	answerKeys: string[];
	/**
	 * Loop ids when the question sits in a loop & merge block: keys are then `<loop>_<answer key>`. Empty where it is not known
	 * which passes there are; absent outside of loops.
	 */
	loops?: string[];
}

export interface Choice {
	id: string;
	/** Recode value as it appears in responses. */
	code: string;
	label: string;
	/** The respondent can type a text of their own into this choice. */
	hasText?: boolean;
	/** What it counts as, where the survey says so: a weight, a score, a place in a ranking. */
	numeric?: number;
}

export interface QuestionRow {
	id: string;
	label: string;
	/** Of the answer in this row, where the survey says more of it than of the question as a whole. */
	type?: AnswerType;
}

export interface ContextField {
	name: string;
	label?: string;
	type?: 'string' | 'number' | 'boolean' | 'date';
}
