import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialTests, testedSlots } from '../shared/n8n/credentialTests/all';
import { questionCredentials, questionLists } from '../shared/n8n/pipedTextFrom';
import { searchPipedText } from '../shared/n8n/pipedTextField';
import { decideItems } from './decideItems';
import { parameters, READS_NO_ANSWERS } from './parameters';
import { searchChoices, searchOperators } from './pickers';

export class Condition implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Condition',
		name: 'condition',
		icon: { light: 'file:condition.svg', dark: 'file:condition.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter.mode === "expressions" ? "By expressions" : "By survey answers" }}',
		description: 'Sends each item to True or False by the answers given, and says why',
		defaults: { name: 'Condition' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['True', 'False'],
		parameterPane: 'wide',
		usableAsTool: undefined,
		credentials: testedSlots(questionCredentials({ unless: READS_NO_ANSWERS })),
		properties: parameters,
	};

	methods = {
		listSearch: { ...questionLists, searchPipedText, searchOperators, searchChoices },
		credentialTest: credentialTests,
	};

	execute = decideItems;
}
