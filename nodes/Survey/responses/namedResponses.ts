import { isResponseItem } from '../../shared/survey/simplifiedItem';

export interface NamedResponse {
	surveyId: string;
	responseId: string;
}

/** Nothing that names responses lies deeper; an execution's data holds its items at a depth of about twelve. */
const DEEPEST = 40;

/**
 * The responses that a value names at any depth: Survey Responses, what announced one (`surveyId` with `responseId`), and what
 * was read of one and stored with an execution (`surveyId` with `raw`). An execution that was retried with success names none.
 */
export function responsesNamedIn(value: unknown): NamedResponse[] {
	const found = new Map<string, NamedResponse>();
	visit(value, 0, (named) => found.set(`${named.surveyId} ${named.responseId}`, named));
	return [...found.values()];
}

function visit(value: unknown, depth: number, add: (named: NamedResponse) => void): void {
	if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
	if (Array.isArray(value)) {
		for (const entry of value) visit(entry, depth + 1, add);
		return;
	}
	const record = value as Record<string, unknown>;
	if (isText(record.retrySuccessId)) return;
	const named = namedBy(record);
	if (named) {
		add(named);
		return;
	}
	for (const entry of Object.values(record)) visit(entry, depth + 1, add);
}

function namedBy(record: Record<string, unknown>): NamedResponse | undefined {
	if (isResponseItem(record)) return of(record.survey.id, record.response.id);
	const { surveyId, responseId, raw } = record;
	return of(surveyId, responseId) ?? of(surveyId, idInRaw(raw));
}

const of = (surveyId: unknown, responseId: unknown): NamedResponse | undefined =>
	isText(surveyId) && isText(responseId) ? { surveyId, responseId } : undefined;

/** As the survey tool gave it: Qualtrics names it beside or among the values, Startquestion among its metadata. */
function idInRaw(raw: unknown): unknown {
	const { responseId, values, meta } = asRecord(raw);
	const sheet = asRecord(meta).id;
	return (
		responseId ?? asRecord(values)._recordId ?? (sheet === undefined ? undefined : String(sheet))
	);
}

const asRecord = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
