import { compileTemplate as typedCompileTemplate } from '../../../nodes/shared/pipedText/compileTemplate';
import { compileMapping } from '../../../nodes/shared/mapping';
import { RESULT, type MixedText } from '../../../nodes/shared/pipedText/MixedText';
import { compileTransforms } from '../../../nodes/shared/pipedText/transformations/compileTransforms';
import type { Answer, SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, definition, response, unanswered } from '../conditions/survey';
import { plainly, written } from '../../written';

const compileTemplate = plainly(typedCompileTemplate);
const render = (
	token: string,
	given: Answer[],
	more: Partial<SurveyResponse> = {},
	survey = true,
) =>
	compileTemplate(token).render({
		response: response(given, more),
		...(survey && { survey: definition }),
		now: 0,
		timeZone: 'UTC',
		random: () => 0,
	});
const textOf = (token: string, given: Answer[], survey = true) =>
	render(token, given, {}, survey).text;

describe('Q25 which answer a question means', () => {
	const row = (key: string, text: string, more: Partial<Answer> = {}) =>
		answer(key, text, { row: { id: key.slice(-1), label: `Row ${key.slice(-1)}` }, ...more });
	const looped = ['1', '2'].flatMap((loop) => [
		row(`${loop}_QID4_1`, `a${loop}`, { loop }),
		row(`${loop}_QID4_2`, `b${loop}`, { loop }),
	]);
	it('the rows of one pass of a loop, also where no survey is at hand', () => {
		expect(textOf('${q://1_QID4/Answer}', looped, false)).toBe('');
		expect(
			textOf(
				'${q://QID4/Answer}',
				looped.slice(0, 2).map((one) => ({ ...one, loop: undefined, key: one.key.slice(2) })),
				false,
			),
		).toBe('Row 1: a1, Row 2: b1');
	});
	it('a row by its own id, also where its answer stands under another key', () => {
		const given = ['1', '2'].map((id) =>
			row(`part ${id}`, `said ${id}`, { questionId: 'QID4', ref: 'RATE' }),
		);
		expect(textOf('${q://RATE/SelectedChoices/2}', given, false)).toBe('said 2');
		expect(textOf('${q://RATE/SelectedChoices/3}', given, false)).toBe('');
	});
	it('of several parts without a loop the first', () => {
		const parts = [answer('QID5', 'a'), answer('QID5_TEXT', 'b', { questionId: 'QID5' })];
		expect(textOf('${q://Anything else?}', parts.reverse(), false)).toBe('b');
		expect(
			textOf('${q://Anything else?}', [unanswered('QID5_X', 'skipped'), ...parts], false),
		).toBe('');
	});
	it('of several passes the one that was answered; of two none, with an example', () => {
		const pass = (loop: string, state?: 'skipped') => {
			const key = `${loop}_QID9`;
			return { ...(state ? unanswered(key, state) : answer(key, `pass ${loop}`)), loop };
		};
		expect(textOf('${q://QID9}', [pass('1', 'skipped'), pass('2')])).toBe('pass 2');
		expect(textOf('${q://QID9}', [pass('1')])).toBe('pass 1');
		expect(textOf('${q://QID9}', [pass('1', 'skipped'), pass('2', 'skipped')])).toBe('');
		expect(render('${q://QID9}', [pass('1'), pass('2')]).unresolved[0].reason).toBe(
			'QID9 was answered in 2 passes of a loop: name one of them, for example 1_QID9',
		);
	});
	it('of several passes that were answered, neither what was chosen nor what was not', () => {
		const passes = ['1', '2'].map((loop) => answer(`${loop}_QID9`, 'Monday', { loop }));
		for (const form of ['SelectedChoices', 'UnselectedChoices', 'EnteredChoicesTextEntry']) {
			expect(render(`\${q://QID9/ChoiceGroup/${form}}`, passes)).toMatchObject({
				text: '',
				unresolved: [{ reason: expect.stringMatching(/^QID9 was answered in 2 passes/) }],
			});
		}
	});
	it('of several choices all, with what was typed into one, also where their value is one text', () => {
		const choices = [
			{ id: '1', code: '1', label: 'Monday' },
			{ id: '4', code: '4', label: 'Other', otherText: 'at night' },
		];
		for (const value of ['1,4', ['1', '4']]) {
			const given = [
				answer('QID2', value, { type: 'multiChoice', label: 'Monday, Other', choices }),
			];
			expect(textOf('${q://QID2/Answer}', given)).toBe('Monday, at night');
		}
	});
	it('of a ranking the codes from the first rank on, those without a rank last', () => {
		const choice = (id: string, rank?: number) => ({ id, code: `c${id}`, label: `L${id}`, rank });
		const ranked = (...choices: Array<ReturnType<typeof choice>>) => [
			answer('QID2', ['as', 'stored'], { type: 'ranking', choices }),
		];
		const mixed = ranked(choice('1'), choice('2', 2), choice('3', 1));
		const coded = (given: Answer[]) => render('${q://QID2/SelectedChoicesRecode}', given).value;
		expect(coded(mixed)).toEqual(['c3', 'c2', 'c1']);
		expect(render('${q://QID2/SelectedChoices}', mixed).value).toEqual(['L3', 'L2', 'L1']);
		expect(coded(ranked(choice('1'), choice('2')))).toEqual(['as', 'stored']);
		const idsAlone = ranked({ ...choice('1', 2), code: undefined as never }, choice('2', 1));
		expect(coded(idsAlone)).toEqual(['c2', '1']);
	});
	it.each<[string, Partial<Answer>, number | null]>([
		['choices', { value: '1', choices: [{ id: '1' }, { id: '2' }] }, 2],
		['a list of values', { value: ['1', '2', '3'], choices: undefined }, 3],
		['one value of a choice', { type: 'singleChoice', value: '1' }, 1],
		['what was typed', { type: 'text', value: 'x' }, 0],
	])('how many choices were made: %s', (_, more, count) => {
		const given = [answer('QID2', 'x', more)];
		expect(render('${q://QID2/SelectedChoicesCount}', given).value).toBe(count);
	});
});

describe('Q25 numbers and scores', () => {
	it.each<[Partial<Answer>, number | null]>([
		[{ value: '4.5' }, 4.5],
		[{ value: 4 }, 4],
		[{ value: 'four' }, null],
		[{ value: ' ' }, null],
		[{ value: 'Infinity' }, null],
		[{ value: '4', numeric: 7 }, 7],
		[{ value: null, numeric: 0 }, 0],
	])('%j as a number: %p', (more, number) => {
		const given = [answer('QID5', 'x', more)];
		expect(render('${q://QID5/ChoiceNumericEntryValue}', given).value).toBe(number);
	});
	it.each([
		['SC_1/Mean', '2'],
		['SC_1/Score', '1'],
		['SC_1', '1'],
		['SC_2/Score', '3'],
		['SC_2/Mean', '3'],
		['SC_3/Score', ''],
		['a/b/Score', '6'],
	])('the score %s: %s', (path, text) => {
		const scores = [
			{ name: 'SC_1', value: 1 },
			{ name: 'SC_1', value: 2, method: 'Mean' },
			{ name: 'SC_2', value: 3, method: 'Mean' },
			{ name: 'SC_3', value: 4, method: 'Mean' },
			{ name: 'SC_3', value: 5, method: 'Sum' },
			{ name: 'a/b', value: 6 },
		];
		expect(render(`\${gr://${path}}`, [], { scores }).text).toBe(text);
	});
	it('needs the survey where neither the question nor its part is in the response', () => {
		const needs = (token: string) =>
			compileTemplate(token).needsSurvey(response([answer('QID4_1', '1')]));
		expect(needs('${q://QID4/SelectedChoices/1}')).toBe(false);
		expect(needs('${q://QID4/SelectedChoices/2}')).toBe(true);
		expect(needs('${q://QID4_1}')).toBe(false);
	});
	it('a group of a pattern is a whole number', () => {
		const extract = (group: string) =>
			plainly(compileTransforms)([{ name: 'extract', args: ['a(b)', group] }]);
		for (const group of ['x', '-1', '1.5', '100'])
			expect(extract(group)).toContain('the group must be a whole number');
		const without = plainly(compileTransforms)([{ name: 'extract', args: [''] }]);
		expect(without).toContain('there is no pattern');
		for (const group of ['', '0', '99']) expect(typeof extract(group)).toBe('function');
	});
});

describe('Q25 forms that a question does not have', () => {
	it.each([
		['${q://QID1/zzzzzzzz}', 'zzzzzzzz is not something a question has.'],
		[
			'${q://QID1/SelectedChoice}',
			'SelectedChoice is not something a question has. Did you mean SelectedChoices?',
		],
		['${q://QID1/ChoiceGroup}', 'ChoiceGroup must be followed by a form such as SelectedChoices'],
		['${q://QID1/QuestionText/1}', 'Nothing can follow QuestionText'],
		['${q://QID1/SelectedChoices/1/2}', 'Nothing can follow SelectedChoices/1'],
		[
			'${q://QID1/ChoiceWithRank}',
			'ChoiceWithRank must be followed by a number, as in ChoiceWithRank/1',
		],
		['${q:///Answer}', 'The token names no question'],
		['${q://QID1/QuestionScore}', 'The score of a single question is not part of this response'],
		['${q://QID1/DisplayedChoices}', 'Which choices were shown is not part of this response'],
		['${q://QID1/ChoiceDescription/9}', 'QID1 has no choice 9'],
		['${m://zzzzzz}', 'A contact has no zzzzzz.'],
		['${m://Email/x}', 'Nothing can follow Email'],
		['${r://zzzzzz}', 'A response has no zzzzzz.'],
		['${r://Statu}', 'A response has no Statu. Did you mean Status?'],
		['${r://Status/x}', 'Nothing can follow Status'],
		['${gr://SC_9/Score}', 'SC_9 is not among the scores of this response'],
		['${gr://SC_0/Mean}', 'Mean of SC_0 is not part of the response: only its score is'],
		[
			'${lm://Field/1}',
			'Loop & merge fields are only known while the survey runs; name the pass instead, as in ${q://1_QID5/ChoiceGroup/SelectedChoices}',
		],
		['${qo://x}', 'Quota counts are only known inside Qualtrics'],
		['${l://SurveyURL}', 'Survey and opt-out links are made by Qualtrics when it sends a message'],
		['${rp://x}', 'This token is not known outside Qualtrics'],
		['${vf://x}', 'This token is not known outside Qualtrics'],
		['${se://x}', 'This token is not known outside Qualtrics'],
		[
			'${ch://x}',
			'The output of another Qualtrics workflow task is not known here; drag the field of the earlier n8n node instead',
		],
		[
			'${zz://x}',
			'zz:// is not a kind of piped text. There are q, e, m, r, rm, date, loc, gr and rand',
		],
		['${Q://QID1}', 'Q:// is not a kind of piped text. Schemes are written in lower case: q://'],
		['${LM://x}', 'LM:// is not a kind of piped text. Schemes are written in lower case: lm://'],
		[
			'~{q://QID1}',
			'Only the outputs of workflow tasks and the fields of events are written with a tilde: write ${q://…} with a dollar sign',
		],
		[
			'~{zz://x}',
			'zz:// is not a kind of piped text that is written with a tilde. There are ch, aed and aedj',
		],
		['${rand://int/1:9999999999999999999}', 'A random number is written ${rand://int/1:100}'],
	])('%s: %s', (token, reason) => {
		const scores = [{ name: 'SC_0', value: 1, method: 'Score' }];
		const found = render(token, [answer('QID1', '1')], { scores });
		expect(found.unresolved.map((one) => one.reason)).toEqual([reason]);
		expect(found.text).toBe('');
	});
});

describe('Q25 the words of a question', () => {
	it('of one that is not there, or of several passes that were answered: why they are not known', () => {
		const reasonOf = (token: string, given: Answer[]) =>
			render(token, given, {}, false).unresolved[0]?.reason;
		expect(reasonOf('${q://QID99/QuestionText}', [answer('QID5', 'x')])).toBe(
			'QID99 is not in this response, and no survey is at hand to tell whether it exists',
		);
		const passes = ['1', '2'].map((loop) => answer(`${loop}_QID9`, 'x', { loop }));
		expect(reasonOf('${q://QID9/QuestionText}', passes)).toMatch(/^QID9 was answered in 2 passes/);
		expect(textOf('${q://QID5/QuestionText}', [answer('QID5', 'x')], false)).toBe('Anything else?');
	});
});

describe('Q25 the words of a choice, without a survey', () => {
	const rows = [answer('QID4_1', '1', { questionId: 'QID4', row: { id: '1', label: 'Speed' } })];
	const taken = [answer('QID2', '7', { choices: [{ id: '7', code: '7', label: 'Monday' }] })];
	const unknown =
		'The list of choices is only known where the survey is chosen under Show Questions Of';
	it.each<[string, Answer[], text: string, reason: string | undefined]>([
		['${q://QID4/ChoiceDescription/1}', rows, 'Speed', undefined],
		['${q://QID4/ChoiceGroup/ChoiceDescription/1}', rows, 'Speed', undefined],
		['${q://QID4/AnswerGroup/ChoiceDescription/1}', rows, '', unknown],
		['${q://QID4/ChoiceDescription/2}', rows, '', unknown],
		['${q://QID2/ChoiceDescription/7}', taken, 'Monday', undefined],
		['${q://QID2/ChoiceDescription/8}', taken, '', unknown],
		['${q://QID2/AllChoices}', taken, '', unknown],
	])('%s', (token, given, text, reason) => {
		const found = render(token, given, {}, false);
		expect([found.text, found.unresolved[0]?.reason]).toEqual([text, reason]);
	});
});

describe('LA03 what is wrong with a text is told once', () => {
	const context = { response: response(), now: 0, timeZone: 'UTC', random: () => 0 };
	it('a token with a result in it is unresolved, and no warning besides', () => {
		const mixed: MixedText = [written('${q://'), RESULT, written('} a')];
		const found = typedCompileTemplate(mixed)
			.fill(() => ['QID1'])
			.render(context);
		expect(found.warnings).toEqual([]);
		expect(found.unresolved).toHaveLength(1);
		const broken = typedCompileTemplate(written('a ${q://QID1')).render(context);
		expect(broken.warnings).toEqual(['The token is never closed with } (at character 3)']);
		expect(broken.unresolved).toEqual([]);
	});
	it('a row without a target, whose text a result is part of', () => {
		const row = (source: typeof RESULT | string) =>
			compileMapping([
				{
					target: ' ',
					source: source === RESULT ? [RESULT] : written(source as string),
					whenEmpty: 'leave',
				},
			]).problems;
		expect(row(RESULT)).toEqual(['Row 1 has no target field and is ignored.']);
		expect(row('x')).toEqual(['Row 1 has no target field and is ignored.']);
		expect(row(' ')).toEqual([]);
	});
	it('of two lines of a table for one value the first counts', () => {
		const table = plainly(compileTransforms)([
			{ name: 'map', args: ['a=1', 'A =2', '*=3', '*=4'] },
		]);
		if (typeof table === 'string') throw new Error(table);
		const run = (value: string) => table(value, context, { warnings: [], errors: [] });
		expect([run('a'), run('b')]).toEqual(['1', '3']);
	});
});
