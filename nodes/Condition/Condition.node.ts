import type { INodeType } from 'n8n-workflow';
import { searchPipedText } from '../shared/face/pipedTextField';
import { searchSurveys } from '../shared/face/surveyLocator';
import { decideItems } from './decideItems';
import { description } from './description';
import { searchChoices, searchOperators } from './pickers';

export class Condition implements INodeType {
	description = description;

	methods = { listSearch: { searchSurveys, searchPipedText, searchOperators, searchChoices } };

	execute = decideItems;
}
