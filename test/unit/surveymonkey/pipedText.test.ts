import { catalogue } from '../../../nodes/shared/pipedText/catalogue';
import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import { plainly } from '../../written';
import { Q } from '../../sandbox/surveymonkey/model';
import { definition, detailsOf, read } from './details';

const compileTemplate = plainly(typedCompileTemplate);

const response = read(
	detailsOf(
		{
			[Q.where]: [{ other_id: '103', text: 'Ostrava' }],
			[Q.what]: [{ choice_id: '111' }, { choice_id: '113' }],
			[Q.nps]: [{ row_id: '140', choice_id: '153' }],
			[Q.rates]: [{ row_id: '121', choice_id: '135' }],
			[Q.contact]: [{ row_id: '223', text: 'ada@example.com' }],
			[Q.visits]: [{ row_id: '211', text: '0' }],
			[Q.menus]: [{ row_id: '191', col_id: '193', choice_id: '1931' }],
		},
		{ custom_variables: { plan: 'gold' } },
	),
);
const render = (token: string, survey: typeof definition | undefined) =>
	compileTemplate(token).render({
		response,
		survey,
		now: Date.parse('2025-04-01T00:00:00Z'),
		timeZone: 'UTC',
		random: () => 0.1,
	});

describe('piped text of a SurveyMonkey response', () => {
	it.each([
		[`\${q://Q${Q.nps}/ChoiceNumericEntryValue}`, '3'],
		[`\${q://${Q.nps}/ChoiceNumericEntryValue}`, '3'],
		[`\${q://${Q.nps}/NPSGroup}`, 'detractor'],
		[`\${q://${Q.where}/ChoiceGroup/SelectedChoices}`, 'Elsewhere'],
		[`\${q://${Q.where}/ChoiceGroup/SelectedChoicesTextEntry}`, 'Ostrava'],
		[`\${q://${Q.what}/ChoiceGroup/SelectedChoices}`, 'Choice, Staff'],
		[`\${q://${Q.rates}/ChoiceGroup/SelectedChoices/121}`, '5 stars'],
		[`\${q://${Q.contact}/ChoiceTextEntryValue/223}`, 'ada@example.com'],
		[`\${q://${Q.menus}/ChoiceGroup/SelectedChoices/191_193}`, 'Smooth'],
		['${e://Field/plan}', 'gold'],
		['${r://SurveyName}', 'Store visit'],
	])('%s is "%s", with and without the survey', (token, text) => {
		for (const survey of [definition, undefined]) {
			const rendered = render(token, survey);
			expect([rendered.text, rendered.unresolved]).toEqual([text, []]);
		}
	});

	it('whatever the survey’s list offers can be resolved', () => {
		const questions = catalogue({ survey: definition }).filter(({ group }) => group === 'Question');
		expect(questions.length).toBeGreaterThan(40);
		for (const { token } of questions) {
			const { unresolved, errors } = render(token, definition);
			expect([token, unresolved, errors]).toEqual([token, [], []]);
		}
	});
});
