import {
	countTaken,
	findChoices,
	tookChoice,
	tookNamed,
} from '../../../nodes/shared/conditions/choices';
import type { Choice, Question } from '../../../nodes/shared/survey/SurveyDefinition';
import type { Answer, AnswerChoice } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, definition } from './survey';

const question: Question = {
	...definition.questions[0],
	choices: [
		{ id: '1', code: '3', label: 'Two' },
		{ id: '2', code: '1', label: '1' },
		{ id: '3', code: '2', label: 'Same' },
		{ id: '4', code: '9', label: 'same' },
	],
};
const meant: Choice = { id: '4', code: '14', label: 'Satisfied' };
const taken = (...choices: AnswerChoice[]): Answer => answer('QID1', '14', { choices });

describe('which choice a rule means', () => {
	it.each<[value: string, caseSensitive: boolean, ids: string[] | undefined]>([
		['Two', false, ['1']],
		[' two ', false, ['1']],
		['two', true, undefined],
		// Words come before recodes, recodes before ids.
		['1', false, ['2']],
		['3', false, ['1']],
		['4', false, ['4']],
		['SAME', false, ['3', '4']],
		['Same', true, ['3']],
		['gone', false, undefined],
	])('Q14 "%s", where case counts: %p', (value, caseSensitive, ids) => {
		expect(findChoices(question, value, caseSensitive)?.map(({ id }) => id)).toEqual(ids);
	});
});

describe('whether one of the choices taken is meant', () => {
	it.each<[name: string, given: Answer, wanted: boolean]>([
		['the id decides where there is one', taken({ id: '4', code: 'x', label: 'x' }), true],
		['and nothing else', taken({ id: '5', code: '14', label: 'Satisfied' }), false],
		['else the code', taken({ code: '14', label: 'x' }), true],
		['and nothing else than that', taken({ code: '4', label: 'Satisfied' }), false],
		['else the words', taken({ label: ' SATISFIED' }), true],
		['other words', taken({ label: 'Neutral' }), false],
		['neither id, code nor words', taken({} as AnswerChoice), false],
		['one of several', taken({ id: '1', label: 'x' }, { id: '4', label: 'y' }), true],
		['without choices its value is the code', answer('QID1', ' 14 ', { choices: [] }), true],
		['and not the words', answer('QID1', 'Satisfied'), false],
		['a number', answer('QID1', 14), true],
		['one of a list', answer('QID1', ['1', '14']), true],
		['none of a list', answer('QID1', ['1', '4']), false],
		['nothing', answer('QID1', null, { label: '' }), false],
	])('Q14 %s', (_, given, wanted) => {
		expect(tookChoice(given, [meant], false)).toBe(wanted);
		expect(tookChoice(given, [{ ...meant, id: '99', code: '99', label: '99' }, meant], false)).toBe(
			wanted,
		);
		expect(tookChoice(given, [], false)).toBe(false);
	});
	it('Q14 words in another case are other words where case counts', () => {
		expect(tookChoice(taken({ label: 'SATISFIED' }), [meant], true)).toBe(false);
	});
});

describe('whether a choice of this name was taken, where the survey is not known', () => {
	it.each<[name: string, given: Answer, wanted: string, caseSensitive: boolean, is: boolean]>([
		['its words', taken({ label: ' Good ' }), 'good', false, true],
		['its words exactly', taken({ label: 'good' }), 'good', true, true],
		['in another case', taken({ label: 'Good' }), 'good', true, false],
		['its recode', taken({ code: '14', label: 'Good' }), '14', false, true],
		['its id in words', taken({ id: 'good_1', code: '14', label: 'x' }), 'good_1', false, true],
		[
			'its id in figures may be the recode of another',
			taken({ id: '1', code: '14', label: 'x' }),
			'1',
			false,
			false,
		],
		['also one below 0', taken({ id: '-12', code: '14', label: 'x' }), '-12', false, false],
		['its id where there are no recodes', taken({ id: '1', label: 'x' }), '1', false, true],
		['another id', taken({ id: '2', label: 'x' }), '1', false, false],
		[
			'the second of two',
			taken({ id: '1', code: '1', label: 'x' }, { label: 'y' }),
			'y',
			false,
			true,
		],
		['neither', taken({} as AnswerChoice), '', false, false],
		['without choices: its value', answer('QID1', ' 14', { label: 'x' }), '14', false, true],
		['or its words', answer('QID1', 14, { label: 'Good' }), 'good', false, true],
		['or neither', answer('QID1', 14, { label: 'Good' }), 'bad', false, false],
		['one of a list of values', answer('QID1', ['a', 'b'], { label: '' }), 'b', false, true],
		['no value is no text', answer('QID1', null, { label: 'x' }), '', false, false],
	])('Q14 %s', (_, given, wanted, caseSensitive, is) => {
		expect(tookNamed(given, wanted, caseSensitive)).toBe(is);
	});
});

describe('how many choices were taken', () => {
	it.each<[name: string, given: Answer, count: number]>([
		['choices', taken({ label: 'a' }, { label: 'b' }), 2],
		['none', taken(), 0],
		['a list of values', answer('QID2', ['a', 'b', 'c']), 3],
		['one value', answer('QID2', 'a'), 1],
		['0', answer('QID2', 0), 1],
		['an empty value', answer('QID2', ''), 0],
		['no value', answer('QID2', null), 0],
		['choices of a question that was skipped', { ...taken({ label: 'a' }), state: 'skipped' }, 0],
	])('Q14 %s', (_, given, count) => {
		expect(countTaken(given)).toBe(count);
	});
});
