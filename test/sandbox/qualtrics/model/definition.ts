import type { ModelBlock, ModelChoice, ModelQuestion, ModelSurvey } from './types';

/** An empty map comes as `[]` (contracts/qualtrics.md 2.3). */
const orEmptyList = <T>(map: Record<string, T>): Record<string, T> | [] =>
	Object.keys(map).length > 0 ? map : [];

/** `GET /survey-definitions/{id}`: the full definition, trash included (contracts/qualtrics.md 2.3). */
export function surveyDefinition(survey: ModelSurvey, at: string): unknown {
	const questions = survey.blocks.flatMap((block) => block.questions);
	return {
		QuestionCount: String(questions.length),
		SurveyOptions: {
			BackButton: 'false',
			SaveAndContinue: 'true',
			SurveyProtection: 'PublicSurvey',
		},
		SurveyID: survey.id,
		SurveyName: survey.name,
		SurveyStatus: survey.isActive ? 'Active' : 'Inactive',
		LastModified: survey.lastModified,
		BrandID: survey.organizationId,
		OwnerID: survey.ownerId,
		LastAccessed: at,
		CreatorID: survey.ownerId,
		LastActivated: survey.creationDate,
		Questions: orEmptyList(
			Object.fromEntries(questions.map((item) => [item.id, questionOf(item)])),
		),
		Blocks: orEmptyList(
			Object.fromEntries(survey.blocks.map((block) => [block.id, blockOf(block)])),
		),
		ResponseSets: { RS_sandboxDefault: { Name: 'Default Response Set', ID: 'RS_sandboxDefault' } },
		SurveyFlow: flowOf(survey),
		Scoring: {
			ScoringCategories: survey.scoring.map(({ id, name }) => ({
				ID: id,
				Name: name,
				Description: '',
			})),
			DefaultScoringCategory: survey.scoring[0]?.id ?? null,
		},
		ProjectInfo: { ProjectCategory: 'CORE', ProjectType: 'CoreSurvey' },
		BrandBaseURL: `https://${survey.organizationId}.example.com`,
	};
}

function questionOf(question: ModelQuestion): unknown {
	const { choices, answers } = question;
	const scale = answers.length > 0 ? answers : choices;
	const isRecoded = scale.some(({ id, recode }) => id !== recode);
	return {
		QuestionText: question.text,
		QuestionText_Unsafe: question.text,
		DataExportTag: question.tag,
		QuestionType: question.type,
		Selector: question.selector,
		...(question.subSelector && { SubSelector: question.subSelector }),
		Configuration: { QuestionDescriptionOption: question.label ? 'SpecifyLabel' : 'UseText' },
		QuestionDescription: question.label ?? question.text.replace(/<[^>]*>/g, '').slice(0, 99),
		...(choices.length > 0 && {
			Choices: choicesOf(choices),
			// Numbers where the author reordered by hand, strings otherwise.
			ChoiceOrder: choices.map(({ id }, index) => (index % 5 === 4 ? Number(id) : id)),
		}),
		...(answers.length > 0 && {
			Answers: choicesOf(answers),
			AnswerOrder: answers.map(({ id }) => id),
		}),
		...(question.columns.length > 0 && {
			AdditionalQuestions: Object.fromEntries(
				question.columns.map((column) => [
					column.id,
					{
						QuestionText: column.text,
						QuestionType: 'Matrix',
						Selector: 'Likert',
						SubSelector: 'SingleAnswer',
						Answers: choicesOf(column.answers),
						AnswerOrder: column.answers.map(({ id }) => id),
						RecodeValues: recodesOf(column.answers),
					},
				]),
			),
		}),
		...(question.groups.length > 0 && { Groups: question.groups.map(({ text }) => text) }),
		...(isRecoded && { RecodeValues: recodesOf(scale) }),
		Validation: { Settings: { ForceResponse: question.force ? 'ON' : 'OFF', Type: 'None' } },
		Language: [],
		NextChoiceId: choices.length + 1,
		NextAnswerId: answers.length + 1,
		QuestionID: question.id,
		DataVisibility: [],
	};
}

const choicesOf = (choices: ModelChoice[]): Record<string, unknown> =>
	Object.fromEntries(
		choices.map(({ id, text, textEntry }) => [
			id,
			{ Display: text, ...(textEntry && { TextEntry: 'true' }) },
		]),
	);

const recodesOf = (choices: ModelChoice[]): Record<string, string> =>
	Object.fromEntries(choices.map(({ id, recode }) => [id, recode]));

const blockOf = (block: ModelBlock): unknown => ({
	Type: block.type,
	Description: block.description,
	ID: block.id,
	BlockElements: block.questions.flatMap(({ id }, index) => [
		...(index === 5 ? [{ Type: 'Page Break' }] : []),
		{ Type: 'Question', QuestionID: id },
	]),
	Options: block.loops
		? {
				Looping: 'Static',
				LoopingOptions: {
					Static: Object.fromEntries(block.loops.map(({ id, text }) => [id, { 1: text }])),
					Randomization: 'None',
				},
			}
		: [],
});

function flowOf(survey: ModelSurvey): unknown {
	const live = survey.blocks.filter(({ type }) => type !== 'Trash');
	const half = Math.ceil(survey.embeddedData.length / 2);
	const embedded = (items: ModelSurvey['embeddedData'], flowId: string) => ({
		Type: 'EmbeddedData',
		FlowID: flowId,
		EmbeddedData: items.map(({ name, type, defaultValue }) => ({
			Description: name,
			Type: type,
			Field: name,
			VariableType: 'String',
			DataVisibility: [],
			...(defaultValue !== undefined && { Value: defaultValue }),
		})),
	});
	return {
		Type: 'Root',
		FlowID: 'FL_1',
		Flow: [
			embedded(survey.embeddedData.slice(0, half), 'FL_2'),
			...live.map(({ id }, index) => ({ Type: 'Block', ID: id, FlowID: `FL_${index + 10}` })),
			{
				Type: 'Branch',
				FlowID: 'FL_3',
				Description: 'New Branch',
				Flow: [
					{
						Type: 'Group',
						FlowID: 'FL_4',
						Description: 'Details',
						Flow: [embedded(survey.embeddedData.slice(half), 'FL_5')],
					},
				],
			},
			{ Type: 'EndSurvey', FlowID: 'FL_6', Flow: [] },
		],
		Properties: { Count: live.length + 6 },
	};
}
