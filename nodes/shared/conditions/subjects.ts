import { trimmed, type AuthorText } from '../pipedText/authorText';
import type { MixedText } from '../pipedText/MixedText';
import { parseTemplate } from '../pipedText/parseTemplate';
import { wasNotShown } from '../survey/notShown';
import { isPassOf } from '../survey/questionKinds';
import type { Question, SurveyDefinition } from '../survey/SurveyDefinition';
import type { Answer, SurveyResponse } from '../survey/SurveyResponse';
import {
	ABSENT,
	answerOperand,
	fieldOperand,
	groupOperand,
	choiceOperand,
	otherTextOperand,
	type Operand,
	type Reading,
} from './operand';

/** Where a rule looks. Everything that is not one of the plain places is piped text. */
export type Subject =
	| { kind: 'answer'; key: string; row?: string; otherText?: string }
	| { kind: 'context'; name: string; token?: AuthorText }
	| { kind: 'path'; root: PathRoot; name: string; token?: AuthorText }
	| { kind: 'template'; source: AuthorText | MixedText }
	| { kind: 'value'; operand: Operand }
	| { kind: 'none' };

type PathRoot = 'respondent' | 'response' | 'survey' | 'meta';

const WHOLE =
	/^(?:(?:ChoiceGroup\/)?(?:SelectedChoices|SelectedChoicesRecode|SelectedChoicesTextEntry|SelectedAnswers)|ChoiceTextEntryValue|ChoiceNumericEntryValue)?$/;
const ROW =
	/^(?:ChoiceGroup\/)?(?:SelectedChoices|SelectedChoicesRecode|SelectedAnswers|SelectedAnswerRecode|ChoiceNumericEntryValue)\/([^/]+)$/;
const OTHER_TEXT = /^ChoiceTextEntryValue\/([^/]+)$/;

const CONTACT: Record<string, string> = {
	Email: 'email',
	Email1: 'email',
	FirstName: 'firstName',
	LastName: 'lastName',
	Phone: 'phone',
	ExternalDataReference: 'externalId',
	Language: 'language',
};

const ROOTS: Record<string, PathRoot> = {
	respondent: 'respondent',
	contact: 'respondent',
	response: 'response',
	survey: 'survey',
	meta: 'meta',
};

export function parseSubject(source: AuthorText): Subject {
	const text = trimmed(source);
	if (text === '') return { kind: 'none' };
	if (!/[$~]\{/.test(text)) return parsePath(text);
	const [part, ...others] = parseTemplate(text).parts;
	// A single token without transformations: everything else is left to piped text.
	const isToken = part?.kind === 'token' && others.length === 0 && part.transforms.length === 0;
	return isToken
		? parseToken(part.scheme, part.path.join('/'), text)
		: { kind: 'template', source: text };
}

function parseToken(scheme: string, path: string, source: AuthorText): Subject {
	if (scheme === 'q') return parseQuestion(path, source);
	if (scheme === 'e' && path.startsWith('Field/')) {
		return { kind: 'context', name: path.slice('Field/'.length), token: source };
	}
	if (scheme === 'm' && Object.hasOwn(CONTACT, path)) {
		return { kind: 'path', root: 'respondent', name: CONTACT[path], token: source };
	}
	return { kind: 'template', source };
}

function parseQuestion(path: string, source: AuthorText): Subject {
	const slash = path.indexOf('/');
	const key = slash < 0 ? path : path.slice(0, slash);
	const rest = slash < 0 ? '' : path.slice(slash + 1);
	if (WHOLE.test(rest)) return { kind: 'answer', key };
	const row = ROW.exec(rest);
	if (row) return { kind: 'answer', key, row: row[1] };
	const otherText = OTHER_TEXT.exec(rest);
	if (otherText) return { kind: 'answer', key, otherText: otherText[1] };
	return { kind: 'template', source };
}

function parsePath(text: string): Subject {
	const dot = text.indexOf('.');
	if (dot < 0) return { kind: 'answer', key: text };
	const [root, name] = [text.slice(0, dot), text.slice(dot + 1)];
	if (root === 'answers') return { kind: 'answer', key: name };
	if (root === 'context') return { kind: 'context', name };
	if (Object.hasOwn(ROOTS, root)) return { kind: 'path', root: ROOTS[root], name };
	return { kind: 'answer', key: text };
}

/** What the definition says about the subject; found once per survey. */
export interface Bound {
	question?: Question;
	/** The key to look up, where a reference or a row stands for another key. */
	key?: string;
	/** The definition is known and has nothing of this name. */
	unknown: boolean;
	/** The definition lists the field, so a response without it leaves it empty. */
	isDeclared?: boolean;
	/** Further questions of the same export tag: which is meant, a response tells. */
	alike?: Bound[];
	/** The question is known, this part of it (a row, a text field) is not listed: only a response can show that it exists. */
	isPartUnknown?: boolean;
}

const UNBOUND: Bound = { unknown: false };

export function bindSubject(subject: Subject, survey: SurveyDefinition | undefined): Bound {
	if (!survey) return UNBOUND;
	if (subject.kind === 'context') {
		const declared = survey.contextFields.some(({ name }) => name === subject.name);
		return { unknown: survey.contextFields.length > 0 && !declared, isDeclared: declared };
	}
	if (subject.kind !== 'answer' || survey.questions.length === 0) return UNBOUND;
	const { key } = subject;
	const listed = survey.questions.find((question) => isListed(question, key));
	if (listed) return { question: listed, key, unknown: false };
	const [referred, ...alike] = survey.questions
		.filter(({ ref }) => ref === key)
		.map((question): Bound => ({ question, key: keyOf(question), unknown: false }));
	if (referred) return alike.length > 0 ? { ...referred, alike } : referred;
	const whole = survey.questions.find((question) =>
		[key, withoutPass(question, key)].some((name) => name?.startsWith(`${question.id}_`)),
	);
	return whole ? { question: whole, key, unknown: false, isPartUnknown: true } : { unknown: true };
}

const keyOf = ({ id, answerKeys }: Question): string =>
	answerKeys.length === 1 ? answerKeys[0] : id;

function isListed(question: Question, key: string): boolean {
	const { id, answerKeys } = question;
	if (id === key || answerKeys.includes(key)) return true;
	const inPass = withoutPass(question, key);
	return inPass !== undefined && [id, ...answerKeys].includes(inPass);
}

/** `QID5_1` of `2_QID5_1`, where the question has such a pass. */
function withoutPass(question: Question, key: string): string | undefined {
	const at = key.indexOf('_');
	return at > 0 && isPassOf(question, key.slice(0, at)) ? key.slice(at + 1) : undefined;
}

/** A value that was computed outside: an answer as it stands on an item, or anything else. */
export function valueSubject(value: unknown): Subject {
	const operand = isAnswer(value) ? answerOperand(value) : fieldOperand(value);
	return { kind: 'value', operand };
}

function isAnswer(value: unknown): value is Answer {
	if (typeof value !== 'object' || value === null) return false;
	const { key, state, type, label, text } = value as Partial<Answer>;
	return [key, state, type, label, text].every((part) => typeof part === 'string');
}

export function readSubject(
	subject: Exclude<Subject, { kind: 'template' | 'value' | 'none' }>,
	bound: Bound,
	response: SurveyResponse | undefined,
): Reading {
	if (!response) return 'noResponse';
	if (subject.kind === 'answer')
		return bound.unknown ? 'unknownQuestion' : readAnswer(subject, bound, response);
	if (subject.kind === 'path') return readPath(subject.root, subject.name, response);
	if (Object.hasOwn(response.context, subject.name))
		return fieldOperand(response.context[subject.name]);
	if (bound.isDeclared) return fieldOperand(null);
	return bound.unknown ? 'unknownField' : ABSENT;
}

function readPath(root: PathRoot, name: string, response: SurveyResponse): Reading {
	const holder = (root === 'response' ? response.response : response[root]) as
		| Record<string, unknown>
		| undefined;
	return fieldOperand(holder && Object.hasOwn(holder, name) ? holder[name] : undefined);
}

interface AnswerSubject {
	key: string;
	row?: string;
	otherText?: string;
}

function readAnswer(subject: AnswerSubject, bound: Bound, response: SurveyResponse): Reading {
	const { answers } = response;
	const key = bound.key ?? subject.key;
	if (subject.row === undefined && subject.otherText === undefined) {
		if (Object.hasOwn(answers, key)) return answerOperand(answers[key]);
		return readGroup(key, bound, response);
	}
	const partKey = `${key}_${subject.row ?? subject.otherText}`;
	if (Object.hasOwn(answers, partKey)) return answerOperand(answers[partKey]);
	if (Object.hasOwn(answers, key)) {
		return subject.otherText !== undefined
			? otherTextOperand(answers[key], subject.otherText)
			: choiceOperand(answers[key], subject.row!);
	}
	if (wasNotShown(response, partKey)) return NOT_SHOWN;
	if (bound.question === undefined) return wasNotShown(response, key) ? NOT_SHOWN : ABSENT;
	return isListed(bound.question, partKey) ? NOT_SHOWN : 'unknownQuestion';
}

/** Parts of several questions are those of the only one that was answered, or of the first. */
function partsOperand(parts: Answer[]): Reading {
	const questions = new Map<string, Answer[]>();
	for (const part of parts) {
		const id = part.parentId ?? part.questionId;
		questions.set(id, [...(questions.get(id) ?? []), part]);
	}
	const operands = [...questions.values()].map(groupOperand);
	const answered = operands.filter(({ state }) => state === 'answered');
	return answered.length > 1 ? 'ambiguousQuestion' : (answered[0] ?? operands[0]);
}

/** Whether this one of several questions of an export tag was answered. */
export function isAnsweredIn(
	subject: Subject,
	bound: Bound,
	response: SurveyResponse | undefined,
): boolean {
	if (subject.kind !== 'answer' || !response) return false;
	const reading = readAnswer(subject, bound, response);
	return typeof reading !== 'string' && reading.state === 'answered';
}

/** Ids of the questions that bear the name by which a rule calls one, and have an answer. */
export function answeredAlike(key: string, { answers }: SurveyResponse): string[] {
	const ids = Object.values(answers)
		.filter(({ ref, state }) => ref === key && state === 'answered')
		.map(({ parentId, questionId }) => parentId ?? questionId);
	return [...new Set(ids)];
}

/** The definition has the question and the response says nothing of it, or says just this: it was never shown. */
const NOT_SHOWN: Operand = { state: 'notShown', value: null };

function readGroup(key: string, bound: Bound, response: SurveyResponse): Reading {
	const parts = Object.values(response.answers).filter(
		({ parentId, questionId, ref }) => parentId === key || questionId === key || ref === key,
	);
	if (parts.length > 0) return partsOperand(parts);
	if (wasNotShown(response, key)) return NOT_SHOWN;
	if (bound.isPartUnknown) return 'unknownQuestion';
	return bound.question ? NOT_SHOWN : ABSENT;
}
