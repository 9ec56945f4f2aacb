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
.kpi-chart .bar{fill:${colours.bar}}
.kpi-chart .track{fill:${colours.grid}}
.kpi-chart .arc{fill:none;stroke:${colours.bar};stroke-width:22}
.kpi-chart .arc-track{fill:none;stroke:${colours.grid};stroke-width:22}
`;

const pageRules = (colours: Palette): string => `
body{background:${colours.page};color:${colours.ink}}
.card,.stage{background:${colours.card};border-color:${colours.grid}}
.muted,th,caption,footer{color:${colours.muted}}
th,td{border-color:${colours.grid}}
blockquote{border-color:${colours.line}}
.good{color:${colours.good}}.warn{color:${colours.warn}}.bad{color:${colours.bad}}
.meter{background:${colours.grid}}.meter>span{background:${colours.bar}}
`;

const themed = (theme: Theme, rules: (colours: Palette) => string): string => {
	if (theme !== 'auto') return rules(PALETTES[theme]);
	const dark = rules(PALETTES.dark);
	return `${rules(PALETTES.light)}@media (prefers-color-scheme:dark){${dark}}`;
};

export const chartStyle = (theme: Theme): string => themed(theme, chartRules);

export const pageStyle = (theme: Theme): string =>
	`:root{color-scheme:${theme === 'auto' ? 'light dark' : theme}}${themed(theme, pageRules)}`;
