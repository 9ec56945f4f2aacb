import type { Answer } from '../../survey/SurveyResponse';
import type { QuestionRef } from '../lookup/QuestionRef';
import type { RenderContext } from '../Template';
import { textOf } from '../textOf';
import * as parts from './answerParts';
import type { QuestionForm } from './QuestionForm';
import { listForms } from './choiceLists';
import { Unresolved, type Settings } from './Resolver';

type Read = (answer: Answer, settings: Settings, context: RenderContext) => unknown;
type ReadChoice = (answer: Answer, choiceId: string, settings: Settings) => unknown;

/** Reads the whole answer, or the row (else the choice) that the argument names. */
function form(
	label: string,
	argument: QuestionForm['argument'],
	read: Read,
	readChoice: ReadChoice = () => undefined,
	ours?: true,
): QuestionForm {
	return {
		label,
		argument,
		ours,
		compile: (ref, id, settings) =>
			id === undefined
				? (context) => readWhole(ref, context, settings, read)
				: (context) => readPart(ref, id, context, settings, read, readChoice),
	};
}

function readWhole(
	ref: QuestionRef,
	context: RenderContext,
	settings: Settings,
	read: Read,
): unknown {
	const answer = ref.answer(context);
	if (answer instanceof Unresolved) return answer;
	if (answer !== undefined) return read(answer, settings, context);
	const rows = ref.rows(context).filter(parts.isAnswered);
	return parts.filled(
		rows
			.map((row) => {
				const text = textOf(read(row, settings, context), settings.listSeparator);
				return text === '' ? '' : `${parts.readable(row.row?.label ?? row.key, settings)}: ${text}`;
			})
			.filter((text) => text !== ''),
	);
}

function readPart(
	ref: QuestionRef,
	id: string,
	context: RenderContext,
	settings: Settings,
	read: Read,
	readChoice: ReadChoice,
): unknown {
	const row = ref.row(context, id);
	if (row !== undefined) return read(row, settings, context);
	const answer = ref.answer(context);
	if (answer instanceof Unresolved) return answer;
	if (answer !== undefined && parts.isAnswered(answer)) {
		const value = readChoice(answer, id, settings);
		if (value !== undefined) return value;
	}
	const question = ref.question(context);
	if (question && ![...question.rows, ...question.choices].some((entry) => entry.id === id)) {
		return new Unresolved(`${question.id} has no row or choice ${id}`);
	}
	return undefined;
}

const rankOf: ReadChoice = (answer, id) => parts.chosen(answer, id)?.rank;
const fileForm = (label: string, read: (file: NonNullable<Answer['files']>[number]) => unknown) =>
	form(
		label,
		'none',
		(answer) => {
			const found = (answer.files ?? []).map(read).filter((value) => value !== undefined);
			return parts.filled(found.length === 1 ? found[0] : found);
		},
		undefined,
		true,
	);

const selectedLabel = form('selected choice', 'optional', parts.labelOf, (answer, id, settings) => {
	const choice = parts.chosen(answer, id);
	return choice && parts.readable(choice.label ?? '', settings);
});
const selectedCode = form(
	'recode value',
	'optional',
	parts.codeOf,
	(answer, id) => parts.chosen(answer, id)?.code,
);
const count = form('number of choices made', 'optional', parts.countOf, (answer, id) =>
	parts.chosen(answer, id) ? 1 : 0,
);

/** The family of contracts/qualtrics.md 6, and a few of our own for what other providers and files have. */
export const QUESTION_FORMS: Record<string, QuestionForm> = {
	QuestionText: titleForm('question text', (title) => title),
	QuestionDescription: {
		...titleForm('question label', (title, description) => description || title),
		needsSurvey: true,
	},
	SelectedChoices: selectedLabel,
	SelectedAnswers: { ...selectedLabel, label: 'selected answer' },
	SelectedChoicesRecode: selectedCode,
	SelectedAnswerRecode: { ...selectedCode, label: 'recode value of the answer' },
	ChoiceTextEntryValue: form('typed text', 'optional', parts.typedText, (answer, id) =>
		parts.filled(parts.chosen(answer, id)?.otherText),
	),
	ChoiceNumericEntryValue: form('number', 'optional', parts.numberOf, (answer, id, settings) => {
		const rank = rankOf(answer, id, settings);
		return rank ?? parts.toNumber(parts.chosen(answer, id)?.otherText);
	}),
	SelectedChoicesTextEntry: form(
		'selected choice with typed text',
		'none',
		parts.labelWithTypedText,
	),
	SelectedChoicesCount: count,
	SelectedAnswerCount: count,
	...listForms,
	QuestionScore: form(
		'question score',
		'none',
		(answer) =>
			answer.grade?.score ??
			new Unresolved('The score of a single question is not part of this response'),
	),
	Answer: form('answer', 'none', parts.labelWithTypedText, undefined, true),
	NPSGroup: form(
		'promoter, passive or detractor',
		'none',
		(answer) => answer.npsGroup,
		undefined,
		true,
	),
	Comment: form('comment', 'none', (answer) => parts.filled(answer.comment), undefined, true),
	ChoiceWithRank: {
		label: 'choice with rank',
		argument: 'required',
		ours: true,
		compile: (ref, rank, settings) => (context) =>
			readWhole(ref, context, settings, (answer) =>
				parts.filled(
					(answer.choices ?? [])
						.filter((choice) => String(choice.rank) === rank)
						.map((choice) => parts.readable(choice.label ?? '', settings))[0],
				),
			),
	},
	FileName: fileForm('file name', (file) => file.name),
	FileUrl: fileForm('file link', (file) => file.url),
	FileID: fileForm('file id', (file) => file.id),
	FileType: fileForm('file type', (file) => file.mimeType),
	FileSize: fileForm('file size in bytes', (file) => file.size),
};

/** The question's own text, whether or not it was answered. */
function titleForm(
	label: string,
	choose: (title: string, description?: string) => string,
): QuestionForm {
	return {
		label,
		argument: 'none',
		needsNoAnswer: true,
		compile: (ref, _argument, settings) => (context) => {
			const question = ref.question(context);
			if (question)
				return parts.filled(parts.readable(choose(question.title, question.description), settings));
			const answer = ref.answer(context);
			if (answer instanceof Unresolved) return answer;
			const title = (answer ?? ref.rows(context)[0])?.title ?? ref.titleNotShown(context);
			return title === undefined
				? new Unresolved(leftOut(ref.name))
				: parts.filled(parts.readable(title, settings));
		},
	};
}

const leftOut = (name: string): string =>
	`${name} was not shown to this respondent, so its words did not come along, and no survey is at hand that has them`;
