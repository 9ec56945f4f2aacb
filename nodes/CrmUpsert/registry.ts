import { qualtricsCredentials } from '../shared/n8n/qualtrics';
import type { RecordProvider } from '../shared/n8n/records/RecordProvider';
import { searchSurveys } from '../shared/n8n/surveyLocator';
import { createSystemRegistry, type SystemRegistry } from '../shared/n8n/systems/systemRegistry';
import { ownParameters } from './parameters';
import { sourceSearch } from './pickers';
import { PROVIDERS } from './providers/all';

const surveyCredentials = qualtricsCredentials({
	required: false,
	when: { pipedTextFrom: ['survey'] },
}).map((slot) => ({ ...slot, displayName: 'Credential for the Survey (Qualtrics)' }));

/** Everything of the node that depends on the CRMs it offers. */
export const crm: SystemRegistry<RecordProvider> = createSystemRegistry(
	{ name: 'provider', displayName: 'CRM', default: 'dynamics365' },
	PROVIDERS,
	{
		credentials: surveyCredentials,
		parameters: ownParameters,
		lists: {
			searchSurveys,
			/** Answers and fields of the survey, and before them the choices of the field that the row fills. */
			searchPipedText: sourceSearch((context) =>
				crm.systemOf(context.getNode().parameters.provider),
			),
		},
	},
);
