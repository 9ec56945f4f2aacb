import { element, escapeText, type Markup, markup } from './markup';
import { chartStyle, pageStyle, type Theme } from './theme';

const LAYOUT = `
*{box-sizing:border-box}
body{margin:0;padding:24px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:1180px;margin:0 auto}
h1{font-size:24px;line-height:1.25;margin:0 0 4px}h2{font-size:18px;margin:28px 0 12px}h3{font-size:15px;margin:0 0 8px}
p{margin:0 0 12px}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px;margin:16px 0}
.card{border:1px solid;border-radius:8px;padding:12px 14px}
.card .big{font-size:26px;font-weight:700;line-height:1.2}
.charts{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start;overflow-x:auto}
.charts svg{max-width:100%;height:auto}@media(max-width:600px){.charts svg{max-width:none;flex:none}}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
th,td{text-align:start;padding:6px 10px;border-bottom:1px solid;vertical-align:top;overflow-wrap:break-word;min-width:7em}
td.number,th.number{text-align:end;white-space:nowrap;min-width:0}
caption{text-align:start;padding:0 0 6px}
blockquote{margin:0 0 10px;padding:2px 0 2px 10px;border-inline-start:3px solid}
blockquote footer{font-size:13px;margin:0}
.stages{display:flex;gap:14px;overflow-x:auto;list-style:none;margin:16px 0;padding:0 0 8px;align-items:stretch}
.stage{border:1px solid;border-radius:8px;padding:14px;flex:1 0 200px;max-width:360px}
.stage h2{margin:0 0 2px;font-size:17px}
.kpi{margin:12px 0}.card .kpi{margin:0}.kpi .big{font-size:22px;font-weight:700;line-height:1.2}
.meter{display:block;height:8px;border-radius:4px;overflow:hidden;margin:4px 0}.meter>span{display:block;height:100%}
footer{margin-top:28px;font-size:13px}
@media print{body{padding:0}.stages{flex-wrap:wrap}}
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

const documentOf = (
	{ title, language = 'en', theme = 'auto' }: PageOptions,
	style: string,
	body: Markup,
): string =>
	`<!DOCTYPE html>\n${element(
		'html',
		{ lang: language },
		markup([
			'<head><meta charset="utf-8">' as Markup,
			`<meta http-equiv="Content-Security-Policy" content="${POLICY}">` as Markup,
			'<meta name="viewport" content="width=device-width,initial-scale=1">' as Markup,
			element('title', {}, escapeText(title)),
			element('style', {}, `${style}${chartStyle(theme)}` as Markup),
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
	documentOf(options, 'body{margin:0}svg{display:block}', svg as Markup);

/** A text in its own direction, so that a right-to-left one does not turn round what stands beside it. */
export const bdi = (text: string): Markup => element('bdi', {}, escapeText(text));

export interface Column<Row> {
	title: string;
	/** Default text; numbers stand to the right. */
	isNumber?: boolean;
	cell(row: Row): Markup;
}

export function table<Row>(
	caption: string,
	columns: Array<Column<Row>>,
	rows: readonly Row[],
): Markup {
	const kind = ({ isNumber }: Column<Row>) => (isNumber ? 'number' : undefined);
	const head = columns.map((column) =>
		element('th', { scope: 'col', class: kind(column) }, escapeText(column.title)),
	);
	const lines = rows.map((row) => {
		const cells = columns.map((column) => element('td', { class: kind(column) }, column.cell(row)));
		return element('tr', {}, ...cells);
	});
	return element(
		'div',
		{ class: 'scroll' },
		element(
			'table',
			{},
			element('caption', {}, escapeText(caption)),
			element('thead', {}, element('tr', {}, ...head)),
			element('tbody', {}, ...lines),
		),
	);
}

/** A figure with its name above and a remark below. */
export const card = (name: string, figure: string, remark?: string, className?: string): Markup =>
	element(
		'div',
		{ class: 'card' },
		element('div', { class: 'muted' }, bdi(name)),
		element('div', { class: className ? `big ${className}` : 'big' }, escapeText(figure)),
		remark ? element('div', { class: 'muted' }, escapeText(remark)) : undefined,
	);
