import { questionCredentials, questionLists } from '../shared/n8n/pipedTextFrom';
import type { RecordProvider } from '../shared/n8n/records/RecordProvider';
import { createSystemRegistry, type SystemRegistry } from '../shared/n8n/systems/systemRegistry';
import { ownParameters } from './parameters';
import { sourceSearch } from './pickers';
import { PROVIDERS } from './providers/all';

/** Everything of the node that depends on the CRMs it offers. */
export const crm: SystemRegistry<RecordProvider> = createSystemRegistry(
	{ name: 'provider', displayName: 'CRM', default: 'dynamics365' },
	PROVIDERS,
	{
		credentials: questionCredentials(),
		parameters: ownParameters,
		lists: {
			...questionLists,
			/** Answers and fields of the survey, and before them the choices of the field that the row fills. */
			searchPipedText: sourceSearch((context) =>
				crm.systemOf(context.getNode().parameters.provider),
			),
		},
	},
);
