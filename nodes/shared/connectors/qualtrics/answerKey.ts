/**
 * What a key of `values` says. Source: contracts/qualtrics.md 3.2.
 * - `main`: the question's own answer (`QID3`, text questions `QID1_TEXT`);
 * - `row`: one line of a matrix, form, slider, ranking (`QID4_2`), one cell of it (`QID4_2_3`), a side-by-side cell (`QID8#1_2`);
 * - `text`: what was typed into a choice or row (`QID7_4_TEXT`, `QID4_2_3_TEXT`, `QID8#1_2_TEXT`);
 * - `npsGroup`, `file`, `group` and `rank` (pick, group and rank), `displayOrder`;
 * - `part`: anything else that belongs to a question (timing, browser, text analysis).
 */
export type KeyKind =
	| 'main'
	| 'mainText'
	| 'row'
	| 'text'
	| 'npsGroup'
	| 'file'
	| 'group'
	| 'rank'
	| 'displayOrder'
	| 'part';

export interface AnswerKey {
	kind: KeyKind;
	/** `1_QID5`: the pass of loop & merge. */
	loop?: string;
	questionId: string;
	/** Side-by-side column. */
	column?: string;
	/** Row, choice, group, or the part's name: `4`, `2_3`, `ID`. */
	part?: string;
	/** Pick, group and rank: the item that is ranked. */
	item?: string;
}

/** `QID12S3` is a question of its own here: what stands behind the `S` is not known (contracts/qualtrics.md 3.2.8). */
const KEY = /^(?:(x?\d+)_)?(QID\d+(?:S\d+)?)(?:#(\d+))?(?:_(.+))?$/;

const PARTS: ReadonlyArray<[RegExp, KeyKind]> = [
	[/^TEXT$/, 'mainText'],
	[/^DO(?:_\w+)?$|^\w+_DO$/, 'displayOrder'],
	[/^NPS_GROUP$/, 'npsGroup'],
	[/^FILE_(ID|NAME|SIZE|TYPE)$/, 'file'],
	[/^(x?\d+)_GROUP$/, 'group'],
	[/^G(\d+)_(x?\d+)_RANK$/, 'rank'],
	[/^(x?\d+(?:_x?\d+)?)_TEXT$/, 'text'],
	[/^(x?\d+(?:_x?\d+)?)$/, 'row'],
];

/** Undefined when the key belongs to no question. */
export const parseAnswerKey = (key: string): AnswerKey | undefined => {
	const match = KEY.exec(key);
	if (!match) return undefined;
	const [, loop, questionId, column, rest] = match;
	const base = { loop, questionId, column };
	if (rest === undefined) return { ...base, kind: column === undefined ? 'main' : 'part' };
	for (const [pattern, kind] of PARTS) {
		const found = pattern.exec(rest);
		if (found) return { ...base, kind, part: found[1], item: found[2] };
	}
	return { ...base, kind: 'part', part: rest };
};

/** The key of the question's own answer within its loop pass: `1_QID5`. */
export const questionKey = ({
	loop,
	questionId,
}: Pick<AnswerKey, 'loop' | 'questionId'>): string =>
	loop === undefined ? questionId : `${loop}_${questionId}`;

/**
 * The key under which the answer stands: text questions drop their `_TEXT`, files and NPS groups fold into the question, ranks
 * into their group. Texts typed into choices fold into the question or row, which the key alone does not tell: here the row.
 */
export const answerKeyOf = (key: AnswerKey): string => {
	const base = questionKey(key);
	const column = key.column === undefined ? '' : `#${key.column}`;
	switch (key.kind) {
		case 'main':
		case 'mainText':
		case 'npsGroup':
		case 'file':
		case 'displayOrder':
			return base;
		case 'group':
		case 'rank':
			return `${base}_${key.part}_GROUP`;
		case 'row':
		case 'text':
			return `${base}${column}_${key.part}`;
		case 'part':
			return `${base}${column}${key.part === undefined ? '' : `_${key.part}`}`;
	}
};
