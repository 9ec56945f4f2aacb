/** A literal part of an n8n expression as n8n writes it out, or one `{{ … }}` as it stands, to be evaluated. */
export type ExpressionPiece = { text: string } | { code: string };

/**
 * Cuts an expression (without its leading `=`) where n8n does (`@n8n/tournament`, ExpressionSplitter): `{{` and `}}` count
 * unless an odd number of backslashes stands before them, wherever they stand, strings included; double backslashes before a
 * `{{` become single ones; code that is never closed reaches to the end. Time is linear in the length of the text.
 */
export function splitExpression(expression: string): ExpressionPiece[] {
	const pieces: ExpressionPiece[] = [];
	let start = 0;
	while (start < expression.length) {
		const open = unescapedAt(expression, '{{', start);
		const text = expression.slice(start, open ?? expression.length);
		if (open === undefined) return [...pieces, { text }];
		if (text !== '') pieces.push({ text: text.replaceAll('\\\\', '\\') });
		const close = unescapedAt(expression, '}}', open + 2);
		start = close === undefined ? expression.length : close + 2;
		pieces.push({ code: expression.slice(open, start) });
	}
	return pieces;
}

/** Where the brackets first stand without a backslash that takes their meaning away. */
function unescapedAt(text: string, brackets: string, from: number): number | undefined {
	let start = from;
	for (;;) {
		const found = text.indexOf(brackets, start);
		if (found === -1) return undefined;
		let backslashes = 0;
		while (found - backslashes > start && text[found - backslashes - 1] === '\\') backslashes++;
		if (backslashes % 2 === 0) return found;
		start = found + 2;
	}
}
