import type { Question } from '../SurveyDefinition';
import { METRICS } from './metrics';
import type { Classified, LeftOutReason, Measure, Scale } from './types';

/** What becomes of one number: into the mean, into a bucket, or left out. */
export interface ScaleRule {
	classify(number: number): Classified | LeftOutReason;
}

type OwnScale = Question['scale'];

/** Beyond this, squares leave the range of a double; nobody measures such a thing. */
const LARGEST = 1e100;

/** The measure's setting, else the question's own scale, else the one that the metric is defined on. */
export function scaleFor(measure: Measure, own: OwnScale): Scale | null {
	const metric = METRICS[measure.metric];
	const base = own ?? (metric.scale && { ...metric.scale, direction: 'up' as const });
	const min = measure.scale?.min ?? base?.min;
	const max = measure.scale?.max ?? base?.max;
	if (min === undefined || max === undefined) return null;
	const direction = metric.followsDirection
		? (measure.scale?.direction ?? base?.direction)
		: measure.scale?.direction;
	return { min, max, direction: direction ?? 'up' };
}

/**
 * @param points the numbers that can be chosen, where they are known; otherwise the whole numbers of the scale
 */
export function scaleRule(measure: Measure, own: OwnScale, points?: readonly number[]): ScaleRule {
	const scale = scaleFor(measure, own);
	const toBucket = bucketOf(measure, scale, points);
	const isMean = METRICS[measure.metric].family === 'mean';
	const turn = scale?.direction === 'down' ? scale.min + scale.max : undefined;
	const target = isMean && scale ? measure.rescaleTo : undefined;
	const shown: Scale | null = target ? { ...target, direction: 'up' } : scale;
	// Scales of one name have values that may be averaged.
	const named = shown && { scale: { name: `${shown.min}–${shown.max}`, scale: shown } };
	return {
		classify(number) {
			if (!(Math.abs(number) <= LARGEST)) return 'notANumber';
			if (scale && (number < scale.min || number > scale.max)) return 'offScale';
			const value = turn === undefined ? number : turn - number;
			if (isMean)
				return { value: target && scale ? rescale(value, scale, target) : value, ...named };
			if (typeof toBucket === 'string') return toBucket;
			return { buckets: [{ key: toBucket(value) }], ...named };
		},
	};
}

const rescale = (value: number, from: Scale, to: { min: number; max: number }): number =>
	to.min + ((value - from.min) * (to.max - to.min)) / (from.max - from.min);

function bucketOf(
	measure: Measure,
	scale: Scale | null,
	points: readonly number[] | undefined,
): LeftOutReason | ((value: number) => string) {
	const { family } = METRICS[measure.metric];
	if (family === 'bands') return bandOf(measure, scale);
	if (family === 'top') return topOf(measure, scale, points);
	return () => '';
}

/**
 * The standard speaks of 0–10. The same eleven points counted from 1, and 1–10, are read from the top; any other scale has no
 * standard, and the measure has to set its bounds.
 */
function bandOf({ npsBounds }: Measure, scale: Scale | null) {
	if (!scale) return 'noScale';
	const width = scale.max - scale.min;
	if (!npsBounds && width !== 10 && width !== 9) return 'noStandard';
	const { promoterFrom, passiveFrom } = npsBounds ?? {
		promoterFrom: scale.max - 1,
		passiveFrom: scale.max - 3,
	};
	return (value: number) => {
		if (value >= promoterFrom) return 'promoter';
		return value >= passiveFrom ? 'passive' : 'detractor';
	};
}

function topOf(measure: Measure, scale: Scale | null, points: readonly number[] | undefined) {
	if (!scale) return 'noScale';
	const lowest = lowestTopPoint(measure, scale, points);
	if (lowest === undefined) return 'noStandard';
	return (value: number) => (value >= lowest ? 'top' : 'other');
}

function lowestTopPoint(measure: Measure, scale: Scale, points: readonly number[] | undefined) {
	const { boxes } = METRICS[measure.metric];
	const chosen = points?.filter((point) => point >= scale.min && point <= scale.max) ?? [];
	const size = chosen.length > 1 ? chosen.length : scale.max - scale.min + 1;
	const count = measure.boxes ?? boxes?.byPoints?.[size] ?? boxes?.other;
	if (count === undefined || count >= size) return undefined;
	if (chosen.length < 2) return scale.max - count + 1;
	const rising = chosen
		.map((point) => (scale.direction === 'down' ? scale.min + scale.max - point : point))
		.sort((a, b) => a - b);
	return rising[rising.length - count];
}
