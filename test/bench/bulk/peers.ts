import type { WorkflowInput } from '../../e2e/harness';
import { COLUMNS } from './rows';
import { extract } from './Setup';

const isChanged = COLUMNS.map((name) => `$json["[old] ${name}"] !== $json["[new] ${name}"]`).join(
	' || ',
);
const end: WorkflowInput['nodes'] = [
	{ name: 'End', type: 'n8n-nodes-base.limit', typeVersion: 1, parameters: { maxItems: 1 } },
];

/** What many build first: each row by an expression. */
export const usual: WorkflowInput['nodes'] = [
	...extract,
	{
		name: 'If',
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
				combinator: 'and',
				conditions: [
					{
						id: 'c',
						leftValue: `={{ ${isChanged} }}`,
						rightValue: '',
						operator: { type: 'boolean', operation: 'true', singleValue: true },
					},
				],
			},
		},
	},
	...end,
];

/** Reads the same pages as a template and does nothing with them. */
export const reading = (url: string, maxRequests = Infinity): WorkflowInput['nodes'] => [
	{
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url,
			options: {
				pagination: {
					pagination: {
						paginationMode: 'responseContainsNextURL',
						nextURL: "={{ $response.body['@odata.nextLink'] }}",
						paginationCompleteWhen: 'other',
						completeExpression: "={{ $response.body['@odata.nextLink'] === undefined }}",
						...(maxRequests < Infinity && { limitPagesFetched: true, maxRequests }),
					},
				},
			},
		},
	},
	...end,
];
