import type { BooleanWords } from './rules';

/** Words that a spreadsheet program writes for TRUE and FALSE when its language is not English, and other usual ones. */
const LOCALISED: Record<string, { is: boolean; language: string }> = {
	vrai: { is: true, language: 'French' },
	faux: { is: false, language: 'French' },
	pravda: { is: true, language: 'Czech or Slovak' },
	nepravda: { is: false, language: 'Czech or Slovak' },
	wahr: { is: true, language: 'German' },
	falsch: { is: false, language: 'German' },
	prawda: { is: true, language: 'Polish' },
	fałsz: { is: false, language: 'Polish' },
	verdadero: { is: true, language: 'Spanish' },
	falso: { is: false, language: 'Spanish or Italian' },
	vero: { is: true, language: 'Italian' },
	waar: { is: true, language: 'Dutch' },
	onwaar: { is: false, language: 'Dutch' },
};

const MEANINGS: Record<string, boolean> = {
	1: true,
	0: false,
	yes: true,
	no: false,
	y: true,
	n: false,
	oui: true,
	non: false,
	ano: true,
	ne: false,
	ja: true,
	nein: false,
};

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
	const localised = LOCALISED[folded];
	if (localised) {
		const instead = words[localised.is ? 'true' : 'false'][0];
		return `"${shown}" is what a spreadsheet in ${localised.language} writes for ${instead}. Format the column as text and write ${instead}.`;
	}
	const sameButForCase = all.find((word) => word.toLowerCase() === folded);
	if (sameButForCase !== undefined) {
		return `"${shown}" differs in its upper and lower case letters from "${sameButForCase}". ${accepted}`;
	}
	const meant = Object.hasOwn(MEANINGS, folded) ? MEANINGS[folded] : undefined;
	if (meant !== undefined) {
		return `"${shown}" is not accepted here; write ${words[meant ? 'true' : 'false'][0]}.`;
	}
	return `"${shown}" is neither true nor false. ${accepted}`;
}
