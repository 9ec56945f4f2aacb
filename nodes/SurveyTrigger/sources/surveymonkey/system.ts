import type { INodeProperties } from 'n8n-workflow';
import { surveymonkey } from '../../../shared/connectors/webhook/presets/surveymonkey';
import { surveymonkeySurveys } from '../../../shared/n8n/surveys/surveymonkey';
import { surveysCollection } from '../../../shared/n8n/surveys/surveyFields';
import type { SourceSystem } from '../SourceSystem';

const SURVEYS = 'surveymonkeySurveys';

const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	options: [
		{ name: 'New Response', value: 'new', description: 'A completed response' },
		{
			name: 'Partial Response',
			value: 'partial',
			description:
				'A response that did not get to its end: left or still open, screened out, over quota',
		},
		{
			name: 'Updated Response',
			value: 'updated',
			description: 'A response that was edited. Edits come with the scheduled check.',
		},
	],
	default: ['new'],
	required: true,
};

const notice: INodeProperties = {
	displayName:
		'A private app may send SurveyMonkey 500 requests a day. A check that finds nothing takes one for each survey: every 10 minutes that is 144.',
	name: 'surveymonkeyNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { delivery: ['scheduled', 'instantWithCatchUp'] } },
};

/** Its account is asked. The id `surveymonkey` belongs to what posts whole responses in its place. */
export const surveymonkeySystem: SourceSystem = {
	...surveymonkeySurveys,
	id: 'surveymonkeyAccount',
	// Its credential stands in the node.
	credentials: [],
	description: "By SurveyMonkey's own webhook, by a regular check, or both",
	tool: surveymonkeySurveys,
	surveysParameter: SURVEYS,
	callers: 'mayProve',
	signature: surveymonkey.signature,
	hasEvents: true,
	checkFindsEdits: true,
	announcedBy: 'webhook',
	whenRefused:
		'give the app the scopes View Webhooks and Create/Modify Webhooks, take a new access token, let n8n be reached from the internet, and publish the workflow again',
	hasTimeZone: false,
	parameters: [
		...surveymonkeySurveys.parameters,
		surveysCollection(surveymonkeySurveys.locator, { name: SURVEYS }),
		notice,
		events,
	],
};
