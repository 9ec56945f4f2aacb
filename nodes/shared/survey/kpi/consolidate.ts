import { Accumulator } from './Accumulator';
import { type Estimate, estimate, within } from './estimate';
import { addTo, type ExactSum, rounded } from './exactSum';
import { METRICS } from './metrics';
import type { KpiPart, KpiUnit, Measure, Weighting } from './types';

/** What one survey adds to a group. */
export interface SurveyShare {
	surveyKey: string;
	held: Accumulator;
	/** People asked, for a response rate against invitations. */
	base?: number | null;
}

export interface Consolidated extends Estimate {
	held: Accumulator;
	/** Surveys that have answers in the value. */
	surveys: number;
}

/**
 * One value of several surveys. By respondents, their answers are pooled; one survey one vote, the values of the surveys that
 * have any are averaged, and their intervals combined as those of independent samples. A survey without answers has no part in
 * either.
 */
export function consolidate(
	measure: Measure,
	shares: SurveyShare[],
	weighting: Weighting,
	base: number | null | undefined,
): Consolidated {
	const held = new Accumulator();
	for (const share of shares) held.merge(share.held);
	const pooled = estimate(measure, held, base);
	const answered = shares
		.map((share) => ({
			key: share.surveyKey,
			...estimate(measure, share.held, share.base),
		}))
		.filter(({ n }) => n > 0)
		.sort((a, b) => (a.key < b.key ? -1 : 1));
	const surveys = answered.length;
	if (weighting === 'surveys' && shares.length > 1 && pooled.value !== null) {
		if (shares.some(({ base: asked }) => asked === null)) {
			const notes = ['The number of people invited is not known for each survey'];
			return { ...pooled, value: null, interval: null, held, surveys, notes };
		}
	}
	if (weighting === 'respondents' || surveys < 2) return { ...pooled, held, surveys };
	// Different scales have no mean, whoever has how many votes.
	if (pooled.notes.length > 0) return { ...pooled, held, surveys };
	return {
		...pooled,
		...vote(measure, pooled, answered),
		parts: voteOnParts(pooled.parts, answered),
		held,
		surveys,
	};
}

function vote(
	{ metric }: Measure,
	{ scale }: Estimate,
	estimates: Estimate[],
): Pick<Estimate, 'value' | 'halfWidth' | 'interval'> {
	const value = meanOf(estimates.map((one) => one.value));
	const halfWidth = combined(estimates.map((one) => one.halfWidth));
	if (value === null || halfWidth === null) return { value, halfWidth: null, interval: null };
	const { min, max } = RANGES[METRICS[metric].unit] ?? scale ?? UNBOUNDED;
	return { value, halfWidth, interval: within(value - halfWidth, value + halfWidth, min, max) };
}

const RANGES: Partial<Record<KpiUnit, { min: number; max: number }>> = {
	npsPoints: { min: -100, max: 100 },
	percent: { min: 0, max: 100 },
};
const UNBOUNDED = { min: -Infinity, max: Infinity };

function voteOnParts(parts: KpiPart[], estimates: Estimate[]): KpiPart[] {
	return parts.map((part) => {
		// A survey in which nobody gave this answer votes 0 for it: it has answers.
		const votes = estimates.map((one) => one.parts.find(({ key }) => key === part.key));
		const value = meanOf(votes.map((one) => one?.share ?? 0));
		return { ...part, share: value, interval: null };
	});
}

function meanOf(values: Array<number | null>): number | null {
	const sum: ExactSum = [];
	for (const value of values) {
		if (value === null) return null;
		addTo(sum, value);
	}
	return rounded(sum) / values.length;
}

function combined(halfWidths: Array<number | null>): number | null {
	let squares = 0;
	for (const half of halfWidths) {
		if (half === null) return null;
		squares += half * half;
	}
	return Math.sqrt(squares) / halfWidths.length;
}
