import { typeFromValue } from '../../../nodes/shared/connectors/qualtrics/typeFromValue';
import type { AnswerType } from '../../../nodes/shared/survey/SurveyResponse';

it.each<[unknown, unknown, Parameters<typeof typeFromValue>[2], AnswerType]>([
	['hello', undefined, 'mainText', 'text'],
	[7, 'Seven', 'text', 'text'],
	[['1'], undefined, 'main', 'multiChoice'],
	[['1'], ['Shop'], 'row', 'multiChoice'],
	[{ a: 1 }, 'x', 'main', 'other'],
	[7, 'Good', 'main', 'singleChoice'],
	['7', 'Good', 'main', 'singleChoice'],
	[true, undefined, 'main', 'boolean'],
	[false, undefined, 'row', 'boolean'],
	[7, undefined, 'main', 'number'],
	[0, '', 'row', 'number'],
	['hello', undefined, 'main', 'text'],
	['', undefined, 'row', 'text'],
])('where no definition says so, %j with the label %j (%s) is %s', (value, label, kind, type) => {
	expect(typeFromValue(value, label, kind)).toBe(type);
});
