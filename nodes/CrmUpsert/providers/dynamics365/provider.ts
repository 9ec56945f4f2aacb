import { locatorSubtitle } from '../../../shared/n8n/subtitles';
import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { offeredOptions } from '../../../shared/connectors/dataverse/choices';
import type { Dataverse } from '../../../shared/connectors/dataverse/client';
import { writableColumns } from '../../../shared/connectors/dataverse/columns';
import type { ColumnKind } from '../../../shared/connectors/dataverse/ColumnInfo';
import { connectDynamics, dynamicsCredential } from '../../../shared/n8n/dataverse';
import { chosenTable, dataverseLists } from '../../../shared/n8n/dataverseLocators';
import { asText, perItem, readRaw } from '../../../shared/n8n/rawParameters';
import type { RecordConnection } from '../../../shared/n8n/records/RecordConnection';
import type { RecordProvider } from '../../../shared/n8n/records/RecordProvider';
import type { RecordSettings } from '../../../shared/n8n/records/settings';
import { remembered } from '../../../shared/n8n/remembered';
import { rawTextOf } from '../../../shared/n8n/textParameters';
import { ConnectorError } from '../../../shared/http/ConnectorError';
import { isDeeper, jsonOrNothing } from '../../../shared/json/readJson';
import { havePolicies, mappedTargets, type Destination } from '../../../shared/records';
import { DEFAULT_REQUESTS_AT_ONCE } from './optionParameters';
import { dynamicsParameters } from './parameters';
import { readMatchSettings, type MatchSettings } from './matchSettings';
import { openTarget } from './openTarget';
import { readDynamicsOptions, readTargetSettings, type TargetSettings } from './targetSettings';

export const dynamics365: RecordProvider = {
	id: 'dynamics365',
	label: 'Microsoft Dynamics 365',
	subtitle: `"Dynamics " + ${locatorSubtitle('table')}`,
	toolSubject: '"table " + $parameter.table',
	credentials: [dynamicsCredential()],
	parameters: dynamicsParameters,
	lists: dataverseLists,
	choicesFor,
	connect,
};

/** The choices of a choice or yes-or-no column. */
async function choicesFor(context: ILoadOptionsFunctions, field: string): Promise<string[]> {
	const dataverse = await connectDynamics(context);
	const columns = await dataverse.columns.of(await chosenTable(context, dataverse));
	return offeredOptions(columns.byName.get(field) ?? {}).map(({ label }) => label);
}

async function connect(
	context: IExecuteFunctions,
	settings: RecordSettings,
): Promise<RecordConnection> {
	const options = readDynamicsOptions(context);
	const dataverse = await connectDynamics(context, {
		concurrency: options.requestsAtOnce ?? DEFAULT_REQUESTS_AT_ONCE,
	});
	const match = readMatchSettings(context, settings.operation);
	const target = readTargetSettings(context, settings, options);
	const tableFor = perItem(context, rawTextOf(readRaw(context, 'table', '')));
	const destinationNamed = remembered(
		50,
		async (name) => await destinationOf(dataverse, name, { match, target, settings }),
	);
	return {
		rows: { parameter: 'fields' },
		async destinationFor(itemIndex) {
			const name = asText(tableFor(itemIndex)).trim();
			if (name !== '') return await destinationNamed(name);
			throw new ConnectorError('input', 'No table is chosen', {
				hint: "Choose under 'Table' what kind of record to write.",
			});
		},
		keyFor: match.keyFor,
		needsSurvey: match.needsSurvey,
		texts: match.texts,
	};
}

interface Chosen {
	match: MatchSettings;
	target: TargetSettings;
	settings: RecordSettings;
}

async function destinationOf(
	dataverse: Dataverse,
	name: string,
	{ match, target, settings }: Chosen,
): Promise<Destination> {
	const table = await dataverse.tables.get(name);
	const [columns, keys] = await Promise.all([
		dataverse.columns.of(table),
		dataverse.keys.of(table),
	]);
	const matchFields = match.fieldsOf(table, columns, keys);
	// What records are recognised by may be written with a new record, such as its ID.
	const keyColumns = matchFields.flatMap(({ field }) => columns.byName.get(field) ?? []);
	const writable = writableColumns(columns, settings.operation);
	return {
		name,
		fields: [...new Set([...writable, ...keyColumns])].map((column) => ({
			name: column.name,
			label: column.label,
		})),
		match: matchFields,
		...(target.dateField !== undefined && { dateField: target.dateField }),
		accept: (field, value) => dragged(columns.byName.get(field)?.kind, value),
		open: async (inputs) => {
			const fields = mappedTargets(inputs).filter((field) => !isUnwritableKey(field));
			return await openTarget(dataverse, {
				...target,
				// What a record holds has to be known before its policies can be.
				direct: target.direct === true && !havePolicies(inputs),
				table: table.name,
				match: matchFields,
				fields,
			});
		},
	};

	/** A match column among the fields that Dataverse fills by itself is looked for and not written. */
	function isUnwritableKey(field: string): boolean {
		const column = columns.byName.get(field);
		return column !== undefined && keyColumns.includes(column) && !writable.includes(column);
	}
}

/** A list of choices is flat; a record holds the values of its columns, some of them with a record within. */
const DEEPEST = 8;

/**
 * What was dragged whole comes as it is, or as JSON: an output item of another CRM Upsert is a record, a list is several
 * choices. What only begins like JSON (`[Opera]`, an ID in braces) is text, and its column says whether it takes it.
 */
function dragged(kind: ColumnKind | undefined, value: unknown): unknown {
	const isList = kind === 'choices';
	if (kind !== 'lookup' && !isList) return value;
	if (!isList && typeof value === 'object') return referenceIn(value) ?? value;
	if (typeof value !== 'string' || !value.trim().startsWith(isList ? '[' : '{')) return value;
	const parsed = isDeeper(value, DEEPEST) ? undefined : jsonOrNothing(value);
	if (isList) return Array.isArray(parsed) ? parsed : value;
	return referenceIn(parsed) ?? value;
}

function referenceIn(record: unknown): { table: string; id: string } | undefined {
	const { table, id } = (record ?? {}) as { table?: unknown; id?: unknown };
	return typeof table === 'string' && typeof id === 'string' ? { table, id } : undefined;
}
