import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { qualtricsCredentials } from '../shared/face/qualtrics';
import { searchSurveys } from '../shared/face/surveyLocator';
import { parameters } from './parameters';
import { searchSources } from './pickers';
import { crmCredentials, crmLists } from './providers/registry';
import { upsertItems } from './upsertItems';

const surveyCredentials = qualtricsCredentials({
	required: false,
	when: { pipedTextFrom: ['survey'] },
}).map((slot) => ({ ...slot, displayName: 'Credential for the Survey (Qualtrics)' }));

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

	execute = upsertItems;
}
