import { YES_OR_NO_WORDS } from '../../values/booleans';
import type { BooleanWords } from './rules';

/** Says why a word is neither true nor false here, and what to write instead. */
export function refuseBoolean(cell: string, words: BooleanWords): string {
	const shown = cell.length > 20 ? `${cell.slice(0, 19)}…` : cell;
	const accepted = `Write one of ${words.true.join(', ')} or ${words.false.join(', ')}.`;
	const trimmed = cell.replace(/^[\s\u00a0]+|[\s\u00a0]+$/g, '');
	const all = [...words.true, ...words.false];
	if (trimmed !== cell && all.includes(trimmed)) {
		return `There are spaces around "${trimmed}". Remove them.`;
	}
	const folded = trimmed.toLowerCase();
	const meant = YES_OR_NO_WORDS.get(folded);
	const instead = words[meant?.is ? 'true' : 'false'][0];
	if (meant?.isSpreadsheetWord && meant.language !== 'English') {
		return `"${shown}" is what a spreadsheet in ${meant.language} writes for ${instead}. Format the column as text and write ${instead}.`;
	}
	const sameButForCase = all.find((word) => word.toLowerCase() === folded);
	if (sameButForCase !== undefined) {
		return `"${shown}" differs in its upper and lower case letters from "${sameButForCase}". ${accepted}`;
	}
	if (meant) return `"${shown}" is not accepted here; write ${instead}.`;
	if (folded === '1' || folded === '0') {
		return `"${shown}" is not accepted here; write ${words[folded === '1' ? 'true' : 'false'][0]}.`;
	}
	return `"${shown}" is neither true nor false. ${accepted}`;
}
