import { settle } from '../http/settle';
import type { SurveyDefinition } from '../survey/SurveyDefinition';

/** An account of a survey tool, as far as it is asked for the questions of a survey. */
export interface DefinitionSource {
	/** Names the account within this process. */
	account: string;
	surveys: { definition(surveyId: string): Promise<SurveyDefinition> };
}

/**
 * Survey definitions this process has read lately. The response schema may be asked for 60 times a minute only
 * (contracts/qualtrics.md 1.7), while a busy survey is answered, and a list searched letter by letter, more often than that.
 */
const known = new Map<string, { readAt: number; account: string; definition: SurveyDefinition }>();
/** Of a burst of answers, each in an execution of its own, one reads the survey, and the others wait for it. */
const underWay = new Map<string, Promise<SurveyDefinition>>();

/** An edited survey shows its new questions after this long. */
const MAX_AGE_MS = 60_000;
/** As many as are answered by turns, with room: where more are, each pushes out one that is asked for again. */
const MOST_SURVEYS = 200;

export async function knownSurvey(
	source: DefinitionSource,
	surveyId: string,
): Promise<SurveyDefinition> {
	const key = keyOf(source.account, surveyId);
	const before = known.get(key);
	if (before && Date.now() - before.readAt < MAX_AGE_MS) return before.definition;
	const another = underWay.get(key);
	const shared = another && (await settle(another));
	// A reading that failed may have ended with the run that it was of.
	if (shared?.ok) return shared.value;
	const reading = source.surveys.definition(surveyId);
	underWay.set(key, reading);
	const outcome = await settle(reading);
	if (underWay.get(key) === reading) underWay.delete(key);
	if (!outcome.ok) throw outcome.error;
	const { value: definition } = outcome;
	known.delete(key);
	if (known.size >= MOST_SURVEYS) known.delete(known.keys().next().value ?? key);
	known.set(key, { readAt: Date.now(), account: source.account, definition });
	return definition;
}

/** Two accounts may both know a survey id and see it differently. */
const keyOf = (account: string, surveyId: string): string => `${account} ${surveyId}`;

/** The survey of that id, where this process has read it from the account and holds it still. */
export function surveyOnceRead(account: string, surveyId: string): RecentSurvey | undefined {
	const read = known.get(keyOf(account, surveyId));
	return read?.account === account
		? { id: read.definition.id, name: read.definition.name }
		: undefined;
}

/** Surveys of the account that this process read last, the latest first: those whose responses came in, or that lists show. */
export const recentSurveys = (account: string): RecentSurvey[] =>
	[...known.values()]
		.filter((read) => read.account === account)
		.sort((one, other) => other.readAt - one.readAt)
		.slice(0, MOST_RECENT)
		.map(({ definition: { id, name } }) => ({ id, name }));

export interface RecentSurvey {
	id: string;
	name: string;
}

const MOST_RECENT = 3;
