import type { OperatorName, RuleText, Truth } from '../../../nodes/shared/conditions';
import { compileConditions, evaluate } from '../../../nodes/shared/conditions';
import type { Question, SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import type { Answer } from '../../../nodes/shared/survey/SurveyResponse';
import { RESULT } from '../../../nodes/shared/pipedText/MixedText';
import { written } from '../../written';
import { answer, definition, response, subject, withoutDefinition } from './survey';

const LABELS = [
	'Yes, I agree',
	'Yes',
	'No, thanks; not now',
	'I agree',
	'Other',
	'Paris, Lyon, or Nice',
	'Not yet\nnor later',
];

const question = (type: Question['type'], hasText = false): Question => ({
	id: 'QID20',
	title: 'Do you agree?',
	type,
	choices: LABELS.map((label, index) => ({
		id: String(index + 1),
		code: String(index + 11),
		label,
		...(hasText && label === 'Other' && { hasText }),
	})),
	rows: [],
	answerKeys: ['QID20'],
});

const surveyWith = (asked: Question): SurveyDefinition => ({ ...definition, questions: [asked] });
const single = surveyWith(question('singleChoice'));
const withText = surveyWith(question('singleChoice', true));
const multi = surveyWith(question('multiChoice'));

const took = (...labels: string[]): Answer =>
	answer('QID20', labels.map((label) => String(LABELS.indexOf(label) + 11)).join(','), {
		type: labels.length > 1 ? 'multiChoice' : 'singleChoice',
		label: labels.join(', '),
		text: labels.join(', '),
		choices: labels.map((label) => ({
			id: String(LABELS.indexOf(label) + 1),
			code: String(LABELS.indexOf(label) + 11),
			label,
		})),
	});

const typed: Answer = answer('QID20', '15', {
	type: 'singleChoice',
	label: 'Other',
	text: 'Brno, or Ostrava',
	choices: [{ id: '5', code: '15', label: 'Other', otherText: 'Brno, or Ostrava' }],
});

const truth = (
	given: Answer,
	operator: OperatorName,
	value: RuleText,
	survey: SurveyDefinition | undefined,
): Truth => {
	const item = response([given], {
		context: { city: 'Yes, I agree', cities: ['Yes', 'I agree'], other: 'Other' },
	});
	const rule = { subject: written('QID20'), operator, value };
	const compiled = compileConditions({
		between: 'all',
		groups: [{ combine: 'all', rules: [rule] }],
	});
	return evaluate(compiled, survey ? subject(item, survey) : withoutDefinition(item)).result;
};

describe('a choice with a separator in its words', () => {
	it.each<[string, Answer, string, SurveyDefinition | undefined, Truth]>([
		['is one entry', took('Yes, I agree'), 'Yes, I agree', single, true],
		['and not another choice', took('Yes'), 'Yes, I agree', single, false],
		['nor the other half', took('I agree'), 'Yes, I agree', single, false],
		['in another case, with blanks', took('Yes, I agree'), ' yes,  I AGREE ', single, true],
		['among others, between commas', took('Yes, I agree'), 'Other, Yes, I agree', single, true],
		['the other one', took('Other'), 'Other, Yes, I agree', single, true],
		['and still not its half', took('Yes'), 'Other, Yes, I agree', single, false],
		['with a semicolon', took('No, thanks; not now'), 'No, thanks; not now', single, true],
		['between semicolons', took('No, thanks; not now'), 'Yes; No, thanks; not now', single, true],
		['two commas', took('Paris, Lyon, or Nice'), 'Other, Paris, Lyon, or Nice', single, true],
		['on lines', took('Yes, I agree'), 'No, thanks; not now\nYes, I agree', single, true],
		['on lines, its half', took('Yes'), 'No, thanks; not now\nYes, I agree', single, false],
		['lines of Windows', took('Yes, I agree'), 'Other\r\nYes, I agree\r\n', single, true],
		['a line of several choices', took('Other'), 'Yes, I agree, Other\nI agree', single, true],
		['on two lines', took('Not yet\nnor later'), 'Not yet\nnor later', single, true],
		['on two lines, among others', took('Other'), 'Not yet\nnor later\nOther', single, true],
		['codes', took('Yes'), '11, 12', single, true],
		['several taken', took('Other', 'Yes, I agree'), 'Yes, I agree', multi, true],
		['several taken, its half', took('Other', 'Yes'), 'Yes, I agree', multi, false],
		['a text typed into a choice', typed, 'Brno, or Ostrava', withText, true],
		['among others', typed, 'Yes, I agree, Brno, or Ostrava', withText, true],
		['no such choice', took('Yes'), 'Never, ever', single, null],
		['without a definition', took('Yes, I agree'), 'Yes, I agree', undefined, true],
		['without, on lines', took('No, thanks; not now'), 'No, thanks; not now\nX', undefined, true],
		['without, among others', took('Yes, I agree'), 'Other, Yes, I agree', undefined, true],
		['without, another', took('Other'), 'Yes, I agree', undefined, false],
		['a text answer', answer('QID20', 'Praha, Brno'), 'Praha, Brno', undefined, true],
		['half of one', answer('QID20', 'Praha, Br'), 'Praha, Brno', undefined, false],
	])('LC08 %s', (_title, given, value, survey, wanted) => {
		expect(truth(given, 'inList', written(value), survey)).toBe(wanted);
		const negated = wanted === null ? null : !wanted;
		expect(truth(given, 'notInList', written(value), survey)).toBe(negated);
	});

	it.each<[string, RuleText, SurveyDefinition | undefined]>([
		['beside a token', written('Yes, I agree, ${e://Field/other}'), single],
		['as a token', written('${e://Field/city}'), single],
		['as a token beside words', written('Other, ${e://Field/city}'), undefined],
		['as a result', { mixed: [RESULT], results: ['Yes, I agree'], written: '{{ }}' }, single],
	])('LC08 %s', (_title, value, survey) => {
		expect(truth(took('Yes, I agree'), 'inList', value, survey)).toBe(true);
		expect(truth(took('Yes'), 'inList', value, survey)).toBe(false);
	});

	it('LC08 entries that a list gives are never put together', () => {
		const value = written('${e://Field/cities}');
		expect(truth(took('Yes, I agree'), 'inList', value, single)).toBe(false);
		expect(truth(took('Yes'), 'inList', value, single)).toBe(true);
	});
});
