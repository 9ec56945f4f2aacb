import {
	compileConditions as typedCompileConditions,
	type OperatorName,
} from '../../../nodes/shared/conditions';
import { valueSubject } from '../../../nodes/shared/conditions/subjects';
import { needsSurvey } from '../../../nodes/shared/conditions/surveyNeed';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, chosen, definition, only, response, subject, truthOf, verdictOf } from './survey';
import { plainly } from '../../written';

const compileConditions = plainly(typedCompileConditions);

describe('Q14 whether only the survey lets a rule be judged', () => {
	const given = response(
		[
			chosen('QID1', ['Neutral']),
			chosen('QID2', ['Monday']),
			answer('QID5', 'x'),
			answer('QID4_1', '1'),
			answer('QID7', 'r', { type: 'ranking' }),
		],
		{ context: { plan: 'gold' }, notShown: [{ id: 'QID6' }] },
	);
	it.each<[place: string, OperatorName, value: string, needs: boolean]>([
		['QID5', 'contains', 'x', false],
		['QID5', 'is', 'x', false],
		['QID5', 'inList', 'x', false],
		['QID5', 'selected', 'x', true],
		['QID1', 'is', 'x', true],
		['QID1', 'inList', 'x', true],
		['QID2', 'is', 'x', true],
		['QID7', 'is', 'x', true],
		['QID1', 'contains', 'x', false],
		['QID1', 'greater', '1', false],
		['QID8', 'isTrue', '', true],
		['QID6', 'answered', '', false],
		['QID6', 'is', 'x', true],
		['${q://QID4/SelectedChoices/1}', 'greater', '1', false],
		['${q://QID4/SelectedChoices/2}', 'greater', '1', true],
		['${q://QID1/SelectedChoices/2}', 'greater', '1', false],
		['context.plan', 'is', 'x', false],
		['context.gone', 'is', 'x', true],
		['${e://Field/plan}', 'is', 'x', false],
		['${e://Field/gone}', 'is', 'x', true],
		['response.status', 'is', 'x', false],
		['', 'is', 'x', false],
		['${q://QID1/QuestionText}', 'is', 'x', false],
		['${q://QID8/QuestionText}', 'is', 'x', true],
		['QID5', 'contains', '${e://Field/gone}', true],
		['QID5', 'contains', '${e://Field/plan}', false],
	])('%s %s "%s": %p', (place, operator, value, needs) => {
		const compiled = compileConditions(only({ subject: place, operator, value }));
		expect(needsSurvey(compiled, given)).toBe(needs);
	});
	it('one of many is enough', () => {
		const rules = ['contains', 'selected'].map((operator) => ({
			subject: 'QID5',
			operator: operator as OperatorName,
			value: 'x',
		}));
		const spec = (all: typeof rules) => ({
			between: 'all' as const,
			groups: all.map((one) => ({ combine: 'all' as const, rules: [one] })),
		});
		expect(needsSurvey(compileConditions(spec(rules)), given)).toBe(true);
		expect(needsSurvey(compileConditions(spec(rules.slice(0, 1))), given)).toBe(false);
	});
});

describe('Q14 dates, times and numbers that are written otherwise', () => {
	const dated = (type: Answer['type'], value: string) =>
		subject(response([answer('QID5', value, { type })]));
	it.each<[Answer['type'], value: string, wanted: string, is: boolean]>([
		['date', '2024-05-01', '1.5.2024', true],
		['dateTime', '2024-05-01T10:00:00Z', '2024-05-01T12:00:00+02:00', true],
		['time', '9:30', '09:30:00', true],
		['time', '9:30', '09:31', false],
		['text', '2024-05-01', '1.5.2024', false],
		['rating', '4', '4.0', true],
		['scale', '4', '4.0', true],
		['nps', '4', '4.0', true],
		['payment', '4', '4.0', true],
		['number', '4', '4.0', true],
		['text', '4', '4.0', false],
	])('%s %j is %j: %p', (type, value, wanted, is) => {
		expect(truthOf({ subject: 'QID5', operator: 'is', value: wanted }, dated(type, value))).toBe(
			is,
		);
	});
});

describe('Q14 what a rule looks at', () => {
	const given = answer('QID5', 'x');
	it('a value from outside is an answer where it has all that an answer has', () => {
		expect(valueSubject(given)).toMatchObject({ kind: 'value', operand: { answer: given } });
		const { key, ...keyless } = given;
		expect(key).toBe('QID5');
		for (const value of [keyless, { ...given, text: 1 }, [given], 'x', null, undefined, {}, 7])
			expect(valueSubject(value)).not.toHaveProperty('operand.answer');
	});
	it.each([
		['Email', 'ann@example.com'],
		['Email1', 'ann@example.com'],
		['FirstName', 'Ann'],
		['LastName', 'Lee'],
		['Phone', '+33 1'],
		['ExternalDataReference', 'X_1'],
		['Language', 'FR'],
	])('the contact has %s', (name, value) => {
		const respondent = {
			email: 'ann@example.com',
			firstName: 'Ann',
			lastName: 'Lee',
			phone: '+33 1',
			externalId: 'X_1',
			language: 'FR',
			anonymous: false,
			identifiers: [],
		};
		const rule = { subject: `\${m://${name}}`, operator: 'is', value } as const;
		expect(truthOf(rule, subject(response([], { respondent })))).toBe(true);
		const empty = { subject: rule.subject, operator: 'isEmpty' } as const;
		const nobody = { anonymous: true, identifiers: [] };
		expect(truthOf(empty, subject(response([], { respondent: nobody })))).toBe(true);
	});
	it('a contact is the respondent', () => {
		const item = subject(response());
		const rule = { operator: 'is', value: 'ann@example.com' } as const;
		expect(truthOf({ ...rule, subject: 'contact.email' }, item)).toBe(true);
		expect(truthOf({ ...rule, subject: 'respondent.email' }, item)).toBe(true);
	});
	it('a choice of a question with several, of which there is none', () => {
		const item = subject(response([chosen('QID2', ['Monday'])]));
		const truths = (['selected', 'notSelected', 'is'] as const).map((operator) =>
			truthOf({ subject: 'QID2', operator, value: 'Furious' }, item),
		);
		expect(truths).toEqual([null, null, false]);
		const [, several] = definition.questions;
		const plain = several.choices.map((choice) => ({ ...choice, hasText: false }));
		const survey = { ...definition, questions: [{ ...several, choices: plain }] };
		const rule = { subject: 'QID2', operator: 'is', value: 'Furious' } as const;
		expect(truthOf(rule, { ...item, survey })).toBe(false);
	});
});

describe('Q15 Q14 fields', () => {
	const item = (contextFields: typeof definition.contextFields) =>
		subject(response([], { context: { plan: 'gold' } }), { ...definition, contextFields });
	it('hold values, not answers', () => {
		const rule = { subject: 'context.plan', operator: 'is', value: 'gold' } as const;
		expect(verdictOf(rule, item([])).sentence).toBe('"plan" is "gold" → true (value: gold)');
		const asked = { subject: 'QID5', operator: 'is', value: 'x' } as const;
		expect(verdictOf(asked, subject(response([answer('QID5', 'x')]))).sentence).toContain(
			'(answer: x)',
		);
	});
	it('a survey that lists none says nothing of what is not there', () => {
		const reasonOf = (fields: typeof definition.contextFields) =>
			verdictOf({ subject: 'context.gone', operator: 'is', value: 'x' }, item(fields)).reason;
		expect(reasonOf([])).toBe('Rule 1.1: the response does not mention "gone".');
		expect(reasonOf([{ name: 'plan' }])).toBe(
			'Rule 1.1: gone is not an embedded data field of "Store visit".',
		);
		const declared = { subject: 'context.gone', operator: 'isEmpty' } as const;
		expect(truthOf(declared, item([{ name: 'gone' }]))).toBe(true);
	});
});

it('Q14 a number of a field is one also where types are not converted', () => {
	const item = subject(response([], { context: { visits: 42 } }));
	const rule = { subject: 'context.visits', operator: 'greater', value: '5' } as const;
	expect(truthOf(rule, item, { convertTypes: false })).toBe(true);
});
