import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hasNoAnswer } from '../../shared/survey/questionKinds';
import type { Question, SurveyDefinition } from '../../shared/survey/SurveyDefinition';
import type { ListedSurvey, SurveyAccount } from '../../shared/n8n/surveys/SurveySystem';
import { missingSurvey, openAccount, toolOf } from '../account';
import { groupedItems } from '../groupedItems';

export async function listSurveys(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { id: provider } = toolOf(context);
	const account = await openAccount(context);
	return await groupedItems(
		context,
		(itemIndex) =>
			context.getNodeParameter('returnAll', itemIndex, true) === false
				? Number(context.getNodeParameter('limit', itemIndex, 50))
				: null,
		async (limit, pairedItem) =>
			(await surveysOf(account, limit ?? Infinity)).map((survey) => ({
				json: { provider, ...survey },
				pairedItem,
			})),
	);
}

async function surveysOf(account: SurveyAccount, limit: number): Promise<ListedSurvey[]> {
	const surveys: ListedSurvey[] = [];
	let cursor: string | undefined;
	do {
		const page = await account.list(cursor);
		for (const survey of page.surveys) {
			if (surveys.length < limit) surveys.push(survey);
		}
		cursor = page.next;
	} while (cursor && surveys.length < limit);
	return surveys;
}

export async function describeSurveys(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const account = await openAccount(context);
	return await groupedItems(
		context,
		(itemIndex) => {
			const locator = context.getNodeParameter('survey', itemIndex, '');
			const surveyId = toolOf(context).surveyIdIn(locator);
			if (surveyId === '') throw missingSurvey('Survey');
			const kinds = context.getNodeParameter('describe', itemIndex, ['questions']) as string[];
			return { surveyId, kinds };
		},
		async ({ surveyId, kinds }, pairedItem) =>
			description(await account.definition(surveyId), kinds).map((json) => ({
				json: json as IDataObject,
				pairedItem,
			})),
	);
}

function description(survey: SurveyDefinition, kinds: string[]): object[] {
	const of = { surveyId: survey.id, surveyName: survey.name };
	const describers: Record<string, () => object[]> = {
		questions: () =>
			survey.questions.map((question, at) => ({
				kind: 'question',
				...of,
				position: at + 1,
				...question,
				tokens: tokensOf(question),
			})),
		choices: () =>
			survey.questions.flatMap(({ id, ref, title, choices }) =>
				choices.map((choice, at) => ({
					kind: 'choice',
					...of,
					questionId: id,
					...(ref !== undefined && { questionRef: ref }),
					question: title,
					position: at + 1,
					...choice,
				})),
			),
		embeddedData: () =>
			survey.contextFields.map((field) => ({
				kind: 'embeddedData',
				...of,
				...field,
				token: `\${e://Field/${field.name}}`,
			})),
	};
	return ['questions', 'choices', 'embeddedData']
		.filter((kind) => kinds.includes(kind))
		.flatMap((kind) => describers[kind]());
}

/** What to write where piped text is taken. */
const tokensOf = (question: Question): object => {
	const { id, choices } = question;
	if (hasNoAnswer(question)) return { title: `\${q://${id}/QuestionText}` };
	if (choices.length === 0) return { words: `\${q://${id}/ChoiceTextEntryValue}` };
	return {
		words: `\${q://${id}/ChoiceGroup/SelectedChoices}`,
		number: `\${q://${id}/ChoiceNumericEntryValue}`,
	};
};
