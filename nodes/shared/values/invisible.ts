/**
 * Signs that nobody sees and that come along when text is copied: control characters, soft hyphen, zero-width signs, direction
 * marks, the byte order mark, variation selectors. Line breaks and tabs are blanks, not invisible signs.
 */
const INVISIBLE = String.raw`(?![\t\n\v\f\r\u0085])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;
/** Beyond Latin, joiners and variation selectors shape what is seen: a family of emoji, a ligature of Persian or Hindi. */
const JOINER = String.raw`(?<=[^\u0000-\u024f])(?:\u200c|\u200d|\ufe0e|\ufe0f)(?=[^\u0000-\u024f]|$|\s)`;
const ANY = new RegExp(INVISIBLE, 'u');
const EACH = new RegExp(INVISIBLE, 'gu');
const EACH_UNSEEN = new RegExp(`(?!${JOINER})${INVISIBLE}`, 'gu');

/** Without what nobody sees; what joins or shapes visible signs stays. Most texts hold none, so a quick look comes first. */
export const withoutInvisible = (text: string): string =>
	ANY.test(text) ? text.replace(EACH_UNSEEN, '') : text;

/** Without any of them, joiners too: for comparing. */
export const withoutAnyInvisible = (text: string): string =>
	ANY.test(text) ? text.replace(EACH, '') : text;
