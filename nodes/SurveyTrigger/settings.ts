import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { StartFrom } from '../shared/delivery/window';
import type { Schedule } from '../shared/delivery/schedule';
import type { RequestContext } from '../shared/face/context';
import { isExecuting } from '../shared/face/context';
import { surveyIdOf } from '../shared/face/pipedTextFrom';
import { ConnectorError } from '../shared/http/ConnectorError';

export type SurveyEvent = 'new' | 'partial' | 'updated';
export type Delivery = 'instant' | 'scheduled' | 'instantWithCatchUp';

/** The trigger's parameters, read once, in the words of the floors below. */
export interface TriggerSettings {
	surveyIds: string[];
	events: SurveyEvent[];
	delivery: Delivery;
	schedule: Schedule;
	startFrom: StartFrom;
	fetchResponses: boolean;
	/** Announcements by a Web Service task of a Qualtrics workflow are accepted beside signed ones. */
	webServiceTask: boolean;
	testWith: { kind: 'latest' } | { kind: 'new' } | { kind: 'responseId'; responseId: string };
	connectionLabel?: string;
	includeTests: boolean;
	includeImported: boolean;
	includeSpam: boolean;
	includeMeta: boolean;
	youngMs: number;
	batchSize: number;
}

export function readSettings(context: RequestContext): TriggerSettings {
	const read = (name: string, fallback: unknown): unknown =>
		isExecuting(context)
			? context.getNodeParameter(name, 0, fallback)
			: (context.getNodeParameter as (name: string, fallback: unknown) => unknown)(name, fallback);
	const options = read('options', {}) as IDataObject;
	const flag = (name: string) => options[name] === true;
	const delivery = read('delivery', 'instantWithCatchUp') as Delivery;
	return {
		surveyIds: surveyIds(read('surveys', {}) as IDataObject),
		events: readEvents(read, delivery),
		delivery,
		schedule: readSchedule(read),
		startFrom: readStart(read, context.getTimezone()),
		fetchResponses: read('fetchResponses', true) !== false,
		webServiceTask: delivery !== 'scheduled' && flag('webServiceTask'),
		testWith: readTest(read),
		...(options.connectionLabel ? { connectionLabel: String(options.connectionLabel) } : {}),
		includeTests: flag('includeTests'),
		includeImported: flag('includeImported'),
		includeSpam: flag('includeSpam'),
		includeMeta: flag('includeMeta'),
		youngMs: delivery === 'instantWithCatchUp' ? Number(options.youngSeconds ?? 90) * 1000 : 0,
		batchSize: Number(options.batchSize ?? 500),
	};
}

type Read = (name: string, fallback: unknown) => unknown;

function readEvents(read: Read, delivery: Delivery): SurveyEvent[] {
	const events = read('events', ['new']) as SurveyEvent[];
	if (events.length === 0) {
		throw new ConnectorError('input', "Nothing is chosen under 'Trigger On'", {
			hint: 'Choose at least one of New, Partial and Updated Response',
		});
	}
	if (events.includes('updated') && delivery === 'instant') {
		throw new ConnectorError('input', 'Updated responses cannot come by instant delivery alone', {
			hint: "Qualtrics announces no edits: they come with the scheduled check. Set 'Delivery' to 'Instant with Catch-Up' or 'Scheduled', or take 'Updated Response' out of 'Trigger On'",
		});
	}
	return events;
}

function surveyIds(surveys: IDataObject): string[] {
	const rows = Array.isArray(surveys.values) ? (surveys.values as IDataObject[]) : [];
	const ids = rows.map((row) => surveyIdOf(row.survey)).filter((id) => id !== '');
	if (ids.length === 0) {
		throw new ConnectorError('input', "No survey is chosen in 'Surveys'", {
			hint: 'Choose at least one survey from the list, or enter its ID (it begins with SV_)',
		});
	}
	return [...new Set(ids)];
}

function readSchedule(read: Read): Schedule {
	const hour = Number(read('hour', 6));
	const minute = Number(read('minute', 0));
	switch (read('every', 'minutes')) {
		case 'hour':
			return { every: 'hour', minute };
		case 'day':
			return { every: 'day', hour, minute };
		case 'week':
			return { every: 'week', weekday: Number(read('weekday', 1)), hour, minute };
		case 'cron':
			return { every: 'cron', expression: String(read('cronExpression', '')) };
		default:
			return { every: 'minutes', minutes: Number(read('minutes', 10)) };
	}
}

/** A date without a zone is meant in the workflow's time zone. */
function readStart(read: Read, timeZone: string): StartFrom {
	const kind = read('startFrom', 'new');
	if (kind === 'all') return { kind: 'all' };
	if (kind !== 'date') return { kind: 'new' };
	const date = DateTime.fromISO(String(read('startDate', '')).replace(' ', 'T'), {
		zone: timeZone,
	});
	if (!date.isValid) {
		throw new ConnectorError('input', "'Start Date' is not a date", {
			hint: 'Choose a date, or write it as 2026-01-31 or 2026-01-31T08:00:00',
		});
	}
	return { kind: 'date', date: date.toUTC().toISO() };
}

function readTest(read: Read): TriggerSettings['testWith'] {
	const kind = read('testWith', 'latest');
	if (kind === 'new') return { kind };
	return kind === 'responseId'
		? { kind, responseId: String(read('testResponseId', '')).trim() }
		: { kind: 'latest' };
}
