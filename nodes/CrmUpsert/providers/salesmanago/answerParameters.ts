import type { INodeProperties } from 'n8n-workflow';

const WHEN_SENT = { show: { sendAllAnswers: [true] } };

/** Value of 'Name Prefix' that takes the prefix from the field beside it. */
export const OTHER_PREFIX = 'other';

/** Prefixes of the survey tool's language versions, by the value of 'Name Prefix'. */
export const PREFIXES: Record<string, string> = {
	dotaznik: 'dotaznik.',
	ankieta: 'ankieta.',
	survey: 'survey.',
	none: '',
};

export const answerProperties: INodeProperties[] = [
	{
		displayName: 'Send All Answers',
		name: 'sendAllAnswers',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether every answered question becomes a custom detail of the contact, named by a prefix and the words of the question',
	},
	{
		displayName: 'Name Prefix',
		name: 'answerPrefix',
		type: 'options',
		options: [
			{ name: 'Czech, Slovak (dotaznik.)', value: 'dotaznik' },
			{ name: 'English (survey.)', value: 'survey' },
			{ name: 'None', value: 'none' },
			{ name: 'Other', value: OTHER_PREFIX },
			{ name: 'Polish (ankieta.)', value: 'ankieta' },
		],
		default: 'dotaznik',
		description:
			'What the names of the custom details begin with. The words of the question follow: spaces become hyphens, diacritics are removed.',
		displayOptions: WHEN_SENT,
	},
	{
		displayName: 'Other Prefix',
		name: 'answerPrefixOther',
		type: 'string',
		default: '',
		placeholder: 'e.g. visit.',
		displayOptions: { show: { sendAllAnswers: [true], answerPrefix: [OTHER_PREFIX] } },
	},
	{
		displayName: 'Answers over 255 Characters',
		name: 'whenAnswerTooLong',
		type: 'options',
		options: [
			{
				name: 'Cut and Warn',
				value: 'cut',
				description: 'A custom detail holds 255 characters; the item says what was cut',
			},
			{
				name: 'Cut, and Whole as an Event',
				value: 'event',
				description: 'The whole answer becomes a survey event of the contact',
			},
			{
				name: 'Cut, and Whole as a Note',
				value: 'note',
				description: 'The whole answer becomes a note of the contact',
			},
		],
		default: 'cut',
		displayOptions: WHEN_SENT,
	},
];
