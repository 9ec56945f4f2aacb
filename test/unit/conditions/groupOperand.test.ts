import { groupOperand } from '../../../nodes/shared/conditions/operand';
import type { AnswerState } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, chosen, unanswered } from './survey';

describe('several answers as one', () => {
	it('has the values, labels, texts and choices of those that were answered', () => {
		const {
			state,
			value,
			answer: whole,
		} = groupOperand([
			chosen('QID2', ['Monday', 'Friday']),
			unanswered('QID1', 'skipped'),
			answer('QID6', 7),
		]);
		expect(state).toBe('answered');
		expect(value).toEqual([...(chosen('QID2', ['Monday', 'Friday']).value as string[]), '7']);
		expect(whole).toMatchObject({ label: 'Monday, Friday, 7', text: 'Monday, Friday, 7' });
		expect(whole?.choices?.map(({ label }) => label)).toEqual(['Monday', 'Friday']);
		expect([whole?.numeric, whole?.npsGroup, whole?.row]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
	});

	it.each<[AnswerState[], AnswerState]>([
		[['notShown', 'skipped'], 'skipped'],
		[['unknown', 'notShown'], 'unknown'],
		[['skipped', 'unknown'], 'skipped'],
		[['notShown', 'notShown'], 'notShown'],
	])('%j is %s', (states, wanted) => {
		const parts = states.map((state) => unanswered('QID1', state as 'skipped'));
		expect(groupOperand(parts)).toMatchObject({ state: wanted, value: [] });
	});
});
