import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { chosenTable } from '../shared/face/dataverseLocators';
import { connectDynamics } from '../shared/face/dataverse';
import { searchPipedText } from '../shared/face/pipedTextField';
import { rawTextOf } from '../shared/face/textParameters';
import { settle } from '../shared/http/settle';
import { foldText } from '../shared/pipedText/foldText';

/**
 * List method behind every source: the choices of the column that the row fills, then {a}. A choice is picked by its words,
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
	const name = String(rawTextOf(target) ?? '').trim();
	if (name === '') return [];
	const outcome = await settle(optionsOf(context, name));
	const options = outcome.ok ? outcome.value : [];
	const wanted = foldText(filter);
	return options
		.map(({ label }) => ({ name: `Choice · ${label}`, value: label }))
		.filter((choice) => foldText(choice.name).includes(wanted));
}

async function optionsOf(context: ILoadOptionsFunctions, name: string) {
	const dataverse = await connectDynamics(context);
	const columns = await dataverse.columns.of(await chosenTable(context, dataverse));
	return columns.byName.get(name)?.options ?? [];
}
