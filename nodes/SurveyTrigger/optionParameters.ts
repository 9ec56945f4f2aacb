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
				'Whether a Web Service task of a Qualtrics workflow may announce responses too: for accounts that may not create event subscriptions. The task posts {"surveyId": …, "responseId": …} to the production URL of this node and shows the secret of the Survey Webhook credential.',
			displayOptions: { show: { '/source': QUALTRICS } },
		},
		{
			displayName: 'Check Signatures of Multipart Forms',
			// n8n knows an option by this name, of nodes in version 1: it then leaves the bytes of a call to the node.
			name: 'binaryData',
			type: 'boolean',
			default: false,
			description:
				'Whether forms that are posted as multipart/form-data are kept as they came, so that a signature over them can be checked. Files in them are left out either way.',
			displayOptions: { show: { '/source': POSTED } },
		},
		{
			displayName: 'Connection Label',
			name: 'connectionLabel',
			type: 'string',
			default: '',
			placeholder: 'e.g. Retail France',
			description: 'Goes along on each response, to tell several accounts apart',
		},
		{
			displayName: 'Email Answer Identifies the Respondent',
			name: 'takesEmailAnswer',
			type: 'boolean',
			default: false,
			description:
				"Whether an email address that was typed as an answer counts as the respondent's own, where the call names none",
			displayOptions: { show: { '/source': POSTED } },
		},
		{
			displayName: 'Include Imported',
			name: 'includeImported',
			type: 'boolean',
			default: false,
			description: 'Whether responses that were imported into the survey come out too',
			displayOptions: { show: { '/source': QUALTRICS } },
		},
		{
			displayName: 'Include IP Address and Location',
			name: 'includeMeta',
			type: 'boolean',
			default: false,
			description:
				'Whether the IP address and the location derived from it come along. They are personal data.',
		},
		{
			displayName: 'Include Payload',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description:
				'Whether the payload comes along as it was posted, under raw: to build a mapping from it',
			displayOptions: { show: { '/source': POSTED_WHOLE } },
		},
		{
			displayName: 'Include Spam',
			name: 'includeSpam',
			type: 'boolean',
			default: false,
			description: 'Whether responses that Qualtrics marked as spam come out too',
			displayOptions: { show: { '/source': QUALTRICS } },
		},
		{
			displayName: 'Include Tests and Previews',
			name: 'includeTests',
			type: 'boolean',
			default: false,
			description: 'Whether survey previews and generated test responses come out too',
		},
		{
			displayName: 'Leave Out What Was Not Shown',
			name: 'onlyShown',
			type: 'boolean',
			default: true,
			description:
				'Whether the answers to questions that the respondent was never shown are left out, which in a long survey are most of an item. The questions are named at its end, so that conditions and piped text know them.',
		},
		{
			displayName: 'Leave to Webhook (Seconds)',
			name: 'youngSeconds',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 3600 },
			default: 90,
			description:
				'With Instant with Catch-Up, responses younger than this are left to the webhook; the catch-up takes those that were never announced',
			displayOptions: { show: { '/source': ACCOUNTS } },
		},
		{
			displayName: 'Responses per Execution',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5000 },
			default: 500,
			description: 'How many waiting responses the schedule puts into one execution',
			displayOptions: { show: { '/source': ACCOUNTS } },
		},
	],
};
