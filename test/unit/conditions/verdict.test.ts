import { compileConditions as typed, evaluate } from '../../../nodes/shared/conditions';
import { answer, chosen, definition, only, response, subject, verdictOf } from './survey';
import { plainly } from '../../written';

const compileConditions = plainly(typed);
const item = subject(
	response([chosen('QID1', ['Neutral']), answer('QID5', 'x')], { context: { plan: 'gold' } }),
);

describe('Q15 all that a verdict says', () => {
	it('of a rule with a name that holds', () => {
		const rule = { name: 'Calm', subject: 'QID1', operator: 'selected', value: '3' } as const;
		expect(evaluate(compileConditions(only(rule)), item)).toEqual({
			result: true,
			decidedBy: '1',
			sentence:
				'Group 1 (all): Calm: "How satisfied are you with your visit?" is selected "Neutral" → true (answer: Neutral); decided by rule 1.1',
			reasons: [],
			groups: [
				{
					id: '1',
					combine: 'all',
					result: true,
					decidedBy: '1.1',
					sentence: expect.stringMatching(/^Group 1 \(all\): Calm: /),
					rules: [
						{
							id: '1.1',
							name: 'Calm',
							result: true,
							field: 'How satisfied are you with your visit?',
							operator: 'selected',
							expected: 'Neutral',
							actual: 'Neutral',
							sentence: expect.stringMatching(/^Calm: "How satisfied/),
						},
					],
				},
			],
		});
	});

	it('of a rule without a name or a value', () => {
		expect(verdictOf({ subject: 'context.plan', operator: 'isEmpty' }, item)).toEqual({
			id: '1.1',
			result: false,
			field: 'plan',
			operator: 'isEmpty',
			actual: 'gold',
			sentence: '"plan" is empty → false (value: gold)',
		});
	});

	it.each([
		[
			'a value that cannot be resolved',
			{ subject: 'QID5', operator: 'is', value: '${e://Field/gone}' },
			'Rule 1.1: the piped text in the value "${e://Field/gone}" cannot be resolved (gone is not an embedded data field of "Store visit".).',
		],
		[
			'a subject that cannot be resolved',
			{ subject: '${r://Nothing}', operator: 'is', value: 'x' },
			'Rule 1.1: the piped text "${r://Nothing}" cannot be resolved (A response has no Nothing.).',
		],
		[
			'a field, of which choices are counted',
			{ subject: '${e://Field/plan}', operator: 'countEqual', value: '1' },
			'Rule 1.1: "plan" is not a question, so it is neither shown nor skipped.',
		],
		[
			'a number that can be read two ways',
			{ subject: 'QID5', operator: 'less', value: '1,234' },
			'Rule 1.1: "1,234", which "Anything else?" is compared with, is not a number (this number is ambiguous; set the decimal sign).',
		],
	] as const)('why not, of %s', (_, rule, reason) => {
		const verdict = verdictOf(rule, item);
		expect(verdict).toMatchObject({ result: null, reason });
		expect(verdict.sentence.endsWith(`: ${reason.slice(0, -1)}`)).toBe(true);
	});

	it('a definition without an id, or of a response that names no survey, is taken for its own', () => {
		const rule = { subject: 'QID1', operator: 'selected', value: 'Furious' } as const;
		const given = response([chosen('QID1', ['Neutral'])]);
		const judged = (surveyId: string, definitionId: string) =>
			verdictOf(rule, {
				...subject({ ...given, survey: { id: surveyId } }),
				survey: { ...definition, id: definitionId },
			}).result;
		expect(judged('SV_1', 'SV_1')).toBeNull();
		expect(judged('SV_1', '')).toBeNull();
		expect(judged('', 'SV_1')).toBeNull();
		expect(judged('SV_1', 'SV_2')).toBe(false);
	});

	it('all reasons, in the order of the rules, and each decided by its group', () => {
		const doubt = (name: string) =>
			({ name, subject: 'QID5', operator: 'less', value: '1' }) as const;
		const spec = {
			between: 'any' as const,
			groups: [
				{ combine: 'all' as const, rules: [doubt('A'), doubt('B')] },
				{ combine: 'any' as const, rules: [doubt('C')] },
			],
		};
		const verdict = evaluate(compileConditions(spec), item);
		expect(verdict.reasons.map((reason) => reason.slice(0, 12))).toEqual([
			'Rule 1.1 (A)',
			'Rule 1.2 (B)',
			'Rule 2.1 (C)',
		]);
		expect(verdict).toMatchObject({ result: null, decidedBy: '1' });
		expect(verdict.sentence.split('\n').at(-1)).toBe(
			'Between groups (any): cannot be evaluated; decided by group 1',
		);
	});
});
