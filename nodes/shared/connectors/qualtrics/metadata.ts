import type { Respondent, ResponseInfo, SurveyResponse } from '../../survey/SurveyResponse';
import { asFlag, asIsoDate, asNumber, asText, type Json } from './json';

/** What the metadata of a response says, sorted into the parts of a Survey Response. */
export interface Metadata {
	response: Partial<ResponseInfo>;
	respondent: Partial<Respondent>;
	survey: { language?: string; channel?: string };
	meta: NonNullable<SurveyResponse['meta']>;
	responseId?: string;
}

/** Takes a value in; false when it is not of the kind it should be, so that it is kept elsewhere as it is. */
type Take = (metadata: Metadata, value: unknown) => boolean;

const taken =
	<T>(read: (value: unknown) => T | undefined, put: (metadata: Metadata, value: T) => void): Take =>
	(metadata, value) => {
		const read_ = read(value);
		if (read_ === undefined) return false;
		put(metadata, read_);
		return true;
	};

/** Source: contracts/qualtrics.md 3.2, `status`. */
const TESTS: ReadonlySet<number> = new Set([1, 2, 9, 17]);
const IMPORTED: ReadonlySet<number> = new Set([4]);
const SPAM: ReadonlySet<number> = new Set([8, 9, 40]);

const asGeo = (metadata: Metadata): { latitude?: string; longitude?: string } =>
	(metadata.meta.geo ??= {});

/** Source: contracts/qualtrics.md 3.2, the metadata fields; the last-modified date comes with exports sorted by it (3.3). */
const METADATA: Readonly<Record<string, Take>> = {
	startDate: taken(asIsoDate, ({ response }, date) => (response.startedAt = date)),
	// The recorded date is when Qualtrics filed the response; it stands for the end, which precedes it by moments.
	recordedDate: taken(asIsoDate, ({ response }, date) => (response.submittedAt = date)),
	endDate: taken(asIsoDate, ({ response }, date) => (response.submittedAt ??= date)),
	lastModifiedDate: taken(asIsoDate, (metadata, date) => {
		metadata.response.updatedAt = date;
		metadata.response.revision = date;
	}),
	LastModifiedDate: taken(asIsoDate, (metadata, date) => {
		metadata.response.updatedAt = date;
		metadata.response.revision = date;
	}),
	status: taken(asNumber, ({ response }, status) => {
		response.isTest = TESTS.has(status);
		if (IMPORTED.has(status)) response.isImported = true;
		if (SPAM.has(status)) response.isSpam = true;
	}),
	finished: taken(
		asFlag,
		({ response }, done) => (response.status = done ? 'complete' : 'partial'),
	),
	progress: taken(asNumber, ({ response }, percent) => (response.progressPercent = percent)),
	duration: taken(asNumber, ({ response }, seconds) => (response.durationSeconds = seconds)),
	_recordId: taken(asText, (metadata, id) => (metadata.responseId ??= id)),
	recipientEmail: taken(asText, ({ respondent }, email) => (respondent.email = email)),
	recipientFirstName: taken(asText, ({ respondent }, name) => (respondent.firstName = name)),
	recipientLastName: taken(asText, ({ respondent }, name) => (respondent.lastName = name)),
	recipientPhone: taken(asText, ({ respondent }, phone) => (respondent.phone = phone)),
	externalDataReference: taken(asText, ({ respondent }, id) => (respondent.externalId = id)),
	userLanguage: taken(asText, ({ respondent, survey }, language) => {
		respondent.language = language;
		survey.language = language;
	}),
	distributionChannel: taken(asText, ({ survey }, channel) => (survey.channel = channel)),
	ipAddress: taken(asText, ({ meta }, ip) => (meta.ip = ip)),
	locationLatitude: taken(asText, (metadata, value) => (asGeo(metadata).latitude = value)),
	locationLongitude: taken(asText, (metadata, value) => (asGeo(metadata).longitude = value)),
};

/** Both dates end in one field, the recorded one first. */
const ORDER = Object.keys(METADATA);

export const isMetadata = (key: string): boolean => Object.hasOwn(METADATA, key);

/** Reads the metadata; `left` are the keys whose values could not be read as what they should be. */
export const readMetadata = (values: Json): { metadata: Metadata; left: string[] } => {
	const metadata: Metadata = { response: {}, respondent: {}, survey: {}, meta: {} };
	const left = ORDER.filter((key) => {
		if (!Object.hasOwn(values, key)) return false;
		const value = values[key];
		return value !== null && value !== '' && !METADATA[key](metadata, value);
	});
	return { metadata, left };
};
