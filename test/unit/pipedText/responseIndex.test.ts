import fc from 'fast-check';
import { buildIndex, scanning } from '../../../nodes/shared/pipedText/lookup/responseIndex';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';

const name = fc.constantFrom(
	'QID1',
	'QID2',
	'1_QID2',
	'Q1',
	'CSAT',
	'Visit',
	'visit ',
	'Wízyta',
	'',
);

const answer = fc.record(
	{
		key: fc.oneof(name, fc.constant(undefined)),
		questionId: name,
		parentId: name,
		ref: name,
		title: name,
	},
	{ requiredKeys: ['key', 'questionId'] },
);

const response = fc
	.array(fc.tuple(fc.string({ maxLength: 3 }), fc.option(answer, { freq: 9 })), { maxLength: 8 })
	.map((entries) => ({ answers: Object.fromEntries(entries) }) as unknown as SurveyResponse);

it('a name that is looked for by going through the answers, and one in the index made of them, mean the same', () => {
	fc.assert(
		fc.property(
			response,
			fc.oneof(name, fc.constantFrom('VISIT', 'wizyta', 'QID3')),
			(given, asked) => {
				const [scanned, built] = [scanning(given), buildIndex(given)];
				expect(scanned.questionId(asked)).toEqual(built.questionId(asked));
				expect(scanned.sharing(asked)).toEqual(built.sharing(asked));
				expect(scanned.answersOf(asked)).toEqual(built.answersOf(asked));
			},
		),
		{ numRuns: 2000 },
	);
});
