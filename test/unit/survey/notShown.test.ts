import fc from 'fast-check';
import {
	compileConditions,
	needsSurvey,
	type ConditionSubject,
} from '../../../nodes/shared/conditions';
import { compileTemplate as typedCompile } from '../../../nodes/shared/pipedText/compileTemplate';
import { questionsOfSample } from '../../../nodes/shared/pipedText/catalogue/questionsOfSample';
import { definitionFromResponse } from '../../../nodes/shared/survey/definitionFromResponse';
import { valuesOf } from '../../../nodes/shared/survey/kpi/readValue';
import { wasNotShown, withoutNotShown } from '../../../nodes/shared/survey/notShown';
import { responseItem } from '../../../nodes/shared/survey/responseItem';
import { revisionOf } from '../../../nodes/shared/survey/revisionOf';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { plainly } from '../../written';
import { only, truthOf } from '../conditions/survey';
import { longResponse, longSurvey } from './longSurvey';

const compileTemplate = plainly(typedCompile);
const whole = longResponse({ seed: 3 });
const lean = withoutNotShown(whole);
const hidden = Object.values(whole.answers).filter(({ state }) => state === 'notShown');

const subject = (response: SurveyResponse, survey?: typeof longSurvey): ConditionSubject => ({
	response,
	survey,
	now: 0,
	timeZone: 'UTC',
	random: () => 0,
});

const rule = (key: string, operator: string) => ({ subject: key, operator }) as never;
const states = (response: SurveyResponse, key: string, survey?: typeof longSurvey) =>
	['answered', 'skipped', 'shown', 'notShown', 'isEmpty'].map((operator) =>
		truthOf(rule(key, operator), subject(response, survey)),
	);

describe('what was not shown is left out', () => {
	it('an item of the survey of 150 questions is below 20 kB, and was 100 kB', () => {
		const size = (onlyShown: boolean) =>
			JSON.stringify(responseItem(whole, { simplify: false, onlyShown })).length;
		expect(size(false)).toBeGreaterThan(95_000);
		expect(size(true)).toBeLessThan(20_000);
	});

	it('begins with respondent and answers', () => {
		const item = responseItem(whole, { simplify: false, onlyShown: true });
		expect(Object.keys(item).slice(0, 2)).toEqual(['respondent', 'answers']);
		expect(Object.keys(item).at(-1)).toBe('notShown');
	});

	it('keeps every answer that was shown, and the revision', () => {
		const shown = Object.values(whole.answers).filter(({ state }) => state !== 'notShown');
		expect(Object.values(lean.answers)).toEqual(shown);
		expect(revisionOf(lean)).toBe(revisionOf(whole));
		expect(withoutNotShown(lean)).toBe(lean);
	});

	it('names each question that was left out, by id, reference and answer key, and no other', () => {
		expect(hidden.length).toBeGreaterThan(300);
		for (const { key, questionId, parentId, ref } of hidden) {
			for (const name of [key, parentId ?? questionId, ref!])
				expect([name, wasNotShown(lean, name)]).toEqual([name, true]);
		}
		for (const name of ['QID9999', 'constructor', '__proto__', '', 'QID1', 'Q1'])
			expect([name, wasNotShown(lean, name)]).toEqual([name, false]);
	});

	it('piped text is empty for what was not shown and unresolved for what does not exist, as with the whole response', () => {
		const forms = ['SelectedChoices', 'ChoiceTextEntryValue', 'SelectedChoicesRecode', 'Answer'];
		fc.assert(
			fc.property(fc.constantFrom(...hidden), fc.constantFrom(...forms), (answer, form) => {
				for (const name of [answer.key, answer.questionId, answer.ref!]) {
					const template = compileTemplate(`\${q://${name}/${form}}`);
					for (const survey of [undefined, longSurvey]) {
						const [one, other] = [whole, lean].map((response) =>
							template.render(subject(response, survey)),
						);
						expect(other).toEqual(one);
						expect(other).toMatchObject({ text: '', unresolved: [] });
					}
					// A reference is named beside what was left out, so that the survey need not be read for it.
					expect(template.needsSurvey(lean)).toBe(false);
				}
			}),
		);
		const unknown = compileTemplate('${q://QID9999/SelectedChoices}');
		expect(unknown.render(subject(lean)).unresolved).toHaveLength(1);
		expect(unknown.needsSurvey(lean)).toBe(true);
	});

	it('the words of such a question need the survey, and without it are reported', () => {
		const template = compileTemplate(`\${q://${hidden[0].key}/QuestionText}`);
		expect(template.needsSurvey(lean)).toBe(true);
		expect(template.render(subject(lean, longSurvey)).text).toBe(
			template.render(subject(whole, longSurvey)).text,
		);
		expect(template.render(subject(lean)).unresolved[0].reason).toMatch(/was not shown/);
	});

	it('conditions tell not shown, skipped and unknown apart, with and without the survey', () => {
		for (const { key, questionId } of hidden.slice(0, 60)) {
			for (const name of [key, questionId])
				for (const survey of [undefined, longSurvey])
					expect([name, states(lean, name, survey)]).toEqual([name, states(whole, name, survey)]);
			const compiled = plainly(compileConditions)(only(rule(key, 'notShown')), {});
			expect(needsSurvey(compiled, lean)).toBe(needsSurvey(compiled, whole));
		}
		expect(states(lean, hidden[0].key)).toEqual([false, false, false, true, true]);
		expect(states(lean, 'QID9999')[3]).toBeNull();
	});

	it('KPIs count them as not shown', () => {
		for (const { key } of hidden)
			expect(valuesOf(lean, { from: 'answer', key }, false)).toEqual(['notShown']);
		expect(valuesOf(lean, { from: 'answer', key: 'QID9999' }, false)).toEqual(['notInResponse']);
	});

	it('a pasted sample still lists all of its questions', () => {
		const ids = (response: SurveyResponse) =>
			new Set(definitionFromResponse(response).questions.map(({ id }) => id));
		expect(ids(lean)).toEqual(ids(whole));
		const keys = questionsOfSample(lean).flatMap(({ answerKeys }) => answerKeys);
		expect(keys).toEqual(expect.arrayContaining(hidden.map(({ key }) => key)));
	});

	const middle = hidden.slice(100).find(({ key, questionId }) => key === questionId)!;

	it('shares its list with every response to which the same was not shown, and with no other', () => {
		const without = (change: Partial<(typeof hidden)[number]> | undefined, keepTitles = false) => {
			const answers = Object.entries(whole.answers).map(([key, answer]) =>
				change && answer === middle
					? [key, { ...answer, ...change, key: change.key ?? key }]
					: [key, { ...answer }],
			);
			return withoutNotShown({ ...whole, answers: Object.fromEntries(answers) }, { keepTitles })
				.notShown!;
		};
		const changes = [{ ref: 'another' }, { questionId: 'QID9', parentId: 'QID9' }, { key: 'QID8' }];
		const lists = [undefined, ...changes].map((change) => without(change));
		expect(lists[0]).toBe(lean.notShown);
		expect(new Set(lists).size).toBe(4);
		for (const [index, change] of [undefined, ...changes].entries())
			expect(without(change)).toBe(lists[index]);
		// Titles tell two apart where they are kept alone.
		expect(without({ title: 'Another' })).toBe(lists[0]);
		expect(without({}, true)).not.toEqual(lists[0]);
		expect(without({ title: 'Another' }, true)).not.toEqual(without({}, true));
	});

	it('is found by its title where titles are kept', () => {
		const title = middle.title;
		const named = withoutNotShown(whole, { keepTitles: true });
		expect([wasNotShown(named, title), wasNotShown(lean, title)]).toEqual([true, false]);
		expect(wasNotShown(named, `${title} `)).toBe(false);
	});

	it('an item that somebody changed on its way is no reason to fail', () => {
		for (const notShown of [null, 'QID5', {}, 7]) {
			const odd = { ...lean, notShown } as unknown as SurveyResponse;
			expect(wasNotShown(odd, 'QID20')).toBe(false);
		}
	});
});
