import type { SurveyResponse } from '../../survey/SurveyResponse';
import { nearestName } from '../lookup/nearestName';
import { surveyIndex } from '../lookup/surveyIndex';
import type { SurveyDefinition } from '../../survey/SurveyDefinition';
import { filled } from './answerParts';
import { never, NO_RESPONSE, Unresolved, type ResolverFactory } from './Resolver';

/**
 * Fields that exist in every Qualtrics survey without being declared (contracts/qualtrics.md 3.2 and 6). A declared field
 * of the same name comes first.
 */
export const BUILT_IN_FIELDS: Record<string, (response: SurveyResponse) => unknown> = {
	ResponseID: ({ response }) => response.id,
	SurveyID: ({ survey }) => survey.id,
	Q_Language: ({ survey, respondent }) => survey.language ?? respondent.language,
	RecipientEmail: ({ respondent }) => respondent.email,
	RecipientFirstName: ({ respondent }) => respondent.firstName,
	RecipientLastName: ({ respondent }) => respondent.lastName,
	ExternalDataReference: ({ respondent }) => respondent.externalId,
	Q_TotalDuration: ({ response }) => response.durationSeconds,
	StartDate: ({ response }) => response.startedAt,
	EndDate: ({ response }) => response.submittedAt,
	RecordedDate: ({ response }) => response.submittedAt,
	DistributionChannel: ({ survey }) => survey.channel,
	UserAgent: ({ meta }) => (meta ? meta.userAgent : PERSONAL_NOT_READ),
	IPAddress: ({ meta }) => (meta ? meta.ip : PERSONAL_NOT_READ),
};

export const PERSONAL_NOT_READ = new Unresolved(
	'Browser, IP address and place are personal data and were not read with this response',
);

/** `${e://Field/Name}`: embedded data, hidden fields and URL variables of any provider. */
export const resolveField: ResolverFactory = (token) => {
	if (token.path[0] !== 'Field' || token.path.length < 2) {
		return never('Embedded data is written ${e://Field/Name}');
	}
	const name = token.path.slice(1).join('/').trim();
	if (name === '') return never('The token names no embedded data field');
	const builtIn = Object.hasOwn(BUILT_IN_FIELDS, name) ? BUILT_IN_FIELDS[name] : undefined;
	const unknown = unknownFieldOf(name);
	return ({ response, survey }) => {
		if (response === undefined) return NO_RESPONSE;
		const context = response.context;
		if (Object.hasOwn(context, name)) return filled(context[name]);
		if (builtIn) return filled(builtIn(response));
		if (survey && surveyIndex(survey).contextFields.has(name)) return undefined;
		return unknown(survey, response);
	};
};

/** `${rm://Field/ResponseID}`, as the picker of Qualtrics' workflow tasks writes it: metadata first, then embedded data. */
export const resolveMetadataField: ResolverFactory = (token, settings) => {
	const [field, ...rest] = token.path;
	const name = rest.join('/').trim();
	if (field !== 'Field' || name === '')
		return never('Response metadata is written ${rm://Field/ResponseID}');
	const builtIn = Object.hasOwn(BUILT_IN_FIELDS, name) ? BUILT_IN_FIELDS[name] : undefined;
	if (!builtIn) return resolveField(token, settings);
	return ({ response }) => (response === undefined ? NO_RESPONSE : filled(builtIn(response)));
};

/** `~{aedj://name}`: a field of the event that started a Qualtrics workflow; here one that came with the response. */
export const resolveEventField: ResolverFactory = (token) => {
	const name = token.path.join('/').trim();
	const unknown = new Unresolved(
		`${name} is a field of the event that started a Qualtrics workflow, and is not known here; drag the field of the earlier n8n node instead`,
	);
	return ({ response }) => {
		if (response === undefined) return NO_RESPONSE;
		return Object.hasOwn(response.context, name) ? filled(response.context[name]) : unknown;
	};
};

/**
 * The nearest name is looked for once for a survey, among its fields and those of the first response that lacks the name: what
 * is suggested is a help for the author and need not fit each item.
 */
function unknownFieldOf(
	name: string,
): (survey: SurveyDefinition | undefined, response: SurveyResponse) => Unresolved {
	const known = new WeakMap<object, Unresolved>();
	return (survey, response) => {
		const place = survey ?? known;
		const found = known.get(place);
		if (found) return found;
		const unknown = new Unresolved(unknownField(name, survey, response));
		known.set(place, unknown);
		return unknown;
	};
}

export function unknownField(
	name: string,
	survey: SurveyDefinition | undefined,
	response?: SurveyResponse,
): string {
	const known = [
		...(survey ? surveyIndex(survey).contextFields : []),
		...Object.keys(response?.context ?? {}),
		...Object.keys(BUILT_IN_FIELDS),
	];
	const nearest = nearestName(name, known);
	const hint = nearest ? ` Did you mean ${nearest}?` : '';
	return survey
		? `${name} is not an embedded data field of "${survey.name}".${hint}`
		: `${name} is not among the embedded data of this response.${hint}`;
}
