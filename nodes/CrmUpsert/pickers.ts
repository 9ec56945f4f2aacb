import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchPipedText } from '../shared/face/pipedTextField';
import { rawTextOf } from '../shared/face/textParameters';
import { settle } from '../shared/http/settle';
import { foldText } from '../shared/pipedText/foldText';
import { providerOf } from './providers/registry';

/**
 * List method behind every source: the choices of the field that the row fills, then {a}. A choice is picked by its words,
 * which survive in a shared template.
 */
export async function searchSources(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const choices = paginationToken === undefined ? await choicesOfRow(this, filter) : [];
	const tokens = await settle(searchPipedText.call(this, filter, paginationToken));
	if (tokens.ok) return { ...tokens.value, results: [...choices, ...tokens.value.results] };
	// Without a survey there are still the choices.
	if (choices.length > 0) return { results: choices };
	return await searchPipedText.call(this, filter, paginationToken);
}

async function choicesOfRow(
	context: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult['results']> {
	const target =
		context.getCurrentNodeParameter('&target') ?? context.getCurrentNodeParameter('&column');
	const field = String(rawTextOf(target) ?? '').trim();
	if (field === '') return [];
	const outcome = await settle(choicesFor(context, field));
	const choices = outcome.ok ? outcome.value : [];
	const wanted = foldText(filter);
	return choices
		.map((choice) => ({ name: `Choice · ${choice}`, value: choice }))
		.filter(({ name }) => foldText(name).includes(wanted));
}

const choicesFor = async (context: ILoadOptionsFunctions, field: string): Promise<string[]> =>
	(await providerOf(context.getNode().parameters.provider).choicesFor?.(context, field)) ?? [];
