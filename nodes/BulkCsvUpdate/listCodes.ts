import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { codesAsCsv, listCodes } from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';
import { chosenFields } from './chosenFields';
import { targetSettings } from './settings';
import { targets } from './targets/registry';

/** The allowed values of fields with closed lists: each one an item, and all of them as a file on the first. */
export async function listCodesOfFields(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const provider = targets.systemOf(context.getNodeParameter('target', 0, ''));
	const destination = await provider.connect(context, targetSettings(context, 0));
	const fields = chosenFields(context, destination);
	const codes = destination.codes ? await destination.codes(fields) : listCodes(fields);
	if (codes.length === 0) {
		throw new ConnectorError('notFound', 'None of these fields has a list of allowed values', {
			hint: "Choose others under 'Fields', or none for all fields.",
		});
	}
	const data = await context.helpers.prepareBinaryData(
		Buffer.from(codesAsCsv(codes)),
		'codes.csv',
		'text/csv',
	);
	return codes.map((code, index) => ({
		json: { ...code } as IDataObject,
		...(index === 0 && { binary: { data } }),
		pairedItem: { item: 0 },
	}));
}
