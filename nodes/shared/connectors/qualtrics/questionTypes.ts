import type { AnswerType } from '../../survey/SurveyResponse';

/**
 * Where the answers of a question stand: in one key of its own (`QID3`), one per row (`QID4_2`), one per cell (`QID4_2_1`),
 * one per cell of a column (`QID8#1_2`), one per group (`QID64_0_GROUP`), in technical keys (`QID17_OS`), or nowhere.
 */
export type AnswerLayout = 'main' | 'rows' | 'cells' | 'sideBySide' | 'groups' | 'parts' | 'none';

export interface QuestionForm {
	/** Type of the question; of its answer where it has only one. */
	type: AnswerType;
	layout: AnswerLayout;
	/** Type of a row's answer, where there are rows. */
	rowType?: AnswerType;
	/** Names of the technical keys, for `parts`. */
	parts?: readonly string[];
}

interface FormRow extends QuestionForm {
	question: string;
	selectors?: readonly string[];
	subSelectors?: readonly string[];
}

const MULTIPLE = ['MAVR', 'MAHR', 'MACOL', 'MSB'] as const;
const grid = { type: 'matrix', layout: 'rows' } as const;
const TIMES = ['FIRST_CLICK', 'LAST_CLICK', 'PAGE_SUBMIT', 'CLICK_COUNT'] as const;
const BROWSER = ['BROWSER', 'VERSION', 'OS', 'RESOLUTION'] as const;

/** The first row that fits decides. Source: contracts/qualtrics.md 2.3 (question types, selectors, sub-selectors). */
const FORMS: readonly FormRow[] = [
	{ question: 'MC', selectors: ['NPS'], type: 'nps', layout: 'main' },
	{ question: 'MC', selectors: MULTIPLE, type: 'multiChoice', layout: 'main' },
	{ question: 'MC', type: 'singleChoice', layout: 'main' },
	{ question: 'TE', selectors: ['FORM'], type: 'text', layout: 'rows', rowType: 'text' },
	{ question: 'TE', selectors: ['ML', 'ESTB'], type: 'longText', layout: 'main' },
	{ question: 'TE', type: 'text', layout: 'main' },
	{ ...grid, question: 'Matrix', selectors: ['TE'], rowType: 'text', layout: 'cells' },
	{ ...grid, question: 'Matrix', selectors: ['CS'], rowType: 'number', layout: 'cells' },
	{ ...grid, question: 'Matrix', selectors: ['RO'], rowType: 'ranking' },
	{ ...grid, question: 'Matrix', subSelectors: ['MultipleAnswer'], rowType: 'multiChoice' },
	{ ...grid, question: 'Matrix', rowType: 'singleChoice' },
	{ ...grid, question: 'Slider', selectors: ['STAR'], rowType: 'rating' },
	{ ...grid, question: 'Slider', rowType: 'scale' },
	{ ...grid, question: 'CS', rowType: 'number' },
	{ ...grid, question: 'DD', rowType: 'singleChoice' },
	{ ...grid, question: 'HotSpot', rowType: 'singleChoice' },
	{ ...grid, question: 'SBS', rowType: 'singleChoice', layout: 'sideBySide' },
	{ question: 'RO', type: 'ranking', layout: 'rows', rowType: 'ranking' },
	{ question: 'PGR', type: 'ranking', layout: 'groups', rowType: 'ranking' },
	{ question: 'FileUpload', type: 'file', layout: 'main' },
	{ question: 'SS', type: 'file', layout: 'main' },
	{ question: 'Signature', type: 'signature', layout: 'main' },
	{ question: 'Draw', type: 'signature', layout: 'main' },
	{ question: 'TreeSelect', type: 'singleChoice', layout: 'main' },
	{ question: 'Timing', type: 'other', layout: 'parts', parts: TIMES },
	{ question: 'Meta', type: 'other', layout: 'parts', parts: BROWSER },
	{ question: 'DB', type: 'other', layout: 'none' },
	{ question: 'Captcha', type: 'other', layout: 'none' },
];

const OTHER: QuestionForm = { type: 'other', layout: 'main' };

export const questionForm = (
	question: string | undefined,
	selector: string | undefined,
	subSelector: string | undefined,
): QuestionForm =>
	FORMS.find(
		(row) =>
			row.question === question &&
			(!row.selectors || row.selectors.includes(selector ?? '')) &&
			(!row.subSelectors || row.subSelectors.includes(subSelector ?? '')),
	) ?? OTHER;

/** Text questions whose input Qualtrics validates say what kind of text it is. */
export const CONTENT_TYPES: Readonly<Record<string, AnswerType>> = {
	ValidEmail: 'email',
	ValidPhone: 'phone',
	ValidUSPhone: 'phone',
	ValidNumber: 'number',
	ValidDate: 'date',
	ValidURL: 'url',
};

/** What a response schema's `format` says about a text. */
export const SCHEMA_FORMATS: Readonly<Record<string, AnswerType>> = {
	email: 'email',
	phone: 'phone',
	date: 'date',
	'date-time': 'dateTime',
	time: 'time',
	uri: 'url',
};
