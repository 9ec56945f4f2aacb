import { journeyMap, stagesOf } from '../../../nodes/shared/report';
import type { JourneyStage } from '../../../nodes/shared/report/journeyMap';
import { trendChart } from '../../../nodes/shared/report/trendChart';
import type { KpiResult } from '../../../nodes/shared/survey/kpi';
import { compute, kpiOf, measure, planOf, up } from '../kpi/responses';
import { checkMarkup, texts } from './wellFormed';

const [nps] = compute(planOf([measure('nps', { name: 'NPS', target: 30 })]), [
	{ answers: { Q: 10 }, scale: up(0, 10) },
	{ answers: { Q: 7 }, scale: up(0, 10) },
]);
const csat = kpiOf(measure('csat', { name: 'CSAT' }), [4, 5], up(1, 5));
const all = (from: string | null, to: string | null): KpiResult['period'] => ({
	unit: 'all',
	label: null,
	from,
	to,
	timeZone: 'UTC',
});
const month = (label: string): KpiResult['period'] => ({
	unit: 'month',
	label,
	from: `${label}-01`,
	to: `${label}-28`,
	timeZone: 'UTC',
});
const none = { n: 0, value: null, interval: null };

/** Of each line along the journey its title, what stands above it, and what it says of the stages. */
function linesOf(...stages: KpiResult[][]) {
	const named = stages.map((kpis, at): JourneyStage => ({ name: `Stage ${at + 1}`, kpis }));
	const found = checkMarkup(journeyMap({ title: 'Journey', theme: 'light', stages: named }));
	const [, ...titles] = texts(found, 'title');
	const headings = found.flatMap(({ attributes }, at) =>
		attributes.class === 'heading' ? [found[at + 1].text.split(' · ')[0]] : [],
	);
	const words = texts(found, 'desc');
	return titles.map((title, at) => ({ title, subtitle: headings[at], words: words[at] }));
}

describe('C02 the line of a KPI along the journey', () => {
	const dated = (from: string | null, to: string | null) => ({ ...nps, period: all(from, to) });
	it('needs two stages that have it; a stage between that has not is a gap', () => {
		expect(linesOf([nps])).toEqual([]);
		expect(linesOf([nps], [csat])).toEqual([]);
		const [line, ...others] = linesOf([nps], [csat], [nps]);
		expect(others).toEqual([]);
		expect(line.title).toBe('NPS along the journey');
		expect(line.words).toMatch(
			/^Stage 1: 50, .* n = 2; Stage 2: no answers; Stage 3: 50, .* n = 2$/,
		);
	});
	it('is drawn of values alone, not of distributions', () => {
		const words = kpiOf(measure('distribution', { name: 'Why' }), ['Price', 'Staff']);
		expect(linesOf([words], [words])).toEqual([]);
	});
	it('is not drawn of means on different scales; shares and points have one axis', () => {
		const other = kpiOf(measure('csat', { name: 'CSAT' }), [4, 7], up(1, 7));
		expect(linesOf([csat], [csat])).toHaveLength(1);
		expect(linesOf([csat], [{ ...csat, ...none, scale: null }])).toHaveLength(1);
		expect(linesOf([csat], [other])).toEqual([]);
		expect(linesOf([nps], [{ ...nps, scale: up(0, 9) }])).toHaveLength(1);
	});
	it.each<[title: string, KpiResult, KpiResult, subtitle: string]>([
		[
			'from the first to the last answer of all stages',
			dated('2026-02-03', '2026-02-20'),
			dated('2026-01-10', '2026-03-04'),
			'10 Jan 2026 to 4 Mar 2026',
		],
		[
			'also where one stage has none',
			{ ...dated(null, null), ...none },
			dated('2026-01-10', '2026-03-04'),
			'10 Jan 2026 to 4 Mar 2026',
		],
		[
			'the period that all stages share',
			{ ...nps, period: month('2026-02') },
			{ ...nps, period: month('2026-02') },
			'February 2026',
		],
		[
			'periods that differ',
			{ ...nps, period: month('2026-01') },
			{ ...nps, period: month('2026-02') },
			'The latest period of each stage',
		],
		[
			'the period of the stages that have answers',
			{ ...nps, ...none, period: month('2026-01') },
			{ ...nps, period: month('2026-02') },
			'February 2026',
		],
	])('says of which time it is: %s', (_, first, second, subtitle) => {
		expect(linesOf([first], [second])[0].subtitle).toBe(subtitle);
	});
	it('has nothing to say of the time where nobody answered', () => {
		const empty = { ...dated(null, null), ...none };
		expect(linesOf([empty], [empty])[0]).toMatchObject({
			words: 'No answers yet.',
			subtitle: 'target 30 (dashed)',
		});
	});
});

describe('C02 the stages', () => {
	const staged = (stage: string | null, more = {}) => ({ ...nps, group: { stage, ...more } });
	it('have the results of their name; those without one are left out', () => {
		const results = [staged('Buy'), staged(null), staged('Use'), staged('Buy', { plan: 'gold' })];
		const stages = stagesOf(results);
		expect(stages.map(({ name, kpis }) => [name, kpis.length])).toEqual([
			['Buy', 2],
			['Use', 1],
		]);
		expect(stages[0].verbatims).toEqual([]);
		const byPlan = stagesOf(results, undefined, 'plan');
		expect(byPlan.map(({ name }) => name)).toEqual(['gold']);
	});
	it.each([
		[[0, 0], '0 responses'],
		[[0, 1], '1 response'],
		[[1200, 3], '1\u202f200 responses'],
	])('count the responses of the KPI that has most: %j', (responses, words) => {
		const kpis = responses.map((count, at) => ({
			...nps,
			kpi: `KPI ${at}`,
			responses: count,
		}));
		const stages = [{ name: 'Buy', kpis, description: 'They pay.' }];
		const page = checkMarkup(journeyMap({ title: 'Journey', stages }));
		expect(texts(page, 'p')).toContain(words);
		expect(texts(page, 'bdi')).toContain('They pay.');
	});
});

describe('C02 the band around a line', () => {
	const bandsOf = (...intervals: Array<[low: number, high: number] | null>) => {
		const points = intervals.map((ends, at) => ({
			label: `W${at}`,
			value: 50,
			interval: ends && { low: ends[0], high: ends[1] },
		}));
		const svg = trendChart({ unit: 'percent', points }, { title: 'Trend' });
		return checkMarkup(svg)
			.filter(({ attributes }) => attributes.class === 'band')
			.map(({ attributes }) => attributes.d?.split(' L').length);
	};
	it('is there wherever two points beside each other have an interval', () => {
		const ends: [number, number] = [40, 60];
		expect(bandsOf(ends, ends)).toEqual([4]);
		expect(bandsOf(ends, ends, null, ends, ends, ends)).toEqual([4, 6]);
		expect(bandsOf(ends, null, ends, ends)).toEqual([4]);
		expect(bandsOf(null, ends, null)).toEqual([]);
	});
});
