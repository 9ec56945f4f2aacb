import { choice, choicesFrom, npsChoices, question } from './questions';
import type { ModelQuestion, ModelSurvey } from './types';

export const serviceCallId = 'SV_1serviceCall02';
export const closedSurveyId = 'SV_2closedSurvey3';
export const oddNameSurveyId = 'SV_3oddNameSurv04';

interface Owner {
	userId: string;
	brandId: string;
}

const small = (
	owner: Owner,
	id: string,
	name: string,
	questions: ModelQuestion[],
	isActive = true,
): ModelSurvey => ({
	id,
	name,
	ownerId: owner.userId,
	organizationId: owner.brandId,
	isActive,
	creationDate: '2024-03-01T08:00:00Z',
	lastModified: '2024-11-02T16:45:10Z',
	blocks: [
		{ id: `BL_${id.slice(3)}`, description: 'Default Question Block', type: 'Default', questions },
		{
			id: `BL_T${id.slice(4)}`,
			description: 'Trash / Unused Questions',
			type: 'Trash',
			questions: [],
		},
	],
	embeddedData: [
		{ name: 'ticket', type: 'Custom' },
		{ name: 'plan', type: 'Custom' },
	],
	scoring: [],
	filters: [],
});

/** Three surveys beside the big one: an ordinary one, a closed one, and one whose name no file system likes. */
export function smallSurveys(owner: Owner): ModelSurvey[] {
	return [
		small(owner, serviceCallId, 'Service call', [
			question(1, 'likert', 'How easy was it to get help?', {
				choices: [choice(1, 1, 'Getting help was easy')],
				answers: choicesFrom(['1', '2', '3', '4', '5', '6', '7'], 1, 1),
			}),
			question(2, 'nps', 'How likely are you to recommend us?', { choices: npsChoices() }),
			question(3, 'line', 'Your e-mail address'),
		]),
		small(
			owner,
			closedSurveyId,
			'Opening week 2023 (closed)',
			[question(1, 'radio', 'Were you there?', { choices: choicesFrom(['Yes', 'No']) })],
			false,
		),
		small(owner, oddNameSurveyId, 'Q&A: "Ünïcode" / 50% <off> – part #2? 😀*|\\..', [
			question(1, 'radio', 'Did it work?', { choices: choicesFrom(['Yes', 'No'], 1, 0) }),
			question(2, 'line', 'Why?'),
		]),
	];
}
