import {
	NodeHelpers,
	Workflow,
	type IDataObject,
	type INodeListSearchResult,
	type INodeParameters,
	type NodeParameterValueType,
} from 'n8n-workflow';
import type { SurveyResponse } from '../../nodes/shared/survey/SurveyResponse';
import { simplifiedItem } from '../../nodes/shared/survey/simplifiedItem';
import { serviceCallId, storeVisitId } from '../sandbox/qualtrics';
import { answer, sheetResponse } from '../unit/salesmanago/responses';
import { PACKAGE_NAME, searchList } from './harness';
import { SourceNodeTypes } from './harness/nodeTypes';
import { setUp, type Setup } from './survey/setup';
import { NODES, TOOLS, type Tool } from './surveyTools';

const MARK = ' · in the received response';

/** What n8n's editor sends along when it asks for a list: every parameter with its expressions evaluated, null where that fails. */
function asTheEditorSends(type: string, given: INodeParameters, items: IDataObject[]) {
	const nodeTypes = new SourceNodeTypes();
	const { description } = nodeTypes.getByNameAndVersion(type);
	const node = {
		id: 'a',
		name: 'Node',
		type,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: given,
	};
	const whole = NodeHelpers.getNodeParameters(
		description.properties,
		given,
		true,
		false,
		node,
		description,
	)!;
	const { expression } = new Workflow({
		nodes: [{ ...node, parameters: whole }],
		connections: {},
		active: false,
		nodeTypes,
	});
	const input = items.map((json) => ({ json }));
	const evaluated = (value: NodeParameterValueType): NodeParameterValueType => {
		try {
			return expression.getParameterValue(value, null, 0, 0, node.name, input, 'manual', {});
		} catch {
			return null;
		}
	};
	return Object.fromEntries(
		Object.entries(whole).map(([name, value]) => [name, evaluated(value as never)]),
	) as INodeParameters;
}

const responseOf = (surveyId: string, more: Partial<SurveyResponse> = {}): SurveyResponse =>
	sheetResponse([answer('Q1', 'Come again?')], { survey: { id: surveyId }, ...more });
const json = (item: object) => item as IDataObject;

/** What comes in where a survey was answered, by the survey's id. */
const FORMS: Array<[string, (surveyId: string) => object]> = [
	['a Survey Response', (id) => responseOf(id)],
	['a simplified one', (id) => simplifiedItem(responseOf(id))],
	["Qualtrics' announcement", (SurveyID) => ({ SurveyID, ResponseID: 'R_1', Status: 'Complete' })],
	[
		'a Web Service task, received by Webhook',
		(surveyId) => ({ body: { surveyId, responseId: 'R_1' } }),
	],
	['a task of other names', (survey_id) => ({ survey_id, response_id: 'R_1' })],
	['a response of SurveyMonkey', (survey_id) => ({ id: '5007154325', survey_id, pages: [] })],
	[
		"Startquestion's RESThook, received by Webhook",
		(surveyId) => ({ body: { meta: { id: 89595094, surveyId: Number(surveyId) || surveyId } } }),
	],
	[
		"SurveyMonkey's announcement, received by Webhook",
		(survey_id) => ({ headers: {}, body: { object_id: '5007154325', resources: { survey_id } } }),
	],
];

const questionNodes = NODES.map(
	([name, type]) =>
		[
			name,
			type,
			(tool: Tool) => ({ parameters: { showQuestionsOf: tool.id }, method: tool.method }),
		] as const,
);
const surveyNode = ['response', 'survey', 'kpi'].map(
	(resource) =>
		[
			`Survey (${resource})`,
			'survey',
			(tool: Tool) => ({ parameters: { resource, provider: tool.id }, method: 'searchSurveys' }),
		] as const,
);
const ASKING = [...questionNodes, ...surveyNode];
const CASES = TOOLS.flatMap((tool) =>
	ASKING.map(([name, type, asked]) => [name, tool.id, type, tool, asked(tool)] as const),
);

describe('the survey that came in', () => {
	const ids = ({ results }: INodeListSearchResult) => results.map(({ value }) => String(value));

	it.each(CASES)(
		'Q25 %s: stands first in the list of %s, and says why',
		async (_name, _tool, type, { open, surveyId }, { parameters, method }) => {
			const tool = await open();
			const ask = async (items: object[], filter?: string) =>
				await searchList({
					node: {
						name: 'Node',
						type: `${PACKAGE_NAME}.${type}`,
						parameters: asTheEditorSends(`${PACKAGE_NAME}.${type}`, parameters, items.map(json)),
					},
					credentials: tool.credentials,
					method,
					filter,
				});
			try {
				const { results: before } = await ask([]);
				expect(before.filter(({ name }) => name.endsWith(MARK))).toEqual([]);
				const wanted = before.find(({ value }) => String(value) === surveyId)!;
				expect(wanted).toBeDefined();
				for (const [, form] of FORMS) {
					const found = await ask([form(surveyId), form('another')]);
					expect(found.results[0]).toEqual({ name: `${wanted.name}${MARK}`, value: wanted.value });
					expect(ids(found).sort()).toEqual(before.map(({ value }) => String(value)).sort());
				}
				const searched = await ask([responseOf(surveyId)], surveyId);
				expect(searched.results).toEqual([{ name: `${wanted.name}${MARK}`, value: wanted.value }]);
				expect((await ask([responseOf(surveyId)], 'no such survey')).results).toEqual([]);
			} finally {
				await tool.close();
			}
		},
	);

	it('Q25 a workflow of Qualtrics too, for the questions of its payload', () => {
		const parameters = { resource: 'workflow', showQuestionsOf: 'qualtrics' };
		const sent = asTheEditorSends(`${PACKAGE_NAME}.survey`, parameters, [json(responseOf('SV_1'))]);
		expect(sent.receivedSurvey).toEqual(['SV_1']);
	});

	it.each([
		['an answer', { answers: { Q1: { text: 'SV_1' } }, surveyId: 'SV_1' }],
		['a question of a survey', { kind: 'question', surveyId: 'SV_1', id: 'QID1' }],
		['a survey of a list', { id: 'SV_1', name: 'Store visit' }],
		['an item of something else', { email: 'ada@example.com', survey: 'SV_1', response: 'yes' }],
		['empty', {}],
		['a text as body', { body: 'SV_1' }],
	])('Q25 %s is no response: no survey came in', (_name, item) => {
		const sent = asTheEditorSends(`${PACKAGE_NAME}.condition`, {}, [item]);
		expect(sent.receivedSurvey).toEqual([]);
	});

	it('Q25 the ids alone come along, no answer', () => {
		const item = json(responseOf('SV_1'));
		const { receivedSurvey } = asTheEditorSends(`${PACKAGE_NAME}.crmUpsert`, {}, [item]);
		expect(receivedSurvey).toEqual(['SV_1']);
	});
});

describe('what came in is data', () => {
	let setup: Setup;
	beforeAll(async () => {
		setup = await setUp();
		setup.sandbox.control.addResponse(storeVisitId, { QID1: 3 });
	});
	afterAll(async () => await setup.sandbox.close());

	const ask = async (receivedSurvey: unknown, showQuestionsOf = 'qualtrics') =>
		await searchList({
			node: {
				name: 'Node',
				type: `${PACKAGE_NAME}.condition`,
				parameters: {
					showQuestionsOf,
					...(receivedSurvey !== undefined && { receivedSurvey }),
				} as INodeParameters,
			},
			credentials: {
				qualtricsApi: {
					apiToken: setup.sandbox.token,
					dataCenter: 'fra1',
					baseUrl: setup.sandbox.url,
				},
			},
			method: 'searchSurveys',
		});

	it.each([
		['no parameter, as in older workflows', undefined],
		['what could not be evaluated', null],
		['an expression that nobody evaluated', '={{ [$json] }}'],
		['nothing', []],
		['an expression', ['={{ $execution.id }}']],
		['a path', ['../whoami', `${storeVisitId}/../${serviceCallId}`]],
		['a pattern', ['SV_.*', '.']],
		['a part of an id', [storeVisitId.slice(0, -1)]],
		['a survey of elsewhere', ['SV_nobodyListsThis']],
		['no text', [{ toString: 'SV_1' }, null, true]],
		['a bare text', storeVisitId],
	])('Q25 %s: the list is as ever, and nothing else is asked for', async (_name, given) => {
		setup.sandbox.control.clearRequests();
		const { results } = await ask(given);
		expect(results.map(({ value }) => value)).toEqual(
			expect.arrayContaining([storeVisitId, serviceCallId]),
		);
		expect(results.filter(({ name }) => name.includes(MARK))).toEqual([]);
		expect(setup.sandbox.requests.map(({ path }) => path)).toEqual([
			expect.stringMatching(/\/surveys$/),
		]);
	});

	it.each([false, true])('Q25 items of the Survey node, simplified: %s', async (simplify) => {
		const result = await setup.run({ resource: 'response', operation: 'getAll', simplify });
		expect(result.error).toBeUndefined();
		const sent = asTheEditorSends(`${PACKAGE_NAME}.condition`, {}, result.json('Survey'));
		const { results } = await ask(sent.receivedSurvey);
		expect(results[0]).toEqual({ name: `Store visit${MARK}`, value: storeVisitId });
	});
});
