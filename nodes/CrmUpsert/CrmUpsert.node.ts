import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { qualtricsCredentials } from '../shared/face/qualtrics';
import type { RecordNode } from '../shared/face/records/settings';
import { writeItems } from '../shared/face/records/writeItems';
import { searchSurveys } from '../shared/face/surveyLocator';
import { parameters } from './parameters';
import { searchSources } from './pickers';
import { crmCredentials, crmLists, providerOf } from './providers/registry';

const surveyCredentials = qualtricsCredentials({
	required: false,
	when: { pipedTextFrom: ['survey'] },
}).map((slot) => ({ ...slot, displayName: 'Credential for the Survey (Qualtrics)' }));

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

export class CrmUpsert implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CRM Upsert',
		name: 'crmUpsert',
		icon: { light: 'file:crmUpsert.svg', dark: 'file:crmUpsert.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ {create: "Create", update: "Update", createOrUpdate: "Create or update"}[$parameter.operation] }}: {{ $parameter.provider === "salesmanago" ? "SALESmanago contact" : $parameter.table.cachedResultName || $parameter.table.value || "" }}',
		description: 'Creates or updates records in a CRM (Microsoft Dynamics 365, SALESmanago)',
		defaults: { name: 'CRM Upsert' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		parameterPane: 'wide',
		usableAsTool: true,
		credentials: crmCredentials.concat(surveyCredentials),
		properties: parameters,
	};

	methods = {
		listSearch: {
			...crmLists,
			searchSurveys,
			/** Answers and fields of the survey, and before them the choices of the field that the row fills. */
			searchPipedText: searchSources,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await writeItems(this, CRM_UPSERT, async (context, settings) => {
			const provider = providerOf(context.getNodeParameter('provider', 0, 'dynamics365'));
			return await provider.connect(context, settings);
		});
	}
}
