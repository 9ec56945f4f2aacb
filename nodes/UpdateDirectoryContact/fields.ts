import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	EMBEDDED_PREFIX,
	targetName,
} from '../shared/connectors/qualtrics/directory/contactValues';
import type { Directory } from '../shared/connectors/qualtrics/directories';
import { entriesIn } from '../shared/face/entries';
import { readMappingRows } from '../shared/face/mappingRows';
import type { ConnectedQualtrics } from '../shared/face/qualtrics';
import { readRaw, type Raw } from '../shared/face/rawParameters';
import { mapAutomatically, type MappedField, type TargetField } from '../shared/mapping';
import type { RenderContext } from '../shared/pipedText/Template';
import { isSurveyResponse } from '../shared/survey/isSurveyResponse';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';
import { foldFields } from '../shared/records';
import { splitEntries } from '../shared/values/entries';
import type { Settings } from './settings';

export interface ItemFields {
	fields: MappedField[];
	/** What came out of each row, beside what was written there. */
	rows: Array<{ field: string; source: string; resolved: string }>;
	warnings: string[];
	/** Piped text that names nothing, and transformations that were told to fail. */
	problems: string[];
	/** Automatic mapping: keys that are no field. */
	unmatched: string[];
}

export interface FieldReader {
	/** Whether only the survey's definition tells what a source says about this response. */
	needsSurvey(itemIndex: number, response: SurveyResponse): boolean;
	read(itemIndex: number, directory: Directory, rendering: RenderContext): Promise<ItemFields>;
}

/** The contact's fields of an item, by the rows or by the names of its keys. */
export function fieldReader(
	context: IExecuteFunctions,
	qualtrics: ConnectedQualtrics,
	settings: Settings,
): FieldReader {
	return settings.isAutomatic
		? automaticFields(context, qualtrics)
		: mappedFields(context, 'fields');
}

export function mappedFields(
	context: IExecuteFunctions,
	name: string,
	rename: (target: string) => string = targetName,
): FieldReader {
	const mappingFor = readMappingRows(context, name);
	const read: FieldReader['read'] = async (itemIndex, _directory, rendering) => {
		const mapping = mappingFor(itemIndex);
		const mapped = mapping.apply(rendering);
		const fields = mapped.fields.map((field) => ({ ...field, target: rename(field.target) }));
		const unresolved = mapped.unresolved.map(
			({ target, token, reason }) => `${target}: ${token} cannot be resolved: ${reason}`,
		);
		return {
			fields: foldFields([fields]),
			rows: mapping.rows.map(({ target, source }) => ({
				field: target,
				source,
				resolved: mapped.fields.find((field) => field.target === target)?.sourceText ?? '',
			})),
			warnings: [...mapping.problems, ...mapped.warnings],
			problems: [...unresolved, ...mapped.errors],
			unmatched: [],
		};
	};
	return {
		needsSurvey: (itemIndex, response) => mappingFor(itemIndex).needsSurvey(response),
		read,
	};
}

function automaticFields(context: IExecuteFunctions, qualtrics: ConnectedQualtrics): FieldReader {
	const { embeddedDataFields } = readRaw<{ embeddedDataFields?: Raw }>(context, 'options', {});
	// What its author wrote is cut; what an n8n expression gives is one name, or a list of them.
	const given = entriesIn(context, embeddedDataFields);
	const named = (typeof given === 'string' ? splitEntries(given, { commas: true }) : given)
		.map((name) => name.trim())
		.filter((name) => name !== '');
	const targets = new Map<string, Promise<TargetField[]>>();
	const targetsOf = async ({ id }: Directory): Promise<TargetField[]> => {
		const known = await qualtrics.contactFields.list({ directoryId: id });
		return [
			...known.map(({ name, label, kind }) =>
				kind === 'standard' ? { name, label } : { name: `${EMBEDDED_PREFIX}${name}`, label: name },
			),
			...named.map((name) => ({ name: `${EMBEDDED_PREFIX}${name}`, label: name })),
		];
	};
	const read: FieldReader['read'] = async (itemIndex, directory) => {
		if (!targets.has(directory.id)) targets.set(directory.id, targetsOf(directory));
		const json = flat(context.getInputData()[itemIndex].json);
		const mapped = mapAutomatically(json, await targets.get(directory.id)!);
		const { unmatched, warnings } = mapped;
		const leftOver =
			unmatched.length > 0
				? [`No field of the contact is named like ${unmatched.join(', ')}: not sent`]
				: [];
		return {
			fields: mapped.fields,
			rows: mapped.fields.map(({ target, sourceText }) => ({
				field: target,
				source: target.replace(EMBEDDED_PREFIX, ''),
				resolved: sourceText,
			})),
			warnings: [...warnings, ...leftOver],
			problems: [],
			unmatched,
		};
	};
	return { needsSurvey: () => false, read };
}

/** Of a Survey Response the embedded data and the respondent are what is named like fields of a contact. */
function flat(json: IDataObject): Record<string, unknown> {
	if (!isSurveyResponse(json)) return json;
	const { email, phone, firstName, lastName, language, externalId } = json.respondent;
	const respondent = { email, phone, firstName, lastName, language, extRef: externalId };
	const given = Object.entries(respondent).filter(([, value]) => value !== undefined);
	return { ...json.context, ...Object.fromEntries(given) };
}
