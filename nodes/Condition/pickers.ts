import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { OPERATOR_NAMES, OPERATORS, operatorsFor } from '../shared/conditions';
import { bindSubject, parseSubject } from '../shared/conditions/subjects';
import { asNodeError } from '../shared/n8n/errors';
import { authorTextIn, rawInEditor } from '../shared/n8n/rawParameters';
import { draggedAnswer } from './ruleSubject';
import { pipedTextSource } from '../shared/n8n/pipedTextFrom';
import type { Question } from '../shared/survey/SurveyDefinition';

/** The question the rule speaks of, where the node knows the survey. */
async function questionOfRule(
	context: ILoadOptionsFunctions,
): Promise<{ question?: Question; isField: boolean }> {
	const raw = rawInEditor(context, '&subject');
	const written = draggedAnswer(raw) ?? authorTextIn(raw);
	if (written === undefined) return { isField: true };
	const subject = parseSubject(written);
	const { survey } = await pipedTextSource(context);
	const { question } = bindSubject(subject, survey);
	return { question, isField: !['answer', 'none'].includes(subject.kind) };
}

const matching = (results: Array<{ name: string; value: string | number }>, filter = '') => {
	const wanted = filter.trim().toLowerCase();
	return results.filter(({ name }) => name.toLowerCase().includes(wanted));
};

/** Operators that fit the chosen question; all of them while nothing is known of it. */
export async function searchOperators(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { question, isField } = await asNodeError(this.getNode(), questionOfRule(this));
	const fitting = question
		? operatorsFor(question.type)
		: isField
			? operatorsFor('field')
			: OPERATOR_NAMES.map((name) => ({ name, label: OPERATORS[name].label }));
	const results = fitting.map(({ name, label }) => ({ name: label, value: name }));
	return { results: matching(results, filter) };
}

/** Choices of the chosen question, by their words: the words survive in a shared template, a recode would not be understood. */
export async function searchChoices(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { question } = await asNodeError(this.getNode(), questionOfRule(this));
	const results = question?.choices.map(({ label }) => ({ name: label, value: label })) ?? [];
	return { results: matching(results.length > 0 ? results : scaleOf(question), filter) };
}

/** A scale without named points (NPS, slider) offers its numbers, while they are few. */
function scaleOf(question: Question | undefined): Array<{ name: string; value: string }> {
	const scale = question?.scale;
	if (!scale || scale.max - scale.min > 20) return [];
	return Array.from({ length: scale.max - scale.min + 1 }, (_, step) => {
		const point = String(scale.min + step);
		return { name: point, value: point };
	});
}
