import type { SurveyDefinition } from '../survey/SurveyDefinition';
import { trimmed, type AuthorText } from './authorText';
import { QuestionRef } from './lookup/QuestionRef';
import { shortTitle } from './lookup/surveyIndex';
import { parseTemplate } from './parseTemplate';
import { CONTACT_FIELDS } from './resolve/contact';
import { parseForm } from './resolve/question';
import { RESPONSE_FIELDS } from './resolve/responseMetadata';
import type { MathsPart, TokenPart } from './Template';
import { findTransformation } from './transformations/registry';

const SEPARATOR = ' › ';

/**
 * A token in the words of a survey person: `"How likely are you…" › selected choice`, `embedded data "plan" › change
 * case`. A text with several tokens or none is given back as it stands.
 */
export function describeToken(token: AuthorText, survey?: SurveyDefinition): string {
	const [part, ...others] = parseTemplate(trimmed(token)).parts;
	if (part === undefined || part.kind === 'literal' || others.length > 0) return token;
	if (part.kind === 'maths') return describeMaths(part, survey);
	const steps = part.transforms.map(
		({ name }) => findTransformation(name)?.transformation.label.toLowerCase() ?? name,
	);
	return [...subjectOf(part, survey), ...steps].join(SEPARATOR);
}

function describeMaths(part: MathsPart, survey: SurveyDefinition | undefined): string {
	const words = part.parts.map((inner) =>
		inner.kind === 'literal' ? inner.text.trim() : describeToken(inner.raw, survey),
	);
	return ['calculation', ...words.filter((word) => word !== '')].join(' ');
}

function subjectOf({ scheme, path }: TokenPart, survey: SurveyDefinition | undefined): string[] {
	const rest = path.slice(1).join('/');
	switch (scheme) {
		case 'q':
			return questionWords(path, survey);
		case 'e':
			return [`embedded data "${rest}"`];
		case 'm':
			return [
				'contact',
				path[0] === 'Field' ? `"${rest}"` : (ownLabel(CONTACT_FIELDS, path[0]) ?? path[0]),
			];
		case 'r':
			return ['response', ownLabel(RESPONSE_FIELDS, path[0]) ?? path[0], ...(rest ? [rest] : [])];
		case 'date':
			return [
				path[0] === 'OtherDate' ? `date ${path[path.length - 1]}` : 'current date',
				path[1] ?? '',
			];
		case 'gr':
			return [`score ${path[0]}`, ...(rest ? [rest] : [])];
		case 'loc':
			return ['place', path.join('/')];
		case 'rand':
			return [`random number ${rest}`];
		default:
			return [`${scheme}://${path.join('/')}`];
	}
}

function questionWords([name, ...rest]: string[], survey: SurveyDefinition | undefined): string[] {
	const target = new QuestionRef(name.trim()).target(survey);
	const words = [target ? `"${shortTitle(target.question.title)}"` : name];
	if (target?.loop !== undefined) words.push(`loop ${target.loop}`);
	if (target?.column !== undefined) words.push(`column ${target.column}`);
	const parsed = parseForm(rest);
	if (typeof parsed === 'string') return [...words, rest.join('/')];
	const id = parsed.argument ?? target?.row;
	if (id !== undefined) {
		const entry = [...(target?.question.rows ?? []), ...(target?.question.choices ?? [])].find(
			(candidate) => candidate.id === id,
		);
		words.push(parsed.name === 'ChoiceWithRank' || !entry ? id : `"${entry.label}"`);
	}
	return [
		...words,
		target?.question.type === 'nps' && parsed.name === 'ChoiceNumericEntryValue'
			? 'score'
			: parsed.form.label,
	];
}

function ownLabel(fields: Record<string, { label: string }>, name: string): string | undefined {
	return Object.hasOwn(fields, name) ? fields[name].label : undefined;
}
