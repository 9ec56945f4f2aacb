import { createHash } from 'crypto';
import { element, escapeText, type Markup, markup } from './markup';
import { fitText, wrapText } from './textFit';
import { chartStyle, type Theme } from './theme';

export interface ChartOptions {
	title: string;
	/** Second line, e.g. the period. */
	subtitle?: string;
	/** Default `auto`. */
	theme?: Theme;
	/** False inside a page that brings the style along. Default true. */
	standalone?: boolean;
	/** Half as wide: for several beside each other, and for narrow screens. */
	compact?: boolean;
	/** Shown, with `n = 0`, when there is nothing to draw. */
	emptyText?: string;
}

export interface Frame {
	width: number;
	height: number;
	/** What the picture says, for readers who do not see it. */
	description: string;
	content: Markup;
}

/** Space that title and subtitle take. */
export const HEADER = 56;

export const widthOf = ({ compact }: ChartOptions): number => (compact ? 360 : 720);

export const label = (
	text: string,
	x: number,
	y: number,
	className: string,
	anchor: 'start' | 'middle' | 'end' = 'start',
): Markup => {
	const attributes = { x, y, class: className || undefined, 'text-anchor': anchor };
	return element('text', attributes, escapeText(text));
};

export const straight = (
	className: string,
	x1: number,
	y1: number,
	x2: number,
	y2: number,
): Markup => element('line', { class: className, x1, y1, x2, y2 });

/** A whole SVG: title and description for screen readers, its style, its heading, and the picture. */
export function chart(options: ChartOptions, frame: Frame): string {
	const { title, subtitle, theme = 'auto', standalone = true } = options;
	const { width, height, description, content } = frame;
	const digest = createHash('sha256').update(JSON.stringify([title, subtitle, description]));
	const id = `c${digest.digest('hex').slice(0, 12)}`;
	const attributes = {
		xmlns: 'http://www.w3.org/2000/svg',
		class: 'kpi-chart',
		role: 'img',
		viewBox: `0 0 ${width} ${height}`,
		width,
		height,
		'aria-labelledby': `${id}-title ${id}-text`,
	};
	const room = width - 32;
	return element(
		'svg',
		attributes,
		element('title', { id: `${id}-title` }, escapeText(title)),
		element('desc', { id: `${id}-text` }, escapeText(description)),
		standalone ? element('style', {}, chartStyle(theme) as Markup) : undefined,
		element('rect', { class: 'ground', width, height, rx: 8 }),
		label(fitText(title, room, 15), 16, 26, 'heading'),
		subtitle ? label(fitText(subtitle, room, 12), 16, 44, 'muted') : undefined,
		content,
	);
}

/** What a chart shows in place of a picture when there is nothing to show. */
export const emptyContent = (
	{ emptyText = 'No answers yet' }: ChartOptions,
	width: number,
	height: number,
	notes: string[] = [],
): Markup => {
	const middle = (HEADER + height) / 2;
	const lines = notes.flatMap((note) => wrapText(note, width - 48, 12, 3));
	return markup([
		label(emptyText, width / 2, middle - 4, 'strong', 'middle'),
		label('n = 0', width / 2, middle + 14, 'muted', 'middle'),
		...lines.map((line, at) => label(line, width / 2, middle + 34 + at * 16, 'muted', 'middle')),
	]);
};
