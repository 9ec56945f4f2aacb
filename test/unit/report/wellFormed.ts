/** Elements without an end tag. */
const VOID = new Set(['meta']);
const ENTITY = /&(?!(?:amp|lt|gt|quot|#39);)/;
const TAG = /<(\/?)([a-z][a-zA-Z0-9]*)((?: [a-zA-Z0-9:-]+(?:="[^"<]*")?)*)>/y;

export interface Found {
	name: string;
	attributes: Record<string, string>;
	/** Text directly in it, decoded. */
	text: string;
}

const decoded = (text: string): string =>
	text
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&amp;', '&');

/**
 * Reads markup by rules that both XML and HTML parsers keep to, and throws at anything else: a stray `<` or `&`, an attribute
 * without quotes, a tag that is not closed in order, a character that XML cannot hold.
 */
export function readMarkup(source: string): Found[] {
	const body = source.replace(/^<!DOCTYPE html>\n/, '');
	const forbidden = [...body].find((character) => {
		const code = character.codePointAt(0)!;
		return (code < 32 && !'\t\n\r'.includes(character)) || (code >= 0xd800 && code <= 0xdfff);
	});
	if (forbidden !== undefined) throw new Error(`Character ${forbidden.codePointAt(0)}`);
	const found: Found[] = [];
	const open: Found[] = [];
	let at = 0;
	while (at < body.length) {
		const next = body.indexOf('<', at);
		const text = body.slice(at, next < 0 ? undefined : next);
		const inStyle = open.at(-1)?.name === 'style';
		if (!inStyle && (ENTITY.test(text) || text.includes('>'))) throw new Error(`Text: ${text}`);
		if (open.length > 0) open.at(-1)!.text += decoded(text);
		else if (text.trim() !== '') throw new Error(`Text outside: ${text}`);
		if (next < 0) break;
		TAG.lastIndex = next;
		const tag = TAG.exec(body);
		if (!tag) throw new Error(`No tag: ${body.slice(next, next + 60)}`);
		const [whole, closing, name, rest] = tag;
		at = next + whole.length;
		if (closing) {
			const last = open.pop();
			if (last?.name !== name) throw new Error(`</${name}> closes <${last?.name}>`);
			continue;
		}
		const attributes: Record<string, string> = {};
		for (const [, key, , value = ''] of rest.matchAll(/ ([a-zA-Z0-9:-]+)(="([^"]*)")?/g)) {
			if (ENTITY.test(value)) throw new Error(`Attribute: ${value}`);
			if (key in attributes) throw new Error(`Attribute ${key} twice`);
			attributes[key] = decoded(value);
		}
		const entry = { name, attributes, text: '' };
		found.push(entry);
		if (!VOID.has(name)) open.push(entry);
	}
	if (open.length > 0) throw new Error(`<${open.at(-1)!.name}> is not closed`);
	return found;
}

/** What holds for everything that is handed out: no script, no address, no broken number, ids once only. */
export function checkMarkup(source: string): Found[] {
	const found = readMarkup(source);
	const ids = found.flatMap(({ attributes }) => attributes.id ?? []);
	expect(new Set(ids).size).toBe(ids.length);
	for (const { name, attributes } of found) {
		expect([
			'script',
			'iframe',
			'object',
			'link',
			'image',
			'img',
			'foreignObject',
			'use',
		]).not.toContain(name);
		for (const [key, value] of Object.entries(attributes)) {
			expect(key).not.toMatch(/^on|href|^src$/i);
			if (key !== 'xmlns') expect(value).not.toMatch(/^\s*(https?|javascript|data):/i);
		}
		if (name === 'text') {
			expect(attributes.x).toMatch(/^-?[\d.]+$/);
			expect(attributes.y).toMatch(/^-?[\d.]+$/);
		}
		if (name === 'path') expect(attributes.d).toMatch(/^[MLAZ\d. -]+$/);
		for (const key of ['x', 'y', 'width', 'height', 'cx', 'cy', 'r', 'x1', 'x2', 'y1', 'y2']) {
			if (key in attributes) expect(Number.isFinite(Number(attributes[key]))).toBe(true);
		}
	}
	const styles = found.filter(({ name }) => name === 'style').map(({ text }) => text);
	expect(styles.join('')).not.toMatch(/url\(|@import|undefined/);
	return found;
}

export const texts = (found: Found[], name = 'text'): string[] =>
	found.filter((one) => one.name === name).map(({ text }) => text);
