import type { IExecuteFunctions } from 'n8n-workflow';
import { compileTemplate } from '../pipedText/compileTemplate';
import type { CompiledTemplate, RenderContext } from '../pipedText/Template';
import { cutText, resultsFor, type Raw } from './rawParameters';

export { rawTextOf } from './rawParameters';

/** Gives the compiled template for an item. The author's text is parsed once per run, whatever n8n expressions stand in it. */
export type TemplateFor = (itemIndex: number) => CompiledTemplate;

/**
 * Piped text in a parameter, picked or typed. What n8n expressions in it give is put in as it is: only what its author wrote is
 * read as piped text. An expression that is all of the text keeps the type of its value.
 */
export function textParameter(context: IExecuteFunctions, parameter: Raw | undefined): TemplateFor {
	const cut = cutText(parameter);
	const compiled = compileTemplate(cut.mixed);
	if (!compiled.takesResults) return () => compiled;
	const results = resultsFor(context, cut);
	return (itemIndex) => compiled.fill(() => results(itemIndex));
}

/** What rendering needs besides the response: one clock reading per run, so that all fields of a run agree on the date. */
export function renderContextOf(
	context: IExecuteFunctions,
): Pick<RenderContext, 'now' | 'timeZone' | 'random'> {
	return { now: Date.now(), timeZone: context.getTimezone(), random: () => Math.random() };
}
