import { answersOf } from '../../../nodes/shared/connectors/startquestion/answers';
import { contentOf } from '../../../nodes/shared/connectors/qualtrics/entries';
import type { Question } from '../../../nodes/shared/survey/SurveyDefinition';

const FIELDS = ['Ada', '', 'ada@example.com', '', 'ACME'];
const entries = (texts: Array<string | null>) => texts.map((value) => ({ value }));

describe('Startquestion', () => {
	it.each([
		['maps', { id: 7, answers: entries(FIELDS) }],
		['maps with null', { id: 7, answers: entries(FIELDS.map((text) => text || null)) }],
		['texts', { id: 7, answers: FIELDS }],
	])('LC11 fields left blank keep their places: %s', (_title, raw) => {
		const [answer] = answersOf(raw);
		expect(answer).toMatchObject({
			state: 'answered',
			value: FIELDS,
			label: 'Ada, ada@example.com, ACME',
		});
	});

	it('LC11 nothing but blanks is no answer', () => {
		expect(answersOf({ id: 7, answers: entries(['', null]) })[0]).toMatchObject({
			state: 'skipped',
			value: null,
		});
	});

	it('LC11 a number beside a blank is that number', () => {
		const known = {
			id: '7',
			title: 'Age',
			type: 'number',
			choices: [],
			rows: [],
			answerKeys: ['Q7'],
		};
		const [answer] = answersOf({ id: 7, answers: entries(['', '42']) }, known as Question);
		expect(answer).toMatchObject({ value: 42, numeric: 42 });
	});
});

describe('Qualtrics', () => {
	it('LC11 words stay with the codes beside which they stand, blank or not', () => {
		const content = contentOf({ value: ['1', '2'], label: ['', 'Dog'] }, 'multiChoice', []);
		expect(content.value).toEqual(['1', '2']);
		expect(content.choices?.[1]).toMatchObject({ code: '2', label: 'Dog' });
	});
});
