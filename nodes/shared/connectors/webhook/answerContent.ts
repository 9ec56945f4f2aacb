import { htmlToText } from '../../survey/htmlToText';
import type { Answer, AnswerChoice, AnswerType } from '../../survey/SurveyResponse';
import { readDate } from '../../values/dates';
import { isUnreadable } from '../../values/Reading';
import { asFlag, asNumber, asText, isNothing, isRecord } from './json';

export interface Option {
	id: string;
	label: string;
}

export interface Given {
	value: unknown;
	/** Ids of what was chosen, where `value` holds words. */
	code?: unknown;
	otherText?: string;
	/** Of the choice that the text was typed into. */
	otherId?: string;
	/** Its own words, where the tool tells them. */
	otherLabel?: string;
	options: readonly Option[];
}

export type Content = Pick<Answer, 'type' | 'value' | 'label' | 'text'> &
	Partial<Pick<Answer, 'choices' | 'numeric' | 'scale' | 'npsGroup' | 'files'>>;

const CHOICES: ReadonlySet<AnswerType> = new Set(['singleChoice', 'multiChoice', 'ranking']);
const NUMBERS: ReadonlySet<AnswerType> = new Set(['number', 'rating', 'scale', 'nps']);

/** What an answer says, by the tool's type for it, or else by its value. */
export function contentOf(given: Given, type: AnswerType | undefined): Content {
	const { value } = given;
	const files = filesIn(value);
	if (files) return filesContent(files, type);
	if (Array.isArray(value)) return listContent(given, value as unknown[], type);
	if (isRecord(value)) {
		const text = JSON.stringify(value);
		return { type: type ?? 'other', value, label: text, text };
	}
	return scalarContent(given, value, type);
}

type FileLike = Record<string, unknown>;

const isFile = (value: unknown): value is FileLike =>
	isRecord(value) && typeof value.url === 'string' && value.url !== '';

/** A list of files; what is empty in it is none. */
const filesIn = (value: unknown): FileLike[] | undefined => {
	if (!Array.isArray(value)) return undefined;
	const entries = (value as unknown[]).filter((entry) => !isNothing(entry));
	return entries.length > 0 && entries.every(isFile) ? entries : undefined;
};

function filesContent(list: FileLike[], type: AnswerType | undefined): Content {
	const files = list.map((file) => {
		const id = asText(file.id);
		const mimeType = asText(file.mimeType) ?? asText(file.type);
		const size = asNumber(file.size);
		const url = file.url as string;
		return {
			...(id !== undefined && { id }),
			name: asText(file.name) ?? url,
			url,
			...(mimeType !== undefined && { mimeType }),
			...(size !== undefined && { size }),
		};
	});
	const text = files.map(({ name }) => name).join(', ');
	return {
		type: type === 'signature' ? type : 'file',
		value: files.map(({ url }) => url),
		label: text,
		text,
		files,
	};
}

const wordsOf = (value: unknown): string =>
	asText(value) ?? (isNothing(value) ? '' : JSON.stringify(value));

function choiceOf(
	entry: unknown,
	code: unknown,
	options: readonly Option[],
): AnswerChoice & { label: string } {
	const words = wordsOf(entry);
	const given = asText(code);
	const option =
		options.find(({ id }) => id === (given ?? words)) ??
		options.find(({ label }) => label === words);
	const id = given ?? option?.id;
	return {
		...(id !== undefined && { id, code: id }),
		label: htmlToText(
			words === '' || given === undefined ? (option?.label ?? (words || (given ?? ''))) : words,
		),
	};
}

function listContent(given: Given, list: unknown[], type: AnswerType | undefined): Content {
	const codes = Array.isArray(given.code) ? (given.code as unknown[]) : [];
	// An empty entry has its place all the same: codes stand in the same order.
	const choices = list.flatMap(
		(entry, index): Array<AnswerChoice & { label: string }> =>
			isNothing(entry) && isNothing(codes[index])
				? []
				: [choiceOf(entry, codes[index], given.options)],
	);
	if (given.otherText !== undefined) choices.push(otherChoice(given.otherText, given));
	if (type === 'ranking') choices.forEach((choice, index) => (choice.rank = index + 1));
	const label = choices.map((choice) => choice.label).join(', ');
	const text = choices.map((choice) => choice.otherText ?? choice.label).join(', ');
	// Entries of no known question may be the fields of a form (first name, last name, …): each stays in its place.
	const fields = type === undefined && codes.length === 0 ? list.filter(isField) : [];
	const values = fields.some(isNothing)
		? fields.map(wordsOf)
		: choices.map((choice) => choice.code ?? choice.label);
	const isOne = type === 'singleChoice' && choices.length === 1;
	return {
		type: type === undefined || (type === 'singleChoice' && !isOne) ? 'multiChoice' : type,
		value: isOne ? values[0] : values,
		label,
		text,
		choices,
	};
}

/** A field left blank is an empty text; null is an odd entry, and stands for nothing. */
const isField = (entry: unknown): boolean => typeof entry === 'string' || !isNothing(entry);

const otherChoice = (
	otherText: string,
	{ otherId: id, otherLabel }: Given,
): AnswerChoice & { label: string } => ({
	...(id !== undefined && { id, code: id }),
	label: otherLabel ?? otherText,
	other: true,
	otherText,
});

function scalarContent(given: Given, value: unknown, type: AnswerType | undefined): Content {
	const isChoice =
		type !== undefined
			? CHOICES.has(type)
			: given.options.length > 0 || !isNothing(given.code) || given.otherText !== undefined;
	if (isChoice) return choiceContent(given, value, type ?? 'singleChoice');
	const text = wordsOf(value);
	const number = isLongFraction(value) ? Number(value) : asNumber(value, 'typed');
	const isOne = typeof value === 'number' || isLongFraction(value);
	if (number !== undefined && (type === undefined ? isOne : NUMBERS.has(type)))
		return numberContent(number, text, type ?? 'number');
	const flag = asFlag(value);
	if (typeof value === 'boolean' || (type === 'boolean' && flag !== undefined))
		return { type: type ?? 'boolean', value: flag ?? false, label: text, text };
	const written = type === 'date' || type === 'dateTime' ? clockText(text) : text;
	return { type: type ?? typeOfText(text), value: written, label: text, text };
}

/** `12/31/2015 11:59 PM` as `2015-12-31T23:59:00`, as the respondent's clock showed it; what is ambiguous stays. */
function clockText(text: string): string {
	if (/^\s*\d{4}-/.test(text)) return text;
	const read = readDate(text, { zone: 'UTC' });
	if (isUnreadable(read) || read.hasZone) return text;
	return read.date.toFormat(read.isDay ? 'yyyy-MM-dd' : "yyyy-MM-dd'T'HH:mm:ss");
}

/** More digits than a number keeps stand as their text; a fraction is measured all the same, a whole one may be an id. */
const isLongFraction = (value: unknown): boolean =>
	typeof value === 'string' && /^-?(?=[\d.]{17,})\d{1,15}\.\d+$/.test(value);

/** Longer than any address; the pattern takes long on what is. */
const LONGEST_EMAIL = 320;

const typeOfText = (text: string): AnswerType =>
	text.trim().length <= LONGEST_EMAIL && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())
		? 'email'
		: 'text';

function choiceContent(given: Given, value: unknown, type: AnswerType): Content {
	if (given.otherText !== undefined && isNothing(value)) {
		const choice = otherChoice(given.otherText, given);
		return {
			type,
			value: choice.code ?? choice.label,
			label: choice.label,
			text: given.otherText,
			choices: [choice],
		};
	}
	const choice = choiceOf(value, given.code, given.options);
	const { label } = choice;
	if (given.otherText !== undefined)
		Object.assign(choice, { other: true, otherText: given.otherText });
	const chosen = choice.code ?? label;
	const content = { label, text: given.otherText ?? label, choices: [choice] };
	return { type, value: type === 'singleChoice' ? chosen : [chosen], ...content };
}

function numberContent(number: number, text: string, type: AnswerType): Content {
	const content: Content = { type, value: number, label: text, text, numeric: number };
	if (type !== 'nps') return content;
	return {
		...content,
		scale: { min: 0, max: 10, direction: 'up' },
		npsGroup: number >= 9 ? 'promoter' : number >= 7 ? 'passive' : 'detractor',
	};
}
