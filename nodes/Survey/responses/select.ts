import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { RequestContext } from '../../shared/n8n/context';
import { entriesIn } from '../../shared/n8n/entries';
import { readRaw, type Raw } from '../../shared/n8n/rawParameters';
import { isToolRun } from '../../shared/n8n/toolRun';
import { ConnectorError } from '../../shared/http/ConnectorError';
import { missingSurvey, toolOf } from '../account';
import { dateIn } from '../dates';
import type { EmbeddedFilter } from './embeddedFilter';
import { MOST_FOR_TOOLS } from './forTools';

/** What is asked for by date; plain JSON, so that items that ask for the same are answered once. */
export interface Selection {
	surveyIds: string[];
	from?: string;
	to?: string;
	by: 'recorded' | 'modified';
	statuses: string[];
	embeddedData: EmbeddedFilter[];
	includeTests: boolean;
	includeImported: boolean;
	includeSpam: boolean;
	limit?: number;
	keep: 'oldest' | 'latest';
}

export function selectionOf(context: IExecuteFunctions, itemIndex: number): Selection {
	const read = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(name, itemIndex, fallback);
	const filters = read('filters', {}) as IDataObject;
	const options = read('options', {}) as IDataObject;
	const timeZone = context.getTimezone();
	const statuses = read('statuses', ['complete']) as string[];
	if (statuses.length === 0) {
		throw new ConnectorError('input', "Nothing is chosen under 'Status'", {
			hint: 'Choose Completed, Partial, or both.',
		});
	}
	return {
		surveyIds: surveysIn(context, read('surveys', {})),
		from: dateIn(filters.from, timeZone, 'From'),
		to: dateIn(filters.to, timeZone, 'Until'),
		by: filters.dateOf === 'modified' ? 'modified' : 'recorded',
		statuses,
		embeddedData: embeddedDataIn(context, filters.embeddedData, itemIndex),
		includeTests: options.includeTests === true,
		includeImported: options.includeImported === true,
		includeSpam: options.includeSpam === true,
		...limitOf(context, read),
		keep: read('keep', 'oldest') === 'latest' ? 'latest' : 'oldest',
	};
}

function limitOf(
	context: IExecuteFunctions,
	read: (name: string, fallback: unknown) => unknown,
): Pick<Selection, 'limit'> {
	const limit = read('returnAll', true) === false ? Number(read('limit', 50)) : undefined;
	if (isToolRun(context)) return { limit: Math.min(limit ?? MOST_FOR_TOOLS, MOST_FOR_TOOLS) };
	return limit === undefined ? {} : { limit };
}

/** At least one. */
export function surveysIn(context: IExecuteFunctions, collection: unknown): string[] {
	const ids = surveyIdsIn(context, collection);
	if (ids.length === 0) throw missingSurvey('Surveys');
	return ids;
}

export function surveyIdsIn(context: RequestContext, collection: unknown): string[] {
	const { values } = (collection ?? {}) as { values?: Array<{ survey?: unknown }> };
	const { surveyIdIn } = toolOf(context);
	const ids = (values ?? []).map(({ survey }) => surveyIdIn(survey));
	return [...new Set(ids.filter((id) => id !== ''))];
}

/** The filters before n8n has evaluated anything. */
interface WrittenFilters {
	embeddedData?: { field?: Array<{ value?: Raw }> };
}

function embeddedDataIn(
	context: IExecuteFunctions,
	collection: unknown,
	itemIndex: number,
): EmbeddedFilter[] {
	const { field } = (collection ?? {}) as { field?: Array<Partial<EmbeddedFilter>> };
	const written = readRaw<WrittenFilters>(context, 'filters', {}).embeddedData?.field ?? [];
	return (field ?? []).map(({ name, operator = 'equals', value }, index) => {
		const entries =
			operator === 'oneOf' ? entriesIn(context, written[index]?.value, itemIndex) : undefined;
		return {
			name: String(name ?? ''),
			operator,
			value: String(value ?? ''),
			...(typeof entries === 'object' && { entries }),
		};
	});
}

/** Ids in a text, or in a list that an expression gave. */
export const idsIn = (value: unknown): string[] => {
	const parts = Array.isArray(value) ? value.map(String) : String(value ?? '').split(/[\s,;]+/);
	return [...new Set(parts.map((id) => id.trim()).filter((id) => id !== ''))];
};
