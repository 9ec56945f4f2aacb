import { decodeEntities } from '../survey/htmlToText';
import { sliceOf, unescaped, type AuthorText } from './authorText';
import type { Problem, TokenPart, TransformCall } from './Template';

export type Scanned<T> = { part: T } | { problem: Problem };

const WITH_TILDE: ReadonlySet<string> = new Set(['ch', 'aed', 'aedj']);

/** Longest scheme that is looked for after a tilde, and most blanks around it: no text takes longer than its length allows. */
const TILDE_FORM = /~\{[ \t]{0,8}[A-Za-z]{1,24}[ \t]{0,8}:\/\//y;

/**
 * Qualtrics workflows write some pieces with a tilde: the output of a task, the fields of the event that started them. Whatever is
 * written so with a scheme is meant as one, so that none passes as text without a word.
 */
export const opensTildeForm = (source: string, position: number): boolean => {
	if (source[position] !== '~' || source[position + 1] !== '{') return false;
	TILDE_FORM.lastIndex = position;
	return TILDE_FORM.test(source);
};

/**
 * Grammar of a token, read left to right with one character of look-ahead:
 *
 *     token     = ( "${" | "~{" ) scheme "://" path { "|" name { ":" argument } } "}"
 *     path      = any characters but "|" "}" and line ends; HTML entities decoded, split at "/", then URL-decoded
 *     argument  = quoted | plain
 *     quoted    = '"' … '"' or "'" … "'"   escapes: \" \' \\ \n \t \${    (any other backslash stays, as in \d)
 *     plain     = any characters but ":" "|" "}" and line ends              escapes: \: \| \} \\ \n \t
 *
 * Blanks may stand around the scheme. A second `${`, or a `~{` with a scheme, always ends the attempt, so that every character is
 * read by at most one attempt: linear in any text.
 */
export function scanToken(source: AuthorText, start: number): Scanned<TokenPart> {
	const cursor = new Cursor(source, start + 2);
	const scheme = cursor.readScheme();
	if (scheme === undefined) {
		return cursor.fail(
			start,
			'This is not piped text: it does not begin with a scheme such as q:// or e://',
		);
	}
	const path = asTyped(cursor.readUntilPathEnd()).trim();
	const transforms: TransformCall[] = [];
	while (cursor.take('|')) {
		cursor.skipSpaces();
		const name = cursor.readName();
		if (name === '')
			return cursor.fail(start, 'A bar must be followed by the name of a transformation');
		const args: AuthorText[] = [];
		cursor.skipSpaces();
		while (cursor.take(':')) {
			const argument = cursor.readArgument();
			if (argument === undefined) return cursor.fail(start, 'The quotation mark is never closed');
			args.push(argument);
			cursor.skipSpaces();
		}
		transforms.push({ name, args });
	}
	if (!cursor.take('}')) return cursor.fail(start, cursor.whyNotClosed(transforms.length > 0));
	if (path === '') return cursor.fail(start, `Nothing follows ${scheme}://`);
	return {
		part: {
			kind: 'token',
			scheme: source[start] === '~' && !WITH_TILDE.has(scheme) ? `~${scheme}` : scheme,
			path: path.split('/').map(decodeSegment),
			raw: sliceOf(source, start, cursor.position),
			transforms,
			start,
			end: cursor.position,
		},
	};
}

const INVISIBLE = /[\u200b\u2060\ufeff]/g;

/** A token copied out of a survey's editor may bring its HTML along: `Tom%20&amp;%20Jerry`, fixed and invisible spaces. */
function asTyped(path: string): string {
	const text = path.includes('&') ? decodeEntities(path) : path;
	return text.replace(INVISIBLE, '').replaceAll('\u00a0', ' ');
}

/** URL-decodes one segment; a stray `%` (as in "100%") leaves it as it is. */
function decodeSegment(segment: string): string {
	if (!segment.includes('%')) return segment;
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', '\\': '\\' };
const PLAIN_ESCAPES: Record<string, string> = { ...ESCAPES, ':': ':', '|': '|', '}': '}' };

class Cursor {
	constructor(
		private readonly source: AuthorText,
		public position: number,
	) {}

	fail(start: number, message: string): { problem: Problem } {
		return { problem: { message, start, end: this.position } };
	}

	take(character: string): boolean {
		if (this.source[this.position] !== character) return false;
		this.position++;
		return true;
	}

	skipSpaces(): void {
		while (this.source[this.position] === ' ' || this.source[this.position] === '\t')
			this.position++;
	}

	readScheme(): string | undefined {
		this.skipSpaces();
		const from = this.position;
		while (isLetter(this.source.charCodeAt(this.position))) this.position++;
		const scheme = this.source.slice(from, this.position);
		this.skipSpaces();
		if (scheme === '' || !this.source.startsWith('://', this.position)) return undefined;
		this.position += 3;
		return scheme;
	}

	readName(): AuthorText {
		const from = this.position;
		while (isNameCharacter(this.source.charCodeAt(this.position))) this.position++;
		return sliceOf(this.source, from, this.position);
	}

	readUntilPathEnd(): string {
		const from = this.position;
		while (
			!this.atStop() &&
			this.source[this.position] !== '|' &&
			this.source[this.position] !== '}'
		) {
			this.position++;
		}
		return this.source.slice(from, this.position);
	}

	readArgument(): AuthorText | undefined {
		this.skipSpaces();
		const quote = this.source[this.position];
		const text = quote === '"' || quote === "'" ? this.readQuoted(quote) : this.readPlain();
		return text === undefined ? undefined : unescaped(this.source, text);
	}

	whyNotClosed(afterTransform: boolean): string {
		if (this.position >= this.source.length) return 'The token is never closed with }';
		if (this.atOpening()) return 'A new token begins before this one is closed with }';
		if (afterTransform)
			return `Expected : | or } here, found ${JSON.stringify(this.source[this.position])}`;
		return 'The line ends before the token is closed with }';
	}

	private readQuoted(quote: string): string | undefined {
		this.position++;
		let text = '';
		while (this.position < this.source.length) {
			const character = this.source[this.position];
			if (character === quote) {
				this.position++;
				return text;
			}
			if (character === '\\') {
				const next = this.source[this.position + 1];
				const opensToken = next === '$' && this.source[this.position + 2] === '{';
				const escaped = next === quote ? quote : opensToken ? '${' : ESCAPES[next];
				text += escaped ?? character;
				this.position += escaped === undefined ? 1 : opensToken ? 3 : 2;
				continue;
			}
			if (this.atOpening()) return undefined;
			text += character;
			this.position++;
		}
		return undefined;
	}

	private readPlain(): string {
		let text = '';
		while (!this.atStop()) {
			const character = this.source[this.position];
			if (character === ':' || character === '|' || character === '}') break;
			const escaped =
				character === '\\' ? PLAIN_ESCAPES[this.source[this.position + 1]] : undefined;
			text += escaped ?? character;
			this.position += escaped === undefined ? 1 : 2;
		}
		return text.trim();
	}

	private atStop(): boolean {
		const character = this.source[this.position];
		return character === undefined || character === '\n' || character === '\r' || this.atOpening();
	}

	private atOpening(): boolean {
		const character = this.source[this.position];
		if (character === '$') return this.source[this.position + 1] === '{';
		return character === '~' && opensTildeForm(this.source, this.position);
	}
}

function isLetter(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isNameCharacter(code: number): boolean {
	return isLetter(code) || (code >= 48 && code <= 57) || code === 45 || code === 95;
}
