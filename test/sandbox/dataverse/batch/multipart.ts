import { badSyntax } from '../errors';

export interface Part {
	headers: Record<string, string>;
	body: string;
}

export function boundaryOf(contentType: string | undefined): string {
	const match = /^multipart\/mixed\s*;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
	const boundary = match?.[1] ?? match?.[2];
	if (boundary === undefined) {
		throw badSyntax('The content type must be multipart/mixed with a boundary.');
	}
	return boundary;
}

/** Cuts a multipart body into its parts; the closing boundary is needed (contracts/dataverse.md 8). */
export function splitParts(body: string, boundary: string): Part[] {
	const pieces = `\r\n${body}`.split(`\r\n--${boundary}`);
	const last = pieces.pop() ?? '';
	if (pieces.length === 0 || !/^--\s*$/.test(last)) {
		throw badSyntax(`The multipart body does not end with '--${boundary}--'.`);
	}
	return pieces.slice(1).map((piece) => {
		if (!piece.startsWith('\r\n')) throw badSyntax('A boundary must stand on a line of its own.');
		return splitHead(piece.slice(2));
	});
}

/** Header lines, an empty line, the rest. */
export function splitHead(text: string): Part {
	const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n');
	const head = end < 0 ? text : text.slice(0, end);
	const body = end < 0 ? '' : text.slice(end + (end === 0 ? 2 : 4));
	const headers: Record<string, string> = {};
	for (const line of head.split('\r\n').filter(Boolean)) {
		const colon = line.indexOf(':');
		if (colon < 0) throw badSyntax(`'${line}' is not a header.`);
		headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
	}
	return { headers, body };
}
