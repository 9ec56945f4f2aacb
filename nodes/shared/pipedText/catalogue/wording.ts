import { hasNoAnswer } from '../../survey/questionKinds';
import type { Question } from '../../survey/SurveyDefinition';

/** One line of the picker for a question: what it is called and what stands in the token after the question's key. */
export interface Offer {
	name: string;
	path: string[];
}

const LABEL = (name: string) => ({ name, path: ['ChoiceGroup', 'SelectedChoices'] });
const TEXT = { name: 'Typed text', path: ['ChoiceTextEntryValue'] };
const NUMBER = { name: 'Number', path: ['ChoiceNumericEntryValue'] };
const CODE = { name: 'Recode value', path: ['SelectedChoicesRecode'] };
const ONE: Offer[] = [LABEL('Selected choice'), CODE];
const ANSWER: Offer[] = [{ name: 'Answer', path: ['Answer'] }];
const TYPED: Offer[] = [TEXT];
const QUESTION_TEXT: Offer = { name: 'Question text', path: ['QuestionText'] };

/** What is offered for each kind of question, the most wanted first. */
const OFFERS: Record<Question['type'], Offer[]> = {
	text: TYPED,
	longText: TYPED,
	email: TYPED,
	phone: TYPED,
	url: TYPED,
	date: TYPED,
	time: TYPED,
	dateTime: TYPED,
	number: [NUMBER],
	boolean: ONE,
	consent: ONE,
	singleChoice: ONE,
	multiChoice: [
		LABEL('Selected choices'),
		{ name: 'Recode values', path: ['SelectedChoicesRecode'] },
		{ name: 'Number of choices selected', path: ['SelectedChoicesCount'] },
		{ name: 'Choices not selected', path: ['ChoiceGroup', 'UnselectedChoices'] },
	],
	rating: [NUMBER, LABEL('Selected choice')],
	scale: [NUMBER, LABEL('Selected choice')],
	nps: [
		{ name: 'Score', path: ['ChoiceNumericEntryValue'] },
		{ name: 'Promoter, passive or detractor', path: ['NPSGroup'] },
	],
	ranking: [
		LABEL('Choices in the order ranked'),
		{ name: 'Recode values in the order ranked', path: ['SelectedChoicesRecode'] },
	],
	matrix: ONE,
	file: [
		{ name: 'File name', path: ['FileName'] },
		{ name: 'File link', path: ['FileUrl'] },
		{ name: 'File ID', path: ['FileID'] },
		{ name: 'File type', path: ['FileType'] },
		{ name: 'File size', path: ['FileSize'] },
	],
	signature: [
		{ name: 'File name', path: ['FileName'] },
		{ name: 'File ID', path: ['FileID'] },
	],
	payment: ANSWER,
	other: ANSWER,
};

/** The lines of a question as a whole, of each row, and of each choice with a text of its own. */
export function offersOf(question: Question): Offer[] {
	const rows = question.rows.flatMap((row) => rowOffers(question, row));
	if (hasNoAnswer(question)) return [QUESTION_TEXT];
	const whole = question.rows.length > 0 ? [] : OFFERS[question.type];
	const choices =
		question.rows.length > 0
			? []
			: question.choices.flatMap((choice) => choiceOffers(question, choice));
	const typed = question.choices.some((choice) => choice.hasText)
		? [
				{
					name: 'Selected choice with typed text',
					path: ['ChoiceGroup', 'SelectedChoicesTextEntry'],
				},
			]
		: [];
	return [...whole, ...typed, ...choices, ...rows, QUESTION_TEXT];
}

function rowOffers(question: Question, row: { id: string; label: string }): Offer[] {
	const name = (what: string) => `${row.label} · ${what}`;
	if (OFFERS[question.type] === TYPED)
		return [{ name: name('Typed text'), path: ['ChoiceTextEntryValue', row.id] }];
	if (question.choices.length === 0)
		return [{ name: name('Number'), path: ['ChoiceNumericEntryValue', row.id] }];
	return [
		{ name: name('Selected answer'), path: ['ChoiceGroup', 'SelectedChoices', row.id] },
		{ name: name('Recode value'), path: ['SelectedAnswerRecode', row.id] },
	];
}

function choiceOffers(question: Question, choice: Question['choices'][number]): Offer[] {
	const offers: Offer[] = [];
	if (choice.hasText)
		offers.push({
			name: `Text typed into "${choice.label}"`,
			path: ['ChoiceTextEntryValue', choice.id],
		});
	if (question.type === 'ranking')
		offers.push({
			name: `Rank of "${choice.label}"`,
			path: ['ChoiceNumericEntryValue', choice.id],
		});
	return offers;
}
