import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import type { SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, definition, response, subject } from '../conditions/survey';
import { plainly } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);

const survey: SurveyDefinition = {
	...definition,
	questions: Array.from({ length: 300 }, (_, index) => ({
		...definition.questions[4],
		id: `QID${index + 100}`,
		ref: `Q${index + 100}`,
		title: `How would you rate the café’s service in the area number ${index}?`,
		answerKeys: [`QID${index + 100}`],
	})),
	contextFields: Array.from({ length: 100 }, (_, index) => ({
		name: `a rather long field ${index}`,
	})),
};

/** As items come out of n8n: each an object of its own, and no two with the same embedded data. */
const item = (number: number): SurveyResponse =>
	JSON.parse(
		JSON.stringify(
			response(
				survey.questions.map(({ id, ref, title }) => ({
					...answer(id, `answer ${number}`),
					questionId: id,
					ref,
					title,
				})),
				{
					context: Object.fromEntries(
						survey.contextFields.map(({ name }, index) => [
							index % 7 === number % 7 ? `${name} of ${number}` : name,
							number,
						]),
					),
				},
			),
		),
	) as SurveyResponse;

const items = Array.from({ length: 100 }, (_, number) => item(number));
const ROUNDS = 40;

/** Microseconds of processor time for each rendering; copies, so that nothing is remembered with a response. */
const costOf = (token: string, given: SurveyDefinition | undefined): number => {
	const template = compileTemplate(token);
	const round = () => items.map((one) => subject({ ...one }, given));
	round().forEach((context) => template.render(context));
	const contexts = Array.from({ length: ROUNDS }, round).flat();
	const start = process.cpuUsage();
	for (const context of contexts) template.render(context);
	const { user, system } = process.cpuUsage(start);
	return (user + system) / contexts.length;
};

describe('an unresolved token in a survey of 300 questions', () => {
	it.each([
		'${q://QID1/ChoiceTextEntryValue}',
		'${q://How would you rate the cafe service in an area/ChoiceTextEntryValue}',
		'${q://QID100/SelectedChoices/77}',
		'${q://QID1/QuestionText}',
		'${q://QID1/ChoiceGroup/UnselectedChoices}',
		'${e://Field/a rather lnog field}',
		'${rm://Field/a rather lnog field}',
		'${m://Emial}',
		'${gr://SC_9/Score}',
		'~{aedj://a rather lnog field}',
		'~{q://QID1/ChoiceTextEntryValue}',
		'$e{ 2 * ${q://QID1/ChoiceNumericEntryValue} }',
	])('costs no more than 20 µs an item: %s', (token) => {
		expect(compileTemplate(token).render(subject(items[0], survey)).unresolved).toHaveLength(1);
		expect(costOf(token, survey)).toBeLessThan(20);
	});

	it('looks for the nearest name once for a survey, however many take turns', () => {
		const surveys = Array.from({ length: 20 }, (_, index) => ({ ...survey, id: `SV_${index}` }));
		const template = compileTemplate('${q://QID1/Answer} ${e://Field/a rather lnog field}');
		const contexts = Array.from({ length: 4_000 }, (_, index) => {
			const { id } = surveys[index % 20];
			const one = { ...items[index % 100], survey: { id } };
			return subject(one, surveys[index % 20]);
		});
		contexts.slice(0, 20).forEach((context) => template.render(context));
		const start = process.cpuUsage();
		for (const context of contexts) template.render(context);
		const { user, system } = process.cpuUsage(start);
		expect((user + system) / contexts.length).toBeLessThan(40);
	});

	it('without the survey each response is gone through once, whatever the number of tokens', () => {
		const one = '${q://QID1/ChoiceTextEntryValue}';
		const single = costOf(one, undefined);
		const many = costOf(
			Array.from({ length: 20 }, (_, n) => `\${q://QID${n}/Answer}`).join(''),
			undefined,
		);
		expect(many).toBeLessThan(single * 5 + 100);
	});
});
