/** What a number format makes of a number. */
export type FormatKind =
	| { kind: 'number' }
	| { kind: 'text' }
	| { kind: 'percent' }
	/** Shown with zeros in front, as in `00000`. */
	| { kind: 'padded'; digits: number }
	| { kind: 'date'; hasDay: boolean; hasTime: boolean };

const NUMBER: FormatKind = { kind: 'number' };
const DAY: FormatKind = { kind: 'date', hasDay: true, hasTime: false };
const TIME: FormatKind = { kind: 'date', hasDay: false, hasTime: true };
const DAY_AND_TIME: FormatKind = { kind: 'date', hasDay: true, hasTime: true };

/** Formats that have a number and no code (ECMA-376, 18.8.30), those of East Asian languages included. */
export function builtInFormat(id: number): FormatKind {
	if (id === 9 || id === 10) return { kind: 'percent' };
	if (id === 49) return { kind: 'text' };
	if (id === 22) return DAY_AND_TIME;
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return DAY;
	if (id >= 50 && id <= 58) return DAY;
	if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return TIME;
	return NUMBER;
}

/**
 * By the letters of a format code: what stands in quotes, behind a backslash, an underscore or a star, and in brackets (but
 * elapsed time, `[h]`) means nothing. Only the first section counts: it is that of positive numbers.
 */
export function formatOf(code: string): FormatKind {
	const section = firstSection(code);
	const plain = section
		.replace(/\[(h+|m+|s+)\]/gi, '$1')
		.replace(/\[[^\]]*\]/g, '')
		.replace(/general/gi, '');
	if (plain.trim() === '@') return { kind: 'text' };
	const letters = plain.replace(/am\/pm|a\/p/gi, 'h').toLowerCase();
	if (/[dyhs]|m/.test(letters.replace(/e[+-]/g, ''))) return dateFormat(letters);
	if (/[gebr]/.test(letters) && !/[0#?]/.test(letters)) return DAY;
	if (letters.includes('%')) return { kind: 'percent' };
	const padded = /^0{2,}$/.exec(letters.trim());
	return padded ? { kind: 'padded', digits: padded[0].length } : NUMBER;
}

/** `m` is the minute beside hours or seconds, else the month. */
function dateFormat(letters: string): FormatKind {
	const hasTime = /[hs]/.test(letters);
	const hasDay = /[dy]/.test(letters) || (!hasTime && letters.includes('m'));
	if (hasDay) return hasTime ? DAY_AND_TIME : DAY;
	return TIME;
}

/** Up to the first semicolon that counts, without what is shown as it stands. */
function firstSection(code: string): string {
	let section = '';
	for (let at = 0; at < code.length; at++) {
		const sign = code[at];
		if (sign === ';') break;
		if (sign === '\\' || sign === '_' || sign === '*') at++;
		else if (sign === '"') {
			const close = code.indexOf('"', at + 1);
			at = close === -1 ? code.length : close;
		} else section += sign;
	}
	return section;
}
