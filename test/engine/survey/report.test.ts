import type { IBinaryData } from 'n8n-workflow';
import type { KpiResult } from '../../../nodes/shared/survey/kpi';
import { responseOf } from '../../unit/kpi/responses';
import { readMarkup } from '../../unit/report/wellFormed';
import { groupBy, kpi, kpis, NODE, setUp, type Setup } from './setup';

let setup: Setup;
beforeAll(async () => {
	setup = await setUp();
});
afterAll(async () => await setup.sandbox.close());

const textOf = ({ data }: IBinaryData): string => Buffer.from(data, 'base64').toString('utf8');

const JOURNEY = {
	resource: 'kpi',
	operation: 'compute',
	kpiSource: 'items',
	kpis: kpis(
		kpi('nps', [
			{ value: 'Q', survey: 'SV_buy', stage: 'Purchase' },
			{ value: 'Q', survey: 'SV_help', stage: 'Support' },
			{ value: 'Q', survey: 'SV_later', stage: 'Renewal' },
		]),
		kpi('distribution', [{ value: 'Why', survey: 'SV_buy', stage: 'Purchase' }]),
	),
	kpiOptions: { title: 'Our <journey>', timeZone: 'UTC' },
};

const INPUT = [
	['SV_buy', 10, 'Fast & friendly', '2026-01-10'],
	['SV_buy', 6, 'Queue <too long>', '2026-02-10'],
	['SV_help', 9, 'Solved at once', '2026-02-11'],
	['SV_help', 10, 'شكرا', '2026-03-01'],
].map(([survey, Q, said, day], index) =>
	responseOf({
		id: `R_${index}`,
		survey: String(survey),
		surveyName: survey === 'SV_buy' ? 'Shop' : 'Help desk',
		at: `${String(day)}T10:00:00.000Z`,
		answers: { Q: Number(Q), Why: ['Price'], Said: String(said) },
	}),
) as never[];

const run = async (parameters: object) => {
	const result = await setup.run({ ...JOURNEY, ...parameters }, { input: INPUT });
	expect(result.error).toBeUndefined();
	return result;
};

describe('KPI: charts and pages', () => {
	it('one item per chart, as SVG and as a page of its own', async () => {
		const result = await run({
			output: 'charts',
			period: 'month',
			groupBy: groupBy({ by: 'stage' }),
		});
		const items = result.items(NODE);
		expect(items.map(({ json }) => `${String(json.name)}: ${String(json.kind)}`)).toEqual([
			'NPS – Purchase: trend',
			'NPS – Support: trend',
			'NPS – Renewal: gauge',
			'NPS – Renewal: distribution',
			'NPS: trend',
			'Distribution – Purchase: distribution',
			'Distribution: distribution',
		]);
		for (const { json, binary } of items) {
			expect(Object.keys(binary!)).toEqual(['svg', 'html']);
			expect(binary!.svg.mimeType).toBe('image/svg+xml');
			expect(binary!.svg.fileName).toMatch(/^[\p{L}\p{N}-]+\.svg$/u);
			expect(binary!.html.mimeType).toBe('text/html');
			readMarkup(textOf(binary!.svg));
			expect(textOf(binary!.html)).toContain('<svg');
			expect((json.results as unknown as KpiResult[]).length).toBeGreaterThan(0);
		}
		const [purchase] = items;
		expect((purchase.json.results as unknown as KpiResult[]).map(({ value }) => value)).toEqual([
			100, -100,
		]);
		expect(textOf(purchase.binary!.svg)).toContain('Jan 2026');
	});

	it('C02 C03 one item with report, journey map and every chart', async () => {
		const result = await run({
			output: 'report',
			verbatims: {
				source: [
					{ value: 'SV_buy/Said', stage: 'Purchase', score: 'Q' },
					{ value: 'Said', stage: 'Support' },
				].map(({ value, stage, score = '' }) => ({
					value: { __rl: true, mode: 'key', value },
					score: { __rl: true, mode: 'key', value: score },
					stage,
				})),
			},
		});
		const [item, ...others] = result.items(NODE);
		expect(others).toEqual([]);
		expect(item.json).toMatchObject({
			title: 'Our <journey>',
			summary: expect.stringMatching(/^NPS, .*: 50 .n = 4/),
			results: [{ kpi: 'NPS', value: 50, n: 4, group: {} }, { kpi: 'Distribution' }],
			charts: [
				{ field: 'chart1', name: 'NPS', kind: 'gauge' },
				{ field: 'chart2', name: 'NPS', kind: 'distribution' },
				{ field: 'chart3', name: 'Distribution', kind: 'distribution' },
			],
		});
		expect(Object.keys(item.binary!)).toEqual([
			'report',
			'journeyMap',
			'chart1',
			'chart2',
			'chart3',
		]);
		const map = textOf(item.binary!.journeyMap);
		expect(map).toContain('<title>Our &lt;journey&gt;</title>');
		for (const words of [
			'Purchase',
			'Support',
			'Renewal',
			'No answers yet (n = 0)',
			'2 responses',
		]) {
			expect(map).toContain(words);
		}
		expect(map).toContain('Fast &amp; friendly');
		expect(map).toContain('Queue &lt;too long&gt;');
		// The texts of a stage are those of its own survey, or of every survey where none is named.
		expect(map.split('Solved at once')).toHaveLength(2);
		expect(map).not.toContain('<script');
		expect(textOf(item.binary!.report)).toContain('All values');
		expect(item.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }]);
	});

	it('without stages there is no journey map', async () => {
		const result = await run({ output: 'report', kpis: kpis(kpi('nps', ['Q'])) });
		expect(Object.keys(result.items(NODE)[0].binary!)).toEqual(['report', 'chart1', 'chart2']);
	});

	it('C29 before anybody answered, charts say so and no zero is drawn', async () => {
		const result = await setup.run({ ...JOURNEY, output: 'report' }, { input: [{}] });
		const [item] = result.items(NODE);
		expect(item.json).toMatchObject({
			results: [
				{ value: null, n: 0 },
				{ value: null, n: 0 },
			],
		});
		expect(textOf(item.binary!.chart1)).toMatch(/No answers yet/);
		expect(textOf(item.binary!.journeyMap)).not.toMatch(/>0\.0</);
	});
});
