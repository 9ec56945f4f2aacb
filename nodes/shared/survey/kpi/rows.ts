import { ConnectorError } from '../../http/ConnectorError';
import { readCountedDate, readDate } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import { isSurveyResponse } from '../isSurveyResponse';
import type { Answer, ContextValue, SurveyResponse } from '../SurveyResponse';
import { responseKeyOf, timeOf, versionOf } from './counting';
import type { KpiPlan } from './types';

/**
 * One version of one response as a row of a table (a Data Table, Postgres): small, flat, without data about the person, and all
 * that the KPIs of its plan need. Rows are added or replaced by `rowKey`; whatever the order, and however often, the KPIs of
 * the rows are those of the responses.
 */
export interface KpiRow {
	/** Response and version. */
	rowKey: string;
	responseKey: string;
	provider: string;
	surveyId: string;
	surveyName: string;
	/** ISO-8601 UTC; empty when not known. */
	answeredAt: string;
	/** The larger one (as text) holds. */
	version: string;
	status: string;
	/** JSON: a Survey Response that holds only the answers and fields of the plan. */
	content: string;
}

export function rowOf(plan: KpiPlan, response: SurveyResponse): KpiRow {
	const responseKey = responseKeyOf(response);
	const version = versionOf(response);
	return {
		rowKey: `${responseKey}@${version}`,
		responseKey,
		provider: response.provider,
		surveyId: response.survey.id,
		surveyName: response.survey.name ?? '',
		answeredAt: timeOf(response) ?? '',
		version,
		status: response.response.status,
		content: JSON.stringify(trimmed(plan, response)),
	};
}

export function responseFromRow({ responseKey, content }: KpiRow): SurveyResponse {
	const parsed = parse(content);
	if (isSurveyResponse(parsed)) return parsed;
	throw new ConnectorError('input', `The row of ${responseKey} does not hold a response`, {
		hint: 'The column "content" must stay as the Survey node wrote it.',
	});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function trimmed(plan: KpiPlan, response: SurveyResponse): SurveyResponse {
	const wanted = [
		...plan.measures.flatMap(({ sources }) => sources),
		...plan.groupBy.flatMap((field) => ('key' in field ? { from: field.by, key: field.key } : [])),
	];
	const keys = (from: string) =>
		new Set(wanted.filter((source) => source.from === from).map(({ key }) => key));
	const [answerKeys, contextKeys, scoreNames] = ['answer', 'context', 'score'].map(keys);
	const isWanted = ([key, { ref, loop }]: [string, Answer]): boolean =>
		answerKeys.has(key) ||
		(ref !== undefined && answerKeys.has(ref)) ||
		(loop !== undefined && answerKeys.has(key.slice(loop.length + 1)));
	const answers = Object.entries(response.answers).filter(isWanted);
	const context = Object.entries(response.context).filter(([name]) => contextKeys.has(name));
	const { provider, event, survey } = response;
	const isDeleted = event === 'deleted';
	return {
		schemaVersion: '1',
		provider,
		event,
		survey: { id: survey.id, ...(survey.name !== undefined && { name: survey.name }) },
		response: { ...response.response, url: undefined },
		respondent: { anonymous: true, identifiers: [] },
		context: isDeleted ? {} : Object.fromEntries(context),
		consents: [],
		answers: isDeleted
			? {}
			: Object.fromEntries(answers.map(([key, answer]) => [key, withoutTexts(answer)])),
		scores: response.scores.filter(({ name }) => scoreNames.has(name)),
		tags: [],
	};
}

/** Undefined fields do not get into the JSON. */
const withoutTexts = (answer: Answer): Answer => ({
	...answer,
	text: '',
	comment: undefined,
	files: undefined,
	grade: undefined,
});

/** Which columns of a table of one's own say what. All other columns can be used as fields (`from: 'context'`). */
export interface RowColumns {
	responseId: string;
	surveyId?: string;
	surveyName?: string;
	/** Date, ISO-8601 or SQL text (without a zone: in the time zone of the plan), or milliseconds. */
	answeredAt?: string;
	/** Larger or later replaces smaller or earlier. */
	revision?: string;
	isTest?: string;
	isFinished?: string;
}

const FALSE: ReadonlySet<string> = new Set(['', 'false', '0', 'no', 'f', 'n', 'null']);
const isTrue = (value: unknown): boolean =>
	value !== null && value !== undefined && !FALSE.has(String(value).trim().toLowerCase());

/** A row of a table of the user's own as a response, so that it is counted by the same rules. */
export function responseFromColumns(
	record: Readonly<Record<string, unknown>>,
	columns: RowColumns,
	timeZone: string,
): SurveyResponse {
	const text = (column: string | undefined): string | undefined => {
		const value = column === undefined ? undefined : record[column];
		return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
	};
	const id = text(columns.responseId)?.trim();
	if (!id) {
		throw new ConnectorError('input', `A row has no response id in "${columns.responseId}"`, {
			hint: 'Name the column that tells responses apart: without it none can be counted once.',
		});
	}
	const at = instantOf(columns.answeredAt && record[columns.answeredAt], timeZone);
	const revision = columns.revision && record[columns.revision];
	const changed = instantOf(revision, timeZone);
	const isDone = columns.isFinished === undefined || isTrue(record[columns.isFinished]);
	const surveyName = text(columns.surveyName);
	return {
		schemaVersion: '1',
		provider: 'table',
		event: 'completed',
		survey: {
			id: text(columns.surveyId) ?? 'table',
			...(surveyName !== undefined && { name: surveyName }),
		},
		response: {
			id,
			status: isDone ? 'complete' : 'partial',
			isTest: columns.isTest !== undefined && isTrue(record[columns.isTest]),
			...(at !== undefined && { submittedAt: at }),
			...(changed !== undefined && { updatedAt: changed }),
			...(revision !== undefined && { revision: sortable(revision) }),
		},
		respondent: { anonymous: true, identifiers: [] },
		context: Object.fromEntries(
			Object.entries(record).map(([name, value]) => [name, fieldValue(value)]),
		),
		consents: [],
		answers: {},
		scores: [],
		tags: [],
	};
}

function fieldValue(value: unknown): ContextValue {
	if (value instanceof Date) return isoOf(value) ?? null;
	if (Array.isArray(value)) return value.map(String);
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}
	return value === null || value === undefined ? null : JSON.stringify(value);
}

/** A date that does not exist has no text, and asking for one throws. */
const isoOf = (date: Date): string | undefined =>
	Number.isNaN(date.getTime()) ? undefined : date.toISOString();

/** Small numbers are version numbers, not moments. */
const FIRST_MOMENT = 1e11;

function instantOf(value: unknown, timeZone: string): string | undefined {
	const isMoment = typeof value === 'number' && value >= FIRST_MOMENT;
	const read = isMoment
		? readCountedDate(value, 'unix-ms', timeZone)
		: readDate(value, { zone: timeZone });
	return isUnreadable(read) ? undefined : (read.date.toUTC().toISO() ?? undefined);
}

/** Whole numbers as texts in the order of the numbers. */
function sortable(revision: unknown): string {
	const text = revision instanceof Date ? (isoOf(revision) ?? '') : String(revision);
	return /^\d+$/.test(text) ? text.padStart(20, '0') : text;
}
