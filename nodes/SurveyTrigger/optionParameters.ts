import type { INodeProperties } from 'n8n-workflow';
import { sourcesWhere } from './sources/registry';

const QUALTRICS = sourcesWhere(({ id }) => id === 'qualtrics');
const ACCOUNTS = sourcesWhere(({ tool }) => tool !== undefined);
const POSTED = sourcesWhere(({ callers }) => callers === 'mustProve');
/** They are posted whole, at least by their webhook. */
const POSTED_WHOLE = sourcesWhere(({ callers }) => callers !== 'signed');

export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Accept Web Service Task',
			name: 'webServiceTask',
			type: 'boolean',
			default: false,
			description:
				'Whether a Web Service task of a Qualtrics workflow can report responses too, for accounts without the right to create event subscriptions. The task posts {"surveyId": …, "responseId": …} to the production URL of this node, with the secret of the Survey Webhook credential.',
			displayOptions: { show: { '/source': QUALTRICS } },
		},
		{
			displayName: 'Catch-Up Delay (Seconds)',
			name: 'youngSeconds',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 3600 },
			default: 90,
			description:
				'With Instant with Catch-Up, the catch-up skips responses younger than this, as the webhook usually reports them',
			displayOptions: { show: { '/source': ACCOUNTS } },
		},
		{
			displayName: 'Check Signatures of Multipart Forms',
			// n8n knows an option by this name, of nodes in version 1: it then leaves the bytes of a call to the node.
			name: 'binaryData',
			type: 'boolean',
			default: false,
			description:
				'Whether to keep multipart/form-data requests unchanged, so that their signature can be checked. Files are left out either way.',
			displayOptions: { show: { '/source': POSTED } },
		},
		{
			displayName: 'Connection Label',
			name: 'connectionLabel',
			type: 'string',
			default: '',
			placeholder: 'e.g. Retail France',
			description: 'A label added to each response, to distinguish several accounts',
		},
		{
			displayName: 'Email Answer Identifies the Respondent',
			name: 'takesEmailAnswer',
			type: 'boolean',
			default: false,
			description:
				'Whether an email address given as an answer identifies the respondent if the request names no email',
			displayOptions: { show: { '/source': POSTED } },
		},
		{
			displayName: 'Include Imported',
			name: 'includeImported',
			type: 'boolean',
			default: false,
			description: 'Whether to include imported responses',
			displayOptions: { show: { '/source': QUALTRICS } },
		},
		{
			displayName: 'Include IP Address and Location',
			name: 'includeMeta',
			type: 'boolean',
			default: false,
			description:
				'Whether to include the IP address and the location derived from it. These are personal data.',
		},
		{
			displayName: 'Include Payload',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description: 'Whether to add the original payload as raw, to build a mapping from it',
			displayOptions: { show: { '/source': POSTED_WHOLE } },
		},
		{
			displayName: 'Include Spam',
			name: 'includeSpam',
			type: 'boolean',
			default: false,
			description: 'Whether to include responses that Qualtrics marked as spam',
			displayOptions: { show: { '/source': QUALTRICS } },
		},
		{
			displayName: 'Include Tests and Previews',
			name: 'includeTests',
			type: 'boolean',
			default: false,
			description: 'Whether to include survey previews and generated test responses',
		},
		{
			displayName: 'Leave Out What Was Not Shown',
			name: 'onlyShown',
			type: 'boolean',
			default: true,
			description:
				'Whether to leave out questions that the respondent did not see, which are most of an item in a long survey. Their names stay at its end, so that conditions and piped text know them.',
		},
		{
			displayName: 'Responses per Execution',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5000 },
			default: 500,
			description: 'How many waiting responses to put into one execution',
			displayOptions: { show: { '/source': ACCOUNTS } },
		},
	],
};
