import { simplifyResponse } from '../../../nodes/shared/survey/simplify';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import { answerOf, responseOf, state } from '../kpi/responses';
import { longResponse } from './longSurvey';

const answered = (key: string, title: string, more: Partial<Answer> = {}): Partial<Answer> => ({
	...answerOf(key, 'yes'),
	title,
	...more,
});

const simplified = (...answers: Array<Partial<Answer>>) =>
	simplifyResponse(
		responseOf({ answers: Object.fromEntries(answers.map((one) => [one.key!, one])) }),
	).answers;

describe('a simplified response', () => {
	it('begins with respondent and answers, and says question → answer in words', () => {
		const simple = simplifyResponse(longResponse());
		expect(Object.keys(simple).slice(0, 2)).toEqual(['respondent', 'answers']);
		expect(simple.answers).toMatchObject({
			'How likely are you to recommend our store?': 8,
			'How satisfied were you with your visit?': 'Extremely dissatisfied',
			'What did you visit?': 'Café, Customer service, something else',
			'How much do you agree? – The staff were friendly': 'Strongly disagree',
		});
	});

	it('holds what was answered and nothing else: 1 kB of the survey of 150 questions', () => {
		const response = longResponse();
		expect(JSON.stringify(response).length).toBeGreaterThan(95_000);
		expect(JSON.stringify(simplifyResponse(response)).length).toBeLessThan(1_500);
		expect(
			simplified(
				answered('a', 'Answered'),
				{ ...answered('b', 'Skipped'), ...state('skipped') },
				{ ...answered('c', 'Hidden'), ...state('notShown') },
				{ ...answered('d', 'Nobody knows'), ...state('unknown') },
			),
		).toEqual({ Answered: 'yes' });
	});

	it('0 and no are answers', () => {
		expect(
			simplified(
				{ ...answered('a', 'Score'), value: 0, numeric: 0, label: '0', text: '0' },
				{ ...answered('b', 'Member'), value: false, label: '', text: '' },
				{ ...answered('c', 'Agreed'), value: 2, numeric: 2, label: 'No', text: 'No' },
			),
		).toEqual({ Score: 0, Member: false, Agreed: 'No' });
	});

	it('tells questions of the same words apart, whichever of them was answered', () => {
		const first = answered('QID1', 'Why?');
		const second = answered('QID2', 'Why?');
		expect(simplified(first, second)).toEqual({ 'Why? (QID1)': 'yes', 'Why? (QID2)': 'yes' });
		expect(simplified({ ...first, ...state('notShown') }, second)).toEqual({
			'Why? (QID2)': 'yes',
		});
		expect(simplified(answered('2_QID3', 'Which?', { loop: '2' }))).toEqual({
			'Which? (2_QID3)': 'yes',
		});
	});

	it('words that are names of JavaScript stay words', () => {
		const answers = simplified(answered('a', '__proto__'), answered('b', 'constructor'));
		expect(Object.entries(answers)).toEqual([
			['__proto__', 'yes'],
			['constructor', 'yes'],
		]);
	});

	it('leaves out what holds nothing, and keeps what a person would want to know', () => {
		const response = responseOf({ context: { plan: 'gold', empty: '', none: null, visits: 0 } });
		const simple = simplifyResponse({
			...response,
			respondent: {
				email: 'ann@example.com',
				anonymous: false,
				identifiers: [{ system: 'crm', type: 'number', value: '7' }],
			},
			consents: [
				{ purpose: 'news', value: 'granted' },
				{ purpose: 'calls', value: 'unset' },
			],
			scores: [{ name: 'SC_1', value: 3 }],
		});
		expect(simple.respondent).toEqual({
			email: 'ann@example.com',
			identifiers: { 'crm number': '7' },
		});
		expect(simple.context).toEqual({ plan: 'gold', visits: 0 });
		expect(simple.consents).toEqual({ news: 'granted' });
		expect(simple.scores).toEqual({ SC_1: 3 });
		expect(simple).not.toHaveProperty('tags');
		expect(simple.response).not.toHaveProperty('isTest');
	});
});
