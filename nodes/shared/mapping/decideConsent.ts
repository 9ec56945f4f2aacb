import type { SurveyResponse } from '../survey/SurveyResponse';
import type { StatusChange } from './subscriptionStatus';

/** `none`: there is no record yet; `unset`: it has no status; `unknown`: the status was not, or could not be, read. */
export type PresentStatus = 'optedIn' | 'optedOut' | 'unset' | 'none' | 'unknown';

/** What a consent rests on: goes along wherever the target has a place for it. */
export interface ConsentEvidence {
	survey: string;
	responseId: string;
	/** ISO-8601 UTC. */
	time?: string;
}

export interface ConsentChange {
	/** What to write; `unchanged` writes nothing. */
	status: StatusChange;
	note?: string;
	evidence?: ConsentEvidence;
}

export interface ConsentRequest {
	wanted: StatusChange;
	present: PresentStatus;
	/** The user switched on that people who opted out may be opted in again. */
	allowOptInAgain: boolean;
	evidence?: ConsentEvidence;
}

/**
 * An opt-out is never turned into an opt-in unless that is allowed. A status that is not known may be an opt-out, so it is
 * treated as one. An opt-out always goes through, even when the record seems to be opted out: writing it twice harms nobody.
 */
export function decideConsent({
	wanted,
	present,
	allowOptInAgain,
	evidence,
}: ConsentRequest): ConsentChange {
	if (wanted === 'unchanged') return { status: 'unchanged' };
	const change: ConsentChange = { status: wanted, ...(evidence && { evidence }) };
	if (wanted === 'optOut' || allowOptInAgain) return change;
	if (present === 'optedIn')
		return { status: 'unchanged', note: 'The contact is opted in already' };
	const refusal = REFUSALS[present];
	return refusal ? { status: 'unchanged', note: refusal } : change;
}

const REFUSALS: Partial<Record<PresentStatus, string>> = {
	optedOut: "The contact opted out and stays opted out, as 'Allow Opting In Again' is off",
	unknown: 'The current status is unknown and may be an opt-out, so the contact is not opted in',
};

export function evidenceOf({ survey, response }: SurveyResponse): ConsentEvidence {
	const time = response.submittedAt ?? response.updatedAt;
	return { survey: survey.name ?? survey.id, responseId: response.id, ...(time && { time }) };
}
