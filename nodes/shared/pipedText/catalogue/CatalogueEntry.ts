import type { AnswerType } from '../../survey/SurveyResponse';

export type CatalogueGroup = 'Question' | 'Embedded Data' | 'Contact' | 'Response' | 'Date';

export interface CatalogueEntry {
	group: CatalogueGroup;
	/** `How likely are you… · Selected choice (Q3)`; of other groups `Embedded Data · plan`. */
	name: string;
	/** `${q://QID3/ChoiceGroup/SelectedChoices}`. */
	token: string;
	/** Folded words to search in. */
	keywords: string;
	/** What people call it, without what the list puts around that: of a question its words and its reference. */
	names: string[];
	/** Of a question. */
	question?: OfQuestion;
}

export interface OfQuestion {
	type: AnswerType;
	/** `ChoiceGroup`, `QuestionText`. */
	form: string;
	/** The most wanted of those that the question, or a row of it, is offered by. */
	isMain: boolean;
}
