import type { IExecuteFunctions } from 'n8n-workflow';
import type { EmbeddedValue } from '../shared/connectors/qualtrics/contactShapes';
import type { Directory } from '../shared/connectors/qualtrics/directories';
import {
	EMBEDDED_PREFIX,
	matchFields,
} from '../shared/connectors/qualtrics/directory/contactValues';
import type { ContactItem } from '../shared/connectors/qualtrics/directory/LoadOptions';
import { transactionMoment } from '../shared/connectors/qualtrics/directory/transactionMoment';
import { checkTokens, isTestStep, type CheckedText } from '../shared/face/checkTokens';
import { namedSurveyId, surveyAtRunTime } from '../shared/face/pipedTextSurvey';
import type { ConnectedQualtrics } from '../shared/face/qualtrics';
import { asText, perItem, readRaw, type Raw } from '../shared/face/rawParameters';
import { remembered } from '../shared/face/remembered';
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
import { keyOf } from '../shared/records';
import { fieldReader, mappedFields, type FieldReader, type ItemFields } from './fields';
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
	const contact = fieldReader(context, qualtrics, settings);
	const subscription = settings.setsSubscription ? statusReader(context, settings) : undefined;
	const transaction = settings.recordsTransaction ? transactionReader(context) : undefined;
	const renderingOf = renderings(context, [contact, subscription, transaction]);
	const key = matchFields(settings.matchFields);

	return async (itemIndex, directory) => {
		const rendering = await renderingOf(itemIndex);
		const { response } = rendering;
		const mapping = await contact.read(itemIndex, directory, rendering);
		const problems = [...mapping.problems];
		const warnings = [...mapping.warnings];
		const time = response?.response.updatedAt ?? response?.response.submittedAt;
		const fields = [...mapping.fields, ...timeField(settings, time)];
		if (key.length > 0) throwIfError(keyOf(setValues(fields), key));

		const item: ContactItem = { position: itemIndex, fields, ...(time && { time }) };
		const prepared: PreparedItem = { item, mapping, warnings };
		if (subscription) {
			const decision = subscription.read(itemIndex, rendering, problems);
			prepared.subscription = decision;
			if (decision.note) warnings.push(decision.note);
			const evidence = response && evidenceOf(response);
			item.status = { wanted: decision.status, ...(evidence && { evidence }) };
		}
		if (transaction) {
			const read = await transaction.read(itemIndex, directory, rendering, problems);
			item.transaction = read.transaction;
			prepared.transactionRows = read.rows;
			if (!read.transaction.key) warnings.push(NOT_REPEATABLE);
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

type NeedsSurvey = Pick<FieldReader, 'needsSurvey'>;

/** What an item's piped text is rendered against; the survey is read at most once, and only where a text needs it. */
function renderings(
	context: IExecuteFunctions,
	readers: Array<NeedsSurvey | undefined>,
): (itemIndex: number) => Promise<RenderContext> {
	const surroundings = renderSurroundings(context);
	const responseOf = surveyResponseFinder(context);
	const surveyId = namedSurveyId(context);
	const named = remembered(1, async () => await surveyAtRunTime(context));
	let isChecked = false;
	return async (itemIndex) => {
		const response = responseOf(itemIndex);
		const isNeeded =
			response !== undefined &&
			response.survey.id === surveyId &&
			(isTestStep(context) || readers.some((reader) => reader?.needsSurvey(itemIndex, response)));
		const survey = isNeeded ? await named('') : undefined;
		const rendering = { response, ...(survey && { survey }), ...surroundings };
		if (!isChecked) checkTokens(context, textsOf(context), { survey, sample: rendering });
		isChecked = true;
		return rendering;
	};
}

/** Every field of the node that may hold piped text. */
function textsOf(context: IExecuteFunctions): CheckedText[] {
	const rowsIn = (name: string) =>
		readRaw<{ row?: Array<{ target?: Raw; source?: Raw }> }>(context, name, {}).row ?? [];
	const rows = [...rowsIn('fields'), ...rowsIn('transactionData')].map(({ target, source }) => ({
		field: `Source of "${asText(rawTextOf(target))}"`,
		text: source,
	}));
	return [
		...rows,
		{ field: 'Transaction Date', text: readRaw(context, 'transactionDate', '') },
		{ field: 'Status Source', text: readRaw(context, 'subscriptionSource', '') },
	];
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

function statusReader(context: IExecuteFunctions, settings: Settings) {
	const decide = compileSubscription({
		optIn: settings.optInValues,
		optOut: settings.optOutValues,
	});
	const sourceFor = textParameter(context, readRaw(context, 'subscriptionSource', ''));
	const read = (itemIndex: number, rendering: RenderContext, problems: string[]) => {
		const { value, unresolved } = sourceFor(itemIndex).render(rendering);
		for (const { token, reason } of unresolved)
			problems.push(`Status Source: ${token} cannot be resolved: ${reason}`);
		return decide(value);
	};
	const needsSurvey: FieldReader['needsSurvey'] = (itemIndex, response) =>
		sourceFor(itemIndex).needsSurvey(response);
	return { read, needsSurvey };
}

function transactionReader(context: IExecuteFunctions) {
	const dateFor = textParameter(context, readRaw(context, 'transactionDate', ''));
	const dataFor = mappedFields(context, 'transactionData', (name) => name);
	const idFor = perItem(context, transactionIdIn(readRaw<unknown>(context, 'options', {})));
	const timeZone = context.getTimezone();
	const read = async (
		itemIndex: number,
		directory: Directory,
		rendering: RenderContext,
		problems: string[],
	) => {
		const mapped = await dataFor.read(itemIndex, directory, rendering);
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
	const needsSurvey: FieldReader['needsSurvey'] = (itemIndex, response) =>
		dataFor.needsSurvey(itemIndex, response) || dateFor(itemIndex).needsSurvey(response);
	return { read, needsSurvey };
}

const transactionIdIn = (options: unknown): unknown =>
	rawTextOf((options as { transactionId?: unknown }).transactionId ?? '');

const plainValue = (value: unknown): EmbeddedValue =>
	typeof value === 'number' || typeof value === 'boolean' ? value : textOf(value);
