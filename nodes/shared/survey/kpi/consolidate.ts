import { Accumulator } from './Accumulator';
import { type Estimate, estimate } from './estimate';
import { addTo, type ExactSum, rounded } from './exactSum';
import type { Interval, KpiPart, Measure, Weighting } from './types';

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
		...vote(answered),
		parts: voteOnParts(pooled.parts, answered),
		held,
		surveys,
	};
}

function vote(estimates: Estimate[]): Pick<Estimate, 'value' | 'halfWidth' | 'interval'> {
	const value = meanOf(estimates.map((one) => one.value));
	const halfWidth = combined(estimates.map((one) => one.halfWidth));
	if (value === null) return { value, halfWidth: null, interval: null };
	const ranges = estimates.map(({ interval }) => interval);
	return { value, halfWidth, interval: around(value, halfWidth, ranges) };
}

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

/** The mean of the surveys cannot lie outside of the mean of their ranges' ends, which are cut to what is possible already. */
function around(
	value: number,
	halfWidth: number | null,
	ranges: Array<Interval | null>,
): Interval | null {
	if (halfWidth === null) return null;
	const low = meanOf(ranges.map((range) => range?.low ?? null)) ?? -Infinity;
	const high = meanOf(ranges.map((range) => range?.high ?? null)) ?? Infinity;
	return {
		low: Math.max(value - halfWidth, Math.min(low, value)),
		high: Math.min(value + halfWidth, Math.max(high, value)),
		level: 95,
	};
}
