import { OPERATOR_NAMES, operatorsFor, type OperatorName } from '../../../nodes/shared/conditions';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import {
	answer,
	chosen,
	response,
	subject,
	unanswered,
	verdictOf,
	withoutDefinition,
} from './survey';

/** How an operator reads in the list, what it takes as its value, and how it reads in an explanation, after the field. */
const read: Array<[OperatorName, label: string, takes: string, value: string, statement: string]> =
	[
		['selected', 'Is Selected', 'choice', 'Neutral', 'is selected "Neutral"'],
		['notSelected', 'Is Not Selected', 'choice', 'Neutral', 'is not selected "Neutral"'],
		['is', 'Is', 'any', 'Neutral', 'is "Neutral"'],
		['isNot', 'Is Not', 'any', 'Neutral', 'is not "Neutral"'],
		['inList', 'Is One Of', 'list', 'Neutral', 'is one of "Neutral"'],
		['notInList', 'Is Not One Of', 'list', 'Neutral', 'is not one of "Neutral"'],
		['contains', 'Contains', 'text', 'x', 'contains "x"'],
		['doesNotContain', 'Does Not Contain', 'text', 'x', 'does not contain "x"'],
		['startsWith', 'Starts With', 'text', 'x', 'starts with "x"'],
		['endsWith', 'Ends With', 'text', 'x', 'ends with "x"'],
		['matchesRegex', 'Matches Regex', 'pattern', 'x', 'matches "x"'],
		['greater', 'Is Greater Than', 'number', '1', 'is greater than "1"'],
		['greaterOrEqual', 'Is Greater Than or Equal To', 'number', '1', 'is at least "1"'],
		['less', 'Is Less Than', 'number', '1', 'is less than "1"'],
		['lessOrEqual', 'Is Less Than or Equal To', 'number', '1', 'is at most "1"'],
		['between', 'Is Between', 'range', '1..2', 'is between "1 and 2"'],
		['before', 'Is Before', 'date', '2024-01-01', 'is before "2024-01-01"'],
		['after', 'Is After', 'date', '2024-01-01', 'is after "2024-01-01"'],
		['npsPromoter', 'Is Promoter (9–10)', 'none', '', 'is a promoter'],
		['npsPassive', 'Is Passive (7–8)', 'none', '', 'is a passive'],
		['npsDetractor', 'Is Detractor (0–6)', 'none', '', 'is a detractor'],
		[
			'countEqual',
			'Selected Choices: Exactly',
			'number',
			'2',
			'has exactly this many choices selected: "2"',
		],
		[
			'countGreater',
			'Selected Choices: More Than',
			'number',
			'2',
			'has more choices selected than "2"',
		],
		[
			'countLess',
			'Selected Choices: Fewer Than',
			'number',
			'2',
			'has fewer choices selected than "2"',
		],
		['isTrue', 'Is True', 'none', '', 'is true'],
		['isFalse', 'Is False', 'none', '', 'is false'],
		['isEmpty', 'Is Empty', 'none', '', 'is empty'],
		['isNotEmpty', 'Is Not Empty', 'none', '', 'is not empty'],
		['answered', 'Was Answered', 'none', '', 'was answered'],
		['skipped', 'Was Skipped', 'none', '', 'was skipped'],
		['shown', 'Was Shown', 'none', '', 'was shown'],
		['notShown', 'Was Not Shown', 'none', '', 'was not shown'],
	];

describe('the words of an operator', () => {
	it('Q14 Q15 are written down here for all of them, in the order of the list', () => {
		expect(read.map(([operator]) => operator)).toEqual(OPERATOR_NAMES);
	});

	const types = ['other', 'nps', 'multiChoice', 'text', 'file', 'field'] as const;
	const options = new Map(types.flatMap(operatorsFor).map((option) => [option.name, option]));

	it.each(read)('Q14 Q15 %s', (operator, label, takes, value, statement) => {
		expect(options.get(operator)).toEqual({ name: operator, label, value: takes });
		const item = subject(response([unanswered('QID1', 'skipped')]));
		const { sentence } = verdictOf({ subject: 'QID1', operator, value }, item);
		expect(sentence).toMatch(/^"How satisfied are you with your visit\?" /);
		const [said] = sentence.replace('"How satisfied are you with your visit?" ', '').split(' → ');
		expect(said).toBe(statement);
	});
});

const matrixRow = (row: string, label: string) =>
	chosen(`QID4_${row}`, ['Good'], { parentId: 'QID4', row: { id: row, label } });

const doubts: Array<[place: string, OperatorName, value: string, given: Answer[], reason: string]> =
	[
		['', 'is', 'x', [], 'nothing was chosen to look at.'],
		['QID4_9', 'is', 'x', [], 'the survey has no question "QID4_9".'],
		['${q://QID4/ChoiceGroup/SelectedChoices/9}', 'is', 'x', [], 'QID4 has no row or choice 9'],
		['${e://Field/gone}', 'is', 'x', [], 'gone is not an embedded data field of "Store visit".'],
		[
			'QID1',
			'selected',
			'Furious',
			[],
			'"How satisfied are you with your visit?" has no choice "Furious".',
		],
		[
			'QID1',
			'selected',
			'Neutrl',
			[],
			'"How satisfied are you with your visit?" has no choice "Neutrl" (did you mean "Neutral"?).',
		],
		[
			'QID5',
			'is',
			' ',
			[answer('QID5', 'x')],
			'the value to compare "Anything else?" with is empty.',
		],
		['QID6', 'less', '5', [unanswered('QID6', 'skipped')], '"Your age" has no answer to compare.'],
		['QID5', 'less', '5', [answer('QID5', 'x')], '"Anything else?" does not hold a number.'],
		[
			'QID5',
			'less',
			'5',
			[answer('QID5', '1,234')],
			'"Anything else?" holds a number that is ambiguous, such as 1.234.',
		],
		[
			'QID6',
			'less',
			'many',
			[answer('QID6', 1)],
			'"many", which "Your age" is compared with, is not a number.',
		],
		[
			'QID6',
			'less',
			'1,234',
			[answer('QID6', 1)],
			'"1,234", which "Your age" is compared with, is not a number (',
		],
		[
			'QID5',
			'before',
			'2024-01-01',
			[answer('QID5', 'x')],
			'"Anything else?" does not hold a date that can be read.',
		],
		[
			'QID7',
			'before',
			'soon',
			[answer('QID7', '2024-01-01')],
			'"soon", which "Date of your visit" is compared with, is not a date that can be read.',
		],
		[
			'QID6',
			'between',
			'5',
			[answer('QID6', 1)],
			'"5", which "Your age" is compared with, is not a range such as 3..7.',
		],
		[
			'QID6',
			'between',
			'5..many',
			[answer('QID6', 1)],
			'"5..many", which "Your age" is compared with, is not a range such as 3..7.',
		],
		[
			'QID7',
			'before',
			'10:00',
			[answer('QID7', '2024-01-01')],
			'"Date of your visit" and "10:00" are of different kinds.',
		],
		['QID5', 'isTrue', '', [answer('QID5', 'x')], '"Anything else?" is neither yes nor no.'],
		[
			'QID3',
			'npsPassive',
			'',
			[answer('QID3', 11)],
			'"How likely are you to recommend us?" is not a score from 0 to 10.',
		],
		[
			'${e://Field/plan}',
			'shown',
			'',
			[],
			'"plan" is not a question, so it is neither shown nor skipped.',
		],
		[
			'QID5',
			'shown',
			'',
			[unanswered('QID5', 'unknown')],
			'the source does not say whether "Anything else?" was shown.',
		],
		[
			'QID4',
			'greater',
			'1',
			[matrixRow('1', 'Friendliness'), matrixRow('2', 'Speed')],
			'"Rate our staff" has an answer for each row or loop; choose one of them.',
		],
		['QID5', 'matchesRegex', 'q(', [answer('QID5', 'x')], 'the pattern "q(" cannot be used ('],
		[
			'${m://Nothing}',
			'is',
			'x',
			[],
			'the piped text "${m://Nothing}" cannot be resolved (A contact has no Nothing.).',
		],
	];

describe('why a rule cannot be evaluated', () => {
	it.each(doubts)('Q14 %s %s "%s"', (place, operator, value, given, reason) => {
		const item = subject(response(given, { context: { plan: 'gold' } }));
		const verdict = verdictOf({ subject: place, operator, value }, item);
		expect(verdict.result).toBeNull();
		expect(verdict.reason?.slice(0, `Rule 1.1: ${reason}`.length)).toBe(`Rule 1.1: ${reason}`);
	});

	it('Q14 a value that cannot be resolved; a question of which nothing is known', () => {
		const item = withoutDefinition(response([answer('QID5', 'x')]));
		const reasonOf = (place: string, operator: OperatorName, value: string) =>
			verdictOf({ subject: place, operator, value }, item).reason;
		expect(reasonOf('QID5', 'is', '${e://Field/gone}')).toMatch(
			/^Rule 1\.1: the piped text in the value "\$\{e:\/\/Field\/gone\}" cannot be resolved \(/,
		);
		expect(reasonOf('QID77', 'is', 'x')).toBe('Rule 1.1: the response does not mention "QID77".');
		expect(reasonOf('${r://Nothing}', 'is', 'x')).toMatch(
			/^Rule 1\.1: the piped text "\$\{r:\/\/Nothing\}" cannot be resolved \(/,
		);
	});
});

describe('what an explanation shows of an answer', () => {
	const actualOf = (place: string, given: Answer[], context = {}) =>
		verdictOf({ subject: place, operator: 'isEmpty' }, subject(response(given, { context })))
			.actual;
	it.each([
		['skipped', 'QID5', [unanswered('QID5', 'skipped')], 'skipped'],
		['not shown', 'QID5', [unanswered('QID5', 'notShown')], 'not shown'],
		['unknown', 'QID5', [unanswered('QID5', 'unknown')], 'no answer'],
		['blank', 'QID5', [answer('QID5', ' ')], 'empty'],
		['words', 'QID5', [answer('QID5', 'x')], 'x'],
		['its label where it has no text', 'QID5', [answer('QID5', 'x', { text: '' })], 'x'],
		['its value where it has neither', 'QID5', [answer('QID5', 'x', { text: '', label: '' })], 'x'],
		[
			'the names of files',
			'QID5',
			[
				answer('QID5', null, {
					text: 'F_1',
					files: [
						{ id: 'F_1', name: 'a.png' },
						{ id: 'F_2', name: 'b.png' },
					] as Answer['files'],
				}),
			],
			'a.png, b.png',
		],
	] as const)('Q15 %s', (_, place, given, wanted) => {
		expect(actualOf(place, [...given])).toBe(wanted);
	});

	it('Q15 a field: its value, or that it is empty; and what is not in the response at all', () => {
		expect(actualOf('context.plan', [], { plan: 7 })).toBe('7');
		expect(actualOf('context.plan', [], { plan: '' })).toBe('empty');
		const nowhere = withoutDefinition(response([]));
		const rule = { subject: 'QID77', operator: 'isEmpty' } as const;
		expect(verdictOf(rule, nowhere).actual).toBe('not in the response');
		expect(verdictOf(rule, subject(undefined)).actual).toBe('not known');
	});

	it('Q15 names a row of a matrix beside its question, known from the answer or from the survey', () => {
		const fieldOf = (place: string, given: Answer[]) =>
			verdictOf({ subject: place, operator: 'answered' }, subject(response(given))).field;
		expect(fieldOf('QID4_1', [matrixRow('1', 'Kindness')])).toBe('Rate our staff – Kindness');
		expect(fieldOf('QID4_2', [])).toBe('Rate our staff – Speed');
		expect(fieldOf('${q://QID4/ChoiceGroup/SelectedChoices/2}', [])).toBe('Rate our staff – Speed');
		expect(fieldOf('QID4', [])).toBe('Rate our staff');
		const unknown = withoutDefinition(response([]));
		const rule = { subject: '${q://QID4/ChoiceGroup/SelectedChoices/2}', operator: 'answered' };
		expect(verdictOf({ ...rule, operator: 'answered' }, unknown).field).toBe('QID4_2');
	});

	it('Q15 cuts what is longer than its room, and nothing else', () => {
		const shownOf = (length: number) =>
			verdictOf(
				{ subject: 'QID5', operator: 'contains', value: 'v'.repeat(length) },
				subject(response([answer('QID5', 'a  b')])),
			).sentence;
		expect(shownOf(60)).toContain(`"${'v'.repeat(60)}" → false (answer: a b)`);
		expect(shownOf(61)).toContain(`"${'v'.repeat(59)}…" →`);
	});
});
