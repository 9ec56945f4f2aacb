import type { SandboxOptions } from '../options';
import {
	liveQuestions,
	type ModelBlock,
	type ModelChoice,
	type ModelQuestion,
	type ModelSurvey,
} from './types';

/** `GET /surveys/{id}`: the design summary, live blocks only (contracts/qualtrics.md 2.2). */
export function surveyDesign(
	survey: ModelSurvey,
	responses: number,
	{ loopFields }: Pick<SandboxOptions, 'loopFields'>,
): unknown {
	const live = survey.blocks.filter((block) => block.type !== 'Trash');
	return {
		id: survey.id,
		name: survey.name,
		ownerId: survey.ownerId,
		organizationId: survey.organizationId,
		isActive: survey.isActive,
		creationDate: survey.creationDate,
		lastModifiedDate: survey.lastModified,
		expiration: { startDate: null, endDate: null },
		questions: Object.fromEntries(
			liveQuestions(survey).map((item) => [item.id, questionDesign(item)]),
		),
		exportColumnMap: Object.assign({}, ...liveQuestions(survey).map(columnsOf)) as unknown,
		blocks: Object.fromEntries(
			live.map((block) => [
				block.id,
				{
					description: block.description,
					elements: block.questions.flatMap((item, index) =>
						index === 5
							? [{ type: 'PageBreak' }, { type: 'Question', questionId: item.id }]
							: [{ type: 'Question', questionId: item.id }],
					),
				},
			]),
		),
		flow: [
			{ type: 'Group', flow: [{ type: 'EmbeddedData' }] },
			...live.map((block) => ({ id: block.id, type: 'Block' })),
		],
		embeddedData: survey.embeddedData.map(({ name, defaultValue }) => ({
			name,
			...(defaultValue !== undefined && { defaultValue }),
		})),
		comments: {},
		loopAndMerge: Object.fromEntries(
			live
				.filter((block) => block.loops)
				.map(({ id, loops = [] }) => [id, loopDesign(loops, loopFields)]),
		),
		responseCounts: { auditable: responses, generated: 0, deleted: 0 },
	};
}

/** As two public models describe it; they differ in the place of `columnNames` (contracts/qualtrics.md 2.2.7). */
function loopDesign(
	loops: NonNullable<ModelBlock['loops']>,
	place: SandboxOptions['loopFields'],
): unknown {
	if (place === 'unreadable') return { loopType: 'Static', loopQuestionMeta: [], columnNames: [] };
	const columnNames = { 1: Object.fromEntries(loops.map(({ id, text }) => [id, text])) };
	return {
		loopType: 'Static',
		loopQuestionMeta: place === 'inside' ? { columnNames } : {},
		...(place === 'beside' && { columnNames }),
		randomizationMeta: {},
	};
}

function questionDesign(question: ModelQuestion): unknown {
	const isGrid = question.answers.length > 0;
	const isSideBySide = question.columns.length > 0;
	return {
		questionType: {
			type: question.type,
			selector: question.selector,
			subSelector: question.subSelector,
		},
		questionText: question.text,
		questionLabel: question.label,
		validation: { doesForceResponse: question.force },
		questionName: question.tag,
		...(!isSideBySide &&
			(isGrid || question.choices.length > 0) && {
				choices: choicesDesign(isGrid ? question.answers : question.choices),
			}),
		...((isGrid || isSideBySide) && { subQuestions: choicesDesign(question.choices) }),
		...(isSideBySide && {
			columns: Object.fromEntries(
				question.columns.map((column) => [
					column.id,
					{
						questionText: column.text,
						questionLabel: null,
						choices: choicesDesign(column.answers),
					},
				]),
			),
		}),
		...(question.groups.length > 0 && {
			groups: Object.fromEntries(
				question.groups.map(({ id, text }) => [
					id,
					{ recode: id, description: text, groupText: text },
				]),
			),
		}),
	};
}

const choicesDesign = (choices: ModelChoice[]): Record<string, unknown> =>
	Object.fromEntries(
		choices.map((choice) => [
			choice.id,
			{
				recode: choice.recode,
				description: choice.text.replace(/<[^>]*>/g, ''),
				choiceText: choice.text,
				imageDescription: null,
				variableName: choice.variableName ?? null,
				analyze: true,
				...(choice.textEntry && { textEntry: {} }),
			},
		]),
	);

/** `exportColumnMap` entries; the sub-forms are unconfirmed (contracts/qualtrics.md 2.2.8). */
function columnsOf(question: ModelQuestion): Record<string, unknown> {
	const { id, tag } = question;
	if (question.kind === 'silent') return {};
	if (question.answers.length > 0 || question.columns.length > 0) {
		return Object.fromEntries(
			question.choices.map((row) => [
				`${tag}_${row.id}`,
				{ question: id, subQuestion: `${id}.subQuestions.${row.id}` },
			]),
		);
	}
	const columns: Record<string, unknown> =
		question.kind === 'multi'
			? Object.fromEntries(
					question.choices.map((item) => [
						`${tag}_${item.id}`,
						{ question: id, choice: `${id}.choices.${item.id}` },
					]),
				)
			: { [tag]: { question: id } };
	for (const item of question.choices.filter((candidate) => candidate.textEntry)) {
		columns[`${tag}_${item.id}_TEXT`] = { question: id, textEntry: `${id}.choices.${item.id}` };
	}
	return columns;
}
