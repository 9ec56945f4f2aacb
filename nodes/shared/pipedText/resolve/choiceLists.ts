import type { Choice, Question } from '../../survey/SurveyDefinition';
import type { QuestionRef } from '../lookup/QuestionRef';
import type { RenderContext } from '../Template';
import { chosen, filled, isAnswered, isChosen, readable, typedIntoChoices } from './answerParts';
import type { QuestionForm } from './QuestionForm';
import { Unresolved, type Settings } from './Resolver';

type Entry = Pick<Choice, 'id' | 'label'>;

const NEEDS_SURVEY = new Unresolved(
	'The list of choices is only known where the survey is chosen under Show Questions Of',
);
const NOT_RECORDED = new Unresolved('Which choices were shown is not part of this response');

/** In a matrix, "choices" are the rows and "answers" the scale points. */
function entriesOf(question: Question, group: string | undefined): Entry[] {
	return group !== 'AnswerGroup' && question.rows.length > 0 ? question.rows : question.choices;
}

function list(
	label: string,
	pick: (
		question: Question,
		ref: QuestionRef,
		context: RenderContext,
		group?: string,
	) => Entry[] | Unresolved | undefined,
): QuestionForm {
	return {
		label,
		argument: 'none',
		needsSurvey: true,
		compile: (ref, _argument, settings, group) => (context) => {
			const question = ref.question(context);
			if (!question) return withoutSurvey(ref, context);
			const entries = pick(question, ref, context, group);
			return entries instanceof Unresolved || entries === undefined
				? entries
				: labels(entries, settings);
		},
	};
}

function withoutSurvey(ref: QuestionRef, context: RenderContext): Unresolved {
	const answer = ref.answer(context);
	return answer instanceof Unresolved ? answer : NEEDS_SURVEY;
}

function labels(entries: Entry[], settings: Settings): string[] | undefined {
	return filled(entries.map((entry) => readable(entry.label, settings)));
}

/** Choice codes offered in this response, where the source keeps its raw record. */
function offeredCodes(ref: QuestionRef, context: RenderContext): string[] | undefined {
	const displayed = context.response?.raw?.displayedValues as Record<string, unknown> | undefined;
	const key = ref.target(context.survey)?.key ?? ref.name;
	const codes = displayed?.[key];
	return Array.isArray(codes) ? codes.map(String) : undefined;
}

function shown(wanted: boolean) {
	return (question: Question, ref: QuestionRef, context: RenderContext) => {
		const codes = offeredCodes(ref, context);
		if (codes === undefined) return NOT_RECORDED;
		return question.choices.filter((choice) => codes.includes(choice.code) === wanted);
	};
}

export const listForms: Record<string, QuestionForm> = {
	AllChoices: list('all choices', (question, _ref, _context, group) => entriesOf(question, group)),
	UnselectedChoices: list('choices not selected', (question, ref, context) => {
		const answer = ref.answer(context);
		if (answer instanceof Unresolved) return answer;
		if (answer === undefined || answer.state === 'notShown') return undefined;
		return question.choices.filter((choice) => !isAnswered(answer) || !isChosen(choice, answer));
	}),
	DisplayedChoices: list('choices shown', shown(true)),
	NotDisplayedChoices: list('choices not shown', shown(false)),
	EnteredChoicesTextEntry: {
		label: 'all texts typed into choices',
		argument: 'none',
		compile: (ref) => (context) => {
			const answer = ref.answer(context);
			if (answer instanceof Unresolved) return answer;
			return answer && isAnswered(answer) ? filled(typedIntoChoices(answer)) : undefined;
		},
	},
	ChoiceDescription: {
		label: 'text of choice',
		argument: 'required',
		needsSurvey: true,
		compile:
			(ref, id = '', settings, group) =>
			(context) => {
				const question = ref.question(context);
				if (question) {
					const entry = entriesOf(question, group).find((candidate) => candidate.id === id);
					return entry
						? filled(readable(entry.label, settings))
						: new Unresolved(`${question.id} has no choice ${id}`);
				}
				const answer = ref.answer(context);
				if (answer instanceof Unresolved) return answer;
				const label = answer && chosen(answer, id)?.label;
				const rowLabel = group === 'AnswerGroup' ? undefined : ref.row(context, id)?.row?.label;
				return label ?? rowLabel ?? NEEDS_SURVEY;
			},
	},
};
