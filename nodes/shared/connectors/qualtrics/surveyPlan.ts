import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { Answer, AnswerType } from '../../survey/SurveyResponse';
import { newFrame } from './frames';
import { createKeyReader, type ReadKey } from './keyReader';
import type { QualtricsQuestion } from './surveyQuestions';

/** One question in one loop pass, with what its answers look like while they are empty. */
export interface QuestionPass {
	/** `QID5`, `1_QID5`. */
	key: string;
	question: QualtricsQuestion;
	empty: EmptyAnswer[];
}

export interface EmptyAnswer {
	key: ReadKey;
	type: AnswerType;
	/** What stands here while it is empty, by state. */
	made?: Partial<Record<Answer['state'], Answer>>;
}

/** A definition made ready for many responses: made once per definition object. */
export interface SurveyPlan {
	passes: QuestionPass[];
	questions: Map<string, QualtricsQuestion>;
	/** Whether there are loops of which nobody knows how often they run. */
	hasOpenLoops: boolean;
	readKey(key: string): ReadKey | undefined;
}

const plans = new WeakMap<SurveyDefinition, SurveyPlan>();
const noPlan: SurveyPlan = {
	passes: [],
	questions: new Map(),
	hasOpenLoops: false,
	readKey: createKeyReader(),
};

export const planOf = (definition: SurveyDefinition | undefined): SurveyPlan => {
	if (!definition) return noPlan;
	const known = plans.get(definition);
	if (known) return known;
	const plan = makePlan(definition);
	plans.set(definition, plan);
	return plan;
};

const makePlan = (definition: SurveyDefinition): SurveyPlan => {
	const readKey = createKeyReader();
	const questions = definition.questions.map(asQualtrics);
	return {
		passes: inLoops(questions).map(({ question, loop }) => passOf(question, loop, readKey)),
		questions: new Map(questions.map((question) => [question.id, question])),
		hasOpenLoops: questions.some(({ loops }) => loops?.length === 0),
		readKey,
	};
};

/** Definitions may come from elsewhere (a stored sample) and then lack what only this connector adds. */
const asQualtrics = (question: SurveyDefinition['questions'][number]): QualtricsQuestion => ({
	layout: question.rows.length > 0 ? 'rows' : 'main',
	...question,
});

/** Questions of one loop follow each other; they are passed through together, pass after pass. */
const inLoops = (
	questions: QualtricsQuestion[],
): Array<{ question: QualtricsQuestion; loop?: string }> => {
	const order: Array<{ question: QualtricsQuestion; loop?: string }> = [];
	for (let start = 0; start < questions.length; ) {
		const { loops } = questions[start];
		let end = start + 1;
		while (end < questions.length && loops && sameLoops(questions[end], loops)) end += 1;
		const run = questions.slice(start, end);
		// Where the passes are not known, only a response tells them.
		const passes = loops ?? [undefined];
		for (const loop of passes) for (const question of run) order.push({ question, loop });
		start = end;
	}
	return order;
};

const sameLoops = ({ loops }: QualtricsQuestion, others: string[]): boolean =>
	loops !== undefined && loops.join() === others.join();

const passOf = (
	question: QualtricsQuestion,
	loop: string | undefined,
	readKey: SurveyPlan['readKey'],
): QuestionPass => {
	const prefix = loop === undefined ? '' : `${loop}_`;
	const empty = question.answerKeys.flatMap((answerKey) => {
		const key = readKey(`${prefix}${answerKey}`);
		return key ? [{ key, type: emptyType(key, question) }] : [];
	});
	return { key: `${prefix}${question.id}`, question, empty };
};

export const emptyType = (key: ReadKey, question: QualtricsQuestion): AnswerType => {
	if (key.kind === 'main') return question.type;
	if (key.kind === 'part') return 'other';
	return question.rowType ?? (question.type === 'matrix' ? 'other' : question.type);
};

export const emptyAnswer = (
	blank: EmptyAnswer,
	question: QualtricsQuestion | undefined,
	state: Answer['state'],
): Answer => {
	const made = (blank.made ??= {});
	return (made[state] ??= frozen({
		...newFrame(blank.key, question, blank.type),
		state,
		value: null,
		label: '',
		text: '',
	}));
};

/** All responses share it, since a long survey consists of little else; so nobody may write into it. */
const frozen = (answer: Answer): Answer => {
	if (answer.row) Object.freeze(answer.row);
	return Object.freeze(answer);
};
