import { exactNumber } from '../exactNumbers';

/** Ends the reading of a path that cannot be followed. One for all: a new error each time would cost more than the reading. */
const STOP = new Error('the path cannot be followed');

const BLANK = /[ \t\n\r]*/y;
/** RFC 9535's shorthand names; `-` and `$` are taken as well, since field names hold them and nothing else begins with them here. */
const NAME =
	/[A-Za-z_$\-\u0080-\uD7FF\uE000-\u{10FFFF}][A-Za-z0-9_$\-\u0080-\uD7FF\uE000-\u{10FFFF}]*/uy;
const INTEGER = /-?\d+/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PROPER_NUMBER = /^-?(?:0|[1-9]\d*)(?!\d)/;
const HEX = /[0-9A-Fa-f]{4}/y;

const ESCAPED: Readonly<Record<string, string>> = {
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	'/': '/',
	'\\': '\\',
};

/** Reads a path from left to right. */
export class Scanner {
	at = 0;
	/** Why the path cannot be followed, as a sentence with its place. */
	fault: string | undefined;

	constructor(private readonly text: string) {}

	get isAtEnd(): boolean {
		return this.at >= this.text.length;
	}

	get next(): string {
		return this.text.charAt(this.at);
	}

	/** Keeps the sentence and ends the reading. */
	fail(sentence: string, at = this.at): never {
		this.fault = `at character ${at + 1}: ${sentence}`;
		throw STOP;
	}

	take(sign: string): boolean {
		if (!this.text.startsWith(sign, this.at)) return false;
		this.at += sign.length;
		return true;
	}

	blanks(): void {
		this.match(BLANK);
	}

	name(): string | undefined {
		return this.match(NAME);
	}

	/** A position or a part of a slice. */
	integer(): number | undefined {
		const from = this.at;
		const digits = this.match(INTEGER);
		if (digits === undefined) return undefined;
		const value = Number(digits);
		if (!PROPER_NUMBER.test(digits) || digits === '-0' || !Number.isSafeInteger(value))
			this.fail(`${digits} is no position`, from);
		return value;
	}

	/** Of a filter; more digits than a number keeps become text, as they do in what is looked into. */
	number(): number | string | undefined {
		const from = this.at;
		const digits = this.match(NUMBER);
		if (digits === undefined) return undefined;
		if (!PROPER_NUMBER.test(digits)) this.fail(`${digits} is not written as a number`, from);
		return exactNumber(digits);
	}

	/** In single or double quotes. */
	quoted(): string | undefined {
		const quote = this.next;
		if (quote !== "'" && quote !== '"') return undefined;
		const from = this.at;
		this.at += 1;
		let value = '';
		while (!this.take(quote)) {
			if (this.isAtEnd) this.fail('the quotation mark is not closed', from);
			value += this.take('\\') ? this.escaped(quote) : this.plainSign();
		}
		return value;
	}

	private match(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text)?.[0];
		this.at += found?.length ?? 0;
		return found;
	}

	private plainSign(): string {
		const sign = this.next;
		if (sign < ' ')
			this.fail('a line break or control character is written as \\n, \\t or \\u0000');
		this.at += 1;
		return sign;
	}

	private escaped(quote: string): string {
		const from = this.at - 1;
		const sign = this.next;
		this.at += 1;
		if (sign === quote) return quote;
		if (sign === 'u') return this.unicode(from);
		const meant = Object.hasOwn(ESCAPED, sign) ? ESCAPED[sign] : undefined;
		return meant ?? this.fail(`\\${sign} means nothing within quotation marks`, from);
	}

	/** Characters beyond U+FFFF are two of them. */
	private unicode(from: number): string {
		const first = this.match(HEX) ?? this.fail('\\u is followed by four hexadecimal digits', from);
		const code = Number.parseInt(first, 16);
		if (code < 0xd800 || code > 0xdfff) return String.fromCharCode(code);
		const second = this.take('\\u') ? this.match(HEX) : undefined;
		const low = Number.parseInt(second ?? '', 16);
		if (code > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff))
			this.fail('half a character stands alone', from);
		return String.fromCharCode(code, low);
	}
}
