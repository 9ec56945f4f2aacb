import type { INodeType } from 'n8n-workflow';
import { searchSurveys } from '../shared/face/surveyLocator';
import { receiveAnnouncement } from './announcement';
import { description } from './description';
import { fetchResponses } from './execute';
import { registration } from './registration';
import { startSchedule } from './schedule';

/**
 * webhook() and trigger() only say that something is there; execute() fetches it, inside an execution that n8n has stored.
 */
export class SurveyTrigger implements INodeType {
	description = description;

	methods = { listSearch: { searchSurveys } };

	webhookMethods = { default: registration };

	webhook = receiveAnnouncement;

	trigger = startSchedule;

	execute = fetchResponses;
}
