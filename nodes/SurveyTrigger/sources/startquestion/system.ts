import type { INodeProperties } from 'n8n-workflow';
import { startquestionSurveys } from '../../../shared/n8n/surveys/startquestion';
import { surveysCollection } from '../../../shared/n8n/surveys/surveyFields';
import { timeZoneProperty, type SourceSystem } from '../SourceSystem';

const SURVEYS = 'startquestionSurveys';

const notice: INodeProperties = {
	displayName:
		'For instant delivery, enter the production URL above as RESThook of your account in Startquestion, Netquest or Webankieta. Scheduled delivery needs no RESThook.',
	name: 'startquestionNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { delivery: ['instant', 'instantWithCatchUp'] } },
};

export const startquestionSystem: SourceSystem = {
	...startquestionSurveys,
	description: 'One platform under several names: by RESThook, by a scheduled check, or both',
	tool: startquestionSurveys,
	surveysParameter: SURVEYS,
	callers: 'mayProve',
	hasEvents: false,
	hasTimeZone: true,
	parameters: [
		...startquestionSurveys.parameters,
		notice,
		surveysCollection(startquestionSurveys.locator, { name: SURVEYS }),
		timeZoneProperty,
	],
};
