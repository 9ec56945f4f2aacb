/** `auto` follows the reader's system. */
export type Theme = 'light' | 'dark' | 'auto';

interface Palette {
	page: string;
	card: string;
	ink: string;
	muted: string;
	grid: string;
	line: string;
	band: string;
	bar: string;
	good: string;
	warn: string;
	bad: string;
	onBar: string;
}

/** Text has a contrast of at least 4.5 to 1 against page and card, lines and bars of at least 3 to 1. */
export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
	light: {
		page: '#f5f6f8',
		card: '#ffffff',
		ink: '#1c2330',
		muted: '#556070',
		grid: '#d9dde4',
		line: '#1f5fbf',
		band: '#c5d8f5',
		bar: '#3f78c9',
		good: '#1d7a46',
		warn: '#8a5a00',
		bad: '#b3261e',
		onBar: '#ffffff',
	},
	dark: {
		page: '#14181f',
		card: '#1d232d',
		ink: '#eef1f6',
		muted: '#a9b3c2',
		grid: '#39424f',
		line: '#7fb0ff',
		band: '#2b4570',
		bar: '#6d9fe8',
		good: '#63cf92',
		warn: '#f0c060',
		bad: '#ff8f86',
		onBar: '#14181f',
	},
};

/** Literal colours: programs that turn SVG into pictures know no custom properties. */
const chartRules = (colours: Palette): string => `
.kpi-chart{background:${colours.card};font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
.kpi-chart .ground{fill:${colours.card}}
.kpi-chart text{fill:${colours.ink};font-size:12px}
.kpi-chart .heading{font-size:15px;font-weight:600}
.kpi-chart .muted{fill:${colours.muted}}
.kpi-chart .figure{font-size:34px;font-weight:700}
.kpi-chart .strong{font-weight:600}
.kpi-chart .grid{stroke:${colours.grid};stroke-width:1}
.kpi-chart .axis{stroke:${colours.muted};stroke-width:1}
.kpi-chart .line{fill:none;stroke:${colours.line};stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
.kpi-chart .band{fill:${colours.band};stroke:${colours.line};stroke-width:1;stroke-dasharray:3 3}
.kpi-chart .mark{fill:${colours.card};stroke:${colours.line};stroke-width:2.5}
.kpi-chart .whisker{fill:none;stroke:${colours.ink};stroke-width:1.5}
.kpi-chart .bar{fill:${colours.bar}}.kpi-chart .plain{fill:${colours.muted}}
.kpi-chart .good{fill:${colours.good}}.kpi-chart .warn{fill:${colours.warn}}.kpi-chart .bad{fill:${colours.bad}}
.kpi-chart .target{fill:none;stroke:${colours.good};stroke-width:2;stroke-dasharray:7 4}
.kpi-chart text.target-name{fill:${colours.good};font-weight:600}
.kpi-chart .track{fill:${colours.grid}}
.kpi-chart .arc{fill:none;stroke:${colours.bar};stroke-width:22}
.kpi-chart .arc-track{fill:none;stroke:${colours.grid};stroke-width:22}
`;

const pageRules = (colours: Palette): string => `
body{background:${colours.page};color:${colours.ink}}
.card,.stage,.charts svg{background:${colours.card};border-color:${colours.grid}}
.muted,th,caption,td::before{color:${colours.muted}}
th,td,tr{border-color:${colours.grid}}
blockquote{border-color:${colours.line}}
.good{color:${colours.good}}.warn{color:${colours.warn}}.bad{color:${colours.bad}}
.meter{background:${colours.grid}}.fill{background:${colours.bar}}.mark{background:${colours.ink}}
.fill.good{background:${colours.good}}.fill.warn{background:${colours.warn}}.fill.bad{background:${colours.bad}}.fill.plain{background:${colours.muted}}
`;

type Rules = (colours: Palette) => string;

const themed = (theme: Theme, rules: Rules): string =>
	theme === 'auto'
		? `${rules(PALETTES.light)}@media screen and (prefers-color-scheme:dark){${rules(PALETTES.dark)}}`
		: rules(PALETTES[theme]);

/** Of a chart that stands alone. */
export const chartStyle = (theme: Theme): string => themed(theme, chartRules);

/** Of a page with its charts. On paper it is light, whatever it is on the screen: printers leave grounds out. */
export function pageStyle(theme: Theme): string {
	const rules: Rules = (colours) => `${pageRules(colours)}${chartRules(colours)}`;
	const scheme = theme === 'auto' ? 'light dark' : theme;
	const onPaper = theme === 'dark' ? rules(PALETTES.light) : '';
	return `:root{color-scheme:${scheme}}${themed(theme, rules)}@media print{:root{color-scheme:light}${onPaper}body{background:none}}`;
}
