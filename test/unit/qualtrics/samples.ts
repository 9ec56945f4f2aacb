/** A real response (contracts/qualtrics.md 3.2), personal data replaced. */
export const sample = {
	responseId: 'R_2Y62vxvBCVIJxEG',
	values: {
		startDate: '2021-03-25T17:16:56Z',
		endDate: '2021-03-25T17:21:25Z',
		status: 0,
		ipAddress: '203.0.113.5',
		progress: 100,
		duration: 269,
		finished: 1,
		recordedDate: '2021-03-25T17:21:25.942Z',
		_recordId: 'R_2Y62vxvBCVIJxEG',
		locationLatitude: '0.0',
		locationLongitude: '0.0',
		distributionChannel: 'anonymous',
		userLanguage: 'EN',
		QID1_TEXT: 'wedw',
		QID3: 5,
		QID2: ['2'],
	},
	labels: {
		status: 'IP Address',
		finished: 'True',
		QID3: 'Slightly uncomfortable',
		QID2: ['Tuesday'],
	},
	displayedFields: ['QID4_3', 'QID3', 'QID1_TEXT', 'QID2', 'QID4_1'],
	displayedValues: { QID4_3: [1, 2, 3, 4, 5], QID3: [1, 2, 3, 4, 5, 6, 7] },
};

const choice = (recode: string, choiceText: string, more: object = {}) => ({
	recode,
	description: choiceText,
	choiceText,
	imageDescription: null,
	variableName: null,
	analyze: true,
	...more,
});
const question = (
	type: string,
	selector: string,
	subSelector: string | null,
	name: string,
	more: object,
) => ({
	questionType: { type, selector, subSelector },
	questionText: `<p>Text of ${name}</p>`,
	questionLabel: null,
	validation: { doesForceResponse: false },
	questionName: name,
	...more,
});

/** One question of every layout, as `GET /surveys/{id}` gives them. */
export const design = {
	id: 'SV_1',
	name: 'Every layout',
	isActive: true,
	lastModifiedDate: '2024-06-10T23:20:09Z',
	questions: {
		QID2: question('MC', 'SAVR', 'TX', 'Q2', {
			choices: {
				1: choice('10', '<b>Best</b>'),
				2: choice('20', 'Good'),
				3: choice('30', 'Bad'),
				4: choice('99', 'Other', { textEntry: {}, analyze: false }),
			},
		}),
		QID1: question('MC', 'NPS', null, 'Q1', {
			choices: Object.fromEntries(
				[...Array(11).keys()].map((n) => [n, choice(String(n), String(n))]),
			),
		}),
		// Recodes and ids say different things: id 2 has the recode 3.
		QID3: question('MC', 'MAVR', 'TX', 'Q3', {
			choices: {
				1: choice('1', 'Shop'),
				2: choice('3', 'Web'),
				4: choice('4', 'Other', { textEntry: 'true' }),
			},
		}),
		QID4: question('Matrix', 'Likert', 'SingleAnswer', 'Q4', {
			subQuestions: { 1: choice('1', 'Friendly'), 2: choice('2', 'Fast') },
			choices: { 1: choice('1', 'Never'), 2: choice('2', 'Sometimes'), 3: choice('3', 'Always') },
		}),
		QID5: question('TE', 'ML', null, 'Q5', {}),
		QID6: question('TE', 'FORM', null, 'Q6', {
			choices: { 1: choice('1', 'First name'), 2: choice('2', 'Town') },
		}),
		QID7: question('Slider', 'HSLIDER', null, 'Q7', { choices: { 1: choice('1', 'Price') } }),
		QID8: question('RO', 'DND', 'TX', 'Q8', {
			choices: { 1: choice('1', 'Price'), 2: choice('2', 'Quality') },
		}),
		QID9: question('SBS', 'SBSMatrix', null, 'Q9', {
			subQuestions: { 1: choice('1', 'Staff') },
			columns: {
				1: { questionText: 'How important?', choices: { 1: choice('1', 'Very') } },
				2: { questionText: 'How often?', choices: { 1: choice('1', 'Never') } },
			},
		}),
		QID10: question('FileUpload', 'FileUpload', null, 'Q10', {}),
		QID11: question('PGR', 'DragAndDrop', 'NoColumns', 'Q11', {
			choices: { 1: choice('1', 'Price'), 2: choice('2', 'Quality') },
			groups: { 0: { description: 'Need' } },
		}),
		QID12: question('Timing', 'PageTimer', null, 'Q12', {}),
		QID13: question('MC', 'SAVR', 'TX', 'Q13', { choices: { 1: choice('1', 'Yes') } }),
		QID14: question('TE', 'SL', null, 'Q14', {}),
		QID15: question('DB', 'TB', null, 'Q15', {}),
	},
	blocks: {
		BL_2: {
			description: 'Loop',
			elements: ['QID13', 'QID14'].map((questionId) => ({ type: 'Question', questionId })),
		},
		BL_1: {
			description: 'Main',
			elements: [
				...['QID1', 'QID2', 'QID3'].map((questionId) => ({ type: 'Question', questionId })),
				{ type: 'PageBreak' },
				...[4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => ({ type: 'Question', questionId: `QID${n}` })),
			],
		},
	},
	flow: [
		{ type: 'Group', flow: [{ type: 'EmbeddedData' }, { id: 'BL_1', type: 'Block' }] },
		{ id: 'BL_2', type: 'Block' },
	],
	loopAndMerge: {
		BL_2: {
			loopType: 'Static',
			loopQuestionMeta: {},
			columnNames: { 1: ['Clothing', 'Garden'] },
			randomizationMeta: {},
		},
	},
	embeddedData: [{ name: 'plan', defaultValue: 'free' }, { name: 'SolutionRevision' }],
	comments: [],
};
