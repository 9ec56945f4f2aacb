import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import { errorWords } from './errors';
import { hint } from './hints';
import { namedSurvey } from './pipedTextFrom';
import type { SurveySystem } from './surveys/SurveySystem';

/** A run does not wait longer than this for texts that it can do without. */
const PATIENCE_MS = 10_000;
const SLICE_MS = 250;
/** After a survey could not be read, runs go without it for this long, so that each does not wait in vain. */
const PAUSE_MS = 60_000;

const failures = new Map<string, { at: number; reason: string }>();
const MOST_FAILURES = 50;

/** The survey that the node names under *Show Questions Of*; a pasted sample tells too little to check anything against it. */
export function namedSurveyId(context: IExecuteFunctions): string {
	return namedSurvey(context)?.surveyId ?? '';
}

/**
 * The definition of the survey that the node names. Never fails and never waits long: without it, tokens and rules go by what
 * the response itself says, and the run shows a hint. It is usually at hand, since the Survey Trigger has just read it.
 */
export async function surveyAtRunTime(
	context: IExecuteFunctions,
): Promise<SurveyDefinition | undefined> {
	const named = namedSurvey(context);
	if (!named) return undefined;
	const { system, surveyId } = named;
	const failed = failures.get(surveyId);
	if (failed && Date.now() - failed.at < PAUSE_MS && context.getMode() !== 'manual') {
		hintUnreadable(context, failed.reason);
		return undefined;
	}
	const waiting = { isOver: false };
	const outcome = await Promise.race([
		readSurvey(context, system, surveyId),
		tooLong(waiting, system),
	]);
	waiting.isOver = true;
	if ('survey' in outcome) {
		failures.delete(surveyId);
		return outcome.survey;
	}
	if (failures.size >= MOST_FAILURES) failures.clear();
	failures.set(surveyId, { at: Date.now(), reason: outcome.reason });
	hintUnreadable(context, outcome.reason);
	return undefined;
}

type Outcome = { survey: SurveyDefinition } | { reason: string };

const readSurvey = async (
	context: IExecuteFunctions,
	system: SurveySystem,
	surveyId: string,
): Promise<Outcome> =>
	await system
		.connect(context)
		.then(async (account) => await account.definition(surveyId))
		.then(
			(survey) => ({ survey }),
			(error: unknown) => ({ reason: errorWords(error) }),
		);

/** In slices, so that nothing is left waiting once the survey is there. */
async function tooLong(waiting: { isOver: boolean }, { label }: SurveySystem): Promise<Outcome> {
	for (let waited = 0; waited < PATIENCE_MS && !waiting.isOver; waited += SLICE_MS) {
		await sleep(SLICE_MS);
	}
	return { reason: `${label} took too long to answer` };
}

const hintUnreadable = (context: IExecuteFunctions, reason: string): void =>
	hint(
		context,
		'warning',
		`The survey named under 'Show Questions Of' could not be read, so its questions are missing here: ${reason}`,
	);
