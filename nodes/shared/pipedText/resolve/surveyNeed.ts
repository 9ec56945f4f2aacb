import { wasNotShown } from '../../survey/notShown';
import type { SurveyResponse } from '../../survey/SurveyResponse';
import type { TokenPart } from '../Template';
import { BUILT_IN_FIELDS } from './fields';
import { parseForm } from './question';

type Need = (response: SurveyResponse) => boolean;

/** Tells, response by response, whether the survey's definition is needed to resolve all of these tokens. */
export function surveyNeedOf(
	tokens: TokenPart[],
): (response: SurveyResponse | undefined) => boolean {
	const needs = tokens.flatMap((token) => needOf(token) ?? []);
	if (needs.length === 0) return () => false;
	return (response) => response !== undefined && needs.some((need) => need(response));
}

function needOf({ scheme, path }: TokenPart): Need | undefined {
	if (scheme === 'q') return questionNeed(path);
	if (scheme !== 'e' || path[0] !== 'Field') return undefined;
	const name = path.slice(1).join('/').trim();
	// A declared field that was left empty is empty; one that nobody declared is a slip.
	return name === '' || Object.hasOwn(BUILT_IN_FIELDS, name)
		? undefined
		: ({ context }) => !isIn(context, name);
}

function questionNeed([name, ...rest]: string[]): Need | undefined {
	const parsed = parseForm(rest);
	if (typeof parsed === 'string') return undefined;
	if (parsed.form.needsSurvey) return () => true;
	const key = name.trim();
	const part = parsed.argument === undefined ? key : `${key}_${parsed.argument}`;
	const { needsNoAnswer = false } = parsed.form;
	return (response) => {
		if (isIn(response.answers, key) || isIn(response.answers, part)) return false;
		// The words of a question that was not shown are left out with it.
		return needsNoAnswer || !(wasNotShown(response, key) || wasNotShown(response, part));
	};
}

/** The response may be anything that looks like one. */
const isIn = (holder: unknown, name: string): boolean =>
	typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name);
