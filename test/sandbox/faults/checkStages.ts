import { netquestSurveyId } from '../startquestion';
import { storeSurveyId } from '../surveymonkey';
import { startStartquestion } from '../connector/startquestionAccount';
import { startSurveyMonkey } from '../connector/surveymonkeyAccount';
import type { CheckStage } from './checkSweep';

const COUNT = 12;
const MINUTE = 60_000;
const times = (now: number): number[] =>
	Array.from({ length: COUNT }, (_, index) => now - (COUNT - index) * 10 * MINUTE);

/** Several pages, the newest first as the platform gives them. */
export async function startquestion(): Promise<CheckStage> {
	const {
		sandbox,
		startquestion: client,
		clock,
	} = await startStartquestion({ pageSize: 5, order: 'newest first' });
	const surveyId = String(netquestSurveyId);
	const responses = times(clock.now()).map((at) => ({
		id: String(sandbox.control.addSheet(netquestSurveyId, {}, { endedAt: at })),
		at,
	}));
	return {
		surveyId,
		source: () => client.source(surveyId, { timeZone: 'Europe/Prague' }),
		overlapMs: 75 * MINUTE,
		responses,
		clock,
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.clearMisbehaviour(),
		requests: sandbox.requests,
		close: sandbox.close,
	};
}

export async function surveymonkey(): Promise<CheckStage> {
	const { sandbox, surveymonkey: client, clock } = await startSurveyMonkey({ pageSize: 5 });
	const responses = times(clock.now()).map((at) => ({
		id: sandbox.control.addResponse(storeSurveyId, {}, { createdAt: at - MINUTE, modifiedAt: at }),
		at,
	}));
	return {
		surveyId: storeSurveyId,
		source: () =>
			client.source(
				{
					id: storeSurveyId,
					definition: async () => await client.surveys.definition(storeSurveyId),
				},
				{},
			),
		overlapMs: 2 * MINUTE,
		responses,
		clock,
		misbehave: (rule) => sandbox.control.misbehave(rule),
		behave: () => sandbox.control.clearMisbehaviour(),
		requests: sandbox.requests,
		close: sandbox.close,
	};
}
