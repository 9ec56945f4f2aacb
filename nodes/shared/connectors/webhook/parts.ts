import type { AnswerType } from '../../survey/SurveyResponse';
import type { Option } from './answerContent';
import { asNumber, asText } from './json';
import { compileList } from './jsonPath';
import { optional, type PayloadQuestion } from './questions';
import type { AnswerPaths } from './spec';

/** What a part of an answer says: a choice, a row, a text. */
export interface Part {
	row?: string;
	column?: string;
	code?: string;
	label?: string;
	otherId?: string;
	otherText?: string;
	weight?: string;
}

const NAMES = ['row', 'column', 'code', 'label', 'otherId', 'otherText', 'weight'] as const;

export function compileParts(paths: AnswerPaths['parts']): (entry: unknown) => Part[] {
	if (!paths) return () => [];
	const each = compileList(paths.each);
	const readers = NAMES.map((name) => [name, optional(paths[name])] as const);
	return (entry) =>
		each(entry).flatMap((found) => {
			const said = readers.flatMap(([name, find]) => {
				const text = asText(find(found));
				return text === undefined ? [] : [[name, text] as const];
			});
			if (said.length === 0) return [];
			const part = Object.fromEntries(said) as Part;
			// Where the place of the text is that of any text, it is one of an "other" choice only beside its id.
			if (paths.otherId !== undefined && part.otherId === undefined) delete part.otherText;
			return [part];
		});
}

/** What stands in one row, or one row and column, of a question. */
export interface Cell {
	row?: Option;
	/** Words: one, or several in the order of their codes. */
	value: unknown;
	code?: unknown;
	otherId?: string;
	otherLabel?: string;
	otherText?: string;
	comment?: string;
	numeric?: number;
}

const cellId = ({ row, column }: Part): string | undefined =>
	row !== undefined && column !== undefined ? `${row}_${column}` : (row ?? column);

/** Parts by the row and column that they answer, in the order in which these come. */
export function inCells(
	parts: readonly Part[],
	question: PayloadQuestion,
	type: AnswerType | undefined,
): Cell[] {
	const groups = new Map<string | undefined, Part[]>();
	for (const part of parts) {
		const id = cellId(part);
		groups.set(id, [...(groups.get(id) ?? []), part]);
	}
	const whole = groups.get(undefined);
	// What is typed below a table belongs to none of its rows.
	if (whole && groups.size > 1 && whole.every(({ code }) => code === undefined)) {
		groups.delete(undefined);
		const comment = whole.flatMap(({ otherText, label }) => otherText ?? label ?? []).join(', ');
		return [...groups].map(([id, group], index) => ({
			...cellOf(id, group, question, type),
			...(index === 0 && comment !== '' && { comment }),
		}));
	}
	return [...groups].map(([id, group]) => cellOf(id, group, question, type));
}

function cellOf(
	id: string | undefined,
	group: Part[],
	question: PayloadQuestion,
	type: AnswerType | undefined,
): Cell {
	const [{ row, column }] = group;
	const labelOf = (part: string): string =>
		question.rows.find((entry) => entry.id === part)?.label ?? part;
	const label = [row, column].flatMap((part) => (part === undefined ? [] : labelOf(part)));
	const cellRow = id === undefined ? undefined : { id, label: label.join(' – ') };
	const taken = group.filter(({ code }) => code !== undefined);
	const other = group.find(({ otherText }) => otherText !== undefined);
	// One choice is all there can be: what else was typed explains it.
	const isComment =
		other !== undefined && other.code === undefined && taken.length === 1 && type !== 'multiChoice';
	const chosen = isComment
		? taken
		: group.filter((part) => part !== other || part.code !== undefined);
	const words = chosen.map(({ label: text, code }) => text ?? code ?? '');
	const isOne =
		chosen.length === 1 && (other === undefined || isComment || other.code !== undefined);
	const isAlone = chosen.length === 0 && type !== 'multiChoice';
	const hasCodes = taken.length > 0;
	const numeric = isOne && type !== 'multiChoice' ? asNumber(chosen[0].weight) : undefined;
	const cell = { ...(cellRow && { row: cellRow }), ...(numeric !== undefined && { numeric }) };
	if (!hasCodes && other === undefined) return { ...cell, value: words.join(', ') };
	const isSingle = (isOne && type !== 'multiChoice') || isAlone;
	const codes = chosen.map(({ code }) => code);
	return {
		...cell,
		value: isSingle ? words[0] : words,
		...(hasCodes && { code: isSingle ? codes[0] : codes }),
		...(other && !isComment && { otherText: other.otherText }),
		...(other?.otherId !== undefined &&
			!isComment && { otherId: other.otherId, otherLabel: wordsBefore(other) }),
		...(isComment && { comment: other.otherText }),
	};
}

/** `Other | what was typed` holds the choice's own words. */
function wordsBefore({ label, otherText }: Part): string | undefined {
	const ending = ` | ${otherText}`;
	return label?.endsWith(ending) ? label.slice(0, -ending.length) : undefined;
}
