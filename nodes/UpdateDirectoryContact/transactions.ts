import type { IExecuteFunctions } from 'n8n-workflow';
import type { EmbeddedValue } from '../shared/connectors/qualtrics/contactShapes';
import type { ContactTransaction } from '../shared/connectors/qualtrics/directory/destination';
import { transactionMoment } from '../shared/connectors/qualtrics/directory/transactionMoment';
import type { CheckedText } from '../shared/n8n/checkTokens';
import { asText, perItem, readRaw, type Raw } from '../shared/n8n/rawParameters';
import { rowReader, rowTexts } from '../shared/n8n/records/itemFields';
import type { MoreFields } from '../shared/n8n/records/RecordConnection';
import type { NeedsSurvey } from '../shared/n8n/renderings';
import { rawTextOf, textParameter } from '../shared/n8n/textParameters';
import { isConnectorError } from '../shared/http/ConnectorError';
import { setValues } from '../shared/mapping';
import type { RenderContext } from '../shared/pipedText/Template';
import { textOf } from '../shared/pipedText/textOf';

export interface TransactionReader {
	read(itemIndex: number, rendering: RenderContext): MoreFields<ContactTransaction>;
	needsSurvey: NeedsSurvey;
	texts: CheckedText[];
}

const NOT_REPEATABLE =
	"The transaction has no ID, so running the workflow again records it again. Set the option 'Transaction ID'.";

/** The transaction of an item, by the parameters that say what it holds. */
export function transactionReader(context: IExecuteFunctions): TransactionReader {
	const dateText = readRaw<Raw>(context, 'transactionDate', '');
	const dateFor = textParameter(context, dateText);
	const data = rowReader(context, { parameter: 'transactionData' });
	const options = readRaw<{ transactionId?: unknown }>(context, 'options', {});
	const idFor = perItem(context, rawTextOf(options.transactionId ?? ''));
	const timeZone = context.getTimezone();
	return {
		read(itemIndex, rendering) {
			const mapped = data.read(itemIndex, rendering);
			const date = transactionMoment(dateFor(itemIndex).render(rendering).text, timeZone);
			if (isConnectorError(date)) throw date;
			const id = asText(idFor(itemIndex)).trim();
			const responseId = rendering.response?.response.id;
			const key = id
				? { field: 'transactionId', value: id }
				: responseId && { field: 'responseId', value: responseId };
			const values = Object.entries(setValues(mapped.fields)).map(
				([name, value]): [string, EmbeddedValue] => [name, plainValue(value)],
			);
			return {
				fields: [],
				rows: [],
				warnings: key ? [] : [NOT_REPEATABLE],
				problems: mapped.problems,
				notes: [],
				followUp: {
					date,
					data: {
						...(Object.fromEntries(values) as Record<string, EmbeddedValue>),
						...(key && { [key.field]: key.value }),
					},
					...(key && { key }),
				},
				dryRun: { transactionMapping: mapped.rows },
			};
		},
		needsSurvey: (itemIndex, response) =>
			data.needsSurvey(itemIndex, response) || dateFor(itemIndex).needsSurvey(response),
		texts: [...rowTexts(context, 'transactionData'), { field: 'Transaction Date', text: dateText }],
	};
}

const plainValue = (value: unknown): EmbeddedValue =>
	typeof value === 'number' || typeof value === 'boolean' ? value : textOf(value);
