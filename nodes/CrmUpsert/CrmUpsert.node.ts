import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialTests, testedSlots } from '../shared/n8n/credentialTests/all';
import { credentialsSlot } from '../shared/n8n/credentialsSlot';
import { subtitle } from '../shared/n8n/subtitles';
import type { RecordNode } from '../shared/n8n/records/settings';
import { writingToolDescription } from '../shared/n8n/toolDescription';
import { writeItems } from '../shared/n8n/records/writeItems';
import { operation, questionParameters } from './parameters';
import { crm } from './registry';

const CRM_UPSERT: RecordNode = {
	status: {
		isSet: 'setConsent',
		source: 'consentSource',
		label: 'Consent Source',
		shownAs: 'consent',
	},
	fieldWords: 'column or field',
	marksFailed: true,
};

/** Where records go stands first, before what they are matched by and filled from. */
const isKindOfRecord = ({ name }: INodeProperties): boolean =>
	name === 'table' || name === 'object';

export class CrmUpsert implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CRM Upsert',
		name: 'crmUpsert',
		icon: { light: 'file:crmUpsert.svg', dark: 'file:crmUpsert.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitle(
			'{create: "Create", update: "Update", createOrUpdate: "Create or update"}[$parameter.operation]',
			`(${crm.expression((system) => system.subtitle)}).trim()`,
		),
		description: `Creates or updates records in a CRM (${crm.systems.map(({ label }) => label).join(', ')})`,
		defaults: { name: 'CRM Upsert' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		parameterPane: 'wide',
		usableAsTool: true,
		// Those that a node tests stand here for n8n's linter, which looks for them in this list alone.
		credentials: [
			{ name: 'ghostMembersApi', testedBy: 'testGhost' },
			{ name: 'salesManagoApi', testedBy: 'testSalesManago' },
		],
		properties: [
			writingToolDescription(
				`a record in {{ ${crm.expression(({ label }) => JSON.stringify(label))} }} ({{ ${crm.expression((system) => system.toolSubject ?? system.subtitle)} }})`,
				['fields', 'properties', 'contactFields', 'memberFields'],
			),
			operation,
			crm.choice,
			...crm.parameters.filter(crm.isSignIn),
			credentialsSlot,
			...crm.parameters.filter(isKindOfRecord),
			...questionParameters,
			...crm.parameters.filter((one) => !crm.isSignIn(one) && !isKindOfRecord(one)),
		],
	};

	constructor() {
		this.description.credentials = testedSlots(crm.credentials, this.description.credentials);
	}

	methods = { listSearch: crm.lists, credentialTest: credentialTests };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await writeItems(this, CRM_UPSERT, async (context, settings) => {
			const provider = crm.systemOf(context.getNodeParameter('provider', 0));
			return await provider.connect(context, settings);
		});
	}
}
