import type { IExecuteFunctions } from 'n8n-workflow';
import { checkTemplate } from '../pipedText/checkTemplate';
import { compileTemplate } from '../pipedText/compileTemplate';
import { parseTemplate, tokensOf } from '../pipedText/parseTemplate';
import type { RenderContext } from '../pipedText/Template';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import { hint, hints } from './hints';
import { isExpression } from './rawParameters';
import { rawTextOf } from './textParameters';

/** A text of the node that may hold piped text. */
export interface CheckedText {
	/** What the user calls the field: `Source of "Email"`. */
	field: string;
	/** The parameter as it was picked or typed; n8n expressions are left out, since they are only known per item. */
	text: unknown;
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
	const written = texts.flatMap(({ field, text }) => {
		const raw = rawTextOf(text);
		return typeof raw === 'string' && !isExpression(raw) ? [{ field, text: raw }] : [];
	});
	const problems = written.flatMap(({ field, text }) =>
		checkTemplate(text, survey).map((problem) => `${field}: ${problem}`),
	);
	hints(context, 'warning', [...new Set(problems)]);
	showTokens(
		context,
		written.map(({ text }) => text),
		sample,
	);
}

const VALUES_SHOWN = 12;

/** `${q://QID3/ChoiceTextEntryValue} → ann@example.com`, a line for each token. */
export function showTokens(
	context: IExecuteFunctions,
	texts: string[],
	sample: RenderContext | undefined,
): void {
	if (!sample?.response || !isTestStep(context)) return;
	const tokens = new Set(
		texts.flatMap((text) => tokensOf(parseTemplate(text)).map(({ raw }) => raw)),
	);
	const shown = [...tokens]
		.slice(0, VALUES_SHOWN)
		.map((token) => `${token} → ${valueOf(token, sample)}`);
	if (shown.length === 0) return;
	const left = tokens.size - shown.length;
	hint(context, 'info', 'First item:', ...shown, ...(left > 0 ? [`… and ${left} more`] : []));
}

const LONGEST = 80;

function valueOf(token: string, sample: RenderContext): string {
	const { text, unresolved } = compileTemplate(token).render(sample);
	if (unresolved.length > 0) return `cannot be resolved (${unresolved[0].reason})`;
	const letters = [...text.replace(/\s+/g, ' ').trim()];
	if (letters.length === 0) return 'empty';
	return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : letters.join('');
}
