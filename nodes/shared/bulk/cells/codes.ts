import { nearestName } from '../../pipedText/lookup/nearestName';
import { textOf } from '../../pipedText/textOf';
import { fold } from '../../values/text';
import type { Code } from './fields';
import { damageOf } from '../spreadsheet/damage';
import { Refusal, type CellReader } from './refusal';
import { emptyAsNull, textual } from './textual';

interface CodeList {
	codes: readonly Code[];
	acceptsLabels?: boolean;
}

/** As the drop-down lists of workbooks show it, and as it is read back. */
export const codeEntry = ({ code, label = code }: Code): string =>
	label === code ? code : `${code} – ${label}`;

/** A list that is shorter is shown in full where a cell is not on it. */
const MOST_SHOWN = 12;
const LONGEST_SHOWN = 300;

/** Shorter codes are near to each other whatever was meant. */
const SHORTEST_GUESSED = 3;

type ReadCode = (cell: string) => string | Refusal;

/** A code exactly as it is, or where that is allowed its label; else the code that was most likely meant is named. */
function compileCodes({ codes, acceptsLabels = false }: CodeList): ReadCode {
	const offered = codes.filter(({ isHidden }) => !isHidden);
	const known = new Set(codes.map(({ code }) => code));
	const entries = offered.map(codeEntry).join(', ');
	const allowed =
		offered.length <= MOST_SHOWN && entries.length <= LONGEST_SHOWN ? entries : undefined;
	const byEntry = new Map(codes.map((one) => [codeEntry(one), one.code]));
	const byLabel = new Map<string, string | undefined>();
	for (const { code, label = code } of codes) {
		byLabel.set(fold(label), byLabel.has(fold(label)) ? undefined : code);
	}
	return (cell) => {
		if (known.has(cell)) return cell;
		const listed = byEntry.get(cell);
		if (listed !== undefined) return listed;
		const labelled = byLabel.get(fold(cell));
		if (acceptsLabels && labelled !== undefined) return labelled;
		if (acceptsLabels && byLabel.has(fold(cell))) {
			return new Refusal('unknownCode', 'Several codes have this label; write the code');
		}
		const sameButFor = codes.find(({ code }) => code.toLowerCase() === fold(cell))?.code;
		const labels = offered.map(({ label = '' }) => fold(label));
		const near = acceptsLabels ? nearestName(fold(cell), labels) : undefined;
		const nearLabel = offered.find(({ label }) => near !== undefined && fold(label ?? '') === near);
		const byCode = () =>
			cell.length < SHORTEST_GUESSED
				? undefined
				: nearestName(
						cell,
						offered.map(({ code }) => code),
					);
		const certain = sameButFor ?? labelled;
		const meant = certain ?? nearLabel?.label ?? byCode();
		const guess = meant === undefined ? undefined : `did you mean "${meant}"?`;
		const list = certain === undefined && allowed && `${guess ? 'Allowed' : 'allowed'}: ${allowed}`;
		const hint =
			[guess, list].filter(Boolean).join(' ') ||
			`there are ${offered.length} codes; the operation List Codes of Bulk CSV Update lists them`;
		return new Refusal('unknownCode', `"${shortened(cell)}" is not one of the codes; ${hint}`);
	};
}

export const codeReader = (list: CodeList): CellReader => textual(compileCodes(list));

/** Kept in the order of the list, so that equal sets are equal texts. */
export function codesReader(list: CodeList): CellReader {
	const readOne = compileCodes(list);
	const order = new Map(list.codes.map(({ code }, index) => [code, index]));
	const rank = (code: string): number => order.get(code) ?? list.codes.length;
	const sorted = (codes: string[]): string =>
		[...new Set(codes)].sort((left, right) => rank(left) - rank(right)).join(',');
	const known = new Set(list.codes.map(({ code }) => code));
	const split = (text: string): string[] =>
		text
			.split(/[,;]/)
			.map((part) => part.trim())
			.filter((part) => part !== '');
	return {
		...textual((cell) => {
			const whole = readOne(cell);
			if (!(whole instanceof Refusal)) return whole;
			const codes: string[] = [];
			for (const part of split(cell)) {
				const code = readOne(part);
				if (code instanceof Refusal)
					return isListWithPoint(cell, known) ? new Refusal(code.kind, code.message, true) : code;
				codes.push(code);
			}
			return codes.length === 0 ? whole : sorted(codes);
		}),
		canonical: (value) => emptyAsNull(sorted(split(textOf(value)))),
	};
}

/**
 * A comma between two codes is one before decimals to some programs, which write a point: `20.30` for `20,30`. Both have to be codes as
 * they stand, and there may be no others of which such a program leaves the same.
 */
function isListWithPoint(text: string, codes: ReadonlySet<string>): boolean {
	const [, left, right] = /^(\d+)\.(\d+)$/.exec(text) ?? [];
	if (!codes.has(left) || !codes.has(right) || codes.has(text)) return false;
	return ![...codes].some(
		(code) =>
			(code !== right && code.replace(/0+$/, '') === right.replace(/0+$/, '')) ||
			(code !== left && code.replace(/^0+/, '') === left.replace(/^0+/, '')) ||
			damageOf(text, code) !== undefined,
	);
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
