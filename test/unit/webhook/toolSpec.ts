import { compileSpec } from '../../../nodes/shared/connectors/webhook/mapPayload';
import type { WebhookSpec } from '../../../nodes/shared/connectors/webhook/spec';
import { ownAll } from '../../../nodes/shared/pipedText/authorText';
import type { Answer, AnswerType } from '../../../nodes/shared/survey/SurveyResponse';

const PLACES = {
	id: '$.id',
	ref: '$.ref',
	title: '$.title',
	rawType: '$.type',
	rawSubtype: '$.sub',
} as const;

const SPEC: WebhookSpec = ownAll({
	provider: 'webhook',
	questions: {
		each: '$.questions[*]',
		...PLACES,
		options: { each: '$.options[*]', id: '$.id', label: '$.label' },
		rows: { each: '$.rows[*]', id: '$.id', label: '$.label' },
	},
	answers: [
		{
			each: '$.answers[*]',
			...PLACES,
			value: '$.value',
			code: '$.code',
			otherText: '$.other',
			comment: '$.comment',
			shown: '$.shown',
			multiple: '$.several',
			parts: {
				each: '$.parts[*]',
				row: '$.row',
				column: '$.column',
				code: '$.code',
				label: '$.label',
				otherId: '$.otherId',
				otherText: '$.text',
				weight: '$.weight',
			},
			contextTypes: ['hidden'],
			repeatedTypes: ['boxes'],
		},
	],
	types: {
		...Object.fromEntries(
			'number rating scale nps boolean date time dateTime email phone url text longText multiChoice ranking singleChoice matrix'
				.split(' ')
				.map((type) => [type, type as AnswerType]),
		),
		boxes: 'multiChoice',
	},
});

export const read = (payload: object): { all: Answer[]; notes: string[]; context: object } => {
	const notes: string[] = [];
	const [{ response }] = compileSpec(SPEC)(payload, {
		timeZone: 'UTC',
		note: (text) => void notes.push(text),
	});
	return { all: Object.values(response.answers), notes, context: response.context };
};
export const one = (answer: object): Answer => read({ answers: [{ id: 'q', ...answer }] }).all[0];
