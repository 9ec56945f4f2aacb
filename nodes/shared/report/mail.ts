import { element, escapeText, type Markup, markup } from './markup';
import { bdi, type Tone } from './page';
import { PALETTES } from './theme';

/**
 * Blocks of a mail. Programs that show mails know tables and inline styles; many drop style sheets, pictures that are not
 * attached, and SVG. So there are none: bars are cells of a table, and everything is in words too.
 */
const COLOURS = PALETTES.light;
const FONT = 'font-family:Arial,Helvetica,sans-serif';

const toneColour = (tone: Tone | 'plain' | 'bar' | undefined): string =>
	tone === undefined || tone === 'plain' ? COLOURS.muted : COLOURS[tone];

const cell = (style: string, ...content: Array<Markup | undefined>): Markup =>
	element('td', { style }, ...content);

const rows = (attributes: object, ...lines: Array<Markup | undefined>): Markup =>
	element(
		'table',
		{
			role: 'presentation',
			cellpadding: 0,
			cellspacing: 0,
			border: 0,
			width: '100%',
			...attributes,
		},
		element('tbody', {}, ...lines),
	);

/** The whole: one column, no wider than a mail is read. */
export const mailBody = (title: string, ...blocks: Array<Markup | undefined>): string =>
	rows(
		{ style: `max-width:640px;background:${COLOURS.card};color:${COLOURS.ink};${FONT}` },
		element(
			'tr',
			{},
			cell(
				'padding:16px;font-size:15px;line-height:1.5;word-break:break-word;overflow-wrap:anywhere',
				element('h1', { style: 'font-size:21px;margin:0 0 6px' }, bdi(title)),
				...blocks,
			),
		),
	);

export const mailHeading = (text: string): Markup =>
	element('h2', { style: 'font-size:17px;margin:20px 0 6px' }, bdi(text));

export const mailText = (text: string, tone?: Tone | 'plain', style = 'margin:0 0 8px'): Markup =>
	element(
		'p',
		{ style: tone ? `${style};color:${toneColour(tone)}` : style },
		element('span', { dir: 'auto' }, escapeText(text)),
	);

/** A figure in a row of its own, with lines of words below it. */
export const mailFigure = (
	name: string,
	figure: string,
	tone: Tone | undefined,
	...below: Array<Markup | undefined>
): Markup =>
	element(
		'div',
		{ style: `border-top:1px solid ${COLOURS.grid};padding:10px 0` },
		mailText(name, undefined, 'margin:0;font-weight:bold'),
		figure === ''
			? undefined
			: element(
					'p',
					{
						style: `margin:0;font-size:26px;font-weight:bold${tone ? `;color:${toneColour(tone)}` : ''}`,
					},
					escapeText(figure),
				),
		...below,
	);

/** Stretches of a bar, in per cent of its width. */
export function mailBar(
	stretches: ReadonlyArray<{ share: number; tone: Tone | 'plain' | 'bar' }>,
): Markup {
	const shown = stretches.filter(({ share }) => share >= 0.5);
	const rest = 100 - shown.reduce((total, { share }) => total + share, 0);
	const stretch = (share: number, colour: string) =>
		element(
			'td',
			{
				width: `${Math.round(share)}%`,
				height: 12,
				bgcolor: colour,
				style: `height:12px;line-height:12px;font-size:1px;background:${colour}`,
			},
			escapeText('\u00a0'),
		);
	const cells = shown.map(({ share, tone }) => stretch(share, toneColour(tone)));
	if (rest >= 0.5) cells.push(stretch(rest, COLOURS.grid));
	return rows({ style: 'margin:6px 0' }, element('tr', {}, ...cells));
}

/** Figures beside their names. */
export const mailList = (
	lines: ReadonlyArray<{ name: string; figure: string; remark?: string; tone?: Tone | undefined }>,
): Markup => {
	const style = `padding:5px 8px 5px 0;border-bottom:1px solid ${COLOURS.grid};vertical-align:top`;
	return rows(
		{ style: 'font-size:14px;margin:0 0 8px' },
		...lines.map(({ name, figure, remark, tone }) =>
			element(
				'tr',
				{},
				cell(style, bdi(name), remark ? mailText(remark, 'plain', 'margin:0') : undefined),
				cell(
					`${style};text-align:right;font-weight:bold;white-space:nowrap${tone ? `;color:${toneColour(tone)}` : ''}`,
					escapeText(figure),
				),
			),
		),
	);
};

export const mailQuote = (text: string, source: string): Markup =>
	element(
		'div',
		{ style: `border-left:3px solid ${COLOURS.line};padding:2px 0 2px 10px;margin:0 0 10px` },
		markup([
			mailText(text, undefined, 'margin:0'),
			mailText(source, 'plain', 'margin:0;font-size:13px'),
		]),
	);
