import type { INodeProperties } from 'n8n-workflow';
import { cancelSignalOf } from '../shared/n8n/cancelSignal';
import type { RequestContext } from '../shared/n8n/context';
import { SURVEY_SYSTEMS } from '../shared/n8n/surveys/all';
import type { SurveyAccount, SurveySystem } from '../shared/n8n/surveys/SurveySystem';
import { createSystemRegistry } from '../shared/n8n/systems/systemRegistry';
import { ConnectorError } from '../shared/http/ConnectorError';
import { cancellable } from './cancellable';

/** KPIs of incoming items, and forms of n8n's own, need no account. */
const READS_NO_SURVEY = { kpiSource: ['items'], operation: ['makeFromForm'] };

/** One locator stands for all tools here (`surveyField.ts`), so theirs are not among the list methods. */
const tools = createSystemRegistry(
	{ name: 'provider', displayName: 'Survey Tool', default: 'qualtrics' },
	SURVEY_SYSTEMS.map((system) => ({ ...system, lists: {} })),
);

const unlessOfItems = <T extends Pick<INodeProperties, 'displayOptions'>>(part: T): T => ({
	...part,
	displayOptions: {
		...part.displayOptions,
		hide: { ...part.displayOptions?.hide, ...READS_NO_SURVEY },
	},
});

export const accountParameters = [tools.choice, ...tools.parameters].map(unlessOfItems);

export const accountCredentials = tools.credentials.map(unlessOfItems);

/** The survey tool that is chosen; nodes from before there was a choice ask Qualtrics. */
export const toolOf = (context: RequestContext): SurveySystem =>
	tools.systemOf(context.getNode().parameters.provider ?? 'qualtrics');

/** The account that the node's credential belongs to. Its rate limits hold for as long as it is kept. */
export async function openAccount(context: RequestContext): Promise<SurveyAccount> {
	const account = await toolOf(context).connect(context);
	const cancel = cancelSignalOf(context);
	return {
		...account,
		source: (survey, options) => cancellable(account.source(survey, options), cancel),
	};
}

export function missingSurvey(parameter: string): ConnectorError {
	return new ConnectorError('input', `No survey is chosen in '${parameter}'`, {
		hint: 'Choose a survey from the list, or enter its ID.',
	});
}
