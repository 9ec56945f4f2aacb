import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hint } from '../../shared/n8n/hints';
import { failedItem } from '../../shared/n8n/items';
import { ConnectorError } from '../../shared/http/ConnectorError';
import type { SurveySource } from '../../shared/delivery/SurveySource';
import { isToolRun } from '../../shared/n8n/toolRun';
import { settle } from '../../shared/http/settle';
import { withoutNotShown } from '../../shared/survey/notShown';
import { responseItem, type ItemForm } from '../../shared/survey/responseItem';
import { simplifyResponse } from '../../shared/survey/simplify';
import type { SurveyResponse } from '../../shared/survey/SurveyResponse';
import { missingSurvey, openAccount, toolOf } from '../account';
import { groupedItems } from '../groupedItems';
import { forTools, type Found } from './forTools';
import { responsesNamedIn, type NamedResponse } from './namedResponses';
import { oldestFirst, readByIds, readSelection, type SourceOf } from './readResponses';
import { idsIn, selectionOf } from './select';

/** The account's responses, as the node's options want them; each survey is read once per run. */
async function sources(context: IExecuteFunctions): Promise<SourceOf> {
	const options = optionsOf(context);
	const account = await openAccount(context);
	const timeZone = String(options.accountTimeZone || context.getTimezone());
	const includeMeta = options.includeMeta === true;
	const { onlyShown, simplify } = formOf(context);
	return async (surveyId) => {
		const source = account.source(await account.definition(surveyId), { includeMeta, timeZone });
		return onlyShown && !simplify ? leanSource(source) : source;
	};
}

/** Many responses need much less memory without what nobody was shown. */
const leanSource = (source: SurveySource): SurveySource => ({
	...source,
	async *read(window) {
		for await (const one of source.read(window)) {
			yield { ...one, toResponse: () => withoutNotShown(one.toResponse()) };
		}
	},
});

const optionsOf = (context: IExecuteFunctions): IDataObject =>
	context.getNodeParameter('options', 0, {}) as IDataObject;

/** The same item as the Survey Trigger's, so that what was built for the one works behind the other. */
function itemsOf(context: IExecuteFunctions) {
	const form = formOf(context);
	// A model reads; nothing is built behind a tool, and each kB is paid for.
	const isTool = isToolRun(context);
	return (
		response: SurveyResponse,
		pairedItem: INodeExecutionData['pairedItem'],
	): INodeExecutionData => ({
		json: (isTool
			? simplifyResponse(response)
			: responseItem(response, form)) as unknown as IDataObject,
		pairedItem,
	});
}

function formOf(context: IExecuteFunctions): ItemForm {
	const { connectionLabel, onlyShown } = optionsOf(context);
	return {
		simplify: isToolRun(context) || context.getNodeParameter('simplify', 0, false) === true,
		onlyShown: onlyShown !== false,
		...(connectionLabel ? { connectionLabel: String(connectionLabel) } : {}),
	};
}

export async function getManyResponses(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const select = String(context.getNodeParameter('select', 0, 'date'));
	const found = select === 'date' ? await byDate(context) : await byName(context, select);
	return isToolRun(context) ? forTools(found) : found.items;
}

async function byDate(context: IExecuteFunctions): Promise<Found> {
	const sourceOf = await sources(context);
	const toItem = itemsOf(context);
	let all = 0;
	const items = await groupedItems(
		context,
		(itemIndex) => selectionOf(context, itemIndex),
		async (selection, pairedItem) =>
			(await readSelection(selection, sourceOf, () => all++)).map((response) =>
				toItem(response, pairedItem),
			),
	);
	const keep = context.getNodeParameter('keep', 0, 'oldest');
	return { items, all, which: keep === 'latest' ? 'latest' : 'oldest', isNamed: false };
}

interface Asked extends NamedResponse {
	itemIndex: number;
}

async function byName(context: IExecuteFunctions, select: string): Promise<Found> {
	const asked = askedFor(context, select === 'input' ? namedInItem : namedInParameter);
	const found = await findAll(context, asked);
	const toItem = itemsOf(context);
	const missing = asked.filter((one) => !found.has(keyOf(one)));
	reportMissing(context, missing);
	const present = asked.flatMap((one) => {
		const response = found.get(keyOf(one));
		return response ? [{ response, itemIndex: one.itemIndex }] : [];
	});
	const items = present
		.sort((a, b) => oldestFirst(a.response, b.response))
		.map(({ response, itemIndex }) => toItem(response, { item: itemIndex }));
	return { items, all: items.length, which: 'oldest', isNamed: true };
}

const keyOf = ({ surveyId, responseId }: NamedResponse): string => `${surveyId} ${responseId}`;

type NamesOf = (context: IExecuteFunctions, itemIndex: number) => NamedResponse[];

const namedInItem: NamesOf = (context, itemIndex) =>
	responsesNamedIn(context.getInputData()[itemIndex].json);

const namedInParameter: NamesOf = (context, itemIndex) => {
	const surveyId = surveyOf(context, itemIndex);
	const ids = idsIn(context.getNodeParameter('responseIds', itemIndex, ''));
	return ids.map((responseId) => ({ surveyId, responseId }));
};

function surveyOf(context: IExecuteFunctions, itemIndex: number): string {
	const locator = context.getNodeParameter('survey', itemIndex, '');
	const surveyId = toolOf(context).surveyIdIn(locator);
	if (surveyId === '') throw missingSurvey('Survey');
	return surveyId;
}

/** Each response once, for the first item that names it. */
function askedFor(context: IExecuteFunctions, namesOf: NamesOf): Asked[] {
	const asked = new Map<string, Asked>();
	for (const itemIndex of context.getInputData().keys()) {
		for (const named of namesOf(context, itemIndex)) {
			if (!asked.has(keyOf(named))) asked.set(keyOf(named), { ...named, itemIndex });
		}
	}
	return [...asked.values()];
}

async function findAll(
	context: IExecuteFunctions,
	asked: NamedResponse[],
): Promise<Map<string, SurveyResponse>> {
	const all = new Map<string, SurveyResponse>();
	const bySurvey = new Map<string, Set<string>>();
	for (const { surveyId, responseId } of asked) {
		bySurvey.set(surveyId, (bySurvey.get(surveyId) ?? new Set()).add(responseId));
	}
	const sourceOf = bySurvey.size > 0 ? await sources(context) : undefined;
	for (const [surveyId, ids] of bySurvey) {
		const found = await readByIds(surveyId, ids, await sourceOf!(surveyId));
		for (const [responseId, one] of found) all.set(keyOf({ surveyId, responseId }), one);
	}
	return all;
}

const NAMED_IN_MESSAGE = 10;

function reportMissing(context: IExecuteFunctions, missing: Asked[]): void {
	if (missing.length === 0) return;
	const ids = missing.map(({ responseId }) => responseId);
	const more = ids.length > NAMED_IN_MESSAGE ? ` and ${ids.length - NAMED_IN_MESSAGE} more` : '';
	const message = `${ids.length === 1 ? 'One response was' : `${ids.length} responses were`} not found: ${ids.slice(0, NAMED_IN_MESSAGE).join(', ')}${more}`;
	if (optionsOf(context).whenNotFound === 'goOn') {
		hint(context, 'warning', message);
		return;
	}
	throw new ConnectorError('notFound', message, {
		hint: "They were deleted, or belong to another survey. To skip them, set the option 'When an ID Is Not Found'.",
	});
}

/** One response per item, in the order of the items; an id that several items name is fetched once. */
export async function getResponse(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const asked: Array<Asked | { itemIndex: number; error: unknown }> = [];
	for (const itemIndex of context.getInputData().keys()) {
		const read = await settle(readAsked(context, itemIndex));
		asked.push(read.ok ? read.value : { itemIndex, error: read.error });
	}
	const found = await findAll(
		context,
		asked.filter((one): one is Asked => 'responseId' in one),
	);
	const toItem = itemsOf(context);
	return asked.map((one) => {
		const { itemIndex } = one;
		if (!('responseId' in one)) return failedItem(context, one.error, itemIndex);
		const response = found.get(keyOf(one));
		if (response) return toItem(response, { item: itemIndex });
		return failedItem(context, notFound(one), itemIndex);
	});
}

async function readAsked(context: IExecuteFunctions, itemIndex: number): Promise<Asked> {
	const surveyId = surveyOf(context, itemIndex);
	const responseId = String(context.getNodeParameter('responseId', itemIndex, '') ?? '').trim();
	if (responseId !== '') return { surveyId, responseId, itemIndex };
	throw new ConnectorError('input', "'Response ID' is empty", {
		hint: 'Enter the ID of a response; in Qualtrics it begins with R_.',
	});
}

const notFound = ({ surveyId, responseId }: NamedResponse): ConnectorError =>
	new ConnectorError('notFound', `Survey ${surveyId} has no response ${responseId}`, {
		hint: 'It was deleted, or belongs to another survey.',
	});
