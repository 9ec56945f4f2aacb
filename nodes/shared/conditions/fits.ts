import type { AnswerType } from '../survey/SurveyResponse';

/** Groups of answer types that take the same operators; `field` is embedded data, contact fields and metadata. */
export type Fit =
	| 'choice'
	| 'multi'
	| 'text'
	| 'number'
	| 'nps'
	| 'date'
	| 'boolean'
	| 'question'
	| 'field';

export const FITS_OF: Record<AnswerType, Fit[]> = {
	text: ['text'],
	longText: ['text'],
	email: ['text'],
	phone: ['text'],
	url: ['text'],
	number: ['number'],
	rating: ['number', 'choice'],
	scale: ['number', 'choice'],
	nps: ['nps'],
	boolean: ['boolean'],
	consent: ['boolean', 'choice'],
	singleChoice: ['choice', 'number'],
	multiChoice: ['multi'],
	ranking: ['multi'],
	matrix: ['choice', 'multi', 'number'],
	date: ['date'],
	time: ['date'],
	dateTime: ['date'],
	file: [],
	signature: [],
	payment: ['number'],
	other: ['text', 'number', 'date', 'boolean', 'choice'],
};
