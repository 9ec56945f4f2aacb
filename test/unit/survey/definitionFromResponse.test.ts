import {
	definitionFromResponse,
	questionLeftOut,
} from '../../../nodes/shared/survey/definitionFromResponse';
import { isSurveyResponse } from '../../../nodes/shared/survey/isSurveyResponse';
import { hasNoAnswer, isPassOf } from '../../../nodes/shared/survey/questionKinds';
import { revisionOf } from '../../../nodes/shared/survey/revisionOf';
import type { Answer, SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, definition, response, unanswered } from '../conditions/survey';

describe('Q25 what a response tells of its survey', () => {
	it('its questions with rows and chosen choices, its fields, and what was not shown', () => {
		const part = (row: string, choices: Answer['choices']): Answer =>
			answer(`QID4_${row}`, '1', {
				ref: 'Q4',
				title: 'Rate',
				type: 'matrix',
				scale: { min: 1, max: 2, direction: 'up' },
				row: { id: row, label: `Row ${row}` },
				choices,
			});
		const given = response(
			[
				part('1', [{ id: '1', code: '7', label: 'Bad' }]),
				part('2', [{ id: '1', code: '7', label: 'Bad' }, { code: '8' }]),
				answer('QID2', ['x'], {
					choices: [
						{ id: '4', label: 'Other', otherText: '' },
						{ id: '5', code: '5', label: 'Else', other: true },
						{ label: 'neither id nor code' },
					],
				}),
			],
			{
				survey: { id: 'SV_1', name: 'Visit' },
				context: { plan: 'x', since: 1 },
				notShown: [
					{ id: 'QID4', keys: ['QID4_2', 'QID4_3'] },
					{ id: 'QID9', ref: 'Q9', title: 'Why?' },
					{ id: 'QID10', ref: 'Q10' },
					{ id: 'QID11' },
				],
			},
		);
		const left = { type: 'other', choices: [], rows: [] };
		expect(definitionFromResponse(given)).toEqual({
			provider: 'qualtrics',
			id: 'SV_1',
			name: 'Visit',
			contextFields: [{ name: 'plan' }, { name: 'since' }],
			questions: [
				{
					id: 'QID4',
					ref: 'Q4',
					title: 'Rate',
					type: 'matrix',
					scale: { min: 1, max: 2, direction: 'up' },
					rows: [
						{ id: '1', label: 'Row 1' },
						{ id: '2', label: 'Row 2' },
					],
					choices: [
						{ id: '1', code: '7', label: 'Bad', hasText: undefined },
						{ id: '8', code: '8', label: '8', hasText: undefined },
					],
					answerKeys: ['QID4_1', 'QID4_2', 'QID4_3'],
				},
				{
					id: 'QID2',
					ref: undefined,
					title: 'On which days?',
					type: 'multiChoice',
					scale: undefined,
					rows: [],
					choices: [
						{ id: '4', code: '4', label: 'Other', hasText: true },
						{ id: '5', code: '5', label: 'Else', hasText: true },
					],
					answerKeys: ['QID2'],
				},
				{ ...left, id: 'QID9', ref: 'Q9', title: 'Why?', answerKeys: ['QID9'] },
				{ ...left, id: 'QID10', ref: 'Q10', title: 'Q10', answerKeys: ['QID10'] },
				{ ...left, id: 'QID11', ref: undefined, title: 'QID11', answerKeys: ['QID11'] },
			],
		});
		expect(definitionFromResponse(response()).name).toBe('SV_1');
		expect(questionLeftOut({ id: 'A', keys: ['B'] }).answerKeys).toEqual(['B']);
	});

	it.each<[unknown, boolean]>([
		[response(), true],
		[undefined, false],
		[null, false],
		['text', false],
		[{}, false],
		...(['survey', 'response', 'answers'] as const).flatMap(
			(name): Array<[unknown, boolean]> => [
				[{ ...response(), [name]: undefined }, false],
				[{ ...response(), [name]: null }, false],
				[{ ...response(), [name]: [] }, false],
				[{ ...response(), [name]: 'text' }, false],
			],
		),
		[{ ...response(), schemaVersion: '2' }, false],
	])('an item is a Survey Response, or is none (%#)', (item, is) => {
		expect(isSurveyResponse(item)).toBe(is);
	});

	it('a question without an answer: shown, with nothing to answer', () => {
		const [first] = definition.questions;
		const shown = { ...first, type: 'other' as const, answerKeys: [], rows: [] };
		expect(hasNoAnswer(shown)).toBe(true);
		expect(hasNoAnswer({ ...shown, type: 'text' })).toBe(false);
		expect(hasNoAnswer({ ...shown, answerKeys: ['a'] })).toBe(false);
		expect(hasNoAnswer({ ...shown, rows: [{ id: '1', label: 'x' }] })).toBe(false);
	});
	it('passes of a loop', () => {
		const [first] = definition.questions;
		const passes = (loops: string[] | undefined, ...names: string[]) =>
			names.map((name) => isPassOf({ ...first, loops }, name));
		expect(passes(undefined, '1')).toEqual([false]);
		expect(passes(['1', 'x2'], '1', 'x2', '2')).toEqual([true, true, false]);
		expect(passes([], '1', 'x12', '123456789', '1234567890', 'a1', '1a', '')).toEqual([
			true,
			true,
			true,
			false,
			false,
			false,
			false,
		]);
	});
});

describe('Q27 the revision of a response', () => {
	const base = response([answer('QID5', 'x'), answer('QID6', 4)], { context: { plan: 'gold' } });
	const changed = (more: Partial<SurveyResponse>) => revisionOf({ ...base, ...more });
	it('changes with what was answered and what travels with it', () => {
		const others = [
			changed({ context: { plan: 'silver' } }),
			changed({ response: { ...base.response, status: 'partial' } }),
			changed({ answers: response([answer('QID5', 'x')]).answers }),
			...[{ value: 'y' }, { text: 'y' }, { key: 'QID7' }, { state: 'skipped' as const }].map(
				(more) =>
					changed({
						answers: response([{ ...answer('QID5', 'x'), ...more }, answer('QID6', 4)]).answers,
					}),
			),
		];
		expect(new Set([revisionOf(base), ...others]).size).toBe(others.length + 1);
		expect(revisionOf(base)).toMatch(/^[0-9a-f]{32}$/);
	});
	it('and with nothing else', () => {
		const labelled = response([answer('QID5', 'x', { label: 'X', title: 'T' }), answer('QID6', 4)]);
		const hidden = response([...Object.values(base.answers), unanswered('QID7', 'notShown')]);
		expect(changed({ answers: labelled.answers })).toBe(revisionOf(base));
		expect(changed({ answers: hidden.answers })).toBe(revisionOf(base));
		expect(changed({ response: { ...base.response, updatedAt: 'later' } })).toBe(revisionOf(base));
	});
});
