import type { IDataObject } from 'n8n-workflow';
import { DateTime, IANAZone } from 'luxon';
import type { StartFrom } from '../shared/delivery/window';
import type { Schedule } from '../shared/delivery/schedule';
import type { RequestContext } from '../shared/n8n/context';
import { ConnectorError } from '../shared/http/ConnectorError';
import { readerOf, type Read } from './parameterReader';
import { sourceNamed, type Source } from './sources/registry';
import type { SourceSystem } from './sources/SourceSystem';

export type SurveyEvent = 'new' | 'partial' | 'updated';
export type Delivery = 'instant' | 'scheduled' | 'instantWithCatchUp';

/** The trigger's parameters, read once, in the words of the floors below. */
export interface TriggerSettings {
	source: Source;
	/** None where the tool's own webhook decides what comes. */
	surveyIds: string[];
	events: SurveyEvent[];
	delivery: Delivery;
	schedule: Schedule;
	startFrom: StartFrom;
	fetchResponses: boolean;
	/** Announcements by a Web Service task of a Qualtrics workflow are accepted beside signed ones. */
	webServiceTask: boolean;
	/** Whoever posts has to show the secret of the Survey Webhook credential. */
	requireAuthentication: boolean;
	testWith: { kind: 'latest' } | { kind: 'new' } | { kind: 'responseId'; responseId: string };
	connectionLabel?: string;
	/** Items with question → answer in words. */
	simplify: boolean;
	/** Items without what the respondent was never shown. */
	onlyShown: boolean;
	/** There is nobody to be asked for the words of what is left out. */
	keepTitles: boolean;
	includeTests: boolean;
	includeImported: boolean;
	includeSpam: boolean;
	includeMeta: boolean;
	includeRaw: boolean;
	/** An email that was typed as an answer stands for the respondent, where the call names nobody. */
	takesEmailAnswer: boolean;
	/** Of the survey account, for times that come without one. */
	timeZone: string;
	youngMs: number;
	batchSize: number;
}

/** Workflows from before there was a choice are Qualtrics'. */
export const sourceOf = (context: RequestContext): Source =>
	sourceNamed(readerOf(context)('source', 'qualtrics'));

export function readSettings(context: RequestContext): TriggerSettings {
	const read = readerOf(context);
	const source = sourceOf(context);
	const options = read('options', {}) as IDataObject;
	const flag = (name: string) => options[name] === true;
	const { system } = source;
	const isPosted = system.tool === undefined;
	const delivery = isPosted ? 'instant' : (read('delivery', 'instantWithCatchUp') as Delivery);
	const isAnnounced = delivery !== 'scheduled';
	return {
		source,
		surveyIds: surveyIds(read, system),
		events: system.hasEvents ? readEvents(read, system, delivery) : ['new'],
		delivery,
		schedule: readSchedule(read),
		startFrom: readStart(read, context.getTimezone()),
		fetchResponses: read('fetchResponses', true) !== false,
		webServiceTask: system.callers === 'signed' && isAnnounced && flag('webServiceTask'),
		requireAuthentication:
			system.callers === 'mustProve' ||
			(system.callers === 'mayProve' && read('requireAuthentication', false) === true),
		testWith: readTest(read),
		...(options.connectionLabel ? { connectionLabel: String(options.connectionLabel) } : {}),
		simplify: read('simplify', false) === true,
		onlyShown: options.onlyShown !== false,
		keepTitles: isPosted,
		includeTests: flag('includeTests'),
		includeImported: flag('includeImported'),
		includeSpam: flag('includeSpam'),
		includeMeta: flag('includeMeta'),
		includeRaw: flag('includeRaw'),
		takesEmailAnswer: flag('takesEmailAnswer'),
		timeZone: system.hasTimeZone ? readTimeZone(read, context.getTimezone()) : 'UTC',
		youngMs: delivery === 'instantWithCatchUp' ? Number(options.youngSeconds ?? 90) * 1000 : 0,
		batchSize: Number(options.batchSize ?? 500),
	};
}

function readTimeZone(read: Read, ofWorkflow: string): string {
	const zone = String(read('timeZone', '') ?? '').trim();
	if (zone === '') return ofWorkflow;
	if (IANAZone.isValidZone(zone)) return zone;
	throw new ConnectorError('input', `"${zone}" is not a time zone`, {
		hint: "Write 'Account Time Zone' as region and city, for example Europe/Prague",
	});
}

function readEvents(
	read: Read,
	{ checkFindsEdits, label }: SourceSystem,
	delivery: Delivery,
): SurveyEvent[] {
	const events = read('events', ['new']) as SurveyEvent[];
	if (events.length === 0) {
		throw new ConnectorError('input', "Nothing is chosen under 'Trigger On'", {
			hint: 'Choose at least one of New, Partial and Updated Response',
		});
	}
	if (checkFindsEdits && events.includes('updated') && delivery === 'instant') {
		throw new ConnectorError('input', 'Instant delivery does not report updated responses', {
			hint: `The scheduled check finds edits in ${label}. Set 'Delivery' to 'Instant with Catch-Up' or 'Scheduled', or remove 'Updated Response' from 'Trigger On'`,
		});
	}
	return events;
}

function surveyIds(read: Read, { tool, surveysParameter = '' }: SourceSystem): string[] {
	if (!tool) return [];
	const surveys = read(surveysParameter, {}) as IDataObject;
	const rows = Array.isArray(surveys.values) ? (surveys.values as IDataObject[]) : [];
	const ids = rows.map(({ survey }) => tool.surveyIdIn(survey)).filter((id) => id !== '');
	if (ids.length === 0) {
		throw new ConnectorError('input', "No survey is chosen in 'Surveys'", {
			hint: `Choose at least one survey from the list, or enter its ID (${tool.idLooksLike})`,
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
