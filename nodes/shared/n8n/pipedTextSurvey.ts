import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { SurveyDefinition } from '../survey/SurveyDefinition';
import { errorWords } from './errors';
import { hint } from './hints';
import { knownSurvey } from './knownSurveys';
import { surveyIdOf } from './pipedTextFrom';
import { connectQualtrics } from './qualtrics';

/** A run does not wait longer than this for texts that it can do without. */
const PATIENCE_MS = 10_000;
const SLICE_MS = 250;
/** After a survey could not be read, runs go without it for this long, so that each does not wait in vain. */
const PAUSE_MS = 60_000;

const failures = new Map<string, { at: number; reason: string }>();
const MOST_FAILURES = 50;

/** The survey that the node names under *Piped Text From*; a pasted sample tells too little to check anything against it. */
export function namedSurveyId(context: IExecuteFunctions): string {
	const { pipedTextFrom, pipedTextSurvey } = context.getNode().parameters;
	return (pipedTextFrom ?? 'survey') === 'survey' ? surveyIdOf(pipedTextSurvey) : '';
}

/**
 * The definition of the survey that the node names. Never fails and never waits long: without it, tokens and rules go by what
 * the response itself says, and the run shows a hint. It is usually at hand, since the Survey Trigger has just read it.
 */
export async function surveyAtRunTime(
	context: IExecuteFunctions,
): Promise<SurveyDefinition | undefined> {
	const surveyId = namedSurveyId(context);
	if (surveyId === '') return undefined;
	const failed = failures.get(surveyId);
	if (failed && Date.now() - failed.at < PAUSE_MS && context.getMode() !== 'manual') {
		hintUnreadable(context, failed.reason);
		return undefined;
	}
	const waiting = { isOver: false };
	const outcome = await Promise.race([readSurvey(context, surveyId), tooLong(waiting)]);
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

const readSurvey = async (context: IExecuteFunctions, surveyId: string): Promise<Outcome> =>
	await connectQualtrics(context)
		.then(async (qualtrics) => await knownSurvey(qualtrics, surveyId))
		.then(
			(survey) => ({ survey }),
			(error: unknown) => ({ reason: errorWords(error) }),
		);

/** In slices, so that nothing is left waiting once the survey is there. */
async function tooLong(waiting: { isOver: boolean }): Promise<Outcome> {
	for (let waited = 0; waited < PATIENCE_MS && !waiting.isOver; waited += SLICE_MS) {
		await sleep(SLICE_MS);
	}
	return { reason: 'Qualtrics took too long to answer' };
}

const hintUnreadable = (context: IExecuteFunctions, reason: string): void =>
	hint(
		context,
		'warning',
		`The survey named under 'Piped Text From' could not be read, so its questions are missing here: ${reason}`,
	);
