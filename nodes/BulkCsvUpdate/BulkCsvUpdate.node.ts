import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialTests, testedSlots } from '../shared/n8n/credentialTests/all';
import { subtitle } from '../shared/n8n/subtitles';
import { bulkCsvUpdate } from './execute';
import { parameters } from './parameters';
import { fieldLists } from './pickers';
import type { BulkProvider } from './targets/BulkProvider';
import { targets } from './targets/registry';

const rowsOutputOf = ({ rowsOutput }: BulkProvider): string =>
	rowsOutput === undefined ? '[]' : `[{ type: "main", displayName: "${rowsOutput}" }]`;

export class BulkCsvUpdate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bulk CSV Update',
		name: 'bulkCsvUpdate',
		icon: { light: 'file:bulkCsvUpdate.svg', dark: 'file:bulkCsvUpdate.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitle(
			'{downloadTemplate: "Download template", validate: "Validate", apply: "Apply", rollBack: "Roll back", verify: "Verify", listCodes: "List codes"}[$parameter.operation]',
			`(${targets.expression((system) => system.subtitle)}).trim()`,
		),
		description: 'Updates thousands of records from a spreadsheet (CSV or Excel), safely',
		defaults: { name: 'Bulk CSV Update' },
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ [{ type: "main", displayName: "Done" }, { type: "main", displayName: "Progress" }].concat(${targets.expression(rowsOutputOf, '[]')}) }}`,
		parameterPane: 'wide',
		// Its work is files, which no agent hands over.
		usableAsTool: undefined,
		// One that a node tests stands here for n8n's linter, which looks for it in this list alone.
		credentials: [{ name: 'secutixApi', testedBy: 'testSecutix' }],
		properties: parameters,
	};

	constructor() {
		this.description.credentials = testedSlots(targets.credentials, this.description.credentials);
	}

	methods = {
		listSearch: targets.lists,
		loadOptions: fieldLists,
		credentialTest: credentialTests,
	};

	execute = bulkCsvUpdate;
}
