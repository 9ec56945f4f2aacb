import type { ResponseStub, SurveySource } from '../shared/delivery/SurveySource';
import { ConnectorError } from '../shared/http/ConnectorError';
import type { SurveyResponse } from '../shared/survey/SurveyResponse';
import type { TriggerSettings } from './settings';

const SAMPLE_SIZE = 5;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Looks at the last day first, and further back until there are enough: a survey may hold a million responses. The last look has no lower bound. */
const LOOK_BACK_DAYS = [1, 30, 365, undefined];

/** What a test run shows: the latest responses or a chosen one. Nothing is recorded and no cursor moves. */
export async function sampleResponses(
	source: SurveySource,
	surveyId: string,
	{ testWith }: Pick<TriggerSettings, 'testWith'>,
): Promise<SurveyResponse[]> {
	if (testWith.kind === 'responseId') {
		const { responseId } = testWith;
		if (!responseId) {
			throw new ConnectorError('input', "'Response ID' is empty", {
				hint: 'Enter the ID of a response (in Qualtrics it begins with R_), or test with the latest responses',
			});
		}
		return [asTest(await source.get(responseId))];
	}
	const latest = await latestFew(source, surveyId);
	if (latest.length === 0) {
		throw new ConnectorError('notFound', 'This survey has no responses yet', {
			hint: "Fill in the survey once (a preview will do), or choose 'A New Response' under 'Test With' and answer while n8n listens",
		});
	}
	const only = new Set(latest.map((stub) => stub.id));
	const responses: SurveyResponse[] = [];
	for await (const one of source.read({ surveyId, from: latest[0].recordedAt, only })) {
		responses.push(asTest(one.toResponse()));
	}
	return responses.sort((a, b) => time(a) - time(b));
}

async function latestFew(source: SurveySource, surveyId: string): Promise<ResponseStub[]> {
	let latest: ResponseStub[] = [];
	for (const days of LOOK_BACK_DAYS) {
		const from =
			days === undefined ? undefined : new Date(Date.now() - days * DAY_MS).toISOString();
		latest = await latestOf(source.list({ surveyId, from }));
		if (latest.length >= SAMPLE_SIZE) break;
	}
	return latest;
}

export const asTest = (response: SurveyResponse): SurveyResponse => ({
	...response,
	event: 'test',
});
const time = (response: SurveyResponse): number =>
	Date.parse(response.response.submittedAt ?? '') || 0;

/** The last few of a stream of any length and any order, oldest first. */
async function latestOf(stubs: AsyncIterable<ResponseStub>): Promise<ResponseStub[]> {
	const latest: ResponseStub[] = [];
	for await (const stub of stubs) {
		latest.push(stub);
		latest.sort((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt));
		if (latest.length > SAMPLE_SIZE) latest.shift();
	}
	return latest;
}
