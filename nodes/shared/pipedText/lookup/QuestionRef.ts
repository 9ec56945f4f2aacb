import { questionNotShown, wasNotShown } from '../../survey/notShown';
import { hasNoAnswer } from '../../survey/questionKinds';
import type { Question, SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Answer, SurveyResponse } from '../../survey/SurveyResponse';
import { NO_RESPONSE, Unresolved } from '../resolve/Resolver';
import type { RenderContext } from '../Template';
import { nearestQuestion, shortTitle, surveyIndex, type QuestionTarget } from './surveyIndex';
import { isOf, responseIndex } from './responseIndex';

/**
 * A question as a token names it (by answer key, id, reference or title), looked up in response after response. The
 * answer key is tried first; the survey is asked once and its reply remembered while the survey stays the same.
 */
export class QuestionRef {
	private boundSurvey?: SurveyDefinition;
	private boundTarget?: QuestionTarget;
	private silent?: { question: Question; reason: Unresolved };
	private readonly unknownIn = new WeakMap<object, Unresolved>();

	constructor(readonly name: string) {}

	/** The answer as a whole; undefined when it is validly absent, or when only its rows have answers. */
	answer(context: RenderContext): Answer | Unresolved | undefined {
		const response = context.response;
		if (response === undefined) return NO_RESPONSE;
		const direct = ownAnswer(response, this.name);
		if (direct !== undefined) return direct;
		const target = this.target(context.survey);
		if (target) {
			const key = target.row === undefined ? target.key : `${target.key}_${target.row}`;
			const found = ownAnswer(response, key);
			if (found !== undefined) return found;
			if (hasNoAnswer(target.question)) return this.noAnswer(target.question);
			if (isPlain(target.question) && isOf(context.survey, response)) return undefined;
			return this.oneAnswer(response, target.question.id, target.loop, target.row);
		}
		const questionId = isOf(context.survey, response)
			? undefined
			: responseIndex(response).questionId(this.name);
		if (questionId === undefined) {
			return wasNotShown(response, this.name) ? undefined : this.unknown(context.survey);
		}
		return this.oneAnswer(response, questionId, undefined, undefined);
	}

	/** The answer of one row (statement, form field, slider); undefined when there is none. */
	row(context: RenderContext, rowId: string): Answer | undefined {
		const response = context.response;
		if (response === undefined) return undefined;
		const direct = ownAnswer(response, `${this.name}_${rowId}`);
		if (direct !== undefined) return direct;
		const target = this.target(context.survey);
		const found = target && ownAnswer(response, `${target.key}_${rowId}`);
		const isListed = target?.question.rows.some(({ id }) => id === rowId);
		if (!found && isListed === false && isOf(context.survey, response)) return undefined;
		return found ?? this.rows(context).find((answer) => answer.row?.id === rowId);
	}

	/** The answers of all rows, in the order shown; empty for a question without rows. */
	rows(context: RenderContext): Answer[] {
		const response = context.response;
		if (response === undefined) return [];
		const target = this.target(context.survey);
		if (!target && isOf(context.survey, response)) return [];
		const index = responseIndex(response);
		const questionId = target?.question.id ?? index.questionId(this.name);
		if (questionId === undefined) return [];
		const prefix = `${target?.key ?? this.name}_`;
		const rows = index.answersOf(questionId).filter((answer) => answer.row !== undefined);
		const ofThisKey = rows.filter((answer) => answer.key.startsWith(prefix));
		return ofThisKey.length > 0 || target?.column !== undefined
			? ofThisKey
			: rows.filter((answer) => answer.loop === target?.loop);
	}

	/** Of a question that was left out because it had not been shown. */
	titleNotShown({ response }: RenderContext): string | undefined {
		return response && questionNotShown(response, this.name)?.title;
	}

	question(context: RenderContext): Question | undefined {
		return this.target(context.survey)?.question;
	}

	/** Where the survey knows the question, or else the reason why it does not. */
	target(survey: SurveyDefinition | undefined): QuestionTarget | undefined {
		if (survey === undefined) return undefined;
		if (survey !== this.boundSurvey) {
			this.boundSurvey = survey;
			this.boundTarget = surveyIndex(survey).find(this.name);
		}
		return this.boundTarget;
	}

	/** The nearest name is looked for once for a survey. */
	unknown(survey: SurveyDefinition | undefined): Unresolved {
		const known = this.unknownIn.get(survey ?? this);
		if (known) return known;
		const reason = new Unresolved(unknownQuestion(this.name, survey));
		this.unknownIn.set(survey ?? this, reason);
		return reason;
	}

	private noAnswer(question: Question): Unresolved {
		if (this.silent?.question !== question)
			this.silent = { question, reason: new Unresolved(noAnswerIn(question)) };
		return this.silent.reason;
	}

	/** A question in a loop has one answer per pass; which one is meant is only clear when a single pass was answered. */
	private oneAnswer(
		response: SurveyResponse,
		questionId: string,
		loop: string | undefined,
		row: string | undefined,
	): Answer | Unresolved | undefined {
		const answers = responseIndex(response)
			.answersOf(questionId)
			.filter((answer) => answer.row?.id === row && (loop === undefined || answer.loop === loop));
		if (answers.length <= 1) return answers[0];
		const passes = answers.filter((answer) => answer.loop !== undefined);
		if (passes.length === 0) return answers[0];
		const answered = passes.filter((answer) => answer.state === 'answered');
		if (answered.length <= 1) return answered[0] ?? passes[0];
		return new Unresolved(
			`${this.name} was answered in ${answered.length} passes of a loop: name one of them, for example ${answered[0].key}`,
		);
	}
}

export function noAnswerIn({ id }: Question): string {
	return `${id} is shown among the questions and cannot be answered: only its text is known`;
}

export function unknownQuestion(name: string, survey: SurveyDefinition | undefined): string {
	if (survey === undefined) {
		return `${name} is not in this response, and no survey is at hand to tell whether it exists`;
	}
	const nearest = nearestQuestion(name, survey);
	const hint = nearest ? ` Did you mean ${nearest.id} "${shortTitle(nearest.title)}"?` : '';
	return `${name} is not in "${survey.name}".${hint}`;
}

/** With one answer under its own id: where that is not there, no other is. */
function isPlain({ id, answerKeys, loops }: Question): boolean {
	return loops === undefined && answerKeys.length === 1 && answerKeys[0] === id;
}

/** Own properties only: a question named `constructor` is no answer. */
function ownAnswer(response: SurveyResponse, key: string): Answer | undefined {
	const answer: Answer | undefined = response.answers[key];
	return typeof answer?.key === 'string' ? answer : undefined;
}
