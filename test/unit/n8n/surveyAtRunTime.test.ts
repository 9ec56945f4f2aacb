import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { knownSurvey } from '../../../nodes/shared/n8n/knownSurveys';
import { namedSurveyId, surveyAtRunTime } from '../../../nodes/shared/n8n/pipedTextSurvey';
import { parameter } from '../../written';
import { definition } from '../conditions/survey';

const TOLD =
	"The survey named under 'Show Questions Of' could not be read, so its questions are missing here: ";
const DATA = { apiToken: 'x', dataCenter: 'fra1' };

/** A node in a run that names a survey; `data` is how its credential is read. */
function nodeNaming(
	surveyId: string,
	{
		data = async () => await Promise.reject(new ConnectorError('auth', 'No such credential')),
		mode = 'trigger',
	}: { data?: () => Promise<object>; mode?: string } = {},
) {
	const shown: NodeExecutionHint[] = [];
	let asked = 0;
	const questionsSurvey = { __rl: true, mode: 'id', value: surveyId };
	const context = parameter<IExecuteFunctions>({
		getInputData: () => [],
		getNode: () => ({ parameters: { showQuestionsOf: 'qualtrics', questionsSurvey } }),
		getMode: () => mode,
		addExecutionHints: (...hints: NodeExecutionHint[]) => shown.push(...hints),
		getCredentials: async () => {
			asked += 1;
			return await data();
		},
	});
	return { context, hints: () => shown.map(({ message }) => message), asked: () => asked };
}

describe('the survey that a node names, in a run', () => {
	beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 2, 5, 12) }));
	afterEach(() => jest.useRealTimers());

	it('is told by its ID; without one nothing is read', async () => {
		expect(namedSurveyId(nodeNaming('SV_none').context)).toBe('SV_none');
		const { context, asked, hints } = nodeNaming('');
		expect(namedSurveyId(context)).toBe('');
		expect(await surveyAtRunTime(context)).toBeUndefined();
		expect([asked(), hints()]).toEqual([0, []]);
	});

	const atHand = async (id: string) => {
		const account = 'qualtricsApi  https://fra1.qualtrics.com';
		const read = async () => await Promise.resolve({ ...definition, id });
		return await knownSurvey({ account, surveys: { definition: read } }, id);
	};

	it('is taken as it was read lately', async () => {
		const survey = await atHand('SV_hand');
		const { context, hints } = nodeNaming('SV_hand', {
			data: async () => await Promise.resolve(DATA),
		});
		expect(await surveyAtRunTime(context)).toBe(survey);
		expect(hints()).toEqual([]);
		await jest.advanceTimersByTimeAsync(1_000);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('fails no run: a hint says why its questions are missing', async () => {
		const { context, hints } = nodeNaming('SV_refused');
		expect(await surveyAtRunTime(context)).toBeUndefined();
		expect(hints()).toEqual([`${TOLD}No such credential`]);
	});

	it.each([
		['trigger', 59_999, 1],
		['trigger', 60_000, 2],
		['manual', 0, 2],
	])('in the mode %s, %i ms later it was asked for %i times', async (mode, ms, times) => {
		const surveyId = `SV_${mode}${ms}`;
		const first = nodeNaming(surveyId, { mode });
		await surveyAtRunTime(first.context);
		jest.setSystemTime(Date.now() + ms);
		const second = nodeNaming(surveyId, { mode });
		expect(await surveyAtRunTime(second.context)).toBeUndefined();
		expect(first.asked() + second.asked()).toBe(times);
		expect(second.hints()).toEqual([`${TOLD}No such credential`]);
	});

	it('once it could be read again, no failure is held against it', async () => {
		await surveyAtRunTime(nodeNaming('SV_again').context);
		jest.setSystemTime(Date.now() + 60_000);
		const survey = await atHand('SV_again');
		const works = { data: async () => await Promise.resolve(DATA) };
		expect(await surveyAtRunTime(nodeNaming('SV_again', works).context)).toBe(survey);
		const next = nodeNaming('SV_again');
		await surveyAtRunTime(next.context);
		expect(next.asked()).toBe(1);
	});

	it('is waited for no longer than ten seconds', async () => {
		const { context, hints } = nodeNaming('SV_slow', {
			data: async () => await new Promise(() => {}),
		});
		let isOver = false;
		const reading = surveyAtRunTime(context).finally(() => (isOver = true));
		await jest.advanceTimersByTimeAsync(9_900);
		expect(isOver).toBe(false);
		await jest.advanceTimersByTimeAsync(200);
		expect(await reading).toBeUndefined();
		expect(hints()).toEqual([`${TOLD}Qualtrics took too long to answer`]);
	});
});
