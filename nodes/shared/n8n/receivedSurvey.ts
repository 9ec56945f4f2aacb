import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import { rawOfNode } from './rawParameters';

/**
 * Where the ids of a response and of its survey stand: in an item of the Survey Trigger or the Survey node, simplified or not,
 * and in what survey tools post. Only both together make a response: a list of questions names its survey too.
 */
const IDS: ReadonlyArray<[response: string, survey: string]> = [
	['response?.id', 'survey?.id'],
	// contracts/qualtrics.md 4.2.2, and 4.6.3: in a Web Service task the names are its author's.
	['ResponseID', 'SurveyID'],
	['responseId', 'surveyId'],
	['response_id', 'survey_id'],
	// contracts/surveymonkey.md 5.2 and 6.3: a response, and what is posted of one.
	['id', 'survey_id'],
	['object_id', 'resources?.survey_id'],
	// contracts/startquestion.md 2.2: a sheet.
	['meta?.id', 'meta?.surveyId'],
];

/** n8n's Webhook node puts what was posted into `body`. */
const SURVEYS_THAT_CAME_IN = `={{ [$json, $json.body].flatMap((item) => [${IDS.map(
	([response, survey]) => `item?.${response} && item?.${survey}`,
).join(', ')}]).filter((id) => id) }}`;

const NAME = 'receivedSurvey';

/**
 * Tells lists of surveys which one came in. A list method sees neither the items nor the other nodes; n8n's editor however
 * evaluates the expressions of the whole node before it asks for a list, by what was executed or pinned (contracts/n8n.md 3.1, 3.7).
 * The id alone comes along, no answer, and is stored nowhere. Where nothing came in, it is nothing, or still the expression.
 */
export const receivedSurveyProperty = (
	displayOptions?: INodeProperties['displayOptions'],
): INodeProperties => ({
	displayName: 'Received Survey',
	name: NAME,
	type: 'hidden',
	default: SURVEYS_THAT_CAME_IN,
	...(displayOptions && { displayOptions }),
});

/** Ids to compare with those of a list, and for nothing else: whoever sent the response could have written them. */
export const receivedSurveyIds = (context: ILoadOptionsFunctions): string[] =>
	surveyIdsIn(rawOfNode<unknown>(context, NAME));

/** Of what n8n made of the expression, or did not. */
export function surveyIdsIn(evaluated: unknown): string[] {
	if (!Array.isArray(evaluated)) return [];
	const texts = evaluated.flatMap((id: unknown) =>
		typeof id === 'string' || typeof id === 'number' ? [String(id).trim()] : [],
	);
	return [...new Set(texts)].filter((id) => id !== '').slice(0, MOST_RECEIVED);
}

/** One item names one survey; a few more where several parts of it look like one. */
const MOST_RECEIVED = 3;
