import { ownAll } from '../../../pipedText/authorText';
import type { WebhookPreset } from './WebhookPreset';

const NAMED = { id: '$.name', title: '$.title' } as const;

const CHOICES = '@.isNode==true && @.data[?(@.name>=0 && @.isNode==false)]';

/**
 * SurveyJS posts nothing by itself: the page that holds the form does, with what `getPlainData()` says of each question. Choices
 * are numbered parts of a question, rows are named ones. Source: contracts/webhooks.md 8.
 */
export const surveyjs: WebhookPreset = {
	name: 'surveyjs',
	label: 'SurveyJS',
	signature: { method: 'header', headerName: 'X-Survey-Secret' },
	secretHint: 'Any secret; your server sends it as header X-Survey-Secret with each response',
	spec: ownAll({
		provider: 'surveyjs',
		survey: { id: '$.surveyId', name: '$.surveyTitle', language: '$.language' },
		response: {
			id: '$.responseId',
			startedAt: '$.startedAt',
			submittedAt: '$.submittedAt',
			updatedAt: '$.updatedAt',
			durationSeconds: '$.timeSpent',
			isTest: '$.isTest',
			status: {
				path: '$.completed',
				words: { true: 'complete', false: 'partial' },
				otherwise: 'complete',
			},
		},
		respondent: {
			id: '$.respondent.id',
			email: '$.respondent.email',
			phone: '$.respondent.phone',
			firstName: '$.respondent.firstName',
			lastName: '$.respondent.lastName',
			externalId: '$.respondent.externalId',
		},
		context: [{ path: '$.variables' }],
		questions: { each: '$.questions[*]', ...NAMED },
		answers: [
			// One of a list: its parts are numbered and plain.
			{
				each: `$.questions[?(${CHOICES} && !@.value[*])]`,
				...NAMED,
				value: '$.displayValue',
				code: '$.value',
			},
			// Several of a list.
			{
				each: `$.questions[?(${CHOICES} && @.value[*])]`,
				...NAMED,
				value: '$.data[*].displayValue',
				code: '$.data[*].value',
				multiple: '$.value[*]',
			},
			// A table of one choice in each row: its parts are named and plain.
			{
				each: '$.questions[?(@.isNode==true && @.data[?(!(@.name>=0) && @.isNode==false)])]',
				...NAMED,
				value: '$.none',
				rows: { each: '$.data[*]', id: '$.name', label: '$.title' },
				parts: { each: '$.data[*]', row: '$.name', code: '$.value', label: '$.displayValue' },
			},
			// Tables of several columns and panels, as they are.
			{ each: '$.questions[?(@.data[?(@.isNode==true)])]', ...NAMED, value: '$.value' },
			// Files: their names, not what is in them.
			{
				each: '$.questions[?(@.isNode==false && @.data)]',
				...NAMED,
				value: '$.data[*].displayValue',
			},
			{ each: '$.questions[?(@.isNode==false && !@.data)]', ...NAMED, value: '$.value' },
		],
	}),
};
