import type { Question, SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import { compute, down, kpiOf, measure, planOf, up } from './responses';

const surveyWith = (more: Partial<Question>): SurveyDefinition => ({
	provider: 'q',
	id: 'SV_1',
	name: 'S',
	questions: [
		{ id: 'Q0', title: 'Why?', type: 'text', choices: [], rows: [], answerKeys: ['Q0'] },
		{
			id: 'Q',
			title: 'Satisfied?',
			type: 'singleChoice',
			choices: [],
			rows: [],
			answerKeys: ['Q'],
			...more,
		},
	],
	contextFields: [],
});
const choices = (codes: number[]): Question['choices'] =>
	codes.map(String).map((code) => ({ id: code, code, label: code }));

describe('C24 the best points of a question', () => {
	it.each<[string, number[], Question['scale'], boxes: number, given: number[], share: number]>([
		['two that lie apart', [1, 3], up(1, 5), 1, [3, 1], 50],
		['two, where low is good', [3, 5], down(1, 5), 1, [3, 5, 5, 5], 25],
		['three with a gap', [1, 2, 4], up(1, 5), 2, [4, 2, 1, 1], 50],
		['those of its scale alone', [1, 3, 9], up(1, 5), 1, [3, 1], 50],
		['none below it', [0, 3, 5], down(1, 5), 1, [3, 5], 50],
		['one says nothing: the whole numbers count', [3], up(1, 5), 2, [5, 4, 3, 1], 50],
		['none: the whole numbers count', [], up(1, 5), 2, [5, 4, 3, 1], 50],
	])('%s: %j', (_what, codes, scale, boxes, given, share) => {
		const definitions = [surveyWith({ choices: choices(codes), scale })];
		const result = kpiOf(measure('csatTopBox', { boxes }), given, undefined, { definitions });
		expect(result).toMatchObject({ value: share, n: given.length, leftOut: {} });
	});
	it('as many as there are points are none', () => {
		const leftOut = (codes: number[], boxes: number) =>
			kpiOf(measure('csatTopBox', { boxes }), [1], undefined, {
				definitions: [surveyWith({ choices: choices(codes), scale: up(1, 5) })],
			}).leftOut;
		expect([leftOut([1, 3], 1), leftOut([1, 3], 2)]).toEqual([{}, { noStandard: 1 }]);
		expect([leftOut([1, 3, 4], 2), leftOut([1, 3, 4], 3)]).toEqual([{}, { noStandard: 1 }]);
	});
	it('the ends of a scale are on it', () => {
		expect(kpiOf(measure('csat'), [1, 5, 0.9, 5.1], up(1, 5))).toMatchObject({
			value: 3,
			n: 2,
			leftOut: { offScale: 2 },
		});
	});
});

it.each<[by: string, key: string, keys: string[]]>([
	['its id', 'Q', ['1_Q', '2_Q', '3_Q']],
	['its reference', 'SAT', ['Q_1', 'Q_2', 'Q_3']],
	['the key of one of its answers', 'Q_2', ['Q_2']],
])('C24 a source named by %s has the scale of the question', (_by, key, keys) => {
	const question = { ref: 'SAT', answerKeys: ['Q_1', 'Q_2', 'Q_3'], scale: down(1, 5) };
	const answers = keys.map((name, index) => {
		const loop = /^\d(?=_)/.exec(name)?.[0];
		const score = [2, 4, 9][index];
		return [name, { value: score, questionId: 'Q', ref: 'SAT', ...(loop && { loop }) }] as const;
	});
	const plan = planOf([measure('csat', { key })], { definitions: [surveyWith(question)] });
	const [result] = compute(plan, [{ answers: Object.fromEntries(answers) }]);
	expect(result).toMatchObject({ value: keys.length === 1 ? 4 : 3, scale: down(1, 5) });
});
