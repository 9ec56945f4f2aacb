import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import { asRecord } from '../../../nodes/shared/connectors/qualtrics/json';
import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';

const questionOf = (kind: object, more: object = {}) =>
	toDefinition('SV_1', {
		survey: { questions: { QID1: { questionType: kind, questionName: 'Q1', ...more } } },
	}).questions[0];

const PARTS = {
	choices: { 1: { choiceText: 'One' }, 2: { choiceText: 'Two' } },
	subQuestions: { 5: { choiceText: 'Row' } },
	groups: { 0: { groupText: 'Group' } },
	columns: { 3: { questionText: 'Column', choices: { 1: { choiceText: 'One' } } } },
};

describe('kinds of questions (contracts/qualtrics.md 2.3)', () => {
	const ROWS = ['QID1_5'];
	const ONE = ['QID1'];
	it.each<[string, string | undefined, string | undefined, string, string | undefined, string[]]>([
		['MC', 'SAVR', 'TX', 'singleChoice', undefined, ONE],
		['MC', 'SAHR', undefined, 'singleChoice', undefined, ONE],
		['MC', 'SACOL', undefined, 'singleChoice', undefined, ONE],
		['MC', 'DL', undefined, 'singleChoice', undefined, ONE],
		['MC', 'SB', undefined, 'singleChoice', undefined, ONE],
		['MC', 'MAVR', undefined, 'multiChoice', undefined, ONE],
		['MC', 'MAHR', undefined, 'multiChoice', undefined, ONE],
		['MC', 'MACOL', undefined, 'multiChoice', undefined, ONE],
		['MC', 'MSB', undefined, 'multiChoice', undefined, ONE],
		['MC', 'NPS', undefined, 'nps', undefined, ONE],
		['TE', 'SL', undefined, 'text', undefined, ONE],
		['TE', 'ML', undefined, 'longText', undefined, ONE],
		['TE', 'ESTB', undefined, 'longText', undefined, ONE],
		['TE', 'FORM', undefined, 'text', 'text', ROWS],
		['Matrix', 'Likert', 'SingleAnswer', 'matrix', 'singleChoice', ROWS],
		['Matrix', 'Likert', 'MultipleAnswer', 'matrix', 'multiChoice', ROWS],
		['Matrix', 'Likert', undefined, 'matrix', 'singleChoice', ROWS],
		['Matrix', 'RO', 'SingleAnswer', 'matrix', 'ranking', ROWS],
		['Matrix', 'TE', 'Short', 'matrix', 'text', ['QID1_5_1', 'QID1_5_2']],
		['Matrix', 'CS', 'WVTB', 'matrix', 'number', ['QID1_5_1', 'QID1_5_2']],
		['Slider', 'HSLIDER', undefined, 'matrix', 'scale', ROWS],
		['Slider', 'STAR', undefined, 'matrix', 'rating', ROWS],
		['CS', 'HR', 'TX', 'matrix', 'number', ROWS],
		['DD', 'DL', undefined, 'matrix', 'singleChoice', ROWS],
		['HotSpot', 'OnOff', undefined, 'matrix', 'singleChoice', ROWS],
		['SBS', 'SBSMatrix', undefined, 'matrix', 'singleChoice', ['QID1#3_5']],
		['RO', 'DND', 'TX', 'ranking', 'ranking', ROWS],
		['PGR', 'DragAndDrop', 'NoColumns', 'ranking', 'ranking', ['QID1_0_GROUP']],
		['FileUpload', 'FileUpload', undefined, 'file', undefined, ONE],
		['SS', undefined, undefined, 'file', undefined, ONE],
		['Signature', undefined, undefined, 'signature', undefined, ONE],
		['Draw', 'Signature', undefined, 'signature', undefined, ONE],
		['TreeSelect', undefined, undefined, 'singleChoice', undefined, ONE],
		[
			'Timing',
			'PageTimer',
			undefined,
			'other',
			undefined,
			['QID1_FIRST_CLICK', 'QID1_LAST_CLICK', 'QID1_PAGE_SUBMIT', 'QID1_CLICK_COUNT'],
		],
		[
			'Meta',
			'Browser',
			undefined,
			'other',
			undefined,
			['QID1_BROWSER', 'QID1_VERSION', 'QID1_OS', 'QID1_RESOLUTION'],
		],
		['DB', 'TB', undefined, 'other', undefined, []],
		['Captcha', 'V2', undefined, 'other', undefined, []],
		['Unheard', 'Of', undefined, 'other', undefined, ONE],
	])('%s %s %s is %s (its rows: %s)', (...row) => {
		const [kind, selector, subSelector, type, rowType, answerKeys] = row;
		const question = questionOf({ type: kind, selector, subSelector }, PARTS);
		expect(question).toMatchObject({ type, answerKeys });
		expect(question.rowType).toBe(rowType);
	});

	it('a type that is a word alone is one, too', () => {
		expect(
			toDefinition('SV_1', { survey: { questions: { QID1: { questionType: 'TE' } } } }),
		).toMatchObject({ questions: [{ type: 'text', title: 'QID1' }] });
	});

	it.each([
		['a row to write into whose columns are not known', 'TE', { choices: PARTS.choices }],
		['fields of a form', 'FORM', { choices: PARTS.choices }],
	])('without sub-questions the choices are the rows: %s', (_name, selector, more) => {
		const question = questionOf({ type: selector === 'TE' ? 'Matrix' : 'TE', selector }, more);
		expect(question.rows).toEqual([
			{ id: '1', label: 'One' },
			{ id: '2', label: 'Two' },
		]);
		expect(question.answerKeys).toEqual(['QID1_1', 'QID1_2']);
	});

	it.each<[string | undefined, string]>([
		['ValidEmail', 'email'],
		['ValidPhone', 'phone'],
		['ValidUSPhone', 'phone'],
		['ValidNumber', 'number'],
		['ValidDate', 'date'],
		['ValidURL', 'url'],
		['ValidZip', 'longText'],
		[undefined, 'longText'],
	])('a text that is checked as %s is %s', (contentType, type) => {
		const kind = { type: 'TE', selector: 'ML' };
		for (const validation of [
			{ contentType },
			{ settings: { contentType } },
			{ settings: { ContentType: contentType } },
		]) {
			expect(questionOf(kind, { validation }).type).toBe(type);
		}
		const choice = { type: 'MC', selector: 'SAVR' };
		expect(questionOf(choice, { validation: { contentType } }).type).toBe('singleChoice');
	});

	it.each<[string[], string]>([
		[['1 – Not at all', '2', '3'], 'rating'],
		[['3', '2', '1'], 'rating'],
		[['10 Best', '9', '8', '7'], 'rating'],
		[['1', '2'], 'singleChoice'],
		[['1', '2', '4'], 'singleChoice'],
		[['4', '3', '1'], 'singleChoice'],
		[['3', '2', '2', '1'], 'singleChoice'],
		[['1', '2', '1'], 'singleChoice'],
		[['1', '2', 'Three'], 'singleChoice'],
		[['1.5', '2.5', '3.5'], 'singleChoice'],
		[['1,000', '2', '3'], 'singleChoice'],
		[['2021', '2022', '2023'], 'singleChoice'],
		[['a 1', 'a 2', 'a 3'], 'singleChoice'],
	])('choices called %j: %s', (labels, type) => {
		const choices = labels.map((choiceText) => ({ choiceText, recode: '7' }));
		expect(questionOf({ type: 'MC', selector: 'SAVR' }, { choices }).type).toBe(type);
	});

	it('what does not count as a point of a rating is not among its numbers', () => {
		const choices = [
			...['1', '2', '3'].map((choiceText) => ({ choiceText, recode: choiceText })),
			{ choiceText: 'Do not know', recode: '99', analyze: false },
		];
		expect(questionOf({ type: 'MC', selector: 'SAVR' }, { choices })).toMatchObject({
			type: 'rating',
			scale: { min: 1, max: 3, direction: 'up' },
		});
	});

	it.each<[string, object, object | undefined]>([
		['from the recodes', {}, { min: 1, max: 4, direction: 'up' }],
		['from the slider', { min: '0', max: 100 }, { min: 0, max: 100, direction: 'up' }],
		['from the recodes, where the slider has no end', { min: 0 }, { min: 1, max: 4 }],
		['from the recodes, where the slider has no room', { min: 5, max: 5 }, { min: 1, max: 4 }],
		['from the recodes, where the slider is upside down', { min: 9, max: 5 }, { min: 1, max: 4 }],
	])('the ends of a scale are read %s', (_name, validation, scale) => {
		const question = questionOf(
			{ type: 'Slider', selector: 'HBAR' },
			{
				validation,
				subQuestions: { 1: { choiceText: 'Row' } },
				choices: { 1: { recode: '4' }, 2: { recode: '1.5' }, 3: { recode: '1' } },
			},
		);
		expect(question.scale).toMatchObject(scale!);
	});

	it.each([
		[['1'], undefined],
		[['2', '2'], undefined],
		[['1', 'x'], undefined],
		[['-1', '1'], { min: -1, max: 1, direction: 'up' }],
	])('recodes %j: a scale of %j', (recodes, scale) => {
		const choices = recodes.map((recode) => ({ choiceText: 'A', recode }));
		expect(questionOf({ type: 'MC', selector: 'SAVR' }, { choices }).scale).toEqual(scale);
	});
});

describe('what choices are called', () => {
	it.each<[unknown, object]>([
		['Yes', { id: '1', code: '1', label: 'Yes' }],
		[null, { id: '1', code: '1', label: '1' }],
		[
			{ choiceText: '<b>A</b>', description: 'B' },
			{ id: '1', code: '1', label: 'A' },
		],
		[
			{ description: 'B', imageDescription: 'C' },
			{ id: '1', code: '1', label: 'B' },
		],
		[
			{ imageDescription: 'C', variableName: 'D' },
			{ id: '1', code: '1', label: 'C' },
		],
		[
			{ choiceText: '<img>', variableName: 'D' },
			{ id: '1', code: '1', label: 'D' },
		],
		[{ recode: 5 }, { id: '1', code: '5', label: '1' }],
		[
			{ choiceText: 'A', recode: '1.33' },
			{ id: '1', code: '1.33', label: 'A' },
		],
		[
			{ choiceText: 'A', textEntry: 'true' },
			{ id: '1', code: '1', label: 'A', hasText: true },
		],
		[
			{ choiceText: 'A', textEntry: {} },
			{ id: '1', code: '1', label: 'A', hasText: true },
		],
		[
			{ choiceText: 'A', textEntry: 'false' },
			{ id: '1', code: '1', label: 'A' },
		],
		[
			{ choiceText: 'A', textEntry: null },
			{ id: '1', code: '1', label: 'A' },
		],
		[
			{ choiceText: 'A', analyze: false },
			{ id: '1', code: '1', label: 'A', excluded: true },
		],
		[
			{ choiceText: 'A', analyze: true },
			{ id: '1', code: '1', label: 'A' },
		],
	])('%j', (choice, expected) => {
		const { choices } = questionOf({ type: 'MC', selector: 'SAVR' }, { choices: { 1: choice } });
		expect(choices).toEqual([expected]);
	});

	it('groups and columns have their own words', () => {
		const groups = { 0: { groupText: 'Need' }, 1: { choiceText: 'Want' }, 2: 'Rest', 3: {} };
		expect(questionOf({ type: 'PGR' }, { groups }).rows.map(({ label }) => label)).toEqual([
			'Need',
			'Want',
			'Rest',
			'3',
		]);
		const columns = { 1: { questionText: '<i>How?</i>', answers: { 1: 'A' } }, 2: {} };
		expect(questionOf({ type: 'SBS' }, { columns }).columns).toEqual([
			{ id: '1', label: 'How?', choices: [{ id: '1', code: '1', label: 'A' }] },
			{ id: '2', label: '2', choices: [] },
		]);
	});
});

describe('where questions stand', () => {
	const orderOf = (survey: object): string[] =>
		toDefinition('SV_1', { survey: asRecord(survey) }).questions.map(({ id }) => id);
	const questions = Object.fromEntries(['QID1', 'QID2', 'QID3', 'QID4'].map((id) => [id, {}]));
	const block = (...ids: string[]) => ({
		elements: [{ type: 'PageBreak' }, ...ids.map((questionId) => ({ questionId }))],
	});

	it.each<[string, object, string[]]>([
		['in no block: as listed', {}, ['QID1', 'QID2', 'QID3', 'QID4']],
		[
			'blocks as the flow has them, the others after',
			{ blocks: { A: block('QID2'), B: block('QID4', 'QID3') }, flow: [{ id: 'B' }] },
			['QID4', 'QID3', 'QID2', 'QID1'],
		],
		[
			'within groups of the flow',
			{
				blocks: { A: block('QID1'), B: block('QID4') },
				flow: [{ type: 'Group', flow: [{ type: 'Branch', flow: [{ id: 'B' }] }] }, { id: 'A' }],
			},
			['QID4', 'QID1', 'QID2', 'QID3'],
		],
		[
			'a block twice in the flow: once',
			{ blocks: { A: block('QID3') }, flow: [{ id: 'A' }, { id: 'A' }] },
			['QID3', 'QID1', 'QID2', 'QID4'],
		],
		[
			'a block of questions that are gone',
			{ blocks: { A: block('QID9', 'toString') }, flow: [{ id: 'A' }, { id: 'X' }] },
			['QID1', 'QID2', 'QID3', 'QID4'],
		],
	])('%s', (_name, more, order) => expect(orderOf({ questions, ...more })).toEqual(order));

	it('a survey that is one loop of unknown length has the passes of the response', () => {
		const definition = toDefinition('SV_1', {
			survey: {
				questions: { QID1: { questionType: { type: 'MC' } } },
				blocks: { A: block('QID1') },
				loopAndMerge: { A: { loopType: 'Question' } },
			},
		});
		const { answers } = toSurveyResponse({ values: {}, displayedFields: ['2_QID1'] }, definition);
		expect(answers).toMatchObject({ '2_QID1': { state: 'skipped', type: 'singleChoice' } });
	});
});
