import {
	compileConditions as typedCompileConditions,
	conditionProblems,
	evaluate,
} from '../../../nodes/shared/conditions';
import type { AuthorText } from '../../../nodes/shared/pipedText/authorText';
import { writtenText, type MixedText } from '../../../nodes/shared/pipedText/MixedText';
import type { CompiledTemplate } from '../../../nodes/shared/pipedText/Template';
import {
	answer,
	chosen,
	definition,
	only,
	response,
	subject,
	truthOf,
	unanswered,
	verdictOf,
	withoutDefinition,
} from './survey';
import { plainly } from '../../written';

const compileConditions = plainly(typedCompileConditions);

const dissatisfied = subject(
	response([
		chosen('QID1', ['Extremely dissatisfied']),
		answer('QID3', 2),
		unanswered('QID5', 'skipped'),
	]),
);

describe('explanations', () => {
	it('Q15 says which rule decided, with both values', () => {
		const compiled = compileConditions({
			between: 'any',
			groups: [
				{ combine: 'all', rules: [{ subject: 'QID5', operator: 'contains', value: 'refund' }] },
				{
					combine: 'any',
					rules: [
						{
							subject: '${q://QID1/ChoiceGroup/SelectedChoices}',
							operator: 'selected',
							value: 'extremely dissatisfied',
						},
					],
				},
			],
		});
		const verdict = evaluate(compiled, dissatisfied);
		expect(verdict.result).toBe(true);
		expect(verdict.decidedBy).toBe('2');
		expect(verdict.sentence.split('\n')).toEqual([
			'Group 1 (all): "Anything else?" contains "refund" → false (answer: skipped); decided by rule 1.1',
			'Group 2 (any): "How satisfied are you with your visit?" is selected "Extremely dissatisfied" → true (answer: Extremely dissatisfied); decided by rule 2.1',
			'Between groups (any): true; decided by group 2',
		]);
	});

	it('Q15 runs only where "Extremely dissatisfied" was chosen', () => {
		const rule = {
			subject: 'CSAT',
			operator: 'selected',
			value: 'Extremely dissatisfied',
		} as const;
		const satisfied = subject(response([chosen('QID1', ['Satisfied'])]));
		expect([truthOf(rule, dissatisfied), truthOf(rule, satisfied)]).toEqual([true, false]);
	});

	it.each([
		['skipped', 'skipped'],
		['notShown', 'not shown'],
	] as const)('Q14 not selected is true where the question was %s, and says so', (state, words) => {
		const verdict = verdictOf(
			{ subject: 'QID1', operator: 'notSelected', value: 'Neutral' },
			subject(response([unanswered('QID1', state)])),
		);
		expect([verdict.result, verdict.actual]).toEqual([true, words]);
	});

	it('Q14 a question that the definition has and the response does not mention was not shown', () => {
		const verdict = verdictOf({ subject: 'QID6', operator: 'notShown' }, subject(response()));
		expect([verdict.result, verdict.actual]).toEqual([true, 'not shown']);
	});

	it('Q14 names the rule by its name, the field by its words, and says why', () => {
		const verdict = verdictOf(
			{ name: 'Adults', subject: 'QID5', operator: 'greaterOrEqual', value: '18' },
			dissatisfied,
		);
		expect(verdict.reason).toBe('Rule 1.1 (Adults): "Anything else?" has no answer to compare.');
		expect(verdict.sentence).toBe(
			'Adults: "Anything else?" is at least "18" → cannot be evaluated (answer: skipped): Rule 1.1 (Adults): "Anything else?" has no answer to compare',
		);
	});

	it('Q14 shortens long words and keeps characters whole', () => {
		const verdict = verdictOf(
			{ subject: 'QID5', operator: 'contains', value: '😀'.repeat(100) },
			subject(response([answer('QID5', 'long '.repeat(100))])),
		);
		expect(verdict.sentence).toContain(`"${'😀'.repeat(59)}…"`);
		expect(verdict.sentence.length).toBeLessThan(500);
	});
});

describe('subjects', () => {
	const rich = response(
		[
			chosen('QID4_1', ['Good'], { parentId: 'QID4', row: { id: '1', label: 'Friendliness' } }),
			chosen('QID4_2', ['Bad'], { parentId: 'QID4', row: { id: '2', label: 'Speed' } }),
			chosen('QID2', ['Monday', 'Other'], {
				choices: [
					{ id: '1', code: '1', label: 'Monday' },
					{ id: '4', code: '4', label: 'Other', other: true, otherText: 'Sunday' },
				],
			}),
			answer('1_QID9', 'first', { loop: '1' }),
			answer('2_QID9', 'second', { loop: '2' }),
		],
		{ context: { plan: 'Gold', visits: 0, member: false, note: '', since: '2024-01-31' } },
	);

	it.each([
		['${q://QID4/ChoiceGroup/SelectedChoices/2}', 'selected', 'Bad', true],
		['${q://QID4/SelectedAnswerRecode/2}', 'is', '1', true],
		['QID4_1', 'selected', 'Good', true],
		['QID4', 'selected', 'Bad', true],
		['QID4', 'notSelected', 'Good', false],
		['QID4', 'is', 'Good', null],
		['QID4', 'greater', '1', null],
		['QID4', 'answered', '', true],
		['QID4_9', 'selected', 'Good', null],
		['${q://QID2/ChoiceTextEntryValue/4}', 'is', 'sunday', true],
		['${q://QID2/ChoiceTextEntryValue/1}', 'isEmpty', '', true],
		['${q://QID2/ChoiceGroup/SelectedChoices/1}', 'is', 'Monday', true],
		['${q://QID2/ChoiceGroup/SelectedChoices/2}', 'isEmpty', '', true],
		['1_QID9', 'is', 'first', true],
		['2_QID9', 'is', 'first', false],
		['QID9', 'contains', 'second', true],
		['3_QID9', 'is', 'x', null],
		['${e://Field/plan}', 'is', 'gold', true],
		['context.plan', 'isNot', 'gold', false],
		['${e://Field/visits}', 'isEmpty', '', false],
		['${e://Field/visits}', 'less', '1', true],
		['${e://Field/member}', 'isFalse', '', true],
		['${e://Field/member}', 'isEmpty', '', false],
		['${e://Field/note}', 'isEmpty', '', true],
		['${e://Field/note}', 'greater', '1', null],
		['${e://Field/since}', 'before', '2024-02-01', true],
		['${e://Field/plan}', 'skipped', '', null],
		['${e://Field/constructor}', 'is', 'x', null],
		['${e://Field/gone}', 'isEmpty', '', null],
		['${m://Email}', 'endsWith', '@EXAMPLE.com', true],
		['${m://Phone}', 'isEmpty', '', true],
		['respondent.email', 'isNotEmpty', '', true],
		['response.status', 'is', 'complete', true],
		['response.isTest', 'isFalse', '', true],
		['response.submittedAt', 'after', '2024-05-01', false],
		['survey.language', 'inList', 'FR, EN', true],
		['', 'is', 'x', null],
		['__proto__', 'is', 'x', null],
		['${r://Status}', 'is', 'complete', true],
		['${r://Nothing}', 'isEmpty', '', null],
		['${q://QID2/SelectedChoicesCount}', 'greater', '1', true],
		['${e://Field/plan|upper}', 'is', 'GOLD', true],
		['${e://Field/Q_Language}', 'is', 'en', true],
		['${m://Nothing}', 'isEmpty', '', null],
	] as const)('Q14 %s %s "%s" is %p', (place, operator, value, wanted) => {
		expect(truthOf({ subject: place, operator, value }, subject(rich))).toBe(wanted);
	});

	it('Q14 compares days in the time zone that is set', () => {
		const rule = {
			subject: 'response.submittedAt',
			operator: 'after',
			value: '2024-05-01',
		} as const;
		expect(truthOf(rule, subject(rich), { timeZone: 'Europe/Paris' })).toBe(true);
	});

	it('Q14 the definition of another survey says nothing', () => {
		const foreign = { ...definition, id: 'SV_2' };
		const rule = { subject: 'QID1', operator: 'selected', value: 'Whatever' } as const;
		expect(
			truthOf(rule, { ...subject(response([chosen('QID1', ['Satisfied'])])), survey: foreign }),
		).toBe(false);
	});
});

describe('without the definition', () => {
	const item = withoutDefinition(
		response([chosen('QID1', ['Extremely dissatisfied']), chosen('QID2', ['Friday', 'Monday'])]),
	);
	it.each([
		['QID1', 'Extremely dissatisfied', true],
		['QID1', '14', true],
		['QID1', '1', false],
		['QID1', 'Furious', false],
		['QID2', 'friday', true],
		['QID2', '3', true],
	])(
		'Q14 %s is selected "%s": %p, by the words and recodes of the answer',
		(place, value, wanted) => {
			expect(truthOf({ subject: place, operator: 'selected', value }, item)).toBe(wanted);
		},
	);
});

describe('settings', () => {
	it('Q14 case counts where it is set to', () => {
		const rule = {
			subject: 'QID1',
			operator: 'selected',
			value: 'EXTREMELY dissatisfied',
		} as const;
		expect(truthOf(rule, dissatisfied, { caseSensitive: true })).toBeNull();
		expect(
			truthOf({ ...rule, value: 'Extremely dissatisfied' }, dissatisfied, { caseSensitive: true }),
		).toBe(true);
	});

	it('Q14 text stays text where types are not converted', () => {
		const item = subject(response([answer('QID6', '42')]));
		const rule = { subject: 'QID6', operator: 'greater', value: '5' } as const;
		expect([truthOf(rule, item), truthOf(rule, item, { convertTypes: false })]).toEqual([
			true,
			null,
		]);
		const yes = { subject: 'QID6', operator: 'is', value: '42.0' } as const;
		expect([truthOf(yes, item), truthOf(yes, item, { convertTypes: false })]).toEqual([
			true,
			false,
		]);
	});
});

describe('piped text', () => {
	/** Knows one token: `${x://age}` is 42; the rest is unresolved. */
	const compileTemplate = (given: AuthorText | MixedText): CompiledTemplate => ({
		...stub(typeof given === 'string' ? given : writtenText(given)),
		fill: () => compileTemplate(given),
	});
	const stub = (source: string): Omit<CompiledTemplate, 'fill'> => ({
		source,
		template: { source, parts: [], problems: [] },
		isLiteral: !source.includes('${'),
		isSingle: false,
		takesResults: false,
		needsSurvey: () => false,
		render: () => {
			const text = source.replaceAll('${x://age}', '42');
			const unresolved = text.includes('${') ? [{ token: text, reason: 'unknown' }] : [];
			return { text, value: text, missing: [], unresolved, warnings: [], errors: [] };
		},
	});
	const item = subject(response([answer('QID6', 42)]));

	it.each([
		['QID6', 'is', '${x://age}', true],
		['QID6', 'between', '1..${x://age}', true],
		['QID6', 'greater', '${x://gone}', null],
		['${x://age}', 'greater', '41', true],
		['${x://gone}', 'isEmpty', '', null],
	] as const)('Q25 %s %s %s is %p', (place, operator, value, wanted) => {
		expect(truthOf({ subject: place, operator, value }, item, { compileTemplate })).toBe(wanted);
	});
});

describe('before any response is there', () => {
	it('Q14 names what can never be evaluated', () => {
		const compiled = compileConditions({
			between: 'all',
			groups: [
				{
					combine: 'all',
					rules: [
						{ subject: 'QID1', operator: 'selected', value: 'Furious' },
						{ subject: 'QID99', operator: 'answered' },
						{ subject: '', operator: 'isEmpty' },
						{ subject: 'QID6', operator: 'greater', value: 'many' },
						{ subject: 'QID5', operator: 'matchesRegex', value: '(?=x)' },
						{ subject: 'QID1', operator: 'selected', value: 'Neutral' },
					],
				},
			],
		});
		expect(conditionProblems(compiled, definition)).toEqual([
			'Rule 1.1: "How satisfied are you with your visit?" has no choice "Furious".',
			'Rule 1.2: QID99 is not in "Store visit". Did you mean QID9 "A question in a loop"?',
			'Rule 1.3: nothing was chosen to look at.',
			'Rule 1.4: "many", which "Your age" is compared with, is not a number.',
			expect.stringMatching(/^Rule 1\.5: the pattern "\(\?=x\)" cannot be used \(.*look/),
		]);
	});

	it('Q15 has nothing to say about rules that fit the survey', () => {
		const rule = {
			subject: 'QID1',
			operator: 'selected',
			value: 'Extremely dissatisfied',
		} as const;
		expect(conditionProblems(compileConditions(only(rule)), definition)).toEqual([]);
	});
});

describe('a rule that names what is not there', () => {
	const big = {
		...definition,
		contextFields: Array.from({ length: 300 }, (_, index) => ({
			name: `a rather long field ${index}`,
		})),
		questions: Array.from({ length: 300 }, (_, index) => ({
			...definition.questions[4],
			id: `QID${index + 100}`,
			title: `A rather long question about the visit, number ${index}`,
			answerKeys: [`QID${index + 100}`],
			choices: Array.from({ length: 60 }, (__, choice) => ({
				id: String(choice),
				code: String(choice),
				label: `A rather long choice, number ${choice}`,
			})),
		})),
	};
	it.each([
		['a question', { subject: 'QID1000', operator: 'contains', value: 'x' }],
		['a field', { subject: '${e://Field/a rather lnog field 1}', operator: 'is', value: 'x' }],
		[
			'a choice',
			{ subject: 'QID100', operator: 'selected', value: 'A rather long choise, number 7' },
		],
	] as const)('looks for the nearest %s once, not for each item', (_name, rule) => {
		const compiled = compileConditions(only(rule));
		const items = Array.from({ length: 2_000 }, (_, index) =>
			subject(response([answer('QID100', `answer ${index}`)]), big),
		);
		const { reason } = evaluate(compiled, items[0]).groups[0].rules[0];
		expect(reason).toMatch(/[Dd]id you mean/);
		const start = process.cpuUsage();
		for (const item of items) evaluate(compiled, item);
		const { user, system } = process.cpuUsage(start);
		// The sentences are made for each item; a look-up would take more than a thousand.
		expect((user + system) / items.length).toBeLessThan(150);
	});
});
