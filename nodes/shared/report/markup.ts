/** Markup that may go into a page as it is; every other string has to go through `escapeText`. */
export type Markup = string & { readonly isMarkup: unique symbol };

type AttributeValue = string | number | undefined;

/** Characters that XML cannot hold, lone halves of pairs among them. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text for the content of an element and for the value of an attribute, in HTML as in SVG. */
export const escapeText = (text: string): Markup =>
	text
		.replace(FORBIDDEN, '\ufffd')
		.replace(/[&<>"']/g, (character) => ENTITIES[character]) as Markup;

export const markup = (parts: ReadonlyArray<Markup | undefined>): Markup =>
	parts.filter((part) => part !== undefined).join('') as Markup;

/** An element; strings among the children are texts, unless they are markup already. */
export function element(
	name: string,
	attributes: Readonly<Record<string, AttributeValue>>,
	...children: ReadonlyArray<Markup | undefined>
): Markup {
	const written = Object.entries(attributes)
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => ` ${key}="${escapeText(printed(value))}"`)
		.join('');
	return `<${name}${written}>${markup(children)}</${name}>` as Markup;
}

/** Coordinates to a hundredth of a pixel. */
const printed = (value: AttributeValue): string =>
	typeof value === 'number' ? String(Math.round(value * 100) / 100) : String(value);
