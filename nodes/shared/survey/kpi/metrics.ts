import type { KpiUnit, MetricName } from './types';

/**
 * `bands`: promoters, passives, detractors; `top`: the best points against the rest; `mean`; `categories`: one bucket per
 * answer; `sentiment`; `rate`: responses against those who were asked.
 */
export type MetricFamily = 'bands' | 'top' | 'mean' | 'categories' | 'sentiment' | 'rate';

export interface Metric {
	displayName: string;
	description: string;
	unit: KpiUnit;
	family: MetricFamily;
	/** Turned round when low numbers are good. Plain numbers are only when the measure says so. */
	followsDirection: boolean;
	/** How many of the best points count, by the number of points; `other` for any other number. */
	boxes?: { byPoints?: Readonly<Record<number, number>>; other?: number };
	/** Scale of answers that carry none. */
	scale?: { min: number; max: number };
}

/** Source: contracts/kpi.md 2. */
export const METRICS: Readonly<Record<MetricName, Metric>> = {
	nps: {
		displayName: 'NPS',
		description: 'Per cent promoters (9–10) minus per cent detractors (0–6), from −100 to 100',
		unit: 'npsPoints',
		family: 'bands',
		followsDirection: true,
		scale: { min: 0, max: 10 },
	},
	csat: {
		displayName: 'CSAT (Mean)',
		description: 'Mean satisfaction score on the scale of the question',
		unit: 'scalePoints',
		family: 'mean',
		followsDirection: true,
	},
	csatTopBox: {
		displayName: 'CSAT (Top Two Boxes)',
		description: 'Per cent who chose one of the two best points',
		unit: 'percent',
		family: 'top',
		followsDirection: true,
		boxes: { other: 2 },
	},
	ces: {
		displayName: 'CES (Mean)',
		description: 'Mean effort score on the scale of the question',
		unit: 'scalePoints',
		family: 'mean',
		followsDirection: true,
	},
	cesShare: {
		displayName: 'CES (Share)',
		description: 'Per cent who chose one of the best points: top three of seven, top two of five',
		unit: 'percent',
		family: 'top',
		followsDirection: true,
		boxes: { byPoints: { 7: 3, 5: 2 } },
	},
	average: {
		displayName: 'Average',
		description: 'Mean of a number, as it was given',
		unit: 'number',
		family: 'mean',
		followsDirection: false,
	},
	distribution: {
		displayName: 'Distribution',
		description:
			'How many gave each answer; with several choices the shares add up to more than 100 %',
		unit: 'percent',
		family: 'categories',
		followsDirection: false,
	},
	responseRate: {
		displayName: 'Response Rate',
		description: 'Per cent of those invited, or of those who began, who finished',
		unit: 'percent',
		family: 'rate',
		followsDirection: false,
	},
	sentimentShare: {
		displayName: 'Sentiment Share',
		description: 'Per cent of texts with a sentiment, from a question or field that holds it',
		unit: 'percent',
		family: 'sentiment',
		followsDirection: false,
	},
};

/** Buckets in the order shown, with their names. Categories have none: they come from the answers. */
export const BUCKETS: Readonly<Record<MetricFamily, Readonly<Record<string, string>>>> = {
	bands: { promoter: 'Promoters', passive: 'Passives', detractor: 'Detractors' },
	top: { top: 'Top boxes', other: 'Other' },
	sentiment: { positive: 'Positive', neutral: 'Neutral', negative: 'Negative', mixed: 'Mixed' },
	rate: { finished: 'Responses', other: 'No response' },
	mean: {},
	categories: {},
};
