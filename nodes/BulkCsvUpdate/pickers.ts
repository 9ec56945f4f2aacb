import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { BulkField } from '../shared/bulk';
import { asNodeError } from '../shared/n8n/errors';
import { isOfKind, type DataKind } from './chosenFields';
import { editorSettings } from './settings';
import type { BulkDestination } from './targets/BulkProvider';
import { targets } from './targets/registry';

async function destinationOf(context: ILoadOptionsFunctions): Promise<BulkDestination> {
	const provider = targets.systemOf(context.getCurrentNodeParameter('target') ?? 'dynamics365');
	return await provider.connect(context, editorSettings(context));
}

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

const listOf = (
	entries: (destination: BulkDestination, context: ILoadOptionsFunctions) => INodePropertyOptions[],
): LoadOptions =>
	async function () {
		return entries(await asNodeError(this.getNode(), destinationOf(this)), this);
	};

const entryOf = ({ name, id }: Pick<BulkField, 'name' | 'id'>): INodePropertyOptions => ({
	name: id === undefined || id === name || name.includes(`(${id})`) ? name : `${name} (${id})`,
	value: id ?? name,
});

/** Lists of fields, the same for every target. */
export const fieldLists = {
	getKeyFields: listOf(({ keyFields }) => [
		{ name: `Default Key (${keyFields[0]?.name ?? 'none'})`, value: '' },
		...keyFields.map(entryOf),
	]),
	getFields: listOf(({ fields = [] }, context) => {
		const kind = (context.getCurrentNodeParameter('dataKind') ?? 'all') as DataKind;
		return fields.filter((field) => isOfKind(field, kind)).map(entryOf);
	}),
	getCodeFields: listOf(({ fields = [], codes }) =>
		fields
			.filter(({ type }) => codes !== undefined || type.kind === 'code' || type.kind === 'codes')
			.map(entryOf),
	),
};
