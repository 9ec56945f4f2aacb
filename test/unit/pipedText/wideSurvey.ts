import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, definition, response } from '../conditions/survey';

/** 300 questions whose titles are alike, and a hundred fields. */
export const survey: SurveyDefinition = {
	...definition,
	questions: Array.from({ length: 300 }, (_, index) => ({
		...definition.questions[4],
		id: `QID${index + 100}`,
		ref: `Q${index + 100}`,
		title: `How would you rate the café’s service in the area number ${index}?`,
		answerKeys: [`QID${index + 100}`],
	})),
	contextFields: Array.from({ length: 100 }, (_, index) => ({
		name: `a rather long field ${index}`,
	})),
};

/** As items come out of n8n: each an object of its own, and no two with the same embedded data. */
export const item = (number: number): SurveyResponse =>
	JSON.parse(
		JSON.stringify(
			response(
				survey.questions.map(({ id, ref, title }) => ({
					...answer(id, `answer ${number}`),
					questionId: id,
					ref,
					title,
				})),
				{
					context: Object.fromEntries(
						survey.contextFields.map(({ name }, index) => [
							index % 7 === number % 7 ? `${name} of ${number}` : name,
							number,
						]),
					),
				},
			),
		),
	) as SurveyResponse;

/** Names that the survey does not have, in every kind of token. */
export const UNRESOLVED = [
	'${q://QID1/ChoiceTextEntryValue}',
	'${q://How would you rate the cafe service in an area/ChoiceTextEntryValue}',
	'${q://QID100/SelectedChoices/77}',
	'${q://QID1/QuestionText}',
	'${q://QID1/ChoiceGroup/UnselectedChoices}',
	'${e://Field/a rather lnog field}',
	'${rm://Field/a rather lnog field}',
	'${m://Emial}',
	'${gr://SC_9/Score}',
	'~{aedj://a rather lnog field}',
	'~{q://QID1/ChoiceTextEntryValue}',
	'$e{ 2 * ${q://QID1/ChoiceNumericEntryValue} }',
];
