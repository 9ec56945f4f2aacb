import { revisionOf } from '../../survey/revisionOf';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import type { ContextValue, Respondent, SurveyResponse } from '../../survey/SurveyResponse';
import { answersOf } from './answers';
import { readDuration, readLocalDate } from './dates';
import { asFlag, asRecord, asRecords, asText, isRecord, type Json } from './json';

export interface SheetExtras {
	/** Of the account: the sheet's times have none. */
	timeZone: string;
	definition?: SurveyDefinition;
	/** Default `completed` when finished, else `updated`. */
	event?: SurveyResponse['event'];
	connectionLabel?: string;
	/** IP address and referring page, which are personal. */
	includeMeta?: boolean;
	includeRaw?: boolean;
}

export interface PostedSheet {
	surveyId: string;
	sheet: Json;
}

export type ReadSheets =
	| { kind: 'ok'; sheets: PostedSheet[] }
	| { kind: 'malformed'; reason: string };

const MOST_SHEETS = 1000;

/**
 * What a RESThook posted: a sheet as JSON, or, as another page of the documentation shows it, a list of sheets under
 * `data.sheets`. Source: contracts/startquestion.md 2.
 */
export function readSheets(body: Buffer | string): ReadSheets {
	const parsed = parse(typeof body === 'string' ? body : body.toString('utf8'));
	const list = sheetsIn(parsed);
	if (list.length === 0 || list.length > MOST_SHEETS)
		return { kind: 'malformed', reason: 'the body is not a sheet as JSON' };
	const sheets = list.flatMap((sheet): PostedSheet[] => {
		const { id, surveyId } = asRecord(sheet.meta);
		const survey = asText(surveyId);
		return asText(id) === undefined || survey === undefined ? [] : [{ surveyId: survey, sheet }];
	});
	if (sheets.length < list.length)
		return { kind: 'malformed', reason: 'the sheet does not name its survey and itself' };
	return { kind: 'ok', sheets };
}

function sheetsIn(value: unknown): Json[] {
	if (Array.isArray(value)) return asRecords(value);
	if (!isRecord(value)) return [];
	if ('meta' in value) return [value];
	const inner = isRecord(value.data) ? value.data : value;
	const list = [inner.sheets, value.data].find(Array.isArray);
	return list ? asRecords(list) : [value];
}

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
};

/** A sheet (RESThook, single-sheets v2 and v3) as a Survey Response. Never throws. */
export function toSurveyResponse(raw: unknown, extras: SheetExtras): SurveyResponse {
	const sheet = asRecord(raw);
	const meta = asRecord(sheet.meta);
	const { timeZone, definition } = extras;
	const known = new Map(definition?.questions.map((question) => [question.id, question]));
	const answers = asRecords(sheet.questions).flatMap((question) =>
		answersOf(question, known.get(asText(question.id) ?? '')),
	);
	const finished = asFlag(meta.finished);
	const status = finished === undefined ? 'unknown' : finished ? 'complete' : 'partial';
	const checked = asFlag(meta.personalDataChecked);
	const dates = datesOf(meta, timeZone);
	const duration = readDuration(asRecord(sheet.time).real);
	const context = contextOf(meta);
	const response: SurveyResponse = {
		schemaVersion: '1',
		provider: 'startquestion',
		...(extras.connectionLabel !== undefined && { connectionLabel: extras.connectionLabel }),
		event: extras.event ?? (status === 'partial' ? 'updated' : 'completed'),
		survey: {
			id: asText(meta.surveyId) ?? definition?.id ?? '',
			...(definition && { name: definition.name }),
		},
		response: {
			id: asText(meta.id) ?? '',
			status,
			isTest: false,
			...dates,
			rawTimeZone: timeZone,
			...(duration !== undefined && { durationSeconds: duration }),
		},
		respondent: respondentOf(meta, context),
		context: Object.fromEntries(context),
		consents:
			checked === undefined
				? []
				: [{ purpose: 'personalData', value: checked ? 'granted' : 'denied' }],
		answers: Object.fromEntries(answers.map((answer) => [answer.key, answer])),
		scores: [],
		tags: asRecords(meta.tags).flatMap((tag) => asText(tag.name) ?? asText(tag.id) ?? []),
		...(extras.includeMeta && { meta: metaOf(meta) }),
		...(extras.includeRaw && isRecord(raw) && { raw }),
	};
	response.response.revision = revisionOf(response);
	return response;
}

function datesOf(meta: Json, timeZone: string): Partial<SurveyResponse['response']> {
	const startedAt = readLocalDate(meta.startDate, timeZone);
	const submittedAt = readLocalDate(meta.endDate, timeZone);
	const updatedAt = readLocalDate(meta.lastRespondentInteractionDate, timeZone);
	return {
		...(startedAt && { startedAt }),
		...(submittedAt && { submittedAt }),
		...(updatedAt && { updatedAt }),
	};
}

/** Labels by their names, as a list of {id, name, value} or as a map (`l1`, …); and the id that SALESmanago's link carried. */
function contextOf(meta: Json): Map<string, ContextValue> {
	const context = new Map<string, ContextValue>();
	const put = (name: string, value: unknown): void => {
		let free = name;
		for (let count = 2; context.has(free); count += 1) free = `${name}-${count}`;
		context.set(free, asText(value) ?? null);
	};
	for (const label of asRecords(meta.labels))
		put(asText(label.name) ?? `l${asText(label.id) ?? ''}`, label.value);
	if (isRecord(meta.labels)) {
		for (const [name, label] of Object.entries(meta.labels)) {
			if (isRecord(label)) put(asText(label.name) ?? name, label.value);
			else put(name, label);
		}
	}
	const smclientid = smclientidOf(meta, context);
	if (smclientid !== undefined) context.set('smclientid', smclientid);
	return context;
}

const SMCLIENTID = 'smclientid';

/** Among the metadata, as a label, or in the address the survey was opened with. */
function smclientidOf(meta: Json, labels: Map<string, ContextValue>): string | undefined {
	const own = Object.entries(meta).find(([name]) => name.toLowerCase() === SMCLIENTID);
	const label = [...labels].find(([name]) => name.toLowerCase() === SMCLIENTID);
	const given = asText(own?.[1]) ?? asText(label?.[1]);
	const referer = asText(meta.referer);
	if (given !== undefined || referer === undefined || !URL.canParse(referer)) return given;
	const query = [...new URL(referer).searchParams];
	return asText(query.find(([name]) => name.toLowerCase() === SMCLIENTID)?.[1]);
}

function respondentOf(meta: Json, context: Map<string, ContextValue>): Respondent {
	const id = asText(meta.respondentId);
	const email = asText(meta.email);
	const externalId = asText(meta.externalKey);
	const token = asText(meta.token);
	const smclientid = asText(context.get(SMCLIENTID));
	return {
		...(id !== undefined && { id }),
		...(email !== undefined && { email }),
		...(externalId !== undefined && { externalId }),
		...(token !== undefined && { token }),
		anonymous: [id, email, externalId, smclientid].every((value) => value === undefined),
		identifiers: [
			...(smclientid !== undefined
				? [{ system: 'salesmanago', type: SMCLIENTID, value: smclientid }]
				: []),
			...(externalId !== undefined
				? [{ system: 'startquestion', type: 'externalKey', value: externalId }]
				: []),
		],
	};
}

const metaOf = (meta: Json): NonNullable<SurveyResponse['meta']> => {
	const ip = asText(meta.ip);
	const referer = asText(meta.referer);
	return { ...(ip !== undefined && { ip }), ...(referer !== undefined && { referer }) };
};
