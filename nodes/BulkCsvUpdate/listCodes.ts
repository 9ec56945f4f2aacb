import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { codesAsCsv, listCodes } from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';
import { chosenFields } from './chosenFields';
import { targetSettings } from './settings';
import { providerOf } from './targets/registry';

/** The allowed values of fields with closed lists: each one an item, and all of them as a file on the first. */
export async function listCodesOfFields(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const provider = providerOf(context.getNodeParameter('target', 0, ''));
	const place = await provider.connect(context, targetSettings(context, 0));
	const fields = chosenFields(context, place);
	const codes = place.codes ? await place.codes(fields) : listCodes(fields);
	if (codes.length === 0) {
		throw new ConnectorError('notFound', 'None of these fields has a closed list of values', {
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
