import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNodeError } from '../shared/n8n/errors';
import { computeKpis } from './kpi/compute';
import { makeRows } from './kpi/kpiRows';
import { getManyResponses, getResponse } from './responses/getResponses';
import { makeFromForm } from './responses/makeFromForm';
import { describeSurveys, listSurveys } from './surveys/readSurveys';
import { startWorkflows } from './workflow/startWorkflow';

type Operation = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

const OPERATIONS: Record<string, Record<string, Operation>> = {
	response: { get: getResponse, getAll: getManyResponses, makeFromForm },
	survey: { getAll: listSurveys, describe: describeSurveys },
	kpi: { compute: computeKpis, makeRows },
	workflow: { start: startWorkflows },
};

export async function runOperation(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = String(this.getNodeParameter('resource', 0));
	const operation = String(this.getNodeParameter('operation', 0));
	const run = OPERATIONS[resource][operation];
	return [await asNodeError(this.getNode(), run(this))];
}
