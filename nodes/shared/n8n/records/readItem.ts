import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ConnectorError, isConnectorError } from '../../http/ConnectorError';
import {
	compileSubscription,
	evidenceOf,
	setValues,
	type MappedField,
	type SubscriptionDecision,
} from '../../mapping';
import type { RenderContext } from '../../pipedText/Template';
import { foldFields, keyOf, whyNameless, type Destination, type RecordItem } from '../../records';
import { readRaw } from '../rawParameters';
import { renderings } from '../renderings';
import { textParameter } from '../textParameters';
import { fieldReader, rowTexts } from './itemFields';
import type { KeyValues, MoreFields, RecordConnection, ShownRow } from './RecordConnection';
import type { RecordNode, RecordSettings } from './settings';

/** An input item, read: what is to be written, and what there is to tell about it. */
export interface ReadItem {
	record: RecordItem;
	/** Why the item is not written: it names nobody. */
	nobody?: string;
	consent?: SubscriptionDecision;
	/** Automatic mapping: keys that are no field. */
	unmatched: string[];
	warnings: string[];
	notes: string[];
	/** Of the input, whatever became of it. */
	shown: IDataObject;
	/** Dry runs only. */
	shownInDryRun?: IDataObject;
}

export type ReadItemAt = (itemIndex: number) => Promise<ReadItem>;

/** Reads the parameters once and gives what reads each item. */
export function itemReader(
	context: IExecuteFunctions,
	node: RecordNode,
	connection: RecordConnection,
	settings: RecordSettings,
): ReadItemAt {
	const fieldsOf = fieldReader(context, node, settings, connection);
	const status = settings.setsStatus ? statusReader(context, node, settings) : undefined;
	const renderingOf = renderings(
		context,
		(itemIndex, response) =>
			fieldsOf.needsSurvey(itemIndex, response) ||
			(connection.needsSurvey?.(itemIndex, response) ?? false) ||
			(status?.sourceFor(itemIndex).needsSurvey(response) ?? false),
		() => [
			...rowTexts(context, connection.rows.parameter),
			...(connection.texts ?? []),
			{ field: node.status.label, text: readRaw(context, node.status.source, '') },
		],
	);

	return async (itemIndex) => {
		const destination = await connection.destinationFor(itemIndex);
		const rendering = await renderingOf(itemIndex);
		const { response } = rendering;
		const mapping = fieldsOf.read(itemIndex, destination, rendering);
		const key = connection.keyFor?.(itemIndex, destination, rendering);
		const more = connection.moreFor?.(itemIndex, rendering);
		const problems = [mapping, key, more].flatMap((read) => read?.problems ?? []);
		const warnings = [...mapping.warnings, ...(more?.warnings ?? [])];
		const newerByRow = mapping.fields.some(({ policy }) => policy === 'onlyIfNewer');
		if (newerByRow && destination.dateField === undefined) throw noDateField(destination);
		const time = response?.response.updatedAt ?? response?.response.submittedAt;
		const fields = foldFields([
			more?.fields ?? [],
			mapping.fields,
			timeField(destination.dateField, time, newerByRow),
			destination.fixedFields ?? [],
		]);
		const nobody =
			key?.nobody ?? whyNobody({ ...setValues(fields), ...key?.values }, destination, problems);
		if (settings.isTool) {
			const values = { ...setValues(fields), ...key?.values };
			const fromModel = mapping.rows.filter(isFromModel).map(({ field }) => field);
			const why = nobody ?? whyNameless({ values, fromModel }, destination);
			if (why !== undefined) throw nameless(why);
		}
		const decision = status ? status.read(itemIndex, rendering, problems) : more?.consent;
		if (decision?.note) warnings.push(decision.note);
		if (problems.length > 0 && settings.options.whenUnresolved === 'error') {
			throw new ConnectorError('input', problems[0], {
				hint: "Correct the text, or set the option 'When Unresolved' to 'Warn and Continue'.",
			});
		}
		const evidence = response && evidenceOf(response);
		return {
			record: {
				destination,
				position: itemIndex,
				fields,
				...(key && { key: key.values }),
				...(decision && { status: { wanted: decision.status, ...(evidence && { evidence }) } }),
				...(time && { time }),
				...(more?.followUp !== undefined && { followUp: more.followUp }),
			},
			...(nobody !== undefined && { nobody }),
			...(decision && { consent: decision }),
			unmatched: mapping.unmatched,
			// Where nothing is sent, there is nothing to warn about.
			warnings: nobody === undefined ? [...warnings, ...problems] : [],
			notes: more?.notes ?? [],
			shown: connection.describeItem?.(fields) ?? {},
			...(settings.options.dryRun && { shownInDryRun: shownInDryRun(mapping.rows, key, more) }),
		};
	};
}

/** As n8n looks for it: in any case. */
const isFromModel = ({ source }: ShownRow): boolean => /\$fromai\s*\(/i.test(source);

const nameless = (why: string): ConnectorError =>
	new ConnectorError('input', why, {
		hint: 'Nothing was written. Call the tool again with a value that is really known, or ask for it.',
	});

/** Each source beside what it came out as. */
const shownInDryRun = (
	mapped: ShownRow[],
	key: KeyValues | undefined,
	more: MoreFields | undefined,
): IDataObject => {
	const keys = (key?.rows ?? []).map((row) => ({ ...row, match: true }));
	const rows = [...keys, ...mapped, ...(more?.rows ?? [])];
	return { mapping: rows as unknown as IDataObject[], ...more?.dryRun };
};

/** An item without a key is told where its destination has it so, and failed otherwise. */
function whyNobody(
	values: Record<string, unknown>,
	{ match, mayLackKey }: Destination,
	problems: string[],
): string | undefined {
	const key = keyOf(values, match);
	if (!isConnectorError(key)) return undefined;
	if (mayLackKey) return key.message;
	throw explained(key, problems);
}

/** A key is mostly empty because its text names something that is not there. */
const explained = (error: ConnectorError, [problem]: string[]): ConnectorError =>
	problem === undefined ? error : new ConnectorError(error.kind, error.message, { hint: problem });

/** *Only if newer* writes the time it compares with the next time. */
function timeField(
	dateField: string | undefined,
	time: string | undefined,
	newerByRow: boolean,
): MappedField[] {
	if (dateField === undefined || time === undefined) return [];
	// Where other rows write whatever the date is, an older response must not turn it back.
	const policy = newerByRow ? { policy: 'onlyIfNewer' as const } : {};
	return [{ target: dateField, value: time, sourceText: time, action: 'set', ...policy }];
}

const noDateField = ({ whyNoDate }: Destination): ConnectorError =>
	new ConnectorError(
		'input',
		"A row's policy is 'Only If Newer', and no field says how new the record is",
		{
			hint:
				whyNoDate ??
				"Add 'Only If Newer' to the options and choose the field that holds the time of the last response, or choose another policy.",
		},
	);

function statusReader(
	context: IExecuteFunctions,
	{ status: { label, source } }: RecordNode,
	settings: RecordSettings,
) {
	const decide = compileSubscription({
		optIn: settings.optInValues,
		optOut: settings.optOutValues,
	});
	const sourceFor = textParameter(context, readRaw(context, source, ''));
	const read = (itemIndex: number, rendering: RenderContext, problems: string[]) => {
		const { value, unresolved } = sourceFor(itemIndex).render(rendering);
		for (const { token, reason } of unresolved)
			problems.push(`${label}: ${token} cannot be resolved: ${reason}`);
		return decide(value);
	};
	return { sourceFor, read };
}
