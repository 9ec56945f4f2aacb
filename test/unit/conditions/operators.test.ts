import {
	OPERATOR_NAMES,
	compileConditions as typedCompileConditions,
	decide,
	operatorsFor,
	type OperatorName,
	type Truth,
} from '../../../nodes/shared/conditions';
import {
	answer,
	chosen,
	only,
	response,
	subject,
	truthOf,
	unanswered,
	verdictOf,
	withoutDefinition,
} from './survey';
import { comparedRows, F, N, nps, npsRows, T, type Row } from './operatorRows';
import { plainly } from '../../written';

const compileConditions = plainly(typedCompileConditions);

const single = chosen('QID1', ['Extremely dissatisfied']);
const multi = chosen('QID2', ['Monday', 'Friday']);
const other = chosen('QID2', ['Other'], {
	text: 'Sunday',
	choices: [{ id: '4', code: '4', label: 'Other', other: true, otherText: 'Sunday' }],
});
const row = chosen('QID4_2', ['Good'], { parentId: 'QID4', row: { id: '2', label: 'Speed' } });
const text = answer('QID5', ' The Queue was long ');
const age = answer('QID6', 42);
const zero = answer('QID6', 0);
const textAge = answer('QID6', '42,5');
const notAge = answer('QID6', 'forty');
const visit = answer('QID7', '2024-05-01');
const yes = answer('QID8', true);
const no = answer('QID8', false);

const rows: Row[] = [
	...comparedRows,
	['single choice by its words', single, 'selected', 'Extremely dissatisfied', T],
	[
		'single choice in another case, with spaces',
		single,
		'selected',
		'  extremely DISSATISFIED ',
		T,
	],
	['single choice by its recode', single, 'selected', '14', T],
	['single choice by its id', single, 'selected', '1', T],
	['another choice', single, 'selected', 'Neutral', F],
	['a choice the survey no longer has', single, 'selected', 'Furious', N],
	['not selected, a choice the survey no longer has', single, 'notSelected', 'Furious', N],
	['not selected', single, 'notSelected', 'Neutral', T],
	['not selected, but it was', single, 'notSelected', 'Extremely dissatisfied', F],
	['single choice is', single, 'is', 'extremely dissatisfied', T],
	['single choice is not', single, 'isNot', 'neutral', T],
	['single choice is, unknown choice', single, 'is', 'Furious', N],
	['single choice in list', single, 'inList', 'Neutral\nExtremely dissatisfied', T],
	['single choice not in list', single, 'inList', 'Neutral; Satisfied', F],
	['single choice is one of', single, 'notInList', 'Neutral; Extremely dissatisfied', F],
	['single choice is not one of', single, 'notInList', 'Neutral; Satisfied', T],
	[
		'single choice in list with an unknown one',
		single,
		'inList',
		'Furious; Extremely dissatisfied',
		T,
	],
	['single choice, only an unknown one would do', single, 'inList', 'Furious; Neutral', N],
	['single choice contains words', single, 'contains', 'DISSAT', T],
	['single choice, recode compared', single, 'greater', '13', T],
	['several choices, one of them', multi, 'selected', 'Friday', T],
	['several choices, none of them', multi, 'selected', 'Tuesday', F],
	['several choices, not selected', multi, 'notSelected', 'Tuesday', T],
	['several choices are', multi, 'is', 'Monday, Friday', T],
	['several choices are not just one of them', multi, 'is', 'Monday', F],
	['several choices, count', multi, 'countEqual', '2', T],
	['several choices, count greater', multi, 'countGreater', '2', F],
	['several choices, count less', multi, 'countLess', '3', T],
	['several choices, a count that is no number', multi, 'countLess', 'three', N],
	['several choices in list', multi, 'inList', 'Tuesday, Friday', T],
	['other text, by the choice', other, 'selected', 'Other', T],
	['other text, by the words typed', other, 'is', 'sunday', T],
	['other text contains', other, 'contains', 'sun', T],
	...npsRows,
	['NPS at most', nps(6), 'lessOrEqual', '6', T],
	['NPS is 0', nps(0), 'is', '0', T],
	['matrix row', row, 'selected', 'Good', T],
	['matrix row, other point', row, 'selected', 'Bad', F],
	['text is', text, 'is', 'the queue was LONG', T],
	['text is not', text, 'isNot', 'the queue', T],
	['text is not, but it is', text, 'isNot', 'THE queue was long', F],
	['text contains', text, 'contains', 'QUEUE', T],
	['text does not contain', text, 'doesNotContain', 'queue', F],
	['text contains something else', text, 'contains', 'quest', F],
	['text does not contain something else', text, 'doesNotContain', 'quest', T],
	['text starts with', text, 'startsWith', 'the q', T],
	['text starts otherwise', text, 'startsWith', 'queue', F],
	['text ends with', text, 'endsWith', 'long', T],
	['text ends otherwise', text, 'endsWith', 'short', F],
	['text matches', text, 'matchesRegex', 'q(ue){2}\\b', T],
	['text does not match', text, 'matchesRegex', '^queue', F],
	['text, pattern not valid', text, 'matchesRegex', 'q(', N],
	['text is no number', text, 'greater', '3', N],
	['text is no date', text, 'before', '2024-01-01', N],
	['text, nothing to compare with', text, 'is', '  ', N],
	['text is neither yes nor no', text, 'isTrue', '', N],
	['post codes stay text', answer('QID5', '01234'), 'is', '1234', F],
	['number is', age, 'is', '42', T],
	['number is, written otherwise', age, 'is', '42.0', T],
	['number is, decimal comma', answer('QID6', 3.5), 'is', '3,5', T],
	['number is not', age, 'isNot', '41', T],
	['number greater', age, 'greater', '41', T],
	['number not greater than itself', age, 'greater', '42', F],
	['number at least', age, 'greaterOrEqual', '42', T],
	['number less', age, 'less', '42', F],
	['number at most', age, 'lessOrEqual', '42', T],
	['number between', age, 'between', '40..42', T],
	['number between, reversed', age, 'between', '50 and 40', T],
	['number not between', age, 'between', '1;41', F],
	['number between, no range', age, 'between', '42', N],
	['number against words', age, 'greater', 'many', N],
	['number in list', age, 'inList', '41, 42.0', T],
	['zero is a value: not empty', zero, 'isEmpty', '', F],
	['zero is a value: answered', zero, 'answered', '', T],
	['zero is less', zero, 'less', '1', T],
	['zero is 0', zero, 'is', '0', T],
	['numeric text greater', textAge, 'greater', '42', T],
	['numeric text is', textAge, 'is', '42.5', T],
	['words are no number', notAge, 'less', '5', N],
	['date before', visit, 'before', '2024-05-02', T],
	['date after itself', visit, 'after', '2024-05-01', F],
	['date after', visit, 'after', '30.4.2024', T],
	['date between', visit, 'between', '2024-04-01..2024-05-01', T],
	['date is, with a time', visit, 'is', '2024-05-01T10:00:00Z', T],
	['date against an ambiguous date', visit, 'before', '5/2/2024', N],
	['date against a time of day', visit, 'before', '10:00', N],
	['yes is true', yes, 'isTrue', '', T],
	['no is not true', no, 'isTrue', '', F],
	['yes is not false', yes, 'isFalse', '', F],
	['no is false', no, 'isFalse', '', T],
	['no is a value', no, 'isEmpty', '', F],
	['yes is "yes"', yes, 'is', 'Yes', T],
	['no is not "yes"', no, 'isNot', 'yes', T],
	['text 1 is true', answer('QID8', '1'), 'isTrue', '', T],
	['text 1 is not false', answer('QID8', '1'), 'isFalse', '', F],
	['text Off is false', answer('QID8', 'Off'), 'isFalse', '', T],
	['text Off is not true', answer('QID8', 'Off'), 'isTrue', '', F],
	['date between, reversed', visit, 'between', '2024-05-02..2024-04-01', T],
	['shown', age, 'shown', '', T],
	['not skipped', age, 'skipped', '', F],
	['not not shown', age, 'notShown', '', F],
	['not empty', age, 'isNotEmpty', '', T],
	['blank text is not not empty', answer('QID5', '  '), 'isNotEmpty', '', F],
	['blank text is empty', answer('QID5', '  '), 'isEmpty', '', T],
	['blank text has nothing to compare', answer('QID6', ''), 'less', '5', N],
];

describe('operators × answer types', () => {
	it.each(rows)('Q14 %s', (_name, given, operator, value, wanted) => {
		const rule = { subject: given.key, operator, value };
		const item = subject(response([given]));
		expect(truthOf(rule, item)).toBe(wanted);
		expect(decide(compileConditions(only(rule)), item)).toBe(wanted);
	});

	it('Q14 has a row for every operator', () => {
		const covered = new Set(rows.map(([, , operator]) => operator));
		expect(OPERATOR_NAMES.filter((name) => !covered.has(name))).toEqual([]);
	});

	it('Q14 has for every operator a row where it holds and one where it does not', () => {
		// An answer that is given is not empty, and was shown: the table of missing answers below has the other rows.
		const oneSided = ['answered', 'skipped', 'shown', 'notShown'];
		const results = OPERATOR_NAMES.filter((name) => !oneSided.includes(name)).map((name) => {
			const found = rows.filter(([, , operator]) => operator === name);
			return [name, [T, F].every((result) => found.some(([, , , , wanted]) => wanted === result))];
		});
		expect(results.filter(([, isBoth]) => !isBoth)).toEqual([]);
	});
});

const values: Partial<Record<OperatorName, string>> = {
	selected: 'Neutral',
	notSelected: 'Neutral',
	is: 'Neutral',
	isNot: 'Neutral',
	inList: 'Neutral, Satisfied',
	notInList: 'Neutral, Satisfied',
	between: '1..5',
	before: '2024-01-01',
	after: '2024-01-01',
};

/** skipped, not shown, unknown, and not in a response whose survey is not known either. */
const missing: Record<OperatorName, [Truth, Truth, Truth, Truth]> = {
	selected: [F, F, F, N],
	notSelected: [T, T, T, N],
	is: [F, F, F, N],
	isNot: [T, T, T, N],
	inList: [F, F, F, N],
	notInList: [T, T, T, N],
	contains: [F, F, F, N],
	doesNotContain: [T, T, T, N],
	startsWith: [F, F, F, N],
	endsWith: [F, F, F, N],
	matchesRegex: [F, F, F, N],
	greater: [N, N, N, N],
	greaterOrEqual: [N, N, N, N],
	less: [N, N, N, N],
	lessOrEqual: [N, N, N, N],
	between: [N, N, N, N],
	before: [N, N, N, N],
	after: [N, N, N, N],
	npsPromoter: [F, F, F, N],
	npsPassive: [F, F, F, N],
	npsDetractor: [F, F, F, N],
	countEqual: [F, N, N, N],
	countGreater: [F, N, N, N],
	countLess: [T, N, N, N],
	isTrue: [F, F, F, N],
	isFalse: [F, F, F, N],
	isEmpty: [T, T, T, T],
	isNotEmpty: [F, F, F, F],
	answered: [F, F, F, F],
	skipped: [T, F, N, N],
	shown: [T, F, N, N],
	notShown: [F, T, N, N],
};

describe('operators × missing answers', () => {
	const cases = OPERATOR_NAMES.flatMap((operator) =>
		(['skipped', 'notShown', 'unknown'] as const).map(
			(state, index) => [operator, state, missing[operator][index]] as const,
		),
	);
	it.each(cases)('Q14 %s on an answer that is %s gives %s', (operator, state, wanted) => {
		const item = subject(response([unanswered('QID1', state)]));
		expect(truthOf({ subject: 'QID1', operator, value: values[operator] ?? '5' }, item)).toBe(
			wanted,
		);
	});

	it.each(OPERATOR_NAMES)('Q14 %s on a question that nobody mentions', (operator) => {
		const item = withoutDefinition(response([]));
		const rule = { subject: 'QID1', operator, value: values[operator] ?? '5' };
		expect(truthOf(rule, item)).toBe(missing[operator][3]);
	});

	it.each(OPERATOR_NAMES)('Q14 %s on a question the survey does not have names it', (operator) => {
		const verdict = verdictOf(
			{ subject: 'QID99', operator, value: values[operator] ?? '5' },
			subject(response([single])),
		);
		expect(verdict.result).toBeNull();
		expect(verdict.reason).toBe(
			'Rule 1.1: QID99 is not in "Store visit". Did you mean QID9 "A question in a loop"?',
		);
	});

	it.each(OPERATOR_NAMES)('Q14 %s without any response cannot be evaluated', (operator) => {
		const rule = { subject: 'QID1', operator, value: values[operator] ?? '5' };
		expect(verdictOf(rule, subject(undefined)).reason).toContain('holds no survey response');
	});
});

describe('operatorsFor', () => {
	const names = (type: Parameters<typeof operatorsFor>[0]) =>
		operatorsFor(type).map(({ name }) => name);

	it('Q14 offers what fits, and for every question whether it was answered', () => {
		expect(names('nps')).toEqual(
			expect.arrayContaining(['npsDetractor', 'greater', 'skipped', 'notShown']),
		);
		expect(names('nps')).not.toContain('startsWith');
		expect(names('text')).not.toContain('selected');
		expect(names('multiChoice')).toEqual(expect.arrayContaining(['selected', 'countGreater']));
		expect(names('file')).toEqual([
			'isEmpty',
			'isNotEmpty',
			'answered',
			'skipped',
			'shown',
			'notShown',
		]);
		expect(names('field')).not.toContain('skipped');
		expect(names('field')).toEqual(
			expect.arrayContaining(['is', 'greater', 'after', 'isTrue', 'isEmpty']),
		);
	});

	it('Q14 offers every operator for some type', () => {
		const types = ['text', 'number', 'nps', 'multiChoice', 'date', 'boolean', 'field'] as const;
		const offered = new Set(types.flatMap(names));
		expect(OPERATOR_NAMES.filter((name) => !offered.has(name))).toEqual([]);
	});
});
