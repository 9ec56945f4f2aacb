import { brokenXml } from './brokenXml';
import { decodeEntities } from './entities';

/** What is told of a document, in its order. Names without the prefix that the root element has; others keep theirs. */
export interface XmlHandler {
	open(name: string, attributes: XmlAttributes): void;
	close(name: string): void;
	/** Decoded; it may arrive in several pieces. Asked for only while `wantsText`. */
	text(text: string): void;
	readonly wantsText: boolean;
	/**
	 * Takes what stands at a place in its usual form, and gives the place behind it; the same place where it takes nothing. Asked
	 * only where names have no prefix.
	 */
	shortcut?(text: string, from: number): number;
}

/** The attributes of the element that was opened last. */
export interface XmlAttributes {
	/** By the name as it is written, with its prefix if it has one. */
	get(name: string): string | undefined;
	/** Whatever its prefix, but with one: `id` finds `r:id`. */
	prefixed(name: string): string | undefined;
}

/** Longest piece between two signs `<`, or from `<` to `>`. The longest cell of a spreadsheet, escaped sign by sign, is a quarter of it. */
const LONGEST_TOKEN = 1_000_000;
const MOST_NESTED = 256;
const MOST_ATTRIBUTES = 512;

const TAB = 9;
const BLANK = 32;
const BANG = 33;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;

/**
 * Push scanner for the XML of workbooks: elements, attributes, text, CDATA. There are no document types, so no entities but the
 * five of XML and characters by number: nothing can grow and nothing is fetched. What does not nest, or is longer or deeper than
 * a workbook can be, is refused.
 *
 * A token is looked at only when its end is known, so that the chunks in which the text arrives cannot change the result. Places
 * of attributes are noted as numbers: of most of the millions in a sheet, nobody asks for the text.
 */
export class XmlScanner implements XmlAttributes {
	private text = '';
	private readonly nested: string[] = [];
	/** With its colon; undefined until the root element is known. */
	private prefix: string | undefined;
	/** Four for each attribute: where its name begins and ends, and its value. */
	private readonly places = new Int32Array(MOST_ATTRIBUTES * 4);
	private attributeCount = 0;

	constructor(private readonly handler: XmlHandler) {}

	push(chunk: string): void {
		this.text = this.text === '' ? chunk : this.text + chunk;
		const rest = this.scan();
		this.text = rest === 0 ? this.text : this.text.slice(rest);
		if (this.text.length > LONGEST_TOKEN) throw brokenXml('a part of it is longer than any cell');
	}

	end(): void {
		if (this.text.trim() !== '' || this.nested.length > 0 || this.prefix === undefined)
			throw brokenXml('it is cut off');
	}

	get(name: string): string | undefined {
		const { text, places } = this;
		for (let at = 0; at < this.attributeCount * 4; at += 4) {
			const start = places[at];
			if (places[at + 1] - start === name.length && text.startsWith(name, start))
				return decodeEntities(text.slice(places[at + 2], places[at + 3]), true);
		}
		return undefined;
	}

	prefixed(name: string): string | undefined {
		const { text, places } = this;
		for (let at = 0; at < this.attributeCount * 4; at += 4) {
			if (text.slice(places[at], places[at + 1]).endsWith(`:${name}`))
				return decodeEntities(text.slice(places[at + 2], places[at + 3]), true);
		}
		return undefined;
	}

	/** Up to where all was looked at. */
	private scan(): number {
		const { text, handler } = this;
		const { length } = text;
		let from = 0;
		for (;;) {
			const less = text.charCodeAt(from) === LESS ? from : text.indexOf('<', from);
			if (less === -1) return from;
			if (less > from) this.tellText(from, less);
			if (less + 1 >= length) return less;
			if (this.prefix === '' && handler.shortcut) {
				from = handler.shortcut(text, less);
				if (from > less) continue;
			}
			const sign = text.charCodeAt(less + 1);
			let end: number;
			if (sign === SLASH) end = this.closeTag(less);
			else if (sign === QUESTION) end = this.after('?>', less + 2);
			else if (sign === BANG) end = this.declaration(less);
			else end = this.openTag(less);
			if (end === -1) return less;
			from = end;
		}
	}

	private tellText(from: number, to: number): void {
		if (this.nested.length === 0) {
			if (this.text.slice(from, to).trim() !== '') throw brokenXml('there is text outside of it');
		} else if (this.handler.wantsText) {
			this.handler.text(decodeEntities(this.text.slice(from, to), false));
		}
	}

	/** After what ends a comment and the like; -1 where the end is not there yet. */
	private after(sign: string, from: number): number {
		const at = this.text.indexOf(sign, from);
		return at === -1 ? -1 : at + sign.length;
	}

	private declaration(less: number): number {
		const { text } = this;
		if (text.startsWith('<!--', less)) return this.after('-->', less + 4);
		if (text.length < less + 9) return -1;
		if (!text.startsWith('<![CDATA[', less))
			throw brokenXml('it has a document type, which no workbook has');
		const end = this.after(']]>', less + 9);
		if (end !== -1 && this.nested.length > 0 && this.handler.wantsText)
			this.handler.text(text.slice(less + 9, end - 3).replace(/\r\n?/g, '\n'));
		return end;
	}

	private closeTag(less: number): number {
		const { text, nested } = this;
		const expected = nested[nested.length - 1] ?? '';
		const usual = less + 2 + expected.length;
		const isUsual = text.charCodeAt(usual) === GREATER && text.startsWith(expected, less + 2);
		const end = isUsual ? usual : text.indexOf('>', less + 2);
		if (end === -1) return -1;
		const name = nested.pop();
		if (isUsual && name !== undefined) {
			this.handler.close(this.local(name));
			return end + 1;
		}
		if (name === undefined || text.slice(less + 2, end).trimEnd() !== name)
			throw brokenXml('its elements do not nest');
		this.handler.close(this.local(name));
		return end + 1;
	}

	private openTag(less: number): number {
		const { text } = this;
		const { length } = text;
		let at = less + 1;
		for (; at < length; at++) {
			const code = text.charCodeAt(at);
			if (code <= BLANK || code === GREATER || code === SLASH) break;
			if (code === LESS) throw brokenXml('its elements do not nest');
		}
		const nameEnd = at;
		at = this.readAttributes(at);
		if (at === -1) return -1;
		const isEmpty = text.charCodeAt(at) === SLASH;
		if (isEmpty) {
			if (at + 1 === length) return -1;
			if (text.charCodeAt(++at) !== GREATER) throw brokenXml('an element is not closed');
		}
		this.tellOpen(text.slice(less + 1, nameEnd), isEmpty);
		return at + 1;
	}

	private tellOpen(name: string, isEmpty: boolean): void {
		const { nested, handler } = this;
		if (name === '') throw brokenXml('an element has no name');
		if (nested.length === 0) {
			if (this.prefix !== undefined) throw brokenXml('it has two roots');
			this.prefix = name.slice(0, name.indexOf(':') + 1);
		}
		if (nested.length >= MOST_NESTED) throw brokenXml('its elements nest too deeply');
		const local = this.local(name);
		handler.open(local, this);
		if (isEmpty) handler.close(local);
		else nested.push(name);
	}

	/** Notes where they are; gives the place of the `>` or `/` behind them, -1 where it is not there yet. */
	private readAttributes(from: number): number {
		const { text, places } = this;
		const { length } = text;
		let count = 0;
		let at = from;
		for (;;) {
			while (at < length && text.charCodeAt(at) <= BLANK) at++;
			if (at >= length) return -1;
			const first = text.charCodeAt(at);
			if (first === GREATER || first === SLASH) {
				this.attributeCount = count;
				return at;
			}
			const start = at;
			let code = first;
			while (code !== EQUALS && code > BLANK && code !== GREATER && code !== LESS) {
				if (++at >= length) return -1;
				code = text.charCodeAt(at);
			}
			const nameEnd = at;
			while (code === BLANK || (code >= TAB && code < 14)) {
				if (++at >= length) return -1;
				code = text.charCodeAt(at);
			}
			if (code !== EQUALS) throw brokenXml('an attribute has no value');
			do {
				if (++at >= length) return -1;
				code = text.charCodeAt(at);
			} while (code <= BLANK);
			if (code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE)
				throw brokenXml('an attribute has no quotes');
			const valueEnd = text.indexOf(code === DOUBLE_QUOTE ? '"' : "'", at + 1);
			if (valueEnd === -1) return -1;
			if (count === MOST_ATTRIBUTES) throw brokenXml('an element has too many attributes');
			places[count * 4] = start;
			places[count * 4 + 1] = nameEnd;
			places[count * 4 + 2] = at + 1;
			places[count * 4 + 3] = valueEnd;
			count++;
			at = valueEnd + 1;
		}
	}

	private local(name: string): string {
		const { prefix = '' } = this;
		return prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
	}
}
