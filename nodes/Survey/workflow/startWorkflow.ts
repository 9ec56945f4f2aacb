import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hint } from '../../shared/n8n/hints';
import { failedItem } from '../../shared/n8n/items';
import { connectQualtrics, type ConnectedQualtrics } from '../../shared/n8n/qualtrics';
import { isToolRun } from '../../shared/n8n/toolRun';
import { rowReader, rowTexts, type RowReader } from '../../shared/n8n/records/itemFields';
import { renderings } from '../../shared/n8n/renderings';
import { ConnectorError } from '../../shared/http/ConnectorError';
import { settle } from '../../shared/http/settle';
import type { RenderContext } from '../../shared/pipedText/Template';
import { toolOf } from '../account';
import { payloadOf } from './payload';

/** Starts the Qualtrics workflow once for each item. Source: contracts/qualtrics.md 4.6. */
export async function startWorkflows(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	assertToken(context);
	const qualtrics = await connectQualtrics(context);
	const rows = rowReader(context, { parameter: 'payload' });
	const renderingOf = renderings(context, rows.needsSurvey, () => rowTexts(context, 'payload'));
	const out: INodeExecutionData[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const work = async () =>
			await start(context, qualtrics, rows, await renderingOf(itemIndex), itemIndex);
		const outcome = await settle(work());
		out.push(
			outcome.ok
				? { json: outcome.value, pairedItem: { item: itemIndex } }
				: failedItem(context, outcome.error, itemIndex),
		);
	}
	if (out.some(({ json }) => json.dryRun === true))
		hint(context, 'warning', 'Dry run: nothing was started');
	return out;
}

function assertToken(context: IExecuteFunctions): void {
	if (toolOf(context).id !== 'qualtrics') {
		throw new ConnectorError('input', 'Only Qualtrics has JSON events', {
			hint: "Choose Qualtrics under 'Survey Tool'.",
		});
	}
	if (context.getNode().parameters.authentication === 'clientCredentials') {
		throw new ConnectorError('input', 'JSON events need an API token. OAuth2 does not work.', {
			hint: "Choose API Token under 'Authentication'.",
		});
	}
}

const notForTools = (): ConnectorError =>
	new ConnectorError('input', 'An AI agent may not start this Qualtrics workflow', {
		hint: "To allow it, switch on the option 'Allow an AI Agent to Start It' of this tool.",
	});

async function start(
	context: IExecuteFunctions,
	qualtrics: ConnectedQualtrics,
	rows: RowReader,
	rendering: RenderContext,
	itemIndex: number,
): Promise<IDataObject> {
	const options = context.getNodeParameter('workflowOptions', itemIndex, {}) as IDataObject;
	const { fields, warnings: notes, problems } = rows.read(itemIndex, rendering);
	if (problems.length > 0 && options.whenUnresolved === 'error') {
		throw new ConnectorError('input', problems[0], {
			hint: "Correct the text, or set the option 'When Unresolved' to 'Warn and Continue'.",
		});
	}
	const payload = payloadOf(fields);
	const warnings = [...notes, ...problems];
	const shown = { payload, ...(warnings.length > 0 && { warnings }) };
	if (isToolRun(context) && options.allowAsTool !== true && options.dryRun !== true)
		throw notForTools();
	if (options.dryRun === true) return { status: 'wouldStart', dryRun: true, ...shown };
	const url = String(context.getNodeParameter('workflowUrl', itemIndex, '') ?? '');
	const { requestId, result } = await qualtrics.jsonEvents.start(url, payload);
	return {
		status: 'started',
		...(requestId !== undefined && { requestId }),
		...(Object.keys(result).length > 0 && { result: result as IDataObject }),
		...shown,
	};
}
