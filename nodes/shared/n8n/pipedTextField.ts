import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { catalogue, mostLikelyFirst, searchCatalogue } from '../pipedText/catalogue';
import { asNodeError } from './errors';
import { pipedTextSource } from './pipedTextFrom';
import { fieldOfRow } from './rowField';

const PAGE_SIZE = 100;

/**
 * A text field with the `{a}` picker. n8n's panel opens a list for a mode named `list` only, and calls it "From list" whatever
 * its display name, so `{a}` stands in the placeholder as well. Picking from the list stores the token itself, so switching to Text keeps it and it can
 * be built upon. No `loadOptionsDependsOn`: n8n would blank the value in every mode when the survey changes.
 */
export const pipedTextField = (
	overrides: Partial<INodeProperties> & { name: string; displayName: string },
	textPlaceholder = 'e.g. ${q://QID3/ChoiceTextEntryValue}',
): INodeProperties => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: '{a} Piped Text',
			name: 'list',
			type: 'list',
			placeholder: '{a} Pick an answer or a field…',
			typeOptions: {
				searchListMethod: 'searchPipedText',
				searchable: true,
				// A pasted sample needs no credential; a survey that does says so by itself.
				skipCredentialsCheckInRLC: true,
			},
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			placeholder: textPlaceholder,
		},
	],
	...overrides,
});

/** List method behind every `{a}` picker. */
export async function searchPipedText(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await asNodeError(this.getNode(), findTokens(this, filter, paginationToken));
}

async function findTokens(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const source = await pipedTextSource(context);
	const field = fieldOfRow(context);
	const all = catalogue(source);
	const entries = field ? mostLikelyFirst(all, field) : all;
	const page = searchCatalogue(entries, filter, paginationToken, PAGE_SIZE);
	const missing = paginationToken === undefined ? source.missing : undefined;
	return {
		results: [
			// Picking it changes nothing: the field stays empty.
			...(missing === undefined ? [] : [{ name: missing, value: '' }]),
			...page.entries.map(({ name, token }) => ({ name, value: token })),
		],
		paginationToken: page.paginationToken,
	};
}
