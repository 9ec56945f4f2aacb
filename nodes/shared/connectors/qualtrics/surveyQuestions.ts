import { htmlToText } from '../../survey/htmlToText';
import type { ContextField, Question } from '../../survey/SurveyDefinition';
import { choicesOf, isNumbered, scaleOf, type QualtricsChoice } from './choices';
import { asList, asNumber, asRecord, asText, isRecord, type Json } from './json';
import { loopsByBlock } from './loops';
import { CONTENT_TYPES, questionForm, type AnswerLayout, type QuestionForm } from './questionTypes';

/** A question with what only Qualtrics knows of it. */
export interface QualtricsQuestion extends Question {
	choices: QualtricsChoice[];
	layout: AnswerLayout;
	/** Type of the answers of its rows. */
	rowType?: Question['type'];
	/** Side-by-side: each column is a small matrix with choices of its own. */
	columns?: Array<{ id: string; label: string; choices: QualtricsChoice[] }>;
}

/** Questions and embedded data of `GET /surveys/{id}` (contracts/qualtrics.md 2.2), in the order of the survey's flow. */
export const questionsOf = (survey: Json): QualtricsQuestion[] => {
	const questions = asRecord(survey.questions);
	const loops = loopsOfQuestions(survey);
	return inOrder(survey)
		.filter((id) => Object.hasOwn(questions, id))
		.map((id) => questionOf(id, asRecord(questions[id]), loops.get(id)));
};

/** What is looped is a block, with all of its questions. */
const loopsOfQuestions = (survey: Json): Map<string, string[]> => {
	const blocks = asRecord(survey.blocks);
	const loops = new Map<string, string[]>();
	for (const [blockId, passes] of loopsByBlock(survey.loopAndMerge)) {
		for (const id of blockQuestions(blocks[blockId])) loops.set(id, passes);
	}
	return loops;
};

export const embeddedFieldsOf = (survey: Json): ContextField[] =>
	asList(survey.embeddedData).flatMap((entry) => {
		const name = asText(asRecord(entry).name);
		return name === undefined ? [] : [{ name }];
	});

/** Blocks as the flow names them, then the blocks and questions it does not name. */
const inOrder = (survey: Json): string[] => {
	const blocks = asRecord(survey.blocks);
	const order = new Set<string>();
	for (const blockId of new Set([...flowBlocks(survey.flow), ...Object.keys(blocks)])) {
		for (const id of blockQuestions(blocks[blockId])) order.add(id);
	}
	for (const id of Object.keys(asRecord(survey.questions))) order.add(id);
	return [...order];
};

const blockQuestions = (block: unknown): string[] =>
	asList(asRecord(block).elements).flatMap((element) => asText(asRecord(element).questionId) ?? []);

const flowBlocks = (flow: unknown, depth = 0): string[] =>
	depth > 50
		? []
		: asList(flow).flatMap((element) => {
				const { id, flow: inner } = asRecord(element);
				return [...(asText(id) === undefined ? [] : [String(id)]), ...flowBlocks(inner, depth + 1)];
			});

const questionOf = (id: string, raw: Json, loops: string[] | undefined): QualtricsQuestion => {
	const type = asText(raw.questionType);
	const kind = type === undefined ? asRecord(raw.questionType) : { type };
	const form = questionForm(asText(kind.type), asText(kind.selector), asText(kind.subSelector));
	const { rows, choices } = rowsAndChoices(form, raw);
	const columns = columnsOf(raw);
	const scale = scaleFor(form, choices, raw);
	const label = asText(raw.questionLabel);
	const isRating = form.type === 'singleChoice' && isNumbered(choices);
	return {
		id,
		ref: asText(raw.questionName),
		title: htmlToText(asText(raw.questionText) ?? '') || asText(raw.questionName) || id,
		...(label !== undefined && { description: htmlToText(label) }),
		type: contentType(form, raw) ?? (isRating ? 'rating' : form.type),
		choices,
		rows,
		...(columns.length > 0 && { columns }),
		layout: form.layout,
		...(form.rowType && { rowType: form.rowType }),
		...(scale && { scale }),
		...(loops && { loops }),
		answerKeys: answerKeys(id, form, rows, choices, columns),
	};
};

const HAS_ROWS: ReadonlySet<AnswerLayout> = new Set(['rows', 'cells', 'sideBySide']);

/** Rows stand apart as sub-questions where there is a scale beside them, otherwise they are the choices. */
const rowsAndChoices = (
	form: QuestionForm,
	raw: Json,
): Pick<QualtricsQuestion, 'rows' | 'choices'> => {
	const listed = choicesOf(raw.choices);
	if (form.layout === 'groups') return { rows: asRows(groupsOf(raw)), choices: listed };
	if (!HAS_ROWS.has(form.layout)) return { rows: [], choices: listed };
	const subQuestions = choicesOf(raw.subQuestions);
	return subQuestions.length > 0
		? { rows: asRows(subQuestions), choices: listed }
		: { rows: asRows(listed), choices: choicesOf(raw.answers) };
};

const asRows = (choices: QualtricsChoice[]): Question['rows'] =>
	choices.map(({ id, label }) => ({ id, label }));

const groupsOf = (raw: Json): QualtricsChoice[] =>
	choicesOf(
		Object.fromEntries(
			Object.entries(asRecord(raw.groups)).map(([id, group]) => [
				id,
				isRecord(group) ? { ...group, choiceText: group.groupText ?? group.choiceText } : group,
			]),
		),
	);

const columnsOf = (raw: Json): NonNullable<QualtricsQuestion['columns']> =>
	Object.entries(asRecord(raw.columns)).map(([id, column]) => {
		const { questionText, choices, answers } = asRecord(column);
		return {
			id,
			label: htmlToText(asText(questionText) ?? '') || id,
			choices: choicesOf(choices ?? answers),
		};
	});

const contentType = (form: QuestionForm, raw: Json): Question['type'] | undefined => {
	if (form.layout !== 'main' || (form.type !== 'text' && form.type !== 'longText'))
		return undefined;
	const validation = asRecord(raw.validation);
	const settings = asRecord(validation.settings);
	const content = asText(validation.contentType ?? settings.contentType ?? settings.ContentType);
	return content === undefined ? undefined : CONTENT_TYPES[content];
};

const SCALED: ReadonlySet<string> = new Set(['singleChoice', 'rating', 'scale']);

const scaleFor = (form: QuestionForm, choices: QualtricsChoice[], raw: Json): Question['scale'] => {
	if (form.type === 'nps') return { min: 0, max: 10, direction: 'up' };
	if (!SCALED.has(form.rowType ?? form.type)) return undefined;
	const { min, max } = asRecord(raw.validation);
	const [low, high] = [asNumber(min), asNumber(max)];
	return low !== undefined && high !== undefined && low < high
		? { min: low, max: high, direction: 'up' }
		: scaleOf(choices);
};

const answerKeys = (
	id: string,
	form: QuestionForm,
	rows: Question['rows'],
	choices: QualtricsChoice[],
	columns: NonNullable<QualtricsQuestion['columns']>,
): string[] => {
	switch (form.layout) {
		case 'none':
			return [];
		case 'main':
			return [id];
		case 'cells':
			if (choices.length > 0) {
				return rows.flatMap((row) => choices.map((choice) => `${id}_${row.id}_${choice.id}`));
			}
			return rows.map((row) => `${id}_${row.id}`);
		case 'rows':
			return rows.map((row) => `${id}_${row.id}`);
		case 'groups':
			return rows.map((row) => `${id}_${row.id}_GROUP`);
		case 'sideBySide':
			return columns.flatMap((column) => rows.map((row) => `${id}#${column.id}_${row.id}`));
		case 'parts':
			return (form.parts ?? []).map((part) => `${id}_${part}`);
	}
};
