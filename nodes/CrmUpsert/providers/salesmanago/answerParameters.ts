import type { INodeProperties } from 'n8n-workflow';
import { optional } from '../../../shared/n8n/optional';

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
			'Whether to write every answered question to a custom detail, named by a prefix and the question text',
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
			'Start of each custom detail name. The question text follows, with hyphens for spaces and without accents.',
		displayOptions: WHEN_SENT,
	},
	optional({
		displayName: 'Other Prefix',
		name: 'answerPrefixOther',
		type: 'string',
		default: '',
		placeholder: 'e.g. visit.',
		description: 'If empty, the names begin with the question text',
		displayOptions: { show: { sendAllAnswers: [true], answerPrefix: [OTHER_PREFIX] } },
	}),
	{
		displayName: 'Answers over 255 Characters',
		name: 'whenAnswerTooLong',
		type: 'options',
		options: [
			{
				name: 'Cut and Warn',
				value: 'cut',
				description: 'A custom detail holds 255 characters. A warning says what was cut.',
			},
			{
				name: 'Cut, and Add Full Answer as Event',
				value: 'event',
				description: 'Also adds the full answer as an event of the contact',
			},
			{
				name: 'Cut, and Add Full Answer as Note',
				value: 'note',
				description: 'Also adds the full answer as a note of the contact',
			},
		],
		default: 'cut',
		displayOptions: WHEN_SENT,
	},
];
