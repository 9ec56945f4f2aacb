import type { IExecuteFunctions } from 'n8n-workflow';
import { tokenWords } from '../pipedText/catalogue/tokenWords';
import { checkTemplate } from '../pipedText/checkTemplate';
import type { AuthorText } from '../pipedText/authorText';
import { compileTemplate } from '../pipedText/compileTemplate';
import { parseMixed, tokensOf } from '../pipedText/parseTemplate';
import type { RenderContext, Template } from '../pipedText/Template';
import { definitionFromResponse } from '../survey/definitionFromResponse';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import { hint, hints } from './hints';
import { cutText, type Raw } from './rawParameters';

/** A text of the node that may hold piped text. */
export interface CheckedText {
	/** What the user calls the field: `Source of "Email"`. */
	field: string;
	/** The parameter as it was picked or typed. What n8n expressions in it give is only known per item, and is no piped text. */
	text: Raw | undefined;
}

export interface CheckContext {
	/** The survey that the node names, where it could be read. */
	survey?: SurveyDefinition;
	/** The first item's response and the run's clock: what the tokens come out as is shown beside them. */
	sample?: RenderContext;
}

/** In production the item itself says what went wrong; the design is looked at while it is being made. */
export const isTestStep = (context: IExecuteFunctions): boolean => context.getMode() === 'manual';

/**
 * In a test step: what is wrong with the piped text against the survey (`QID12 is not in "Store visit". Did you mean QID11
 * "How likely…"?`), and what every token comes out as for the first item. Does nothing in production.
 */
export function checkTokens(
	context: IExecuteFunctions,
	texts: CheckedText[],
	{ survey, sample }: CheckContext,
): void {
	if (!isTestStep(context)) return;
	const written = texts.map(({ field, text }) => ({
		field,
		template: parseMixed(cutText(text).mixed).template,
	}));
	const problems = written.flatMap(({ field, template }) =>
		checkTemplate(template, survey).map((problem) => `${field}: ${problem}`),
	);
	hints(context, 'warning', [...new Set(problems)]);
	showTokens(
		context,
		written.map(({ template }) => template),
		sample,
	);
}

const VALUES_SHOWN = 12;

/** `What is your e-mail address? · Typed text (${q://QID3/ChoiceTextEntryValue}) → ann@example.com`, a line for each token. */
export function showTokens(
	context: IExecuteFunctions,
	templates: Template[],
	sample: RenderContext | undefined,
): void {
	if (!sample?.response || !isTestStep(context)) return;
	const tokens = new Map(templates.flatMap(tokensOf).map((token) => [token.raw, token]));
	const { response, survey } = sample;
	const wordsOf = tokenWords({ survey: survey ?? definitionFromResponse(response) });
	const shown = [...tokens.values()].slice(0, VALUES_SHOWN).map((token) => {
		const words = wordsOf(token);
		const name = words === undefined ? token.raw : `${words} (${token.raw})`;
		return `${name} → ${valueOf(token.raw, sample)}`;
	});
	if (shown.length === 0) return;
	const left = tokens.size - shown.length;
	hint(context, 'info', 'First item:', ...shown, ...(left > 0 ? [`… and ${left} more`] : []));
}

const LONGEST = 80;

function valueOf(token: AuthorText, sample: RenderContext): string {
	const { text, unresolved } = compileTemplate(token).render(sample);
	if (unresolved.length > 0) return `cannot be resolved (${unresolved[0].reason})`;
	const letters = [...text.replace(/\s+/g, ' ').trim()];
	if (letters.length === 0) return 'empty';
	return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : letters.join('');
}
