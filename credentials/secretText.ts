/** Blanks, line ends, control signs, and signs that are drawn as nothing: what nobody sees when a secret is pasted. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const LINE_END = /[\r\n\u2028\u2029]/u;

const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Takes signs of one kind off both ends, in one pass; what stands within stays. */
function without(ends: RegExp, text: string): string {
	const signs = [...text];
	let [from, to] = [0, signs.length];
	while (from < to && ends.test(signs[from])) from += 1;
	while (to > from && ends.test(signs[to - 1])) to -= 1;
	return signs.slice(from, to).join('');
}

/** Key, token or shared secret of a credential, without what came along when it was pasted: blanks, line ends and unseen signs at its ends. */
export const secretOf = (value: unknown): string => without(UNSEEN, textOf(value));

/** A password may begin or end with a blank that is meant; a line end never is. */
export const passwordOf = (value: unknown): string => without(LINE_END, textOf(value));

/** Nothing in it can be seen, so nobody meant to enter it. */
export const isBlank = (value: unknown): boolean =>
	[...textOf(value)].every((sign) => UNSEEN.test(sign));
