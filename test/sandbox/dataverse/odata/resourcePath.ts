import { badSyntax } from '../errors';
import { bareLiteral, type Literal } from './literals';

/** `contacts(emailaddress1='a')`: a name and what stands in its brackets. */
export interface Segment {
	name: string;
	/** `contacts(guid)` */
	id?: string;
	/** `contacts(a='x',b=1)` */
	keys?: Array<{ name: string; value: Literal }>;
	/** `WhoAmI()` */
	empty?: boolean;
}

/** Reads a path below the API's base. It is cut at slashes before anything is decoded, as servers do. */
export function parseResourcePath(path: string): Segment[] {
	return path
		.split('/')
		.slice(1)
		.filter((part, index, all) => part !== '' || index < all.length - 1)
		.map(parseSegment);
}

function parseSegment(encoded: string): Segment {
	const text = decode(encoded);
	const open = text.indexOf('(');
	if (open < 0) return { name: text };
	if (!text.endsWith(')')) throw badSyntax(`Bad Request - Error in query syntax: '${text}'.`);
	const name = text.slice(0, open);
	const inside = text.slice(open + 1, -1);
	if (inside === '') return { name, empty: true };
	const literal = bareLiteral(inside.trim());
	if (literal?.type === 'guid') return { name, id: literal.value };
	return { name, keys: parseKeys(inside) };
}

function decode(encoded: string): string {
	try {
		return decodeURIComponent(encoded);
	} catch {
		throw badSyntax('The request URI is not valid: it is not percent-encoded properly.');
	}
}

/** Characters that fail in the value of an alternate key, however they are encoded (contracts/dataverse.md 5.2). */
const isUnsafe = (text: string): boolean =>
	[...text].some((sign) => '/<>*%&:\\?+#'.includes(sign) || sign < ' ');

function parseKeys(inside: string): Array<{ name: string; value: Literal }> {
	const keys: Array<{ name: string; value: Literal }> = [];
	let rest = inside;
	for (;;) {
		const match = /^\s*([A-Za-z_]\w*)\s*=\s*(?:'((?:[^']|'')*)'|([^',\s]+))\s*(,|$)/.exec(rest);
		if (!match) throw badSyntax(`Bad Request - Error in query syntax: '(${inside})'.`);
		const [whole, name, quoted, bare, end] = match;
		keys.push({ name, value: keyValue(quoted, bare) });
		rest = rest.slice(whole.length);
		if (end === '') return keys;
	}
}

function keyValue(quoted: string | undefined, bare: string): Literal {
	const raw = quoted ?? bare;
	if (isUnsafe(raw)) {
		throw badSyntax('A potentially dangerous Request.Path value was detected from the client.');
	}
	if (quoted !== undefined) {
		if (quoted === '') throw badSyntax('The value of a key in the request URI is empty.');
		return { type: 'string', value: quoted.replaceAll("''", "'") };
	}
	const literal = bareLiteral(bare);
	if (!literal || literal.type === 'null') {
		throw badSyntax(`Bad Request - Error in query syntax: '${bare}' is not a literal.`);
	}
	return literal;
}
