import type { Answer, AnswerType, ContextValue } from '../../survey/SurveyResponse';
import { contentOf, type Given, type Option } from './answerContent';
import { asText, isNothing, isRecord } from './json';
import { compileFound, compileOneValue, compilePath, oneOf } from './jsonPath';
import type { Finder, Note } from './jsonPath';
import { compileParts, inCells, type Part } from './parts';
import { entryReader, joined, optional, questionReader, type PayloadQuestion } from './questions';
import type { AnswerPaths, FieldAnswer, WebhookSpec } from './spec';

export interface MappedAnswers {
	answers: Answer[];
	/** Hidden fields that came among the answers. */
	context: Array<[string, ContextValue]>;
}

type Types = WebhookSpec['types'];
type Known = ReadonlyMap<string, PayloadQuestion>;
export type AnswerReader = (json: unknown, known: Known, note?: Note) => MappedAnswers;

interface Frame {
	question: PayloadQuestion;
	type?: AnswerType;
	row?: Option;
	state: 'skipped' | 'notShown' | 'unknown';
	comment?: string;
	note?: Note;
}

/** Types of which an answer has one value; a text of several parts is joined, and choices stay several. */
const ONE_VALUE: ReadonlySet<AnswerType> = new Set([
	'number',
	'rating',
	'scale',
	'nps',
	'boolean',
	'date',
	'time',
	'dateTime',
	'email',
	'phone',
	'url',
]);

/** Types whose answer is a list, though it holds one entry only. */
const LISTS: ReadonlySet<AnswerType> = new Set(['multiChoice', 'ranking', 'file', 'signature']);

/** A table of the tool's words; what is no word of it tells nothing. */
const typeOf = (
	types: Types = {},
	{ rawType = '', rawSubtype = '' }: PayloadQuestion,
): AnswerType | undefined => {
	const known = [rawSubtype, rawType].find((word) => word !== '' && Object.hasOwn(types, word));
	return known === undefined ? undefined : types[known];
};

export const compileAnswers = (rule: AnswerPaths | FieldAnswer, types: Types): AnswerReader =>
	'each' in rule ? compileEach(rule, types) : compileField(rule);

function compileField({ path, key, ref, title, type }: FieldAnswer): AnswerReader {
	const find = compileFound(path);
	const question = {
		id: key,
		...(ref !== undefined && { ref }),
		title: title ?? key,
		options: [],
		rows: [],
	};
	return (json, _known, note) => {
		const found = find(json);
		const isOne = found?.isMany === true && !(type !== undefined && LISTS.has(type));
		const value = isOne ? onlyEntry(found.value) : found?.value;
		return {
			answers: answersFrom({ question, type, state: 'skipped', note }, { value, options: [] }),
			context: [],
		};
	};
}

/** A path that may find several, and finds one, gives that one. */
function onlyEntry(found: unknown): unknown {
	const entries = (found as unknown[]).filter((entry) => !isNothing(entry));
	return entries.length === 1 ? entries[0] : entries;
}

function compileEach(rule: AnswerPaths, types: Types): AnswerReader {
	const entries = entryReader(rule);
	const questionOf = questionReader(rule);
	const value = compilePath(rule.value);
	// Of several choices there are several codes.
	const code: Finder = rule.code === undefined ? () => undefined : compilePath(rule.code);
	const otherText = optional(rule.otherText);
	const comment = optional(rule.comment);
	const shown = optional(rule.shown);
	const multiple = optional(rule.multiple);
	const partsOf = compileParts(rule.parts);
	const row = rule.row && {
		parent: compileOneValue(rule.row.parent),
		id: compileOneValue(rule.row.id),
		label: compileOneValue(rule.row.label),
	};
	return (json, known, note) => {
		const mapped: MappedAnswers = { answers: [], context: [] };
		for (const entry of entries(json)) {
			const own = questionOf(entry);
			const parent = row && asText(row.parent(entry));
			if (!own || (row && parent === undefined)) continue;
			const question =
				parent === undefined ? joined(own, known.get(own.id)) : rowQuestion(parent, known);
			const { rawType } = question;
			const given = value(entry);
			if (rawType !== undefined && rule.contextTypes?.includes(rawType)) {
				mapped.context.push([question.title ?? question.id, contextValue(given)]);
				continue;
			}
			if (
				rawType !== undefined &&
				typeof given === 'boolean' &&
				rule.repeatedTypes?.includes(rawType)
			)
				continue;
			// A row says of itself what the question as a whole cannot.
			const type = typeOf(types, row ? own : question);
			const words = asText(comment(entry));
			const frame: Frame = {
				question,
				type: type === 'singleChoice' && !isNothing(multiple(entry)) ? 'multiChoice' : type,
				state: shown(entry) === false ? 'notShown' : 'skipped',
				note,
				...(words !== undefined && { comment: words }),
				...(row && { row: { id: own.id, label: asText(row.label(entry)) ?? own.id } }),
			};
			const parts = partsOf(entry);
			mapped.answers.push(
				...(parts.length > 0
					? fromParts(frame, parts)
					: answersFrom(frame, {
							value: given,
							code: code(entry),
							options: question.options,
							...(asText(otherText(entry)) !== undefined && {
								otherText: asText(otherText(entry)),
							}),
						})),
			);
		}
		return mapped;
	};
}

const rowQuestion = (parent: string, known: Known): PayloadQuestion =>
	known.get(parent) ?? { id: parent, options: [], rows: [] };

/** Parts with a row are answers of their own, one for each row and column. */
function fromParts(frame: Frame, parts: readonly Part[]): Answer[] {
	return inCells(parts, frame.question, frame.type).map(({ row, value, ...said }) => {
		const inRow: Frame = { ...frame, ...(row && { row }) };
		if (said.comment !== undefined) inRow.comment = said.comment;
		// A text has no code, so it is no choice.
		if (said.code === undefined && said.otherText === undefined)
			return oneAnswer(inRow, { value, options: [] });
		const type = frame.type === 'matrix' ? undefined : frame.type;
		const guess = Array.isArray(value) ? 'multiChoice' : 'singleChoice';
		const { code, otherText, otherId, otherLabel, numeric } = said;
		const answer = oneAnswer(
			{ ...inRow, type: type ?? guess },
			{
				value,
				code,
				options: frame.question.options,
				...(otherText !== undefined && { otherText }),
				...(otherId !== undefined && { otherId, otherLabel }),
			},
		);
		return { ...answer, ...(numeric !== undefined && { numeric }) };
	});
}

/** One answer; or, for a map, one for each of its entries, which are rows. */
function answersFrom(frame: Frame, given: Given): Answer[] {
	const { value } = given;
	if (isRecord(value) && !isNothing(value) && typeof value.url !== 'string' && !frame.row) {
		const type = frame.type === 'matrix' ? undefined : frame.type;
		return Object.entries(value).map(([id, inner]) => {
			const label = frame.question.rows.find((row) => row.id === id)?.label ?? id;
			return oneAnswer(
				{ ...frame, type, row: { id, label } },
				{ ...given, value: unwrapped(inner) },
			);
		});
	}
	return [oneAnswer(frame, given)];
}

/** A row's only choice stands in a list of its own. */
const unwrapped = (value: unknown): unknown => {
	const entries = Array.isArray(value) ? value.filter((one) => !isNothing(one)) : [];
	return entries.length === 1 ? (entries[0] as unknown) : value;
};

/** A number would jump to the front of the answers, and cannot be written behind a dot. */
export const keyOf = (name: string): string => (/^\d+$/.test(name) ? `Q${name}` : name);

function oneAnswer(frame: Frame, found: Given): Answer {
	const { question, type, row, state, comment, note } = frame;
	const { id, ref } = question;
	const base = keyOf(ref ?? id);
	const given =
		type !== undefined && ONE_VALUE.has(type)
			? { ...found, value: oneOf(found.value, `The answer "${ref ?? id}"`, note) }
			: found;
	const isEmpty = isNothing(given.value) && given.otherText === undefined;
	const head = {
		key: row ? `${base}_${row.id}` : base,
		questionId: id,
		...(ref !== undefined && { ref }),
		...(row && { parentId: id, row }),
		title: question.title ?? ref ?? id,
	};
	if (isEmpty) return { ...head, type: type ?? 'other', state, value: null, label: '', text: '' };
	return {
		...head,
		...contentOf(given, type),
		state: 'answered',
		...(comment !== undefined && { comment }),
	};
}

export const contextValue = (value: unknown): ContextValue => {
	if (value === null || value === undefined) return null;
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		return value;
	if (Array.isArray(value))
		return value.map((entry) => asText(entry) ?? JSON.stringify(entry) ?? '');
	return JSON.stringify(value) ?? null;
};

/** A question the payload lists and does not answer: nobody says whether it was shown. */
export const unanswered = (question: PayloadQuestion, types: Types): Answer =>
	oneAnswer(
		{ question, type: typeOf(types, question), state: 'unknown' },
		{ value: null, options: [] },
	);
