import fc from 'fast-check';
import { compileTemplate as typedCompile } from '../../../nodes/shared/pipedText/compileTemplate';
import { isSurveyResponse } from '../../../nodes/shared/survey/isSurveyResponse';
import { responseItem } from '../../../nodes/shared/survey/responseItem';
import { isResponseItem, surveyResponseIn } from '../../../nodes/shared/survey/simplifiedItem';
import type { Answer, SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { plainly } from '../../written';
import { answerOf, responseOf } from '../kpi/responses';
import { longResponse } from './longSurvey';

const compileTemplate = plainly(typedCompile);

/** As n8n hands it to the next node. */
const simplified = (response: SurveyResponse): Record<string, unknown> =>
	JSON.parse(JSON.stringify(responseItem(response, { simplify: true, onlyShown: true }))) as Record<
		string,
		unknown
	>;

const answeredOf = ({ answers }: SurveyResponse): Record<string, Answer> =>
	Object.fromEntries(Object.entries(answers).filter(([, { state }]) => state === 'answered'));

describe('a simplified item', () => {
	it('begins with respondent and answers in words, and is a few kB of the survey of 150 questions', () => {
		const item = simplified(longResponse());
		expect(Object.keys(item).slice(0, 2)).toEqual(['respondent', 'answers']);
		expect(item.answers).toMatchObject({
			'How likely are you to recommend our store?': 8,
			'How satisfied were you with your visit?': 'Extremely dissatisfied',
		});
		expect(JSON.stringify(item).length).toBeLessThan(5_000);
		expect(JSON.stringify(item).length * 5).toBeLessThan(JSON.stringify(longResponse()).length);
	});

	it('gives the Survey Response back: every answer as it was, and all that is known of the response', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 10_000 }),
				fc.constantFrom('first' as const, 'all' as const),
				(seed, fill) => {
					const response = longResponse({ seed, fill });
					const restored = surveyResponseIn(simplified(response))!;
					expect(isSurveyResponse(restored)).toBe(true);
					expect(restored.answers).toEqual(answeredOf(response));
					const { answers, response: info, ...rest } = restored;
					const { answers: all, response: infoBefore, ...before } = response;
					expect(Object.keys(answers).length).toBeLessThanOrEqual(Object.keys(all).length);
					expect(rest).toEqual(before);
					expect(info).toMatchObject(infoBefore);
				},
			),
			{ numRuns: 30 },
		);
	});

	it('piped text comes out of it as out of the whole response', () => {
		const response = longResponse({ seed: 11, fill: 'all' });
		const context = (one: SurveyResponse) => ({
			response: one,
			now: 0,
			timeZone: 'UTC',
			random: () => 0,
		});
		const restored = surveyResponseIn(simplified(response))!;
		const forms = [
			'SelectedChoices',
			'SelectedChoicesRecode',
			'ChoiceTextEntryValue',
			'ChoiceNumericEntryValue',
			'QuestionText',
			'Answer',
			'NPSGroup',
		];
		for (const { key, ref } of Object.values(answeredOf(response)))
			for (const form of forms)
				for (const name of [key, ref]) {
					const template = compileTemplate(`\${q://${name}/${form}}`);
					expect(template.render(context(restored))).toEqual(template.render(context(response)));
				}
	});

	it('names that are names of JavaScript, and answers of every form, come back', () => {
		const answers = {
			['__proto__']: { ...answerOf('__proto__', 'yes'), title: '__proto__' },
			constructor: { ...answerOf('constructor', 0), title: 'constructor' },
			list: answerOf('list', ['a', 'b']),
			flag: { ...answerOf('flag', {}), value: false, label: 'No', text: 'No' },
			bare: { ...answerOf('bare', 5), numeric: undefined, title: '' },
			file: { ...answerOf('file', 'cv.pdf'), files: [{ name: 'cv.pdf', url: 'https://f' }] },
		};
		const response = responseOf({ answers });
		const restored = surveyResponseIn(simplified(response))!;
		expect(Object.keys(restored.answers)).toEqual(Object.keys(response.answers));
		expect(restored.answers).toEqual(JSON.parse(JSON.stringify(response.answers)));
	});

	it('an answer that was taken off the item on its way is empty, and other items are none', () => {
		const item = simplified(longResponse());
		const restored = surveyResponseIn({ ...item, answers: {} })!;
		expect(restored.answers.QID3).toMatchObject({ label: '', value: '' });
		for (const odd of [null, 7, [], {}, { answers: {} }, { ...item, answerDetails: [] }]) {
			expect(surveyResponseIn(odd)).toBeUndefined();
			expect(isResponseItem(odd)).toBe(false);
		}
		expect(surveyResponseIn({ ...item, answerDetails: { QID1: null } })!.answers).toEqual({});
	});
});
