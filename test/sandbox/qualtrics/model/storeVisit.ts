import { createRandom } from '../../http/randomness';
import { choice, choicesFrom, npsChoices, question } from './questions';
import { furtherBlocks } from './storeVisitBlocks';
import type { ModelEmbeddedData, ModelQuestion, ModelSurvey } from './types';

export const storeVisitId = 'SV_8storeVisit001';
export const storeVisitScore = 'SC_0aVisitScore01';

const agreement = ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'];

/** The questions a person sees on the form page; the demo works with these. */
export function firstQuestions(): ModelQuestion[] {
	return [
		question(1, 'nps', '<p>How likely are you to recommend our store?</p>', {
			choices: npsChoices(),
			force: true,
		}),
		question(2, 'radio', 'How satisfied were you with your&nbsp;visit?', {
			// Ids 4 to 8, recodes 1 to 5: taking one for the other gives a wrong answer, not an error.
			choices: choicesFrom(
				[
					'Extremely dissatisfied',
					'Somewhat dissatisfied',
					'Neither satisfied nor dissatisfied',
					'Somewhat satisfied',
					'<span>Extremely satisfied</span>',
				],
				4,
				1,
			),
		}),
		question(3, 'line', 'What is your e-mail address?'),
		question(4, 'checkboxes', 'What did you visit?', {
			choices: [
				choice(1, 2, 'Clothing'),
				choice(2, 3, 'Home &amp; garden'),
				choice(3, 1, 'Caf&eacute;'),
				choice(5, 4, 'Customer service'),
				choice(9, 6, 'Other:', true),
			],
		}),
		question(5, 'line', 'What is your phone number?'),
		question(6, 'paragraph', 'Would you like to tell us more?<br>Every comment is read.'),
		question(7, 'radio', 'May we send you e-mails?', {
			choices: [choice(1, 1, 'Yes'), choice(2, 0, 'No')],
		}),
		question(8, 'likert', 'How much do you agree?', {
			choices: [
				choice(1, 1, 'The staff were friendly'),
				choice(2, 2, 'I found what I wanted'),
				choice(4, 4, 'The shop was clean &amp; tidy'),
			],
			answers: choicesFrom(agreement, 6, 1),
		}),
	];
}

/** 150 live questions of every type, a trash block, a loop, 2,000 embedded-data fields, a score. */
export function storeVisitSurvey(owner: { userId: string; brandId: string }): ModelSurvey {
	return {
		id: storeVisitId,
		name: 'Store visit',
		ownerId: owner.userId,
		organizationId: owner.brandId,
		isActive: true,
		creationDate: '2024-01-15T10:30:00Z',
		lastModified: '2024-12-20T14:22:33Z',
		blocks: [
			{
				id: 'BL_storeVisitFirst',
				description: 'Your visit',
				type: 'Default',
				questions: firstQuestions(),
			},
			...furtherBlocks(9, 150),
			{
				id: 'BL_storeVisitTrash',
				description: 'Trash / Unused Questions',
				type: 'Trash',
				questions: [
					question(901, 'line', 'A question that was deleted'),
					question(902, 'radio', 'Another deleted question', {
						choices: choicesFrom(['Yes', 'No']),
					}),
				],
			},
		],
		embeddedData: manyFields(2_000),
		scoring: [{ id: storeVisitScore, name: 'Visit score' }],
		filters: [
			{
				filterId: '2b8c1f8e-6a2c-4f0e-9a55-000000000001',
				filterName: 'Promoters',
				creationDate: '2024-12-01T09:00:00Z',
				minimumNps: 9,
			},
		],
	};
}

const named: ModelEmbeddedData[] = [
	{ name: 'plan', type: 'Custom', defaultValue: 'basic' },
	{ name: 'store', type: 'Custom' },
	{ name: 'customerId', type: 'Custom' },
	{ name: 'ResponseEventContext', type: 'Custom' },
	{ name: 'Team Member 1', type: 'Custom' },
	{ name: 'Loyalty points (year)', type: 'Recipient' },
	{ name: 'Prénom du vendeur', type: 'Custom' },
	{ name: 'Größe', type: 'Custom' },
	{ name: '店舗コード', type: 'Custom' },
	{ name: 'رمز المتجر', type: 'Custom' },
	{ name: 'mood 🙂', type: 'Custom' },
	{ name: 'a/b test', type: 'Custom' },
	{ name: 'outlet', type: 'Recipient' },
	{ name: 'outlet_DERIVED9wlnmjt', type: 'Custom' },
	{ name: 'visit score', type: 'Custom', defaultValue: `\${gr://${storeVisitScore}/WeightedMean}` },
];

function manyFields(count: number): ModelEmbeddedData[] {
	const random = createRandom(2_000);
	const areas = ['crm', 'loyalty', 'Web shop', 'Filiale', 'ventes', 'kanał'];
	const fields = [...named];
	for (let index = fields.length; index < count; index += 1) {
		fields.push({
			name: `${random.pick(areas)} field ${String(index).padStart(4, '0')}`,
			type: random.chance(0.2) ? 'Recipient' : 'Custom',
		});
	}
	return fields;
}
