import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readMappingRows } from '../shared/face/mappingRows';
import type { NeedsSurvey } from '../shared/face/renderings';
import { mapAutomatically, type MappedField } from '../shared/mapping';
import type { RenderContext } from '../shared/pipedText/Template';
import { isSurveyResponse } from '../shared/survey/isSurveyResponse';
import type { CrmConnection, CrmPlace, ShownRow } from './providers/CrmProvider';

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
	read(itemIndex: number, place: CrmPlace, rendering: RenderContext): ItemFields;
}

/** The columns of an item, by the rows or by the names of its keys. */
export const fieldReader = (
	context: IExecuteFunctions,
	isAutomatic: boolean,
	rows: CrmConnection['rows'],
): FieldReader => (isAutomatic ? automaticFields(context) : mappedFields(context, rows));

function mappedFields(
	context: IExecuteFunctions,
	{ parameter, targetOf }: CrmConnection['rows'],
): FieldReader {
	const mappingFor = readMappingRows(context, parameter, targetOf);
	return {
		needsSurvey: (itemIndex, response) => mappingFor(itemIndex).needsSurvey(response),
		read(itemIndex, place, rendering) {
			const mapping = mappingFor(itemIndex);
			const { fields, warnings, unresolved, errors } = mapping.apply(rendering);
			const byTarget = new Map(fields.map((field) => [field.target, field]));
			return {
				fields: fields.map((field) =>
					field.action === 'set'
						? { ...field, value: place.accept?.(field.target, field.value) ?? field.value }
						: field,
				),
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

function automaticFields(context: IExecuteFunctions): FieldReader {
	const items = context.getInputData();
	return {
		needsSurvey: () => false,
		read(itemIndex, place) {
			const mapped = mapAutomatically(flat(items[itemIndex].json), place.fields);
			const { fields, unmatched, warnings } = mapped;
			const leftOver =
				unmatched.length > 0
					? [`No column or field is named like ${unmatched.join(', ')}: not sent`]
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

/** Of a Survey Response the embedded data and the respondent are what is named like columns of a contact. */
function flat(json: IDataObject): Record<string, unknown> {
	if (!isSurveyResponse(json)) return json;
	const { email, phone, firstName, lastName } = json.respondent;
	const given = Object.entries({ email, phone, firstName, lastName });
	return {
		...json.context,
		...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
	};
}
