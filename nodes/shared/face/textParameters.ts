import type { IExecuteFunctions } from 'n8n-workflow';
import { compileTemplate } from '../pipedText/compileTemplate';
import type { CompiledTemplate, RenderContext } from '../pipedText/Template';
import { asText, isExpression, perItem } from './rawParameters';
import { remembered } from './remembered';

/** The text as typed or picked: locators of either mode, and plain strings. */
export const rawTextOf = (parameter: unknown): unknown =>
	typeof parameter === 'object' && parameter !== null && '__rl' in parameter
		? (parameter as { value?: unknown }).value
		: parameter;

/** Gives the compiled template for an item. Texts without an n8n expression are parsed once per run. */
export type TemplateFor = (itemIndex: number) => CompiledTemplate;

/**
 * Piped text in a parameter, whether picked, typed, or computed by an n8n expression. An expression's result may itself hold
 * piped text; results that repeat are parsed once.
 */
export function textParameter(context: IExecuteFunctions, parameter: unknown): TemplateFor {
	const raw = rawTextOf(parameter);
	if (!isExpression(raw)) {
		const compiled = compileTemplate(asText(raw));
		return () => compiled;
	}
	const evaluate = perItem(context, raw);
	const compiled = remembered(1000, (text) => compileTemplate(text));
	return (itemIndex) => compiled(asText(evaluate(itemIndex)));
}

/** What rendering needs besides the response: one clock reading per run, so that all fields of a run agree on the date. */
export function renderSurroundings(
	context: IExecuteFunctions,
): Pick<RenderContext, 'now' | 'timeZone' | 'random'> {
	return { now: Date.now(), timeZone: context.getTimezone(), random: () => Math.random() };
}
