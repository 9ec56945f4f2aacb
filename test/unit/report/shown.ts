import type { BulkRun } from '../../../nodes/shared/report/bulkRun';
import type { Gauge } from '../../../nodes/shared/report/gaugeChart';
import { stagesOf } from '../../../nodes/shared/report';
import type { TrendPoint } from '../../../nodes/shared/report/trendChart';
import type { KpiPart, Verbatim } from '../../../nodes/shared/survey/kpi';
import { compute, measure, planOf, repeat, responseOf, up } from '../kpi/responses';

/** What the pictures of the reports show. */

export const pointsOf = (values: ReadonlyArray<number | null>): TrendPoint[] =>
	values.map((value, at) => ({
		label: `W${at + 1}`,
		value,
		interval: value === null ? null : { low: value - 4, high: value + 6 },
		n: value === null ? 0 : 1000 + at,
	}));

export const partOf = (key: string, count: number, share: number | null = count * 10): KpiPart => ({
	key,
	label: `The answer ${key}`,
	count,
	share,
	interval: share ? { low: share / 2, high: 50 + share / 2, level: 95 } : null,
});

export const manyParts = (count: number): KpiPart[] =>
	Array.from({ length: count }, (_, at) => partOf(String(at), 1, 100 / count));

export const gaugeOf = (more: Partial<Gauge>): Gauge => ({
	kpi: 'NPS',
	value: 30,
	unit: 'npsPoints',
	interval: { low: 14.7, high: 45.3, level: 95 },
	n: 1100,
	scale: { min: 1, max: 5, direction: 'up' },
	notes: [],
	...more,
});

/** January all content, February with as many critics as `critics`. */
export const monthsOfNps = (critics: number) =>
	compute(
		planOf([measure('nps', { name: 'NPS', target: 40 })], { period: 'month' }),
		[repeat([[10, 40]]), [...repeat([[10, 20]]), ...repeat([[3, critics]])]].flatMap(
			(given, month) =>
				given.map((Q) =>
					responseOf({
						answers: { Q },
						at: `2026-0${month + 1}-10T10:00:00.000Z`,
						scale: up(0, 10),
					}),
				),
		),
	);

/** One of each kind of value: points, shares, a mean, a distribution, in periods and without, with and without answers. */
export function mixedResults() {
	const answers = [10, 9, 8, 3].map((Q, at) => ({
		answers: { Q, S: 1 + at, C: [at % 2 ? 'Shop' : 'Web'], M: at % 2 ? 'positive' : 'negative' },
		survey: `SV_${1 + (at % 2)}`,
		scale: up(0, 10),
	}));
	const given = compute(
		planOf([
			measure('nps', { name: 'NPS', target: 60 }),
			measure('csat', { name: 'CSAT', key: 'S', scale: { min: 1, max: 5 }, target: 3 }),
			measure('csatTopBox', { name: 'Content', key: 'S', scale: { min: 1, max: 5 } }),
			measure('distribution', { name: 'Where', key: 'C' }),
			measure('sentimentShare', { name: 'Critics', key: 'M', sentiment: 'negative', target: 20 }),
			measure('average', { name: 'Visits', key: 'S' }),
			measure('nps', { name: 'Not asked', key: 'X' }),
		]),
		answers,
	);
	const bySurvey = compute(
		planOf([measure('nps', { name: 'Even' })], { weighting: 'surveys' }),
		answers,
	);
	return [...given, ...bySurvey, ...monthsOfNps(20)];
}

export const verbatim = (more: Partial<Verbatim>): Verbatim => ({
	text: 'Friendly people, long queue.',
	question: 'What could we do better?',
	stage: null,
	survey: 'Store visit',
	at: '2026-03-17T10:00:00.000Z',
	score: '4',
	scoreName: 'Likely to recommend',
	...more,
});

/** Three stages: one with periods, one on another scale, one without answers. */
export function answeredStages() {
	const sources = ['Discover', 'Buy', 'Renew'].map((stage, at) => ({
		stage,
		surveyId: `SV_${at}`,
		from: 'answer' as const,
		key: 'Q',
	}));
	const plan = planOf(
		[
			measure('nps', { name: 'NPS', sources, target: 30 }),
			measure('csat', { name: 'CSAT', sources: sources.map((one) => ({ ...one, key: 'S' })) }),
		],
		{ groupBy: [{ by: 'stage' }] },
	);
	const responses = [10, 9, 8, 3, 2].flatMap((Q, at) =>
		['SV_0', 'SV_1']
			.slice(0, 1 + (at % 2))
			.map((survey) =>
				responseOf({ survey, answers: { Q, S: 4 }, scale: up(0, survey === 'SV_0' ? 10 : 9) }),
			),
	);
	const results = compute(plan, responses, { withTotal: true });
	const said = Array.from({ length: 4 }, (_, at) => verbatim({ text: `Remark ${at}` }));
	const stages = stagesOf(results, (stage) => (stage === 'Buy' ? said : []));
	const described = stages.map((stage, at) =>
		at === 0 ? { ...stage, description: 'People hear of us.' } : stage,
	);
	const whole = results.filter(({ group }) => Object.keys(group).length === 0);
	return { results, whole, stages: described };
}

export const bulkRun = (more: Partial<BulkRun>): BulkRun => ({
	operation: 'apply',
	target: 'Dynamics 365, contacts',
	fileName: 'spring.csv',
	state: 'stopped',
	stopReason: 'More than 2 % of the rows failed',
	startedAt: '2026-03-31T10:00:00Z',
	endedAt: '2026-03-31T10:07:12Z',
	timeZone: 'Europe/Prague',
	rows: 12045,
	counts: {
		ok: 9000,
		unchanged: 2500,
		conflict: 120,
		invalid: 300,
		notFound: 20,
		ambiguous: 5,
		failed: 90,
		notProcessed: 10,
	},
	fields: [
		{ field: 'newsletter', changed: 5000, cleared: 12, conflicts: 20, invalid: 300 },
		{ field: 'phone', changed: 0, cleared: 0, conflicts: 0, invalid: 0 },
	],
	reasons: [
		{
			kind: 'lostZeros',
			field: 'phone',
			outcome: 'invalid',
			rows: 300,
			message: 'A spreadsheet has changed this cell',
			firstLine: 17,
			setting: 'Take it as it is',
		},
		...Array.from({ length: 21 }, (_, at) => ({
			kind: 'duplicateKey',
			outcome: 'failed' as const,
			rows: 1,
			message: `Reason ${at}`,
		})),
	],
	sample: [
		{ line: 1002, key: 'a', field: 'phone', from: null, to: '+33 6 00 00 00 00' },
		{ line: 1003, key: 'b', field: 'tags', from: ['x', 'y'], to: false },
		{
			line: 1004,
			key: 'c',
			field: 'gender',
			from: '1',
			to: '2',
			fromLabel: '1 – Male',
			toLabel: '2 – Female',
		},
		...Array.from({ length: 50 }, (_, at) => ({
			line: 2000 + at,
			key: 'd',
			field: 'phone',
			from: 0,
			to: at,
		})),
	],
	requests: 1205,
	warnings: ['The file has a column that nobody reads'],
	timeline: Array.from({ length: 130 }, (_, at) => ({
		at: new Date(Date.parse('2026-03-31T10:00:00Z') + at * 3000).toISOString(),
		done: at * 93,
		problems: at * 3,
	})),
	...more,
});

/** Periods, in words and on an axis. */
export const shownMoments = [
	['day', '2026-03-31', '31 Mar 2026', '31 Mar 2026'],
	['week', '2026-W04', 'week 4 of 2026', 'W04 2026'],
	['month', '2026-09', 'September 2026', 'Sep 2026'],
	['month', '2026-99', '2026-99', '2026-99'],
] as const;
