import type { IExecuteFunctions } from 'n8n-workflow';
import type { CheckedText } from '../shared/face/checkTokens';
import { asText, readRaw, type Raw } from '../shared/face/rawParameters';
import { renderings } from '../shared/face/renderings';
import { rawTextOf, textParameter } from '../shared/face/textParameters';
import { ConnectorError, isConnectorError } from '../shared/http/ConnectorError';
import {
	compileSubscription,
	evidenceOf,
	type MappedField,
	type SubscriptionDecision,
} from '../shared/mapping';
import type { RenderContext } from '../shared/pipedText/Template';
import { keyOf, type UpsertInput } from '../shared/records';
import { fieldReader, type ItemFields } from './fields';
import type { AfterWriting, CrmConnection, CrmPlace, ShownRow } from './providers/CrmProvider';
import type { Settings } from './settings';

/** An input item, read: what is to be written, and what there is to tell about it. */
export interface PreparedItem {
	input: UpsertInput;
	mapping: ItemFields;
	keyRows: ShownRow[];
	/** What the provider adds beside the mapping. */
	moreRows: ShownRow[];
	consent?: SubscriptionDecision;
	warnings: string[];
	notes: string[];
	/** Why the item is not written: it names nobody. */
	nobody?: string;
	after?: AfterWriting;
}

export type Prepare = (itemIndex: number, place: CrmPlace) => Promise<PreparedItem>;

/** Reads the parameters once and gives what reads each item. */
export function preparer(
	context: IExecuteFunctions,
	connection: CrmConnection,
	settings: Settings,
): Prepare {
	const columns = fieldReader(context, settings.isAutomatic, connection.rows);
	const consent = settings.setsConsent ? consentReader(context, settings) : undefined;
	const renderingOf = renderings(
		context,
		(itemIndex, response) =>
			columns.needsSurvey(itemIndex, response) ||
			connection.needsSurvey(itemIndex, response) ||
			(consent?.sourceFor(itemIndex).needsSurvey(response) ?? false),
		() => [...textsOf(context, connection.rows.parameter), ...connection.texts],
	);

	return async (itemIndex, place) => {
		const rendering = await renderingOf(itemIndex);
		const { response } = rendering;
		const mapping = columns.read(itemIndex, place, rendering);
		const key = connection.keyFor(itemIndex, place, rendering);
		const more = connection.moreFor?.(itemIndex, rendering);
		const problems = [...mapping.problems, ...key.problems, ...(more?.problems ?? [])];
		const warnings = [...mapping.warnings, ...(more?.warnings ?? [])];
		const time = response?.response.updatedAt ?? response?.response.submittedAt;
		const fields = [...(more?.fields ?? []), ...mapping.fields, ...timeField(place, time)];
		let { nobody } = key;
		if (nobody === undefined && place.match.length > 0) {
			const found = keyOf({ ...setValues(fields), ...key.values }, place.match);
			if (isConnectorError(found)) {
				if (!place.mayLackKey) throw explained(found, problems);
				nobody = found.message;
			}
		}

		const input: UpsertInput = { fields, key: key.values, ...(time && { time }) };
		const prepared: PreparedItem = {
			input,
			mapping,
			keyRows: key.rows,
			moreRows: more?.rows ?? [],
			notes: more?.notes ?? [],
			warnings,
			// Nothing is sent, so there is nothing to warn about.
			...(nobody !== undefined && { nobody, warnings: [] }),
			...(more?.after && { after: more.after }),
		};
		const decision = consent ? consent.read(itemIndex, rendering, problems) : more?.consent;
		if (decision) {
			prepared.consent = decision;
			if (decision.note) warnings.push(decision.note);
			const evidence = response && evidenceOf(response);
			input.status = { wanted: decision.status, ...(evidence && { evidence }) };
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

/** Every field of the node that may hold piped text, but for the provider's own. */
function textsOf(context: IExecuteFunctions, rowsParameter: string): CheckedText[] {
	const { row = [] } = readRaw<{ row?: Array<{ target?: Raw; source?: Raw }> }>(
		context,
		rowsParameter,
		{},
	);
	return [
		...row.map(({ target, source }) => ({
			field: `Source of "${asText(rawTextOf(target))}"`,
			text: source,
		})),
		{ field: 'Consent Source', text: readRaw(context, 'consentSource', '') },
	];
}

/** A key is mostly empty because its text names something that is not there. */
const explained = (error: ConnectorError, [problem]: string[]): ConnectorError =>
	problem === undefined ? error : new ConnectorError(error.kind, error.message, { hint: problem });

const setValues = (fields: MappedField[]): Record<string, unknown> =>
	Object.fromEntries(
		fields.filter(({ action }) => action === 'set').map(({ target, value }) => [target, value]),
	);

/** *Only if newer* writes the time it compares with the next time. */
function timeField({ dateField }: CrmPlace, time: string | undefined): MappedField[] {
	if (dateField === undefined || time === undefined) return [];
	return [{ target: dateField, value: time, sourceText: time, action: 'set' }];
}

function consentReader(context: IExecuteFunctions, settings: Settings) {
	const decide = compileSubscription({
		optIn: settings.optInValues,
		optOut: settings.optOutValues,
	});
	const sourceFor = textParameter(context, readRaw(context, 'consentSource', ''));
	const read = (itemIndex: number, rendering: RenderContext, problems: string[]) => {
		const { value, unresolved } = sourceFor(itemIndex).render(rendering);
		for (const { token, reason } of unresolved)
			problems.push(`Consent Source: ${token} cannot be resolved: ${reason}`);
		return decide(value);
	};
	return { sourceFor, read };
}
