import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failedItem } from '../../shared/n8n/items';
import { surveyResponseFinder } from '../../shared/n8n/surveyResponseOf';
import { ConnectorError } from '../../shared/http/ConnectorError';
import { rowOf, type KpiRow } from '../../shared/survey/kpi';
import { readPlan } from './readPlan';
import { assertPlan, originOf, surveysAtHand, withSurveys } from './surveysAtHand';

const TEXTS: Array<keyof KpiRow> = ['rowKey', 'responseKey', 'version', 'content'];

/** Whatever columns of its own the table has added. */
export const isKpiRow = (json: object): json is KpiRow =>
	TEXTS.every((name) => typeof (json as Partial<KpiRow>)[name] === 'string');

/** A row for each survey response, also where another node stood between it and this one. */
export async function makeRows(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const surveys = await surveysAtHand(context, originOf(context, 'items'));
	const asked = readPlan(context);
	const plan = surveys ? withSurveys(asked, surveys) : asked;
	assertPlan(context, plan);
	const responseOf = surveyResponseFinder(context);
	return context.getInputData().map((_, itemIndex) => {
		const response = responseOf(itemIndex);
		if (!response) return failedItem(context, noResponse(), itemIndex);
		const json = rowOf(plan, response) as unknown as IDataObject;
		return { json, pairedItem: { item: itemIndex } };
	});
}

const noResponse = (): ConnectorError =>
	new ConnectorError('input', 'The item does not come from a survey response', {
		hint: 'Connect a Survey Trigger or Survey → Get Many before this node.',
	});
