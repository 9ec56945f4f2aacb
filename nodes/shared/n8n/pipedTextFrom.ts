import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeCredentialDescription,
	INodeProperties,
} from 'n8n-workflow';
import { ConnectorError } from '../http/ConnectorError';
import { jsonOrNothing } from '../json/readJson';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import { definitionFromResponse } from '../survey/definitionFromResponse';
import type { SurveyResponse } from '../survey/SurveyResponse';
import { surveyResponseIn } from '../survey/simplifiedItem';
import type { ListMethod } from './listPage';
import { receivedSurveyProperty } from './receivedSurvey';
import { SURVEY_SYSTEMS } from './surveys/all';
import type { SurveySystem } from './surveys/SurveySystem';
import { optional } from './optional';

type From = 'qualtrics' | 'received' | 'sample' | 'none';

/**
 * A list method sees neither the items nor the other nodes, and no static data. The editor however evaluates the expressions of the
 * whole node before it asks for a list, by what was executed or pinned; so the response comes along, and is stored nowhere.
 */
const THE_INPUT = '={{ $json }}';

/**
 * The block "Show Questions Of": n8n's pickers see one node only, so every node that takes piped text says for itself which
 * survey its tokens speak of. Without it the Text mode works in full at run time.
 */
export const pipedTextFromProperties = (
	defaultFrom: From = 'qualtrics',
	/** Settings of the node under which the block is of no use. Not `show`: n8n's panel would hide what a credential depends on. */
	hide: Record<string, string[]> = {},
	/** The survey tools that the node has a credential for. */
	systems: readonly SurveySystem[] = SURVEY_SYSTEMS,
): INodeProperties[] => [
	optional({
		displayName: 'Show Questions Of',
		name: 'showQuestionsOf',
		type: 'options',
		noDataExpression: true,
		options: [
			...systems.map(({ id, label }) => ({
				name: `Survey in ${label}`,
				value: id,
				description: 'The {a} lists show the questions and embedded data of a survey',
			})),
			{
				name: 'Received Response',
				value: 'received',
				description:
					'The {a} lists show the questions of the response that came in last, from any survey tool or webhook',
			},
			{
				name: 'Sample Response',
				value: 'sample',
				description:
					'The {a} lists show the fields of a response pasted below, from any survey tool or webhook',
			},
			{
				name: 'Nothing',
				value: 'none',
				description: 'No {a} lists. You can still type piped text.',
			},
		],
		default: defaultFrom,
		hint: 'Where the {a} lists of this node get their questions from',
		...(Object.keys(hide).length > 0 && { displayOptions: { hide } }),
	}),
	receivedSurveyProperty(Object.keys(hide).length > 0 ? { hide } : undefined),
	...systems.map(({ id, locator }) =>
		optional(
			locator({
				name: 'questionsSurvey',
				description: 'The survey whose questions and embedded data the {a} lists show',
				displayOptions: { show: { showQuestionsOf: [id] }, hide },
			}),
		),
	),
	{
		displayName: 'Received Response',
		name: 'questionsReceived',
		type: 'json',
		default: THE_INPUT,
		description:
			'An expression that gives a survey response: the input, or what an earlier node put out. Execute the trigger once, or pin its output.',
		displayOptions: { show: { showQuestionsOf: ['received'] }, hide },
	},
	optional({
		displayName: 'Sample Response',
		name: 'questionsSample',
		type: 'string',
		default: '',
		typeOptions: { rows: 4 },
		description: 'One output item of a Survey Trigger, copied from its output panel (JSON view)',
		displayOptions: { show: { showQuestionsOf: ['sample'] }, hide },
	}),
];

/** Credential slots of the survey tools whose questions a node can show, but for those that it has anyway. */
export const questionCredentials = (
	options: { without?: readonly string[]; unless?: Record<string, string[]> } = {},
): INodeCredentialDescription[] =>
	SURVEY_SYSTEMS.filter(({ id }) => !options.without?.includes(id)).flatMap(
		({ id, label, credentials }) =>
			credentials.map((slot) => ({
				...slot,
				displayName: `Credential for the Survey (${label})`,
				required: false,
				displayOptions: {
					...slot.displayOptions,
					show: { ...slot.displayOptions?.show, showQuestionsOf: [id] },
					...(options.unless && { hide: options.unless }),
				},
			})),
	);

/** List methods behind the block's locators. */
export const questionLists: Readonly<Record<string, ListMethod>> = Object.assign(
	{},
	...SURVEY_SYSTEMS.map(({ lists }) => lists),
) as Record<string, ListMethod>;

/** What the pickers and the checks know of the survey; `undefined` when the node names none. */
export interface PipedTextSource {
	survey?: SurveyDefinition;
	sample?: SurveyResponse;
	/** Why neither is known, and what to do. */
	missing?: string;
}

const NO_SURVEY =
	'No survey is chosen: choose one under "Show Questions Of", and its questions stand here';
const NOTHING_RECEIVED =
	'No response was received yet: execute the nodes before this one, or pin an item of the trigger, and its questions stand here';

/** The survey that the node names, and the tool it is in; undefined for a sample, nothing, or no survey chosen. */
export function namedSurvey(
	context: ILoadOptionsFunctions | IExecuteFunctions,
): { system: SurveySystem; surveyId: string } | undefined {
	const { showQuestionsOf = 'qualtrics', questionsSurvey } = context.getNode().parameters;
	const system = SURVEY_SYSTEMS.find(({ id }) => id === showQuestionsOf);
	const surveyId = system?.surveyIdIn(questionsSurvey) ?? '';
	return system && surveyId !== '' ? { system, surveyId } : undefined;
}

export async function pipedTextSource(
	context: ILoadOptionsFunctions | IExecuteFunctions,
): Promise<PipedTextSource> {
	const { showQuestionsOf, questionsSample, questionsReceived } = context.getNode().parameters;
	if (showQuestionsOf === 'received') {
		const sample = responseIn(questionsReceived);
		return sample ? fromSample(sample) : { missing: NOTHING_RECEIVED };
	}
	if (showQuestionsOf === 'sample') {
		const sample = responseIn(questionsSample);
		if (!sample) throw notAResponse();
		return fromSample(sample);
	}
	const named = namedSurvey(context);
	if (!named) return { missing: NO_SURVEY };
	const account = await named.system.connect(context);
	return { survey: await account.definition(named.surveyId) };
}

const fromSample = (sample: SurveyResponse): PipedTextSource => ({
	sample,
	survey: definitionFromResponse(sample),
});

/** Of what was pasted or came in: an item, a list of them, with or without what n8n puts around each. */
function responseIn(raw: unknown): SurveyResponse | undefined {
	const value: unknown = typeof raw === 'string' ? jsonOrNothing(raw) : raw;
	const first: unknown = Array.isArray(value) ? value[0] : value;
	const candidate =
		typeof first === 'object' && first !== null && 'json' in first ? first.json : first;
	return surveyResponseIn(candidate);
}

const notAResponse = (): ConnectorError =>
	new ConnectorError('input', "'Sample Response' is not a survey response", {
		hint: 'Copy one item from the output panel of a Survey Trigger (JSON view) and paste it here',
	});
