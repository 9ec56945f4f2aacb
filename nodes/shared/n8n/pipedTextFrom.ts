import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import { ConnectorError } from '../http/ConnectorError';
import { jsonOrNothing } from '../json/readJson';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import { definitionFromResponse } from '../survey/definitionFromResponse';
import type { SurveyResponse } from '../survey/SurveyResponse';
import { surveyResponseIn } from '../survey/simplifiedItem';
import { knownSurvey } from './knownSurveys';
import { connectQualtrics } from './qualtrics';
import { surveyLocator } from './surveyLocator';
import { textOfLocator } from './locatorText';

/**
 * The block "Piped Text From": n8n's pickers see one node only, so every node that takes piped text says for itself which
 * survey its tokens speak of. Without it the Text mode works in full at run time.
 */
export const pipedTextFromProperties = (
	defaultFrom: 'survey' | 'sample' | 'none' = 'survey',
	/** Settings of the node under which the block is of no use. Not `show`: n8n's panel would hide what a credential depends on. */
	hide: Record<string, string[]> = {},
): INodeProperties[] => [
	{
		displayName: 'Piped Text From',
		name: 'pipedTextFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Survey',
				value: 'survey',
				description: 'The {a} lists show the questions and embedded data of a survey',
			},
			{
				name: 'Sample Response',
				value: 'sample',
				description: 'The {a} lists show what is in a response pasted below',
			},
			{
				name: 'Nothing',
				value: 'none',
				description: 'No {a} lists; piped text can still be typed',
			},
		],
		default: defaultFrom,
		description: 'What the {a} lists of this node are filled from',
		...(Object.keys(hide).length > 0 && { displayOptions: { hide } }),
	},
	surveyLocator({
		name: 'pipedTextSurvey',
		description: 'The survey whose questions and embedded data the {a} lists show',
		displayOptions: { show: { pipedTextFrom: ['survey'] }, hide },
	}),
	{
		displayName: 'Sample Response',
		name: 'pipedTextSample',
		type: 'json',
		default: '',
		typeOptions: { rows: 6 },
		description:
			'One item that came out of a Survey Trigger, copied from its output panel (JSON view)',
		displayOptions: { show: { pipedTextFrom: ['sample'] }, hide },
	},
];

/** What the pickers and the checks know of the survey; `undefined` when the node names none. */
export interface PipedTextSource {
	survey?: SurveyDefinition;
	sample?: SurveyResponse;
}

export async function pipedTextSource(
	context: ILoadOptionsFunctions | IExecuteFunctions,
): Promise<PipedTextSource> {
	const parameters = context.getNode().parameters;
	const from = parameters.pipedTextFrom ?? 'survey';
	if (from === 'sample') {
		const sample = parseSample(parameters.pipedTextSample);
		return { sample, survey: definitionFromResponse(sample) };
	}
	const surveyId = from === 'survey' ? surveyIdOf(parameters.pipedTextSurvey) : '';
	if (!surveyId) return {};
	const qualtrics = await connectQualtrics(context);
	return { survey: await knownSurvey(qualtrics, surveyId) };
}

/** The id in a survey locator's raw value: chosen, typed, or inside a pasted address. */
export function surveyIdOf(locator: unknown): string {
	return /SV_[0-9a-zA-Z]+/.exec(textOfLocator(locator))?.[0] ?? '';
}

function parseSample(raw: unknown): SurveyResponse {
	const value: unknown = typeof raw === 'string' ? jsonOrNothing(raw) : raw;
	const first: unknown = Array.isArray(value) ? value[0] : value;
	const candidate =
		typeof first === 'object' && first !== null && 'json' in first ? first.json : first;
	const response = surveyResponseIn(candidate);
	if (!response) {
		throw new ConnectorError('input', "'Sample Response' does not hold a survey response", {
			hint: 'Copy one item from the output panel of a Survey Trigger (JSON view) and paste it here',
		});
	}
	return response;
}
