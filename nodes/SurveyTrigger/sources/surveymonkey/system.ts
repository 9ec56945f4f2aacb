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
			description: 'An incomplete response: abandoned or still open, screened out or over quota',
		},
		{
			name: 'Updated Response',
			value: 'updated',
			description: 'A response that was edited. Only the scheduled check finds edits.',
		},
	],
	default: ['new'],
	required: true,
};

const notice: INodeProperties = {
	displayName:
		'SurveyMonkey allows a private app 500 requests a day. Each check needs at least one request per survey: 144 a day with a check every 10 minutes.',
	name: 'surveymonkeyNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { delivery: ['scheduled', 'instantWithCatchUp'] } },
};

/** Its account is asked. The id `surveymonkey` belongs to what posts whole responses in its place. */
export const surveymonkeySystem: SourceSystem = {
	...surveymonkeySurveys,
	id: 'surveymonkeyAccount',
	description: "By SurveyMonkey's own webhook, by a scheduled check, or both",
	tool: surveymonkeySurveys,
	surveysParameter: SURVEYS,
	callers: 'mayProve',
	signature: surveymonkey.signature,
	hasEvents: true,
	checkFindsEdits: true,
	announcedBy: 'webhook',
	whenRefused:
		'give the app the scopes View Webhooks and Create/Modify Webhooks, copy the new access token, make n8n reachable from the internet, and publish the workflow again',
	hasTimeZone: false,
	parameters: [
		...surveymonkeySurveys.parameters,
		surveysCollection(surveymonkeySurveys.locator, { name: SURVEYS }),
		notice,
		events,
	],
};
