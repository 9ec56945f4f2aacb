import { joined, own, splitAt, type AuthorText } from '../authorText';

/** An entry of a look-up table as it is written after a bar: `value=replacement`, a backslash before an equals sign in the value. */
export const tableLine = (value: AuthorText, replacement: AuthorText): AuthorText =>
	joined(
		...splitAt(value, '=').flatMap((piece, index) => (index === 0 ? [piece] : [own('\\='), piece])),
		own('='),
		replacement,
	);

/** Undefined where there is no value or no equals sign. */
export function readTableLine(line: string): { value: string; replacement: string } | undefined {
	let at = line.indexOf('=');
	while (at > 0 && line[at - 1] === '\\') at = line.indexOf('=', at + 1);
	return at < 1
		? undefined
		: { value: line.slice(0, at).replaceAll('\\=', '='), replacement: line.slice(at + 1) };
}
