import type { IExecuteFunctions } from 'n8n-workflow';
import type { EmbeddedValue } from '../shared/connectors/qualtrics/contactShapes';
import type { Directory } from '../shared/connectors/qualtrics/directories';
import {
	EMBEDDED_PREFIX,
	matchFields,
} from '../shared/connectors/qualtrics/directory/contactValues';
import type { ContactItem } from '../shared/connectors/qualtrics/directory/loadContacts';
import { transactionMoment } from '../shared/connectors/qualtrics/directory/transactionMoment';
import type { ConnectedQualtrics } from '../shared/face/qualtrics';
import { asText, perItem, readRaw } from '../shared/face/rawParameters';
import { surveyResponseFinder } from '../shared/face/surveyResponseOf';
import { rawTextOf, renderSurroundings, textParameter } from '../shared/face/textParameters';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import {
	compileSubscription,
	evidenceOf,
	type MappedField,
	type SubscriptionDecision,
} from '../shared/mapping';
import type { RenderContext } from '../shared/pipedText/Template';
import { textOf } from '../shared/pipedText/textOf';
import { keyOf } from '../shared/upsert';
import { fieldReader, mappedFields, type ItemFields } from './fields';
import type { Settings } from './settings';

/** An input item, read: what is to be written, and what there is to tell about it. */
export interface PreparedItem {
	item: ContactItem;
	mapping: ItemFields;
	subscription?: SubscriptionDecision;
	transactionRows?: ItemFields['rows'];
	warnings: string[];
}

export type Prepare = (itemIndex: number, directory: Directory) => Promise<PreparedItem>;

/** Reads the parameters once and gives what reads each item. */
export function preparer(
	context: IExecuteFunctions,
	qualtrics: ConnectedQualtrics,
	settings: Settings,
): Prepare {
	const fieldsFor = fieldReader(context, qualtrics, settings);
	const responseOf = surveyResponseFinder(context);
	const surroundings = renderSurroundings(context);
	const statusOf = settings.setsSubscription ? subscriptionReader(context, settings) : undefined;
	const transactionOf = settings.recordsTransaction ? transactionReader(context) : undefined;
	const key = matchFields(settings.matchFields);

	return async (itemIndex, directory) => {
		const response = responseOf(itemIndex);
		const rendering: RenderContext = { response, ...surroundings };
		const mapping = await fieldsFor(itemIndex, directory, rendering);
		const problems = [...mapping.problems];
		const warnings = [...mapping.warnings];
		const time = response?.response.updatedAt ?? response?.response.submittedAt;
		const fields = [...mapping.fields, ...timeField(settings, time)];
		if (key.length > 0) throwIfError(keyOf(setValues(fields), key));

		const item: ContactItem = { position: itemIndex, fields, ...(time && { time }) };
		const prepared: PreparedItem = { item, mapping, warnings };
		if (statusOf) {
			const decision = statusOf(itemIndex, rendering, problems);
			prepared.subscription = decision;
			if (decision.note) warnings.push(decision.note);
			const evidence = response && evidenceOf(response);
			item.status = { wanted: decision.status, ...(evidence && { evidence }) };
		}
		if (transactionOf) {
			const { transaction, rows } = await transactionOf(itemIndex, directory, rendering, problems);
			item.transaction = transaction;
			prepared.transactionRows = rows;
			if (!transaction.key) warnings.push(NOT_REPEATABLE);
		}
		if (problems.length > 0 && settings.options.whenUnresolved === 'error') {
			throw new ConnectorError('input', problems[0], {
				hint: "Correct the text, or let 'When Unresolved' in the options go on.",
			});
		}
		warnings.push(...problems);
		return prepared;
	};
}

const NOT_REPEATABLE =
	"Nothing tells this transaction from others, so running again records it again: enter 'Transaction ID' in the options";

const throwIfError = (value: unknown): void => {
	if (isConnectorError(value)) throw value;
};

const setValues = (fields: MappedField[]): Record<string, unknown> =>
	Object.fromEntries(
		fields.filter(({ action }) => action === 'set').map(({ target, value }) => [target, value]),
	);

/** *Only if newer* writes the time it compares with the next time. */
function timeField({ options }: Settings, time: string | undefined): MappedField[] {
	const name = options.onlyIfNewer?.trim();
	if (!name || time === undefined) return [];
	const target = `${EMBEDDED_PREFIX}${name}`;
	return [{ target, value: time, sourceText: time, action: 'set' }];
}

function subscriptionReader(context: IExecuteFunctions, settings: Settings) {
	const decide = compileSubscription({
		optIn: settings.optInValues,
		optOut: settings.optOutValues,
	});
	const sourceFor = textParameter(context, readRaw(context, 'subscriptionSource', ''));
	return (itemIndex: number, rendering: RenderContext, problems: string[]) => {
		const { value, unresolved } = sourceFor(itemIndex).render(rendering);
		for (const { token, reason } of unresolved)
			problems.push(`Status Source: ${token} cannot be resolved: ${reason}`);
		return decide(value);
	};
}

function transactionReader(context: IExecuteFunctions) {
	const dateFor = textParameter(context, readRaw(context, 'transactionDate', ''));
	const dataFor = mappedFields(context, 'transactionData', (name) => name);
	const idFor = perItem(context, transactionIdIn(readRaw(context, 'options', {})));
	const timeZone = context.getTimezone();
	return async (
		itemIndex: number,
		directory: Directory,
		rendering: RenderContext,
		problems: string[],
	) => {
		const mapped = await dataFor(itemIndex, directory, rendering);
		problems.push(...mapped.problems);
		const date = transactionMoment(dateFor(itemIndex).render(rendering).text, timeZone);
		if (isConnectorError(date)) throw date;
		const data = Object.entries(setValues(mapped.fields)).map(
			([name, value]): [string, EmbeddedValue] => [name, plainValue(value)],
		);
		const id = asText(idFor(itemIndex)).trim();
		const responseId = rendering.response?.response.id;
		const key = id
			? { field: 'transactionId', value: id }
			: responseId && { field: 'responseId', value: responseId };
		return {
			rows: mapped.rows,
			transaction: {
				date,
				data: {
					...(Object.fromEntries(data) as Record<string, EmbeddedValue>),
					...(key && { [key.field]: key.value }),
				},
				...(key && { key }),
			},
		};
	};
}

const transactionIdIn = (options: unknown): unknown =>
	rawTextOf((options as { transactionId?: unknown }).transactionId ?? '');

const plainValue = (value: unknown): EmbeddedValue =>
	typeof value === 'number' || typeof value === 'boolean' ? value : textOf(value);
