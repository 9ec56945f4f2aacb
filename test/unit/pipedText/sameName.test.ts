import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { Question, SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { Answer, AnswerState } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, definition, response, truthOf, verdictOf } from '../conditions/survey';
import { compute, measure, planOf } from '../kpi/responses';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);

const question = (id: string, ref: string, title: string): Question => ({
	id,
	ref,
	title,
	type: 'number',
	choices: [],
	rows: [],
	answerKeys: [id],
});

const survey: SurveyDefinition = {
	...definition,
	questions: [
		question('QID31', 'Q3', 'Score in Prague'),
		question('QID32', 'Q3', 'Score in Brno'),
		question('QID33', 'Q4', 'Why?'),
		question('QID34', 'Q5', 'Why?'),
	],
};

const given = (id: string, ref: string, title: string, value: number | AnswerState): Answer => {
	const plain = answer(id, typeof value === 'number' ? value : null, {
		ref,
		title,
		type: 'number',
	});
	return typeof value === 'number' ? plain : { ...plain, state: value, label: '', text: '' };
};

type Two = [prague: number | AnswerState, brno: number | AnswerState];
const answers = ([prague, brno]: Two): Answer[] => [
	given('QID31', 'Q3', 'Score in Prague', prague),
	given('QID32', 'Q3', 'Score in Brno', brno),
];

const context = (given: Answer[], known?: SurveyDefinition) => ({
	response: response(given),
	survey: known,
	now: 0,
	timeZone: 'UTC',
	random: () => 0,
});

const SOURCES: Array<[string, SurveyDefinition | undefined]> = [
	['with the survey', survey],
	['without it', undefined],
];

describe.each(SOURCES)('questions of one export tag, %s', (_title, known) => {
	const render = (token: string, two: Two) =>
		compileTemplate(token).render(context(answers(two), known));

	it('LC15 the one that was answered is taken, with a note', () => {
		const rendered = render('${q://Q3/ChoiceNumericEntryValue}', ['notShown', 7]);
		expect(rendered).toMatchObject({ text: '7', value: 7, unresolved: [], missing: [] });
		expect(rendered.warnings).toEqual([
			'Q3 is the name of several questions: QID32 was taken, since QID31 had no answer',
		]);
	});

	it('LC15 once, with transformations and in arithmetic too', () => {
		const text = '${q://Q3/ChoiceTextEntryValue|upper} ${q://Q3/ChoiceTextEntryValue}';
		expect(render(text, ['skipped', 7])).toMatchObject({
			text: '7 7',
			warnings: [expect.stringContaining('QID32 was taken')],
		});
		expect(render('$e{ ${q://Q3/ChoiceNumericEntryValue} + 1 }', ['skipped', 7]).value).toBe(8);
	});

	it('LC15 the first, where it was answered or nobody answered any', () => {
		const token = '${q://Q3/ChoiceNumericEntryValue}';
		expect(render(token, [5, 'notShown'])).toMatchObject({ value: 5, warnings: [] });
		expect(render(token, ['skipped', 'notShown'])).toMatchObject({
			text: '',
			missing: [token],
			unresolved: [],
		});
	});

	it('LC15 two that were answered are named', () => {
		const token = '${q://Q3/ChoiceNumericEntryValue}';
		expect(render(token, [5, 7])).toMatchObject({
			text: '',
			unresolved: [
				{
					token,
					reason:
						'Q3 is the name of several questions that were answered (QID31, QID32): name one of them by its ID',
				},
			],
		});
		expect(render('${q://QID32/ChoiceNumericEntryValue}', [5, 7]).value).toBe(7);
	});

	const judged = (two: Two) =>
		verdictOf({ subject: 'Q3', operator: 'greater', value: '6' }, context(answers(two), known));

	it('LC15 a condition looks at the one that was answered', () => {
		expect(judged(['notShown', 7]).result).toBe(true);
		expect(judged(['notShown', 5]).result).toBe(false);
		expect(judged([7, 'notShown']).result).toBe(true);
		const token = '${q://Q3/ChoiceNumericEntryValue}';
		const rule = { subject: token, operator: 'answered' as const };
		expect(truthOf(rule, context(answers(['skipped', 7]), known))).toBe(true);
		expect(truthOf(rule, context(answers(['skipped', 'notShown']), known))).toBe(false);
	});

	it('LC15 a condition on two that were answered cannot be evaluated, and says which they are', () => {
		expect(judged([5, 7])).toMatchObject({
			result: null,
			reason: expect.stringContaining('QID31, QID32'),
		});
	});
});

describe('the second question alone is in the response', () => {
	it('LC15 it is taken', () => {
		const only = [given('QID32', 'Q3', 'Score in Brno', 7)];
		const rendered = compileTemplate('${q://Q3/ChoiceNumericEntryValue}').render(
			context(only, survey),
		);
		expect(rendered.value).toBe(7);
		expect(rendered.warnings).toHaveLength(1);
		const rule = { subject: 'Q3', operator: 'is' as const, value: '7' };
		expect(truthOf(rule, context(only, survey))).toBe(true);
	});

	it('LC15 titles that are the same', () => {
		const given34 = [given('QID33', 'Q4', 'Why?', 'notShown'), given('QID34', 'Q5', 'Why?', 3)];
		const template = compileTemplate('${q://Why?/ChoiceNumericEntryValue}');
		expect(template.render(context(given34, survey)).value).toBe(3);
		expect(template.render(context(given34)).value).toBe(3);
	});
});

describe('a KPI by export tag', () => {
	it('LC15 counts the question that was answered, and not the other as left out', () => {
		const [result] = compute(planOf([measure('average', { key: 'Q3' })]), [
			response(answers(['notShown', 7]), { event: 'completed' }),
			response(answers([5, 'skipped']), {
				event: 'completed',
				response: { ...response().response, id: 'R_2' },
			}),
			response(answers(['skipped', 'notShown']), {
				event: 'completed',
				response: { ...response().response, id: 'R_3' },
			}),
		]);
		expect(result).toMatchObject({ value: 6, n: 2 });
		expect(result.leftOut).toEqual({ skipped: 1 });
	});
});
