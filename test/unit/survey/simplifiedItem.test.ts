import fc from 'fast-check';
import { compileTemplate as typedCompile } from '../../../nodes/shared/pipedText/compileTemplate';
import { isSurveyResponse } from '../../../nodes/shared/survey/isSurveyResponse';
import { responseItem } from '../../../nodes/shared/survey/responseItem';
import { revisionOf } from '../../../nodes/shared/survey/revisionOf';
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

/** As JSON: a part that is undefined is no part. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

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
		expect(JSON.stringify(item).length).toBeLessThan(12_000);
		expect(JSON.stringify(item).length * 5).toBeLessThan(JSON.stringify(longResponse()).length);
	});

	it('gives the Survey Response back: every answer as it was, what was skipped and what was not shown', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 10_000 }),
				fc.constantFrom('first' as const, 'all' as const),
				(seed, fill) => {
					const response = longResponse({ seed, fill });
					const lean = responseItem(response, { simplify: false, onlyShown: true });
					const restored = surveyResponseIn(simplified(response))!;
					expect(isSurveyResponse(restored)).toBe(true);
					expect(restored).toEqual(asJson(lean));
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
		expect(Object.keys(restored.answers)).toEqual(Object.keys(surveyResponseIn(item)!.answers));
		for (const odd of [null, 7, [], {}, { answers: {} }, { ...item, answerDetails: [] }]) {
			expect(surveyResponseIn(odd)).toBeUndefined();
			expect(isResponseItem(odd)).toBe(false);
		}
		expect(surveyResponseIn({ ...item, answerDetails: { QID1: null } })!.answers).toEqual({});
	});
});

describe('a response as it leaves a node', () => {
	const response = longResponse();
	const [hidden] = Object.values(response.answers).filter(({ state }) => state === 'notShown');
	const form = (more: Partial<Parameters<typeof responseItem>[1]> = {}) =>
		responseItem(response, { simplify: false, onlyShown: false, ...more }) as SurveyResponse;

	it('begins with who answered and what, and carries its revision', () => {
		expect(Object.keys(form()).slice(0, 3)).toEqual(['respondent', 'answers', 'context']);
		expect(form().response).toEqual({ ...response.response, revision: revisionOf(response) });
		expect(form().answers).toEqual(response.answers);
		expect(form()).not.toHaveProperty('notShown');
	});
	it('names the account where that is asked for', () => {
		expect(form({ connectionLabel: 'EU' }).connectionLabel).toBe('EU');
		expect(form({ connectionLabel: 'EU', simplify: true }).connectionLabel).toBe('EU');
		for (const connectionLabel of ['', undefined])
			expect(form({ connectionLabel })).not.toHaveProperty('connectionLabel');
	});
	it('leaves out what was not shown, with its words where no survey has them', () => {
		const named = (more: object) =>
			form({ onlyShown: true, ...more }).notShown!.find(({ id }) => id === hidden.questionId)!;
		expect(form({ onlyShown: true }).answers).toEqual(
			Object.fromEntries(
				Object.entries(response.answers).filter(([, { state }]) => state !== 'notShown'),
			),
		);
		expect(named({})).not.toHaveProperty('title');
		expect(named({ keepTitles: true }).title).toBe(hidden.title);
		expect(form({ simplify: true }).notShown).toEqual(form({ onlyShown: true }).notShown);
	});
});

describe('what responses share', () => {
	const detailsOf = (seed: number, values: object): Record<string, object> =>
		(
			responseItem(longResponse({ seed, fill: 'none', values: values as never }), {
				simplify: true,
				onlyShown: true,
			}) as { answerDetails: Record<string, object> }
		).answerDetails;

	it('is one object, so that n8n stores it once, and nobody can write into it', () => {
		const [one, other] = [1, 2].map((seed) => detailsOf(seed, { QID2: 5, QID3_TEXT: `${seed}` }));
		expect(one.QID2).toBe(other.QID2);
		expect(one.QID3).toBe(other.QID3);
		expect(() => Object.assign(one.QID2, { question: 'changed' })).toThrow(TypeError);
	});

	it('is never what a person typed', () => {
		const values = { QID4: ['6'], QID4_9_TEXT: 'my own words' };
		const [one, other] = [1, 2].map((seed) => detailsOf(seed, values));
		expect(JSON.stringify(one.QID4)).toContain('my own words');
		expect(one.QID4).toEqual(other.QID4);
		expect(one.QID4).not.toBe(other.QID4);
	});
});
