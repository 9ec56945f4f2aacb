/** What a survey asks. Numbers of types as in the platform's API documentation. */
export interface ModelQuestion {
	id: number;
	type: 0 | 1 | 2 | 6 | 7 | 11 | 16 | 17 | 20;
	text: string;
	/** Choices, or the scale points of a matrix, counted from 1. */
	choices?: string[];
	rows?: string[];
	/** The last choice can be typed into. */
	other?: boolean;
}

export interface ModelSurvey {
	id: number;
	title: string;
	internalTitle: string;
	/** 1: collecting. */
	status: 0 | 1 | 2;
	questions: ModelQuestion[];
}

export const netquestSurveyId = 347232;
export const closedSurveyId = 347240;

export const netquestSurvey: ModelSurvey = {
	id: netquestSurveyId,
	title: 'Spokojenost s prodejnou',
	internalTitle: 'Prodejna 2025',
	status: 1,
	questions: [
		{ id: 5255740, type: 16, text: 'Jak pravděpodobně nás <b>doporučíte</b>?' },
		{
			id: 5255742,
			type: 0,
			text: 'Kde jste nakupovali?',
			choices: ['Praha', 'Brno', 'Jinde'],
			other: true,
		},
		{ id: 5255744, type: 6, text: 'Co se vám líbilo?', choices: ['Výběr', 'Ceny', 'Obsluha'] },
		{ id: 5255746, type: 2, text: 'Proč?' },
		{ id: 5255750, type: 20, text: 'Ohodnoťte nás', rows: ['Obsluha', 'Ceny & akce'] },
		{
			id: 5255752,
			type: 1,
			text: 'Jak často?',
			rows: ['Online', 'Prodejna'],
			choices: ['Často', 'Zřídka'],
		},
		{
			id: 5255754,
			type: 7,
			text: 'Kdy?',
			rows: ['Online', 'Prodejna'],
			choices: ['Ráno', 'Večer'],
		},
		{ id: 5255756, type: 17, text: 'Popište', rows: ['Dobré', 'Špatné'] },
		{ id: 5255758, type: 11, text: 'Váš e-mail' },
		{ id: 5255760, type: 11, text: 'E-mail kolegy' },
		{ id: 5255762, type: 2, text: 'Proc?' },
	],
};

export const closedSurvey: ModelSurvey = {
	id: closedSurveyId,
	title: 'Loňský průzkum',
	internalTitle: '',
	status: 2,
	questions: [{ id: 5255801, type: 2, text: 'Proč?' }],
};

export type Given = Record<string, unknown>;

/** A person's answers as a sheet holds them: an option is given by its position from 1, a score by itself; what is left out was skipped. */
export function questionOf(question: ModelQuestion, given: unknown): Record<string, unknown> {
	const { id, type, text } = question;
	const frame = { id, content: text };
	switch (type) {
		case 0:
			return { ...frame, answer: option(question, given) };
		case 16:
			return { ...frame, answer: score(given) };
		case 6:
			return { ...frame, answers: list(given).map((entry) => option(question, entry)) };
		case 2:
		case 11:
			return { ...frame, answers: list(given).map((value) => ({ value })) };
		case 20:
			return {
				...frame,
				answers: rowsOf(question, given, (rating) => {
					const { value, reason } = isNoted(rating) ? rating : { value: rating, reason: null };
					return { rating: value, additional: null, reason };
				}),
			};
		case 1:
			return {
				...frame,
				answers: rowsOf(question, given, (entry) => ({ answer: option(question, entry) })),
			};
		case 7:
			return {
				...frame,
				answers: rowsOf(question, given, (entries) => ({
					answers: list(entries).map((entry) => option(question, entry)),
				})),
			};
		case 17:
			return { ...frame, answers: rowsOf(question, given, (value) => ({ answers: [{ value }] })) };
	}
}

const list = (given: unknown): unknown[] =>
	given === undefined ? [] : Array.isArray(given) ? given : [given];

const isNoted = (given: unknown): given is { value: unknown; reason: string } =>
	typeof given === 'object' && given !== null && 'reason' in given;

function option({ choices = [], other }: ModelQuestion, given: unknown): unknown {
	if (given === undefined) return null;
	if (typeof given === 'string' && other)
		return { id: choices.length, content: choices[choices.length - 1], additional: given };
	const position = Number(given);
	if (!choices[position - 1]) throw new Error(`There is no option ${position}`);
	return { id: position, content: choices[position - 1], additional: null };
}

/** The trap: `id` is the option's position, one above the score. */
function score(given: unknown): unknown {
	if (given === undefined) return null;
	const { value, reason } = isNoted(given) ? given : { value: given, reason: null };
	return { id: Number(value) + 1, content: String(value), additional: reason };
}

const rowsOf = (
	{ rows = [] }: ModelQuestion,
	given: unknown,
	answer: (entry: unknown) => object,
): unknown[] =>
	list(given).flatMap((entry, index) =>
		entry === undefined || entry === null
			? []
			: [{ id: index + 1, content: rows[index], ...answer(entry) }],
	);
