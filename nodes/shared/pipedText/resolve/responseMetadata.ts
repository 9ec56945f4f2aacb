import { DateTime } from 'luxon';
import type { SurveyResponse } from '../../survey/SurveyResponse';
import { compileDateFormat, namedCode } from '../dates/dateLetters';
import { nearestName } from '../lookup/nearestName';
import { filled } from './answerParts';
import { never, NO_RESPONSE, Unresolved, type ResolverFactory } from './Resolver';

interface ResponseField {
	label: string;
	read(response: SurveyResponse): unknown;
	/** ISO date: a format may follow, as in `${r://RecordedDate/d%2Fm%2FY}`. */
	isDate?: true;
}

/**
 * `${r://…}`: what every survey tool knows about a response and for which Qualtrics has no token. Dates are ISO-8601 in
 * UTC unless a format follows; then they are shown in the time zone of the context.
 */
export const RESPONSE_FIELDS: Record<string, ResponseField> = {
	ResponseID: { label: 'response ID', read: ({ response }) => response.id },
	RecordedDate: {
		label: 'recorded date',
		read: ({ response }) => response.submittedAt,
		isDate: true,
	},
	StartDate: { label: 'start date', read: ({ response }) => response.startedAt, isDate: true },
	UpdatedDate: {
		label: 'date of the last change',
		read: ({ response }) => response.updatedAt,
		isDate: true,
	},
	Duration: { label: 'duration in seconds', read: ({ response }) => response.durationSeconds },
	Status: { label: 'status', read: ({ response }) => response.status },
	Progress: { label: 'progress in percent', read: ({ response }) => response.progressPercent },
	IsTest: { label: 'whether it is a test', read: ({ response }) => response.isTest },
	Revision: { label: 'revision', read: ({ response }) => response.revision },
	Link: { label: 'link to the response', read: ({ response }) => response.url },
	SurveyID: { label: 'survey ID', read: ({ survey }) => survey.id },
	SurveyName: { label: 'survey name', read: ({ survey }) => survey.name },
	Language: {
		label: 'survey language',
		read: ({ survey, respondent }) => survey.language ?? respondent.language,
	},
	Channel: { label: 'channel', read: ({ survey }) => survey.channel },
	Collector: { label: 'collector ID', read: ({ survey }) => survey.collectorId },
	Event: { label: 'event', read: ({ event }) => event },
	Provider: { label: 'survey tool', read: ({ provider }) => provider },
	Account: { label: 'account', read: ({ connectionLabel }) => connectionLabel },
	Tags: { label: 'tags', read: ({ tags }) => tags },
};

export const resolveResponse: ResolverFactory = (token) => {
	const [name, ...rest] = token.path;
	if (name === 'Consent') return consent(rest.join('/'));
	const field = Object.hasOwn(RESPONSE_FIELDS, name) ? RESPONSE_FIELDS[name] : undefined;
	if (field === undefined) {
		const nearest = nearestName(name, Object.keys(RESPONSE_FIELDS));
		return never(`A response has no ${name}.${nearest ? ` Did you mean ${nearest}?` : ''}`);
	}
	const format = rest.join('/');
	if (format === '') {
		return ({ response }) => (response === undefined ? NO_RESPONSE : filled(field.read(response)));
	}
	if (!field.isDate) return never(`Nothing can follow ${name}`);
	const code = namedCode(format);
	if (code) return never(code);
	const write = compileDateFormat(format);
	return ({ response, timeZone }) => {
		if (response === undefined) return NO_RESPONSE;
		const iso = field.read(response);
		if (typeof iso !== 'string' || iso === '') return undefined;
		const date = DateTime.fromISO(iso, { zone: timeZone, setZone: false });
		return date.isValid
			? write(date)
			: new Unresolved(`The time zone ${timeZone} or the date itself is not valid`);
	};
};

function consent(purpose: string): ReturnType<ResolverFactory> {
	return ({ response }) => {
		if (response === undefined) return NO_RESPONSE;
		const found = response.consents.find((entry) => entry.purpose === purpose);
		return found === undefined || found.value === 'unset' ? undefined : found.value;
	};
}
