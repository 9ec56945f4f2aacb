import type { AuthorText } from '../pipedText/authorText';
import type { MixedText } from '../pipedText/MixedText';
import type { CompiledTemplate, RenderContext } from '../pipedText/Template';
import type { OperatorName } from './operators';

export type Combine = 'all' | 'any';

/** Author text; or one that n8n expressions put results into, together with these: they are data and stay as they are. */
export type RuleText = AuthorText | FilledText;

export interface FilledText {
	mixed: MixedText;
	results: readonly unknown[];
	/** How the text is shown in messages, which hold no data. */
	written: string;
}

/** One statement: a subject, an operator that fits it and, where the operator needs one, a value. */
export interface Rule {
	/**
	 * A piped-text token (`${q://QID3/ChoiceGroup/SelectedChoices}`, `${e://Field/plan}`), an answer key (`QID3`, `QID4_2`,
	 * `1_QID5`), a path into the response (`context.plan`, `respondent.email`, `response.status`), or any text with piped text.
	 */
	subject: RuleText;
	/** What is looked at, where something outside has computed it (an n8n expression); `subject` is then only its name. */
	subjectValue?: { value: unknown };
	operator: OperatorName;
	/**
	 * May hold piped text. A choice is named by its words, its recode or its id; several entries stand on lines of their own, or
	 * are a list that an expression or a token gives.
	 */
	value?: RuleText;
	/** Upper end of `between`; without it `value` holds both: `3..7`, `3;7`, `3 and 7`. */
	valueTo?: RuleText;
	/** Shown in explanations in place of the rule's number. */
	name?: string;
}

export interface RuleGroup {
	combine: Combine;
	rules: Rule[];
}

export interface ConditionSpec {
	between: Combine;
	groups: RuleGroup[];
}

/** `compileTemplate` of pipedText. */
export type TemplateCompiler = (source: AuthorText | MixedText) => CompiledTemplate;

/** One item, as conditions see it: also what piped text is rendered against. */
export type ConditionSubject = RenderContext;

/** True, false, or null for "cannot be evaluated". */
export type Truth = boolean | null;

export interface RuleVerdict {
	/** `2.1` = first rule of the second group. */
	id: string;
	name?: string;
	result: Truth;
	/** The subject as a person reads it: the question's words, the field's name. */
	field: string;
	/** One of ours, or n8n's own where its conditions are used. */
	operator: string;
	/** The value asked for; absent where the operator needs none. */
	expected?: string;
	/** The value found: words, `skipped`, `not shown`, `empty`. Holds answers: for the item, never for messages. */
	actual: string;
	/** Why the rule cannot be evaluated: names the rule and the field, holds no answer. */
	reason?: string;
	sentence: string;
}

export interface GroupVerdict {
	id: string;
	combine: Combine;
	result: Truth;
	/** The rule that alone settled the group; absent where all of them did together. */
	decidedBy?: string;
	rules: RuleVerdict[];
	sentence: string;
}

export interface Verdict {
	result: Truth;
	groups: GroupVerdict[];
	/** The group that alone settled the condition. */
	decidedBy?: string;
	/** One line per group, and one for what holds between them. */
	sentence: string;
	/** Every rule that could not be evaluated, whether or not it mattered. */
	reasons: string[];
}
