import { element, escapeText, type Markup, markup } from './markup';
import { chartStyle, pageStyle, type Theme } from './theme';

const LAYOUT = `
*{box-sizing:border-box}
body{margin:0;padding:24px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:1180px;margin:0 auto}
h1{font-size:24px;line-height:1.25;margin:0 0 4px}h2{font-size:18px;margin:28px 0 12px}h3{font-size:15px;margin:16px 0 8px}
p,ul{margin:0 0 12px}
.grid,.stages{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,250px),1fr));gap:14px;margin:16px 0;padding:0;list-style:none}
.counts{grid-template-columns:repeat(auto-fit,minmax(140px,1fr))}
.card,.stage{border:1px solid;border-radius:8px;padding:14px}
.stage h2{margin:0 0 2px;font-size:17px}.stage .kpi{margin:16px 0}
.kpi p,.card p{margin:0}.name{font-weight:600}
.big{font-size:28px;font-weight:700;line-height:1.2}
.meter{display:flex;position:relative;height:12px;border-radius:3px;margin:6px 0;gap:2px}
.fill{display:block;height:100%;border-radius:3px}
.mark{position:absolute;top:-3px;bottom:-3px;width:3px}
.legend{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 12px}
.swatch{display:inline-block;width:10px;height:10px;border-radius:2px;margin-inline-end:5px}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:14px;align-items:start}
.charts svg{width:100%;height:auto;border:1px solid;border-radius:8px}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
th,td{text-align:start;padding:6px 10px;border-bottom:1px solid;vertical-align:top;min-width:6em}th{overflow-wrap:normal}
td.number,th.number{text-align:end;min-width:0}td.number{white-space:nowrap}table+p{margin-top:10px}
caption{text-align:start;padding:0 0 6px}
blockquote{margin:0 0 10px;padding:2px 0 2px 10px;border-inline-start:3px solid}
blockquote p,.question{font-size:13px;margin:0}.question{padding:0 0 6px}
@media screen and (max-width:700px){
body{padding:12px}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,caption{display:block}
tr{border-bottom:1px solid;padding:6px 0}
td,td.number{display:flex;gap:12px;justify-content:space-between;border:0;padding:2px 0;text-align:end;white-space:normal}
td:empty{display:none}
td::before{content:attr(data-label);flex:0 0 38%;text-align:start}
}
@page{size:A4;margin:14mm}
@media print{
body{padding:0;font-size:12px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
table{font-size:11px}td:not(.number){min-width:8.5em}thead{display:table-header-group}
.card,.kpi,svg,tr,blockquote,h1,h2,h3,caption,p{break-inside:avoid}
h1,h2,h3,caption,thead,.name,.question{break-after:avoid}table+p{break-before:avoid}
.grid{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}.counts{grid-template-columns:repeat(4,1fr)}
.stages{display:block}
.stage{display:grid;grid-template-columns:repeat(auto-fill,minmax(145px,1fr));gap:0 14px;margin:0 0 14px;break-inside:avoid;box-decoration-break:clone;-webkit-box-decoration-break:clone}
.stage>:not(.kpi){grid-column:1/-1}.stage .kpi{margin:10px 0}
.charts{grid-template-columns:1fr 1fr}
}
`;

export interface PageOptions {
	title: string;
	/** BCP 47; default `en`. */
	language?: string;
	/** Default `auto`. */
	theme?: Theme;
}

/** Nothing is loaded from anywhere, and no script runs, whatever a text holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const documentOf = ({ title, language = 'en' }: PageOptions, style: string, body: Markup): string =>
	`<!DOCTYPE html>\n${element(
		'html',
		{ lang: language },
		markup([
			'<head><meta charset="utf-8">' as Markup,
			`<meta http-equiv="Content-Security-Policy" content="${POLICY}">` as Markup,
			'<meta name="viewport" content="width=device-width,initial-scale=1">' as Markup,
			element('title', {}, escapeText(title)),
			element('style', {}, style as Markup),
			'</head>' as Markup,
			element('body', {}, body),
		]),
	)}\n`;

/** A page that stands on its own: styles within, charts without styles of their own. */
export const htmlPage = (options: PageOptions, ...body: Array<Markup | undefined>): string =>
	documentOf(
		options,
		`${LAYOUT}${pageStyle(options.theme ?? 'auto')}`,
		element('main', {}, ...body),
	);

/** One chart and nothing else, edge to edge: for a screenshot of exactly its size. */
export const chartPage = (options: PageOptions, svg: string): string =>
	documentOf(
		options,
		`body{margin:0}svg{display:block}${chartStyle(options.theme ?? 'auto')}`,
		svg as Markup,
	);

/** A text in its own direction, so that a right-to-left one does not turn round what stands beside it. */
export const bdi = (text: string): Markup => element('bdi', {}, escapeText(text));

export interface Column<Row> {
	title: string;
	/** Default text; numbers stand to the right. */
	isNumber?: boolean;
	cell(row: Row): Markup;
}

const EMPTY_CELLS: readonly string[] = ['', '–'];

/** Columns that say nothing in any row are left out. On a narrow screen each cell stands on a line with its title. */
export function table<Row>(
	caption: string,
	columns: Array<Column<Row>>,
	rows: readonly Row[],
): Markup {
	const cells = columns.map(({ cell }) => rows.map(cell));
	const said = columns.flatMap((column, at) =>
		cells[at].every((cell) => EMPTY_CELLS.includes(cell)) ? [] : [{ ...column, at }],
	);
	const kind = ({ isNumber }: Column<Row>) => (isNumber ? 'number' : undefined);
	const head = said.map((column) =>
		element('th', { scope: 'col', class: kind(column) }, escapeText(column.title)),
	);
	const lines = rows.map((_, row) =>
		element(
			'tr',
			{},
			...said.map((column) => {
				const attributes = { class: kind(column), 'data-label': column.title };
				return element('td', attributes, cells[column.at][row]);
			}),
		),
	);
	return element(
		'table',
		{},
		element('caption', {}, escapeText(caption)),
		element('thead', {}, element('tr', {}, ...head)),
		element('tbody', {}, ...lines),
	);
}

/** A figure with its name above and a remark below. */
export const card = (name: string, figure: string, remark?: string, className?: string): Markup =>
	element(
		'div',
		{ class: 'card' },
		element('div', { class: 'name' }, bdi(name)),
		element('div', { class: className ? `big ${className}` : 'big' }, escapeText(figure)),
		remark ? element('div', { class: 'muted' }, escapeText(remark)) : undefined,
	);

/** Text of which the colour says whether it is good news; absent: neither. */
export type Tone = 'good' | 'warn' | 'bad';
