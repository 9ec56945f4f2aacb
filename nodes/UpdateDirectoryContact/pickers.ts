import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { ContactField } from '../shared/connectors/qualtrics/contactFields';
import { EMBEDDED_PREFIX } from '../shared/connectors/qualtrics/directory/contactValues';
import { resolveDirectory } from '../shared/n8n/directoryLocators';
import { asNodeError } from '../shared/n8n/errors';
import { connectQualtrics } from '../shared/n8n/qualtrics';

/** Standard fields and the embedded data found in the directory's contacts; others can be typed by name. */
export async function searchContactFields(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const fields = await asNodeError(this.getNode(), contactFields(this));
	const wanted = filter.trim().toLowerCase();
	const results = fields
		.filter(({ label, name }) => `${label} ${name}`.toLowerCase().includes(wanted))
		.map(({ label, name, kind }) =>
			kind === 'standard'
				? { name: label, value: name }
				: { name: `Embedded Data · ${label}`, value: `${EMBEDDED_PREFIX}${name}` },
		);
	return { results };
}

async function contactFields(context: ILoadOptionsFunctions): Promise<ContactField[]> {
	const qualtrics = await connectQualtrics(context);
	const directory = await resolveDirectory(qualtrics, context.getNode().parameters.directory);
	return await qualtrics.contactFields.list({ directoryId: directory.id });
}
