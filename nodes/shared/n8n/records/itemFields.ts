import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { mapAutomatically, type MappedField } from '../../mapping';
import type { RenderContext } from '../../pipedText/Template';
import type { Destination } from '../../records';
import { surveyResponseIn } from '../../survey/simplifiedItem';
import type { Respondent } from '../../survey/SurveyResponse';
import type { CheckedText } from '../checkTokens';
import { readMappingRows } from '../mappingRows';
import { asText, rawTextOf, readRaw, type Raw } from '../rawParameters';
import type { NeedsSurvey } from '../renderings';
import type { RecordConnection, ShownRow } from './RecordConnection';
import type { RecordNode, RecordSettings } from './settings';

export interface ItemFields {
	fields: MappedField[];
	/** What each row came out as, before and after its transformations, beside what was written there. */
	rows: ShownRow[];
	warnings: string[];
	/** Piped text that names nothing, and transformations that were told to fail. */
	problems: string[];
	/** Automatic mapping: keys that are no field. */
	unmatched: string[];
}

export interface FieldReader {
	needsSurvey: NeedsSurvey;
	read(itemIndex: number, destination: Destination, rendering: RenderContext): ItemFields;
}

/** The fields of an item, by the rows or by the names of its keys. */
export const fieldReader = (
	context: IExecuteFunctions,
	node: RecordNode,
	{ isAutomatic }: RecordSettings,
	connection: Pick<RecordConnection, 'rows' | 'respondent'>,
): FieldReader =>
	isAutomatic
		? automaticFields(context, node, connection.respondent)
		: mappedFields(context, connection.rows);

/** Mapping rows, read for each item; for whatever they fill. */
export interface RowReader {
	needsSurvey: NeedsSurvey;
	read(itemIndex: number, rendering: RenderContext): ItemFields;
}

export function rowReader(
	context: IExecuteFunctions,
	{ parameter, targetOf }: RecordConnection['rows'],
): RowReader {
	const mappingFor = readMappingRows(context, parameter, targetOf);
	return {
		needsSurvey: (itemIndex, response) => mappingFor(itemIndex).needsSurvey(response),
		read(itemIndex, rendering) {
			const mapping = mappingFor(itemIndex);
			const { fields, warnings, unresolved, errors } = mapping.apply(rendering);
			const byTarget = new Map(fields.map((field) => [field.target, field]));
			return {
				fields,
				rows: mapping.rows.map(({ target, source }) => ({
					field: target,
					source,
					...shown(byTarget.get(target)),
				})),
				warnings: [...mapping.problems, ...warnings],
				problems: [
					...unresolved.map(
						({ target, token, reason }) => `${target}: ${token} cannot be resolved: ${reason}`,
					),
					...errors,
				],
				unmatched: [],
			};
		},
	};
}

/** The sources of mapping rows, as texts that may hold piped text. */
export function rowTexts(context: IExecuteFunctions, parameter: string): CheckedText[] {
	const { row = [] } = readRaw<{ row?: Array<{ target?: Raw; source?: Raw }> }>(
		context,
		parameter,
		{},
	);
	return row.map(({ target, source }) => ({
		field: `Source of "${asText(rawTextOf(target))}"`,
		text: source,
	}));
}

function mappedFields(context: IExecuteFunctions, rows: RecordConnection['rows']): FieldReader {
	const reader = rowReader(context, rows);
	const fieldOf = rows.fieldOf ?? ((target) => target);
	return {
		needsSurvey: reader.needsSurvey,
		read(itemIndex, { accept }, rendering) {
			const read = reader.read(itemIndex, rendering);
			const fields = read.fields.map((field) => ({
				...field,
				target: fieldOf(field.target),
				...(field.action === 'set' && {
					value: accept?.(field.target, field.value) ?? field.value,
				}),
			}));
			return { ...read, fields };
		},
	};
}

function automaticFields(
	context: IExecuteFunctions,
	{ fieldWords }: RecordNode,
	respondent: RecordConnection['respondent'],
): FieldReader {
	const items = context.getInputData();
	return {
		needsSurvey: () => false,
		read(itemIndex, destination) {
			const mapped = mapAutomatically(flat(items[itemIndex].json, respondent), destination.fields);
			const { fields, unmatched, warnings } = mapped;
			const leftOver =
				unmatched.length > 0
					? [`No ${fieldWords} is named like ${unmatched.join(', ')}: not sent`]
					: [];
			return {
				fields,
				rows: fields.map((field) => ({
					field: field.target,
					source: field.target,
					...shown(field),
				})),
				warnings: [...warnings, ...leftOver],
				problems: [],
				unmatched,
			};
		},
	};
}

/** A field that is left alone has no value. */
const shown = (field: MappedField | undefined) => ({
	resolved: field?.sourceText ?? '',
	...(field && field.action !== 'leave' && { value: field.value }),
});

/** Of a Survey Response the embedded data and the respondent are what is named like fields of a record. */
function flat(json: IDataObject, names: RecordConnection['respondent']): Record<string, unknown> {
	const response = surveyResponseIn(json);
	if (!response) return json;
	const given = Object.entries({ ...RESPONDENT, ...names }).flatMap(([key, name]) => {
		const value = response.respondent[key as keyof Respondent];
		return value === undefined ? [] : [[name, value]];
	});
	return { ...response.context, ...(Object.fromEntries(given) as Record<string, unknown>) };
}

const RESPONDENT = {
	email: 'email',
	phone: 'phone',
	firstName: 'firstName',
	lastName: 'lastName',
} as const;
