import { nearestName } from '../lookup/nearestName';
import { QuestionRef } from '../lookup/QuestionRef';
import { QUESTION_FORMS } from './questionForms';
import type { QuestionForm } from './QuestionForm';
import { meantOf } from '../lookup/sameName';
import { never, Noted, Unresolved, type Resolve, type ResolverFactory } from './Resolver';

const GROUPS = new Set(['ChoiceGroup', 'AnswerGroup']);

export interface ParsedForm {
	name: string;
	form: QuestionForm;
	argument?: string;
	group?: string;
}

/** What follows the question's name: `['ChoiceGroup', 'SelectedChoices', '3']`; a text says what is wrong with it. */
export function parseForm(path: string[]): ParsedForm | string {
	const group = GROUPS.has(path[0]) ? path[0] : undefined;
	const [name = 'Answer', argument, ...rest] = group ? path.slice(1) : path;
	if (group && path.length === 1)
		return `${group} must be followed by a form such as SelectedChoices`;
	const form = Object.hasOwn(QUESTION_FORMS, name) ? QUESTION_FORMS[name] : undefined;
	if (form === undefined) {
		const nearest = nearestName(name, Object.keys(QUESTION_FORMS));
		return `${name} is not something a question has.${nearest ? ` Did you mean ${nearest}?` : ''}`;
	}
	if (rest.length > 0 || (argument !== undefined && form.argument === 'none')) {
		return `Nothing can follow ${name}${form.argument === 'none' ? '' : `/${argument}`}`;
	}
	if (form.argument === 'required' && !argument)
		return `${name} must be followed by a number, as in ${name}/1`;
	return { name, form, argument: argument === '' ? undefined : argument, group };
}

/** `${q://QID3/ChoiceGroup/SelectedChoices}`: contracts/qualtrics.md 6. */
export const resolveQuestion: ResolverFactory = (token, settings) => {
	const parsed = parseForm(token.path.slice(1));
	if (typeof parsed === 'string') return never(parsed);
	const name = token.path[0].trim();
	if (name === '') return never('The token names no question');
	const { form, argument, group } = parsed;
	return amongSameNames(name, (id) => form.compile(new QuestionRef(id), argument, settings, group));
};

/** Of several questions with one export tag the one that was answered, with a note; two that were answered are named. */
function amongSameNames(name: string, compile: (name: string) => Resolve): Resolve {
	const resolve = compile(name);
	const others = new Map<string, Resolve>();
	return (context) => {
		const meant = meantOf(name, context.response, context.survey);
		if (meant === undefined) return resolve(context);
		if ('ambiguous' in meant) {
			return new Unresolved(
				`${name} is the name of several questions that were answered (${meant.ambiguous.join(', ')}): name one of them by its ID`,
			);
		}
		const { id } = meant;
		let other = others.get(id);
		if (!other) others.set(id, (other = compile(id)));
		const value = other(context);
		if (value instanceof Unresolved) return value;
		return new Noted(
			value,
			`${name} is the name of several questions: ${id} was taken, since ${meant.others.join(', ')} had no answer`,
		);
	};
}
