import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	fieldsOf,
	readForm,
	type FormReading,
	type RespondentField,
} from '../../shared/connectors/webhook/formItem';
import { ConnectorError } from '../../shared/http/ConnectorError';
import { hint } from '../../shared/n8n/hints';
import { failedItem } from '../../shared/n8n/items';
import { nearestName } from '../../shared/pipedText/lookup/nearestName';
import { settle } from '../../shared/http/settle';
import { inReadingOrder } from '../../shared/survey/responseItem';
import type { AnswerType } from '../../shared/survey/SurveyResponse';

/** Each item of n8n's Form Trigger, or of any node whose items are filled forms, as a Survey Response. */
export async function makeFromForm(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const notes = new Set<string>();
	const out: INodeExecutionData[] = [];
	for (const [itemIndex, { json, binary }] of items.entries()) {
		const work = async () => {
			const reading = readingFor(context, itemIndex);
			for (const note of unknownFields(reading, json)) notes.add(note);
			const extras = { timeZone: context.getTimezone(), note: (text: string) => notes.add(text) };
			return await Promise.resolve(readForm(json, reading, extras));
		};
		const outcome = await settle(work());
		out.push(
			outcome.ok
				? {
						json: inReadingOrder(outcome.value) as unknown as IDataObject,
						...(binary && { binary }),
						pairedItem: { item: itemIndex },
					}
				: failedItem(context, outcome.error, itemIndex),
		);
	}
	for (const note of notes) hint(context, 'warning', note);
	return out;
}

interface TypeRow {
	field?: string;
	type?: AnswerType;
}

function readingFor(context: IExecuteFunctions, itemIndex: number): FormReading {
	const read = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(name, itemIndex, fallback) as T;
	const { row = [] } = read<{ row?: TypeRow[] }>('formFields', {});
	const respondent = read<Partial<Record<RespondentField, string>>>('formRespondent', {});
	const surveyName = String(read<unknown>('surveyName', '') ?? '').trim();
	if (surveyName === '') {
		throw new ConnectorError('input', "'Survey Name' is empty", {
			hint: 'Enter what the form is called: responses are counted by it.',
		});
	}
	return {
		surveyId: surveyName,
		surveyName,
		types: new Map(row.flatMap(({ field = '', type }) => (type ? [[field.trim(), type]] : []))),
		respondent: Object.fromEntries(
			Object.entries(respondent).flatMap(([part, field]) => {
				const name = String(field ?? '').trim();
				return name === '' ? [] : [[part, name]];
			}),
		),
	};
}

/** What the settings name and the form does not have. */
function unknownFields({ types, respondent }: FormReading, item: IDataObject): string[] {
	const fields = fieldsOf(item);
	return [...types.keys(), ...Object.values(respondent)]
		.filter((name) => !fields.includes(name))
		.map((name) => {
			const near = nearestName(name, fields);
			return `The form has no field "${name}"${near === undefined ? '' : `. Did you mean "${near}"?`}`;
		});
}
