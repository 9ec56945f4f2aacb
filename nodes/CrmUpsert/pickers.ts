import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { ListMethod } from '../shared/n8n/listPage';
import { searchPipedText } from '../shared/n8n/pipedTextField';
import type { RecordProvider } from '../shared/n8n/records/RecordProvider';
import { fieldOfRow } from '../shared/n8n/rowField';
import { settle } from '../shared/http/settle';
import { foldText } from '../shared/pipedText/foldText';

/**
 * List method behind every source: the choices of the field that the row fills, then {a}. A choice is picked by its words,
 * which survive in a shared template.
 */
export const sourceSearch = (
	providerOf: (context: ILoadOptionsFunctions) => RecordProvider,
): ListMethod =>
	async function (filter, paginationToken) {
		const isFirst = paginationToken === undefined;
		const choices = isFirst ? await choicesOfRow(this, providerOf, filter) : [];
		const tokens = await settle(searchPipedText.call(this, filter, paginationToken));
		if (tokens.ok) return { ...tokens.value, results: [...choices, ...tokens.value.results] };
		// Without a survey there are still the choices.
		if (choices.length > 0) return { results: choices };
		return await searchPipedText.call(this, filter, paginationToken);
	};

async function choicesOfRow(
	context: ILoadOptionsFunctions,
	providerOf: (context: ILoadOptionsFunctions) => RecordProvider,
	filter = '',
): Promise<INodeListSearchResult['results']> {
	const field = fieldOfRow(context)?.written ?? '';
	if (field === '') return [];
	const outcome = await settle(
		(async () => await providerOf(context).choicesFor?.(context, field))(),
	);
	const choices = (outcome.ok && outcome.value) || [];
	const wanted = foldText(filter);
	return choices
		.map((choice) => ({ name: `Choice · ${choice}`, value: choice }))
		.filter(({ name }) => foldText(name).includes(wanted));
}
