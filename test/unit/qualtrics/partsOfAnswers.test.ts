import { toDefinition } from '../../../nodes/shared/connectors/qualtrics/definition';
import { toSurveyResponse } from '../../../nodes/shared/connectors/qualtrics/toSurveyResponse';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import { design } from './samples';

const definition = toDefinition('SV_1', {
	survey: {
		questions: {
			...design.questions,
			QID20: {
				questionType: { type: 'Matrix', selector: 'TE' },
				questionName: 'Q20',
				subQuestions: { 1: { choiceText: 'Shop' } },
				choices: { 1: { choiceText: 'Street' }, 2: { choiceText: 'Town' } },
			},
			QID21: { questionType: { type: 'Signature' }, questionName: 'Q21' },
			QID22: { questionType: { type: 'Slider', selector: 'STAR' }, questionName: 'Q22' },
		},
	},
});
const known = (values: object, labels: object = {}): Record<string, Answer> =>
	toSurveyResponse({ responseId: 'R_1', values, labels }, definition).answers;
const bare = (values: object, labels: object = {}): Record<string, Answer> =>
	toSurveyResponse({ values, labels }).answers;

describe('a text that was typed into a matrix', () => {
	it('belongs to the choice of its row', () => {
		const { QID4_2, ...others } = known({ QID4_2: 3, QID4_2_3_TEXT: 'mostly' });
		expect(QID4_2).toMatchObject({
			value: 3,
			label: 'Always',
			text: 'mostly',
			choices: [{ id: '3', code: '3', label: 'Always', other: true, otherText: 'mostly' }],
		});
		expect(Object.keys(others).filter((key) => key.startsWith('QID4_2_'))).toEqual([]);
	});

	it.each<[string, object, string, Partial<Answer>]>([
		[
			'of another choice than the one taken: a remark',
			{ QID4_2: 3, QID4_2_1_TEXT: 'no' },
			'QID4_2',
			{ label: 'Always', text: 'Always', comment: 'no' },
		],
		[
			'into the row itself: a remark',
			{ QID4_2: 3, QID4_2_TEXT: 'why' },
			'QID4_2',
			{ label: 'Always', comment: 'why' },
		],
		[
			'into a row that has no answer: an answer of its own',
			{ QID4_1: 1, QID4_2_TEXT: 'why' },
			'QID4_2',
			{ type: 'singleChoice', value: 'why', row: { id: '2', label: 'Fast' } },
		],
		[
			'into a cell',
			{ QID20_1_2: 'Paris' },
			'QID20_1_2',
			{ type: 'text', value: 'Paris', row: { id: '1_2', label: 'Shop – Town' } },
		],
		[
			'into a cell of a column',
			{ 'QID9#2_1': 1, 'QID9#2_1_TEXT': 'rarely' },
			'QID9#2_1',
			{ label: 'Never', comment: 'rarely' },
		],
		[
			'into a column that has no answer, which is none of the question’s own',
			{ QID9: 4, 'QID9#1_1_TEXT': 'rarely' },
			'QID9#1_1',
			{ value: 'rarely', row: { id: '1', label: 'Staff – How important?' } },
		],
	])('%s', (_name, values, key, expected) => {
		expect(known(values)[key]).toMatchObject(expected);
	});

	it('a matrix that stands in one key is what its value is', () => {
		expect(known({ QID4: 3 }, { QID4: 'Always' }).QID4).toMatchObject({ type: 'singleChoice' });
		expect(known({ QID4: 3 }).QID4).toMatchObject({ type: 'number', numeric: 3 });
		expect(known({ QID4: ['1', '3'] }).QID4).toMatchObject({ type: 'multiChoice' });
	});
});

describe('files', () => {
	it.each<[string, object, Partial<Answer>]>([
		['a name alone', { QID1_FILE_NAME: 'a.pdf' }, { files: [{ name: 'a.pdf' }], text: 'a.pdf' }],
		['an id alone', { QID1_FILE_ID: 'F_1' }, { files: [{ name: 'F_1', id: 'F_1' }], text: 'F_1' }],
		[
			'a type and a size',
			{ QID1_FILE_NAME: 'a', QID1_FILE_TYPE: 'image/png', QID1_FILE_SIZE: '12' },
			{ files: [{ name: 'a', mimeType: 'image/png', size: 12 }], label: 'a' },
		],
		[
			'neither name nor id: all that there is',
			{ QID1_FILE_SIZE: 'big' },
			{ files: [{ name: '' }], label: '{"size":"big"}', text: '{"size":"big"}' },
		],
	])('%s', (_name, values, { files, ...expected }) => {
		const { QID1 } = bare(values);
		expect(QID1).toMatchObject({ type: 'file', state: 'answered', ...expected });
		expect(QID1.files).toEqual(files);
	});

	it('of a signature is one', () => {
		const { QID21 } = known({ QID21_FILE_ID: 'F_1' });
		expect(QID21).toMatchObject({
			type: 'signature',
			files: [{ id: 'F_1' }],
			value: { id: 'F_1' },
		});
	});
});

describe('what was put into groups and ranked', () => {
	const ranked = (values: object): Answer => known(values).QID11_0_GROUP;
	it.each<[string, object, Answer['choices'], string]>([
		[
			'by rank, those without one last',
			{ QID11_0_GROUP: ['1', '2'], QID11_G0_2_RANK: '1' },
			[
				{ id: '2', code: '2', label: 'Quality', rank: 1 },
				{ id: '1', code: '1', label: 'Price' },
			],
			'Quality, Price',
		],
		[
			'one entry that is no list',
			{ QID11_0_GROUP: '2' },
			[{ id: '2', code: '2', label: 'Quality' }],
			'Quality',
		],
		[
			'ranks alone name what they rank',
			{ QID11_G0_2_RANK: 2, QID11_G0_1_RANK: 1 },
			[
				{ id: '1', code: '1', label: 'Price', rank: 1 },
				{ id: '2', code: '2', label: 'Quality', rank: 2 },
			],
			'Price, Quality',
		],
		[
			'an item that nobody knows',
			{ QID11_G0_9_RANK: 1 },
			[{ id: '9', code: '9', label: undefined, rank: 1 }],
			'9',
		],
	])('%s', (_name, values, choices, words) => {
		const answer = ranked(values);
		expect(answer).toMatchObject({ type: 'ranking', label: words, text: words });
		expect(answer.choices).toEqual(choices);
		expect(answer.value).toEqual(choices?.map(({ code }) => code));
		expect(answer).not.toHaveProperty('comment');
	});

	it('a rank that is no number is kept beside it', () => {
		expect(ranked({ QID11_0_GROUP: ['1'], QID11_G0_1_RANK: 'first' })).toMatchObject({
			value: ['1'],
			comment: '"first"',
		});
	});

	it('an item is found by its code where no survey says its id', () => {
		const { QID1_0_GROUP } = bare({ QID1_0_GROUP: ['5', '7'], QID1_G0_7_RANK: 1 });
		expect(QID1_0_GROUP.choices).toEqual([{ code: '7', rank: 1 }, { code: '5' }]);
	});

	it.each([{ QID1_0_GROUP: ['5'] }, { QID1_G0_7_RANK: 1 }])(
		'%j is a ranking, also where no survey says so',
		(values) => expect(bare(values).QID1_0_GROUP.type).toBe('ranking'),
	);

	it('a rank that is none leaves the answer without one', () => {
		expect(known({ QID8_2: 'first' }).QID8_2).toMatchObject({ type: 'ranking', value: 'first' });
		expect(known({ QID8_2: 'first' }).QID8_2).not.toHaveProperty('choices');
		expect(known({ QID8_9: 2 }).QID8_9.choices).toEqual([{ id: '9', code: '9', rank: 2 }]);
	});
});

describe('groups of a recommendation question', () => {
	it.each<[object, object, Answer['npsGroup']]>([
		[{ QID1: 6 }, {}, 'detractor'],
		[{ QID1: 0 }, {}, 'detractor'],
		[{ QID1: 7 }, {}, 'passive'],
		[{ QID1: 8 }, {}, 'passive'],
		[{ QID1: 9 }, {}, 'promoter'],
		[{ QID1: 10 }, {}, 'promoter'],
		[{ QID1: 11 }, {}, undefined],
		[{ QID1: -1 }, {}, undefined],
		[{ QID1: 9, QID1_NPS_GROUP: 1 }, {}, 'detractor'],
		[{ QID1: 9, QID1_NPS_GROUP: '2' }, {}, 'passive'],
		[{ QID1: 9, QID1_NPS_GROUP: 1 }, { QID1_NPS_GROUP: ' Passive ' }, 'passive'],
		[{ QID1: 9, QID1_NPS_GROUP: 3 }, { QID1_NPS_GROUP: 'Fan' }, 'promoter'],
	])('%j with the labels %j: %s', (values, labels, group) => {
		expect(known(values, labels).QID1.npsGroup).toBe(group);
	});

	it.each<[string, object]>([
		['a group without a score', { QID1_NPS_GROUP: 2 }],
		['what is no group', { QID1: 9, QID1_NPS_GROUP: 'toString' }],
		['a number of no group', { QID1: 9, QID1_NPS_GROUP: 4 }],
	])('%s is an answer of its own', (_name, values) => {
		expect(bare(values).QID1_NPS_GROUP).toMatchObject({
			type: 'other',
			questionId: 'QID1',
			key: 'QID1_NPS_GROUP',
			state: 'answered',
		});
	});

	it('without a survey a question with a group is one, on its scale', () => {
		const { QID1, QID2 } = bare({ QID1: 9, QID1_NPS_GROUP: 3, QID2: 9 });
		expect(QID1).toMatchObject({
			type: 'nps',
			numeric: 9,
			npsGroup: 'promoter',
			scale: { min: 0, max: 10, direction: 'up' },
		});
		expect(QID2).toMatchObject({ type: 'number' });
		expect(QID2).not.toHaveProperty('scale');
		expect(QID2).not.toHaveProperty('npsGroup');
	});
});

describe('what an answer is without a survey', () => {
	it.each<[object, object, string, Partial<Answer>]>([
		[{ QID1: true }, {}, 'QID1', { type: 'boolean', value: true, label: 'true' }],
		[{ QID1: 'x' }, {}, 'QID1', { type: 'text', value: 'x' }],
		[{ QID1: { a: 1 } }, {}, 'QID1', { type: 'other', value: { a: 1 }, label: '{"a":1}' }],
		[{ QID1: 4 }, { QID1: '<b>Yes</b>' }, 'QID1', { type: 'singleChoice', label: 'Yes' }],
		[{ QID1_OS: 'Linux' }, {}, 'QID1_OS', { type: 'other', parentId: 'QID1' }],
		[{ QID12S3: 4 }, {}, 'QID12S3', { type: 'number', questionId: 'QID12S3' }],
		[
			{ '1_QID5_2': 4 },
			{},
			'1_QID5_2',
			{ loop: '1', parentId: 'QID5', row: { id: '2', label: '2' } },
		],
		[{ 'QID9#1': 4 }, {}, 'QID9#1', { type: 'other', value: 4 }],
		[{ QID1_2_TEXT: 'a', QID1_3_TEXT: 'b' }, {}, 'QID1_3', { type: 'text', value: 'b' }],
	])('%j with the labels %j', (values, labels, key, expected) => {
		expect(bare(values, labels)[key]).toMatchObject(expected);
	});
});

it('embedded data keep what they are', () => {
	const context = {
		visits: 3,
		isMember: false,
		plan: 'gold',
		none: null,
		tags: ['a', 1, { b: 2 }],
	};
	expect(toSurveyResponse({ values: context }).context).toEqual({
		...context,
		tags: ['a', '1', '{"b":2}'],
	});
});
