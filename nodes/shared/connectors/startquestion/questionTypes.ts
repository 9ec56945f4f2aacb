import type { AnswerType } from '../../survey/SurveyResponse';

/** The platform's numbers of question types. Those with rows have an answer for each row. Source: its API documentation, "Questions". */
export const QUESTION_TYPES: Readonly<Record<string, { type: AnswerType; rowType?: AnswerType }>> =
	{
		'0': { type: 'singleChoice' },
		'1': { type: 'matrix', rowType: 'singleChoice' },
		'2': { type: 'longText' },
		'3': { type: 'matrix', rowType: 'number' },
		'4': { type: 'matrix', rowType: 'text' },
		'5': { type: 'ranking' },
		'6': { type: 'multiChoice' },
		'7': { type: 'matrix', rowType: 'multiChoice' },
		'8': { type: 'matrix', rowType: 'scale' },
		'10': { type: 'number' },
		'11': { type: 'email' },
		'12': { type: 'date' },
		'13': { type: 'singleChoice' },
		'14': { type: 'consent' },
		'15': { type: 'file' },
		'16': { type: 'nps' },
		'17': { type: 'matrix', rowType: 'text' },
		'19': { type: 'ranking' },
		'20': { type: 'matrix', rowType: 'rating' },
	};

/** Blocks of text: nothing to answer. */
export const SILENT_TYPES: ReadonlySet<string> = new Set(['9']);
