import type { AnswerType } from '../../survey/SurveyResponse';

/** Source: contracts/surveymonkey.md 4.3. */
export const SILENT_FAMILIES: ReadonlySet<string> = new Set(['presentation']);

/** What an open question takes, where its validation or its form says so. */
export const OPEN_TYPES: Readonly<Record<string, AnswerType>> = {
	slider: 'number',
	file_upload: 'file',
	integer: 'number',
	decimal: 'number',
	email: 'email',
	date_us: 'date',
	date_intl: 'date',
};

export const DATE_TYPES: Readonly<Record<string, AnswerType>> = {
	date_only: 'date',
	time_only: 'time',
	both: 'dateTime',
};

/** Rows of a contact question that hold more than words. */
export const CONTACT_TYPES: Readonly<Record<string, AnswerType>> = {
	email: 'email',
	phone: 'phone',
};

/** The service's own names for a question of a type, for responses that do not tell them. */
export const FAMILIES: Readonly<Partial<Record<AnswerType, { family: string; subtype?: string }>>> =
	{
		singleChoice: { family: 'single_choice' },
		multiChoice: { family: 'multiple_choice' },
		matrix: { family: 'matrix' },
		rating: { family: 'matrix', subtype: 'rating' },
		nps: { family: 'matrix', subtype: 'rating' },
		ranking: { family: 'matrix', subtype: 'ranking' },
		text: { family: 'open_ended' },
		email: { family: 'open_ended' },
		file: { family: 'open_ended' },
		longText: { family: 'open_ended', subtype: 'essay' },
		number: { family: 'open_ended', subtype: 'numerical' },
		date: { family: 'datetime', subtype: 'date_only' },
		time: { family: 'datetime', subtype: 'time_only' },
		dateTime: { family: 'datetime', subtype: 'both' },
	};
