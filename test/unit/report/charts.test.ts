import fc from 'fast-check';
import { distributionChart } from '../../../nodes/shared/report/distributionChart';
import { gaugeChart } from '../../../nodes/shared/report/gaugeChart';
import { chartPage } from '../../../nodes/shared/report';
import { trendChart } from '../../../nodes/shared/report/trendChart';
import type { Gauge } from '../../../nodes/shared/report/gaugeChart';
import type { TrendPoint } from '../../../nodes/shared/report/trendChart';
import {
	formatCount,
	formatNumber,
	formatValue,
	ticksFor,
} from '../../../nodes/shared/report/numbers';
import {
	fitText,
	graphemes,
	shortened,
	textWidth,
	wrapText,
} from '../../../nodes/shared/report/textFit';
import { PALETTES } from '../../../nodes/shared/report/theme';
import type { KpiPart, KpiUnit } from '../../../nodes/shared/survey/kpi';
import { checkMarkup, readMarkup, texts } from './wellFormed';

const hostile = [
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	"' onload='alert(1)",
	'</title></style></svg><script>',
	'&lt; &amp; & &#x3c;script',
	']]> <!-- --> <![CDATA[',
	'\u0000\u0008\u001b\ufffe\ud800',
	'مدى رضاك عن الخدمة',
	'\u202eevil\u202c',
	'👩‍👩‍👧 🇫🇷 ❤️',
	'満足度はどうでしたか',
	'W'.repeat(500),
	'A very long label that goes on and on. '.repeat(20),
	'',
	'\n\t ',
];
const part = (label: string, count: number, share: number | null): KpiPart => ({
	key: label,
	label,
	count,
	share,
	interval: share === null ? null : { low: share / 2, high: 50 + share / 2, level: 95 },
});
const gauge = (more: Partial<Gauge>): Gauge => ({
	kpi: 'NPS',
	value: 30,
	unit: 'npsPoints',
	interval: { low: 14.7, high: 45.3, level: 95 },
	n: 100,
	scale: { min: 0, max: 10, direction: 'up' },
	notes: [],
	...more,
});
const point = (label: string, value: number | null, n = 10): TrendPoint => ({
	label,
	value,
	interval: value === null || n < 2 ? null : { low: value - 10, high: value + 10 },
	n,
});
const trend = (points: TrendPoint[], unit: KpiUnit = 'npsPoints') =>
	trendChart({ unit, points, scale: { min: 1, max: 5 } }, { title: 'Trend' });

describe('C03 any text in any chart', () => {
	it.each(hostile)('%j stays a text', (text) => {
		const options = { title: text, subtitle: text };
		const charts = [
			trendChart({ unit: 'percent', points: [point(text, 50), point('b', 60)] }, options),
			distributionChart({ parts: [part(text, 1, 50), part('b', 1, 50)], n: 2 }, options),
			gaugeChart(gauge({ kpi: text, notes: [text] }), options),
			gaugeChart(gauge({ value: null, n: 3, notes: [text] }), options),
		];
		for (const svg of charts) {
			const found = checkMarkup(svg);
			expect(found[0].name).toBe('svg');
			checkMarkup(chartPage({ title: text, theme: 'light' }, svg));
		}
	});
	it('holds for texts of any kind', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary', maxLength: 60 }),
				fc.string({ maxLength: 60 }),
				(a, b) => {
					const svg = distributionChart(
						{ parts: [part(a, 3, 75), part(b, 1, 25)], n: 4 },
						{ title: b },
					);
					readMarkup(svg);
				},
			),
		);
	});
	it('the parser of these tests refuses what is not well-formed', () => {
		for (const wrong of [
			'<a>',
			'<a></b>',
			'<a>&</a>',
			'<a b=c></a>',
			'<a><</a>',
			'<a b="1" b="2"></a>',
			'x',
		]) {
			expect(() => readMarkup(wrong)).toThrow();
		}
	});
});

describe('every chart', () => {
	const charts = {
		trend: trend([point('W1', 10), point('W2', 30)]),
		distribution: distributionChart(
			{ parts: [part('Yes', 3, 75), part('No', 1, 25)], n: 4 },
			{ title: 'D' },
		),
		gauge: gaugeChart(gauge({}), { title: 'G' }),
	};
	it.each(Object.entries(charts))(
		'%s says in words what it shows, for those who do not see it',
		(_, svg) => {
			const [root, title, description] = checkMarkup(svg);
			expect(root.attributes).toMatchObject({ role: 'img' });
			expect(root.attributes['aria-labelledby']).toBe(
				`${title.attributes.id} ${description.attributes.id}`,
			);
			expect([title.name, description.name]).toEqual(['title', 'desc']);
			expect(description.text).toMatch(/95 % interval .* to /);
			expect(description.text).toMatch(/n = \d/);
		},
	);
	it('can be read without colour: values, n and intervals stand there as text or lines', () => {
		expect(texts(readMarkup(charts.gauge))).toEqual(
			expect.arrayContaining(['30', 'n = 100', '95 % interval: 15 to 45', '−100', '100']),
		);
		expect(texts(readMarkup(charts.distribution))).toEqual(
			expect.arrayContaining(['Yes', '75\u00a0% (3)', 'n = 4']),
		);
		expect(texts(readMarkup(charts.trend))).toEqual(
			expect.arrayContaining(['W1', 'W2', 'n = 10', '30']),
		);
		expect(charts.trend).toContain('stroke-dasharray');
	});
	it('follows the theme, and brings no style where the page has it', () => {
		const style = (theme: 'light' | 'dark' | 'auto') =>
			texts(readMarkup(gaugeChart(gauge({}), { title: 'G', theme })), 'style')[0];
		expect(style('light')).toContain(PALETTES.light.card);
		expect(style('light')).not.toContain(PALETTES.dark.card);
		expect(style('dark')).toContain(PALETTES.dark.card);
		expect(style('auto')).toMatch(/prefers-color-scheme:dark/);
		expect(gaugeChart(gauge({}), { title: 'G', standalone: false })).not.toContain('<style');
	});
	it('has contrast: 4.5 to 1 for text, 3 to 1 for lines and bars', () => {
		const luminance = (colour: string) => {
			const [r, g, b] = [1, 3, 5].map((at) => {
				const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
				return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
			});
			return 0.2126 * r + 0.7152 * g + 0.0722 * b;
		};
		const contrast = (a: string, b: string) => {
			const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
			return (high + 0.05) / (low + 0.05);
		};
		for (const colours of Object.values(PALETTES)) {
			for (const text of ['ink', 'muted', 'good', 'warn', 'bad'] as const) {
				expect(contrast(colours[text], colours.card)).toBeGreaterThanOrEqual(4.5);
				expect(contrast(colours[text], colours.page)).toBeGreaterThanOrEqual(4.5);
			}
			for (const ground of [colours.card, colours.grid]) {
				expect(contrast(colours.bar, ground)).toBeGreaterThanOrEqual(3);
				expect(contrast(colours.ink, ground)).toBeGreaterThanOrEqual(3);
			}
			expect(contrast(colours.line, colours.card)).toBeGreaterThanOrEqual(3);
		}
	});
});

describe('C29 few answers', () => {
	it.each([
		['trend without points', trend([])],
		['trend without values', trend([point('W1', null, 0), point('W2', null, 0)])],
		['distribution', distributionChart({ parts: [part('Yes', 0, null)], n: 0 }, { title: 'D' })],
		['gauge', gaugeChart(gauge({ value: null, n: 0, interval: null }), { title: 'G' })],
	])('%s: says that there is nothing, and draws no 0', (_, svg) => {
		const found = checkMarkup(svg);
		const shown = texts(found);
		expect(shown).toEqual(expect.arrayContaining(['No answers yet', 'n = 0']));
		expect(shown).not.toContain('0');
		expect(found.filter(({ name }) => name === 'path' || name === 'circle')).toEqual([]);
	});
	it('one answer: a point, no band, no interval', () => {
		const found = checkMarkup(trend([point('W1', 40, 1)]));
		expect(found.filter(({ name }) => name === 'circle')).toHaveLength(1);
		expect(found.filter(({ name }) => name === 'path')).toEqual([]);
		const shown = texts(checkMarkup(gaugeChart(gauge({ n: 1, interval: null }), { title: 'G' })));
		expect(shown).toContain('No interval for a single answer');
	});
	it('a gap in the answers is a gap in the line', () => {
		const values = [10, 20, null, 30, 40, null, 50];
		const svg = trend(
			values.map((value, index) => point(`W${index}`, value, value === null ? 0 : 5)),
		);
		const found = checkMarkup(svg);
		const paths = (name: string) => found.filter(({ attributes }) => attributes.class === name);
		expect(paths('line')).toHaveLength(2);
		expect(paths('band')).toHaveLength(2);
		expect(paths('mark')).toHaveLength(5);
		// The one that stands alone shows its interval itself.
		expect(paths('whisker')).toHaveLength(3);
		expect(texts(found, 'desc')[0]).toContain('W2: no answers');
	});
	it('a value without a range stands alone; one that cannot be computed says why', () => {
		const plain = checkMarkup(
			gaugeChart(gauge({ unit: 'number', value: 12345.678 }), { title: 'G' }),
		);
		expect(texts(plain)).toContain('12\u202f345.68');
		expect(plain.filter(({ name }) => name === 'path')).toEqual([]);
		const mixed = gaugeChart(gauge({ value: null, n: 4, notes: ['Different scales'] }), {
			title: 'G',
		});
		expect(texts(checkMarkup(mixed))).toEqual(
			expect.arrayContaining(['No value (n = 4)', 'Different scales']),
		);
	});
});

describe('room', () => {
	it('everything lies within the picture', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.tuple(
						fc.string({ maxLength: 40 }),
						fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true })),
					),
					{
						maxLength: 60,
					},
				),
				(pairs) => {
					const svg = trend(
						pairs.map(([label, value]) => point(label, value)),
						'number',
					);
					const [root, ...rest] = checkMarkup(svg);
					const [width, height] = [Number(root.attributes.width), Number(root.attributes.height)];
					for (const { attributes } of rest) {
						for (const key of ['x', 'x1', 'x2', 'cx']) {
							if (!(key in attributes)) continue;
							expect(Number(attributes[key])).toBeGreaterThanOrEqual(0);
							expect(Number(attributes[key])).toBeLessThanOrEqual(width);
						}
						for (const key of ['y', 'y1', 'y2', 'cy']) {
							if (!(key in attributes)) continue;
							expect(Number(attributes[key])).toBeGreaterThanOrEqual(0);
							expect(Number(attributes[key])).toBeLessThanOrEqual(height);
						}
					}
				},
			),
			{ numRuns: 60 },
		);
	});
	it('labels below the axis do not touch', () => {
		const many = Array.from({ length: 90 }, (_, day) => point(`2026-01-${day}`, day));
		const labels = readMarkup(trend(many)).filter(
			({ text, name }) => name === 'text' && text.startsWith('2026'),
		);
		expect(labels.length).toBeGreaterThan(4);
		expect(labels.at(-1)?.text).toBe('2026-01-89');
		labels.slice(1).forEach((one, index) => {
			const before = labels[index];
			const gap = Number(one.attributes.x) - Number(before.attributes.x);
			expect(gap).toBeGreaterThan((textWidth(one.text, 12) + textWidth(before.text, 12)) / 2);
		});
	});
	it('bars beyond 25 are counted, not drawn', () => {
		const parts = Array.from({ length: 30 }, (_, index) => part(`Answer ${index}`, 1, 100 / 30));
		const found = checkMarkup(distributionChart({ parts, n: 30 }, { title: 'D' }));
		expect(found.filter(({ attributes }) => attributes.class === 'bar')).toHaveLength(25);
		expect(texts(found)).toContain('n = 30; 5 more answers, given 5 times');
	});
	it('texts are cut between characters, never within one', () => {
		expect(fitText('Short', 100, 12)).toBe('Short');
		expect(fitText('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 38, 12)).toBe('👩‍👩‍👧👩‍👩‍👧…');
		expect(graphemes(shortened('👩‍👩‍👧'.repeat(9), 4))).toEqual(['👩‍👩‍👧', '👩‍👩‍👧', '👩‍👩‍👧', '…']);
		expect(wrapText('one two three four five six', 60, 12, 2)).toHaveLength(2);
		fc.assert(
			fc.property(
				fc.string({ maxLength: 80 }),
				fc.integer({ min: 30, max: 300 }),
				(text, width) => {
					for (const line of wrapText(text, width, 12, 2)) {
						expect(textWidth(line, 12)).toBeLessThanOrEqual(width);
					}
				},
			),
		);
	});
});

describe('numbers', () => {
	it.each([
		[formatValue(-12.4, 'npsPoints'), '−12'],
		[formatValue(-0.4, 'npsPoints'), '0'],
		[formatValue(84.56, 'percent'), '84.6\u00a0%'],
		[formatValue(100, 'percent'), '100\u00a0%'],
		[formatValue(4.2, 'scalePoints'), '4.20'],
		[formatValue(-0.001, 'scalePoints'), '0.00'],
		[formatValue(null, 'percent'), '–'],
		[formatCount(1234567), '1\u202f234\u202f567'],
		[formatNumber(0.1 + 0.2, 3), '0.3'],
	])('%s', (shown, expected) => expect(shown).toBe(expected));
	it.each([
		[0, 100, { min: 0, max: 100 }, [0, 25, 50, 75, 100]],
		[1, 5, { min: 1, max: 5 }, [1, 2, 3, 4, 5]],
		[-30, 45, { min: -100, max: 100 }, [-40, -20, 0, 20, 40, 60]],
		[1, 7, { min: 1, max: 7 }, [1, 2, 4, 6, 7]],
		[0.001, 0.0042, undefined, [0.001, 0.002, 0.003, 0.004, 0.005]],
	])('ticks from %d to %d', (low, high, limits, expected) => {
		expect(ticksFor(low, high, limits)).toEqual(expected);
	});
	it('ticks are few, in order, and cover the range', () => {
		const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
		fc.assert(
			fc.property(number, number, (a, b) => {
				const [low, high] = a < b ? [a, b] : [b, a];
				fc.pre(high - low > 1e-6 * Math.max(1, Math.abs(high), Math.abs(low)));
				const ticks = ticksFor(low, high);
				expect(ticks.length).toBeGreaterThan(1);
				expect(ticks.length).toBeLessThan(9);
				expect(ticks[0]).toBeLessThanOrEqual(low + 1e-6 * (high - low));
				expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - 1e-6 * (high - low));
			}),
		);
	});
});
