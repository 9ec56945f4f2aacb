import type { Question, SurveyDefinition } from '../../survey/SurveyDefinition';
import { isPassOf } from '../../survey/questionKinds';
import { foldText } from '../foldText';
import { readableText } from '../readableText';
import { nearestName } from './nearestName';

/** A question as a token names it: `1_QID5`, `QID9#2` and `QID4_3` name a pass, a column and a row as well. */
export interface QuestionTarget {
	question: Question;
	/** Key of its answer: `1_QID5`, `QID9#2`; without the row. */
	key: string;
	loop?: string;
	column?: string;
	row?: string;
}

export interface SurveyIndex {
	find(name: string): QuestionTarget | undefined;
	/** Ids of the questions that share an export tag or a title; empty for what names one question alone. */
	sharing(name: string): readonly string[];
	contextFields: ReadonlySet<string>;
}

const indexes = new WeakMap<SurveyDefinition, SurveyIndex>();

/** Built once per survey object and kept as long as that object lives. */
export function surveyIndex(survey: SurveyDefinition): SurveyIndex {
	let index = indexes.get(survey);
	if (index === undefined) {
		index = buildIndex(survey);
		indexes.set(survey, index);
	}
	return index;
}

function buildIndex(survey: SurveyDefinition): SurveyIndex {
	const ids = new Map(survey.questions.map((question) => [question.id, question]));
	const keys = firstWins(survey.questions, (question) => question.answerKeys);
	const refs = firstWins(survey.questions, (question) => (question.ref ? [question.ref] : []));
	const titles = firstWins(survey.questions, (question) => [foldText(question.title)]);
	const named = (name: string) => ids.get(name) ?? refs.get(name);
	const find = (name: string): QuestionTarget | undefined => {
		const question = named(name);
		if (question) return { question, key: question.id };
		return (
			findParts(name, named) ??
			target(keys.get(name), name) ??
			target(titles.get(foldText(name)), undefined)
		);
	};
	const sharedRefs = shared(survey.questions, ({ ref }) => ref);
	const sharedTitles = shared(survey.questions, ({ title }) => foldText(title));
	const sharing = (name: string): readonly string[] => {
		if (ids.has(name)) return [];
		if (refs.has(name)) return sharedRefs.get(name) ?? [];
		const alike = sharedTitles.size > 0 ? sharedTitles.get(foldText(name)) : undefined;
		return alike && !keys.has(name) && !findParts(name, named) ? alike : [];
	};
	return { find, sharing, contextFields: new Set(survey.contextFields.map((field) => field.name)) };
}

/** `[<loop>_]<question>[#<column>][_<row>]`, each part checked against the question. */
function findParts(
	name: string,
	named: (name: string) => Question | undefined,
): QuestionTarget | undefined {
	for (const { before: loop, after: rest } of loopSplits(name)) {
		for (const { before: base, after: row } of rowSplits(rest)) {
			const hash = base.indexOf('#');
			const question = named(hash === -1 ? base : base.slice(0, hash));
			if (!question) continue;
			if (loop !== undefined && question.loops && !isPassOf(question, loop)) continue;
			if (row !== undefined && !question.rows.some((entry) => entry.id === row)) continue;
			const column = hash === -1 ? undefined : base.slice(hash + 1);
			const key = `${loop === undefined ? '' : `${loop}_`}${question.id}${hash === -1 ? '' : base.slice(hash)}`;
			return { question, key, loop, column, row };
		}
	}
	return undefined;
}

function loopSplits(name: string): Array<{ before?: string; after: string }> {
	const at = name.indexOf('_');
	const whole = { after: name };
	return at < 1 ? [whole] : [whole, { before: name.slice(0, at), after: name.slice(at + 1) }];
}

function rowSplits(name: string): Array<{ before: string; after?: string }> {
	const at = name.lastIndexOf('_');
	const whole = { before: name };
	return at < 1 ? [whole] : [whole, { before: name.slice(0, at), after: name.slice(at + 1) }];
}

function target(
	question: Question | undefined,
	key: string | undefined,
): QuestionTarget | undefined {
	return question && { question, key: key ?? question.id };
}

function firstWins(
	questions: Question[],
	names: (question: Question) => string[],
): Map<string, Question> {
	const map = new Map<string, Question>();
	for (const question of questions) {
		for (const name of names(question)) if (!map.has(name)) map.set(name, question);
	}
	return map;
}

/** Names that more than one question bears. */
function shared(
	questions: Question[],
	nameOf: (question: Question) => string | undefined,
): Map<string, string[]> {
	const all = new Map<string, string[]>();
	for (const question of questions) {
		const name = nameOf(question);
		if (!name) continue;
		const same = all.get(name);
		if (same) same.push(question.id);
		else all.set(name, [question.id]);
	}
	return new Map([...all].filter(([, ids]) => ids.length > 1));
}

/** The question whose id, tag or title comes nearest to a name that is not in the survey. */
export function nearestQuestion(name: string, survey: SurveyDefinition): Question | undefined {
	const byName = new Map<string, Question>();
	for (const question of survey.questions) {
		for (const candidate of [question.id, question.ref ?? question.id, question.title]) {
			if (!byName.has(candidate)) byName.set(candidate, question);
		}
	}
	const nearest = nearestName(name, byName.keys());
	return nearest === undefined ? undefined : byName.get(nearest);
}

const SHORT_TITLE = 60;

/** A title cut to a readable length, at a word where there is one. */
export function shortTitle(title: string, length = SHORT_TITLE): string {
	const letters = Array.from(readableText(title));
	if (letters.length <= length) return letters.join('');
	const cut = letters.slice(0, length - 1).join('');
	const space = cut.lastIndexOf(' ');
	return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
