import { KpiBook, type KpiPlan, type KpiResult } from '../../../nodes/shared/survey/kpi';
import type { Measure, Scale, View } from '../../../nodes/shared/survey/kpi';
import type {
	Answer,
	AnswerState,
	SurveyResponse,
} from '../../../nodes/shared/survey/SurveyResponse';

export const AS_OF = '2026-04-01T12:00:00.000Z';

export type Given = number | string | AnswerState[] | Partial<Answer> | string[];

/** A number, a text, chosen words, `state('skipped')`, or parts of an answer. */
export function answerOf(key: string, given: Given, scale?: Scale): Answer {
	const base: Answer = {
		key,
		questionId: key,
		title: `Question ${key}`,
		type: 'other',
		state: 'answered',
		value: null,
		label: '',
		text: '',
		...(scale && { scale }),
	};
	if (typeof given === 'number') {
		return { ...base, value: given, numeric: given, label: String(given), text: String(given) };
	}
	if (typeof given === 'string') return { ...base, value: given, label: given, text: given };
	if (Array.isArray(given)) {
		const choices = given.map((label) => ({ code: `c${label}`, label }));
		const codes = choices.map(({ code }) => code);
		return { ...base, value: codes, label: given.join(', '), text: given.join(', '), choices };
	}
	return { ...base, ...given };
}

export const state = (name: AnswerState): Partial<Answer> => ({ state: name });

export interface Sketch {
	id?: string;
	survey?: string;
	surveyName?: string;
	event?: SurveyResponse['event'];
	at?: string;
	response?: Partial<SurveyResponse['response']>;
	answers?: Record<string, Given>;
	scale?: Scale;
	context?: SurveyResponse['context'];
	scores?: SurveyResponse['scores'];
}

let made = 0;

export function responseOf(sketch: Sketch): SurveyResponse {
	const { survey = 'SV_1', answers = {}, at = '2026-03-10T10:00:00.000Z' } = sketch;
	return {
		schemaVersion: '1',
		provider: 'qualtrics',
		event: sketch.event ?? 'completed',
		survey: { id: survey, name: sketch.surveyName ?? `Survey ${survey}` },
		response: {
			id: sketch.id ?? `R_${made++}`,
			status: 'complete',
			isTest: false,
			submittedAt: at,
			updatedAt: at,
			...sketch.response,
		},
		respondent: { anonymous: true, identifiers: [] },
		context: sketch.context ?? {},
		consents: [],
		answers: Object.fromEntries(
			Object.entries(answers).map(([key, given]) => [key, answerOf(key, given, sketch.scale)]),
		),
		scores: sketch.scores ?? [],
		tags: [],
	};
}

export const measure = (
	metric: Measure['metric'],
	more: Partial<Measure> & { key?: string } = {},
): Measure => {
	const { key = 'Q', ...rest } = more;
	return { name: metric, metric, sources: [{ from: 'answer', key }], ...rest };
};

export const planOf = (measures: Measure[], more: Partial<KpiPlan> = {}): KpiPlan => ({
	measures,
	groupBy: [],
	...more,
});

export const compute = (
	plan: KpiPlan,
	sketches: Array<Sketch | SurveyResponse>,
	view: Partial<View> = {},
): KpiResult[] => {
	const book = new KpiBook(plan);
	for (const sketch of sketches) book.add('schemaVersion' in sketch ? sketch : responseOf(sketch));
	return book.results({ asOf: AS_OF, ...view });
};

/** The one result of one measure over the values of one question. */
export function kpiOf(
	one: Measure,
	values: Given[],
	scale?: Scale,
	more: Partial<KpiPlan> = {},
): KpiResult {
	const sketches = values.map((value) => ({ answers: { Q: value }, scale }));
	const results = compute(planOf([one], more), sketches);
	expect(results).toHaveLength(1);
	return results[0];
}

export const up = (min: number, max: number): Scale => ({ min, max, direction: 'up' });
export const down = (min: number, max: number): Scale => ({ min, max, direction: 'down' });

/** `[[10, 3], [6, 2]]`: three tens and two sixes. */
export const repeat = (counts: Array<[value: number, times: number]>): number[] =>
	counts.flatMap(([value, times]) => Array.from({ length: times }, () => value));
