import { OPERATOR_NAMES, operatorsFor, type OperatorName } from '../../../nodes/shared/conditions';
import type { AnswerType } from '../../../nodes/shared/survey/SurveyResponse';

const alike: OperatorName[] = ['is', 'isNot'];
const listed: OperatorName[] = ['inList', 'notInList'];
const within: OperatorName[] = ['contains', 'doesNotContain'];
const chosenOnes: OperatorName[] = ['selected', 'notSelected', ...alike, ...listed, ...within];
const multi: OperatorName[] = [...chosenOnes, 'countEqual', 'countGreater', 'countLess'];
const words: OperatorName[] = [
	...alike,
	...listed,
	...within,
	'startsWith',
	'endsWith',
	'matchesRegex',
];
const ordered: OperatorName[] = ['greater', 'greaterOrEqual', 'less', 'lessOrEqual', 'between'];
const numbers: OperatorName[] = [...alike, ...listed, ...ordered];
const scores: OperatorName[] = [...alike, ...ordered, 'npsPromoter', 'npsPassive', 'npsDetractor'];
const dates: OperatorName[] = [...alike, 'between', 'before', 'after'];
const yesOrNo: OperatorName[] = [...alike, 'isTrue', 'isFalse'];
const asked: OperatorName[] = ['isEmpty', 'isNotEmpty', 'answered', 'skipped', 'shown', 'notShown'];

const offered: Record<AnswerType, OperatorName[]> = {
	text: words,
	longText: words,
	email: words,
	phone: words,
	url: words,
	number: numbers,
	rating: [...numbers, ...chosenOnes],
	scale: [...numbers, ...chosenOnes],
	nps: scores,
	boolean: yesOrNo,
	consent: [...yesOrNo, ...chosenOnes],
	singleChoice: [...numbers, ...chosenOnes],
	multiChoice: multi,
	ranking: multi,
	matrix: [...numbers, ...multi],
	date: dates,
	time: dates,
	dateTime: dates,
	file: [],
	signature: [],
	payment: numbers,
	other: [...words, ...numbers, ...dates, ...yesOrNo, ...chosenOnes],
};
const inOrder = (names: OperatorName[]) => OPERATOR_NAMES.filter((name) => names.includes(name));

describe('the operators that fit', () => {
	it.each(Object.entries(offered) as Array<[AnswerType, OperatorName[]]>)(
		'Q14 an answer of the type %s',
		(type, names) => {
			expect(operatorsFor(type).map(({ name }) => name)).toEqual(inOrder([...names, ...asked]));
		},
	);
	it('Q14 a field: neither its choices nor whether it was shown are known', () => {
		const names = [...words, ...numbers, ...dates, ...yesOrNo, 'isEmpty', 'isNotEmpty'] as const;
		expect(operatorsFor('field').map(({ name }) => name)).toEqual(inOrder([...names]));
	});
});
