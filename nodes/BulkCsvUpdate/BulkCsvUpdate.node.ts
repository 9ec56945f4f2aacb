import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { bulkCsvUpdate } from './execute';
import { parameters } from './parameters';
import { fieldLists } from './pickers';
import { bulkCredentials, targetLists } from './targets/registry';

export class BulkCsvUpdate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bulk CSV Update',
		name: 'bulkCsvUpdate',
		icon: { light: 'file:bulkCsvUpdate.svg', dark: 'file:bulkCsvUpdate.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ {downloadTemplate: "Download template", validate: "Validate", apply: "Apply", rollBack: "Roll back", verify: "Verify", listCodes: "List codes"}[$parameter.operation] }}: {{ {dynamics365: "Dynamics 365", xmDirectory: "XM Directory", salesmanago: "SALESmanago", secutix: "SecuTix", items: "n8n items"}[$parameter.target] }}',
		description: 'Updates thousands of records from an [old]/[new] CSV file, safely',
		defaults: { name: 'Bulk CSV Update' },
		inputs: [NodeConnectionTypes.Main],
		outputs:
			'={{ [{ type: "main", displayName: "Done" }, { type: "main", displayName: "Progress" }].concat($parameter.target === "items" ? [{ type: "main", displayName: "Changed Rows" }] : []) }}',
		parameterPane: 'wide',
		// Its work is files, which no agent hands over.
		usableAsTool: undefined,
		credentials: bulkCredentials,
		properties: parameters,
	};

	methods = {
		listSearch: targetLists,
		loadOptions: fieldLists,
	};

	execute = bulkCsvUpdate;
}
