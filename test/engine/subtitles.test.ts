import { NodeHelpers, Workflow, type INode, type INodeType } from 'n8n-workflow';
import { BulkCsvUpdate } from '../../nodes/BulkCsvUpdate/BulkCsvUpdate.node';
import { Condition } from '../../nodes/Condition/Condition.node';
import { CrmUpsert } from '../../nodes/CrmUpsert/CrmUpsert.node';
import { Survey } from '../../nodes/Survey/Survey.node';
import { SurveyTrigger } from '../../nodes/SurveyTrigger/SurveyTrigger.node';
import { UpdateDirectoryContact } from '../../nodes/UpdateDirectoryContact/UpdateDirectoryContact.node';
import { picked } from '../workflows';
import { SourceNodeTypes } from './harness/nodeTypes';

type Parameters = INode['parameters'];

/** The line below a node's name, as n8n works it out. */
function subtitleOf({ description }: INodeType, given: Parameters, isWhole = false): string {
	const node: INode = {
		id: 'a',
		name: 'Node',
		type: `n8n-nodes-survey-ops.${description.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: given,
	};
	// As the editor keeps them: what was not set has its default.
	const { properties } = description;
	if (!isWhole)
		node.parameters =
			NodeHelpers.getNodeParameters(properties, given, true, false, node, description) ?? {};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: new SourceNodeTypes(),
	});
	return String(
		workflow.expression.getSimpleParameterValue(
			workflow.nodes.Node,
			description.subtitle,
			'internal',
			{},
			undefined,
			'',
		),
	);
}

/** As n8n stores what was chosen in a list. */
const chosen = (value: string, name: string) => ({
	...(picked(value) as object),
	cachedResultName: name,
});
const EXPRESSION = { __rl: true, mode: 'id', value: '={{ $json.nowhere.at.all }}' };
const surveys = (...values: unknown[]) => ({ values: values.map((survey) => ({ survey })) });
const lists = (...values: unknown[]) => ({
	values: values.map((mailingList) => ({ mailingList })),
});
const STORE = chosen('SV_1', 'Store visit');

const CASES: Array<[string, new () => INodeType, object, string]> = [
	['fresh', CrmUpsert, {}, 'Create or update: Dynamics'],
	[
		'a table from the list',
		CrmUpsert,
		{ operation: 'update', table: chosen('contact', 'Contact (contact)') },
		'Update: Dynamics Contact',
	],
	[
		'a table by its name',
		CrmUpsert,
		{ table: picked('account') },
		'Create or update: Dynamics account',
	],
	['a table by an expression', CrmUpsert, { table: EXPRESSION }, 'Create or update: Dynamics'],
	['a fresh object', CrmUpsert, { provider: 'hubspot' }, 'Create or update: HubSpot Contacts'],
	[
		'an object by its name',
		CrmUpsert,
		{ operation: 'update', provider: 'hubspot', object: picked('tickets') },
		'Update: HubSpot tickets',
	],
	['members', CrmUpsert, { operation: 'create', provider: 'ghost' }, 'Create: Ghost member'],
	[
		'contacts',
		CrmUpsert,
		{ operation: 'create', provider: 'salesmanago' },
		'Create: SALESmanago contact',
	],
	['fresh', BulkCsvUpdate, {}, 'Validate: Dynamics'],
	[
		'a table from the list',
		BulkCsvUpdate,
		{ operation: 'apply', table: chosen('account', 'Account (account)') },
		'Apply: Dynamics Account',
	],
	[
		'an object',
		BulkCsvUpdate,
		{ operation: 'apply', target: 'hubspot', object: picked('contacts') },
		'Apply: HubSpot contacts',
	],
	[
		'a directory',
		BulkCsvUpdate,
		{ operation: 'apply', target: 'xmDirectory' },
		'Apply: XM Directory',
	],
	['fresh', UpdateDirectoryContact, {}, 'Create or update: Default Directory'],
	[
		'a directory',
		UpdateDirectoryContact,
		{ operation: 'update', directory: chosen('POOL_1', 'Customers') },
		'Update: Customers',
	],
	[
		'mailing lists',
		UpdateDirectoryContact,
		{
			directory: chosen('POOL_1', 'Customers'),
			mailingLists: lists(chosen('CG_1', 'Visitors'), EXPRESSION),
		},
		'Create or update: Visitors +1',
	],
	[
		'an empty list',
		UpdateDirectoryContact,
		{ mailingLists: lists(picked('')) },
		'Create or update: Default Directory',
	],
	[
		'expressions',
		UpdateDirectoryContact,
		{ directory: EXPRESSION, mailingLists: lists(EXPRESSION) },
		'Create or update',
	],
	['fresh', SurveyTrigger, {}, 'Qualtrics'],
	['a survey', SurveyTrigger, { surveys: surveys(STORE) }, 'Qualtrics: Store visit'],
	...[' · read last', ' · in the received response'].map((mark): (typeof CASES)[number] => [
		`a survey that stood first in the list:${mark}`,
		SurveyTrigger,
		{ surveys: surveys(chosen('SV_1', `Store visit${mark}`)) },
		'Qualtrics: Store visit',
	]),
	[
		'two surveys',
		SurveyTrigger,
		{ surveys: surveys(STORE, picked('SV_2', 'id')) },
		'Qualtrics: Store visit +1',
	],
	['a survey by an expression', SurveyTrigger, { surveys: surveys(EXPRESSION) }, 'Qualtrics'],
	['a list by an expression', SurveyTrigger, { surveys: '={{ $json.nowhere }}' }, 'Qualtrics'],
	[
		'a survey of another tool',
		SurveyTrigger,
		{ source: 'startquestion', startquestionSurveys: surveys(chosen('12', 'Pokladna')) },
		'Startquestion: Pokladna',
	],
	['a webhook', SurveyTrigger, { source: 'typeform' }, 'Typeform'],
	['fresh', Survey, {}, 'Get responses'],
	['surveys', Survey, { surveys: surveys(STORE) }, 'Get responses: Store visit'],
	['one survey', Survey, { operation: 'get', survey: STORE }, 'Get a response: Store visit'],
	['responses by ID', Survey, { select: 'ids', survey: STORE }, 'Get responses: Store visit'],
	['all surveys', Survey, { resource: 'survey', operation: 'getAll' }, 'List surveys'],
	[
		'a described survey',
		Survey,
		{ resource: 'survey', operation: 'describe', survey: STORE },
		'Describe a survey: Store visit',
	],
	[
		'KPIs of a survey',
		Survey,
		{ resource: 'kpi', operation: 'compute', kpiSource: 'survey', surveys: surveys(STORE) },
		'Compute KPIs: Store visit',
	],
	[
		'KPIs of items',
		Survey,
		{ resource: 'kpi', operation: 'compute', kpiSource: 'items' },
		'Compute KPIs',
	],
	[
		'a workflow',
		Survey,
		{ resource: 'workflow', operation: 'start' },
		'Start a Qualtrics workflow',
	],
	['an expression', Survey, { operation: 'get', survey: EXPRESSION }, 'Get a response'],
	['fresh', Condition, {}, 'By survey answers'],
	['expressions', Condition, { mode: 'expressions' }, 'By expressions'],
];

describe('subtitles say what the node does', () => {
	it.each(
		CASES.map(([what, type, given, said]) => [type.name, what, new type(), given, said] as const),
	)('MB02 %s, %s', (_type, _what, node, given, said) =>
		expect(subtitleOf(node, given as Parameters)).toBe(said),
	);

	const nodes = [
		CrmUpsert,
		BulkCsvUpdate,
		UpdateDirectoryContact,
		SurveyTrigger,
		Survey,
		Condition,
	];
	const odd = [null, '', 0, {}, [], '={{ $json }}', { value: null }, picked('')];
	it.each(nodes.map((type) => [type.name, type] as const))(
		'MB02 %s: whatever is stored, it is a sentence',
		(_name, type) => {
			for (const one of odd) {
				const given = Object.fromEntries(
					['table', 'object', 'survey', 'surveys', 'directory', 'mailingLists', 'operation'].map(
						(name) => [name, one],
					),
				);
				const said = subtitleOf(new type(), given as Parameters, true);
				expect(said).not.toMatch(/undefined|null|object Object|NaN|=|: $/i);
			}
		},
	);
});
