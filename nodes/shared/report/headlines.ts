import { changeOf, type KpiChange, type KpiPart, type KpiResult, METRICS } from '../survey/kpi';
import { formatPeriod, formatPeriodSoFar } from './moments';
import { formatCount, formatInterval, formatNumber, formatValue, inWords } from './numbers';
import type { Tone } from './page';

/** The latest value of one KPI and group, and the one before. */
export interface Headline {
	result: KpiResult;
	/** The latest period before it that has a value. */
	before?: KpiResult;
	change?: KpiChange;
}

/** `NPS – Onboarding, gold`. */
export function titleOf({ kpi, group, labels }: KpiResult): string {
	const values = Object.entries(group).map(([name, value]) => labels[name] ?? value ?? '(none)');
	return values.length > 0 ? `${kpi} – ${values.join(', ')}` : kpi;
}

/** Results of one KPI and group, in all their periods. */
export function seriesOf(results: readonly KpiResult[]): KpiResult[][] {
	const series = new Map<string, KpiResult[]>();
	for (const result of results) {
		const key = JSON.stringify([result.kpi, result.group, result.period.unit]);
		series.set(key, [...(series.get(key) ?? []), result]);
	}
	return [...series.values()];
}

/** One for each KPI and group: of several periods the latest in which somebody answered, against the one before. */
export const headlinesOf = (results: readonly KpiResult[]): Headline[] =>
	seriesOf(results).flatMap((same) => {
		if (same[0].period.unit === 'all') return same.map((result) => ({ result }));
		const answered = same.filter(({ n }) => n > 0);
		const result = answered.at(-1) ?? same[same.length - 1];
		const before = answered.slice(0, -1).findLast(({ value }) => value !== null);
		const change = before && changeOf(result, before);
		return [change ? { result, before, change } : { result }];
	});

const VERDICTS: Readonly<Record<KpiChange['verdict'], string>> = {
	clear: 'more than chance',
	unclear: 'may be chance',
	tooFew: 'too few answers to tell',
};

/** `+5 points against February 2026: more than chance`. */
export function changeInWords({ result, before, change }: Headline): string | undefined {
	if (!before || !change) return undefined;
	const isPoints = result.unit === 'percent' || result.unit === 'npsPoints';
	const [least, most] = { npsPoints: [0, 0], percent: [0, 1], scalePoints: [2, 2], number: [0, 2] }[
		result.unit
	];
	const amount = formatNumber(Math.abs(change.by), most, least);
	const isNone = /^[0.]+$/.test(amount);
	const sign = change.by > 0 ? '+' : '−';
	const points = isPoints ? (amount === '1' ? ' point' : ' points') : '';
	const by = isNone ? 'No change' : `${sign}${amount}${points}`;
	const words = `${by} against ${formatPeriod(before.period)}`;
	return isNone ? words : `${words}: ${VERDICTS[change.verdict]}`;
}

/** Only what is more than chance is good or bad news. */
export function changeTone({ result, change }: Headline): Tone | undefined {
	if (change?.verdict !== 'clear' || result.better === 'neither') return undefined;
	return change.by > 0 === (result.better !== 'down') ? 'good' : 'bad';
}

function isReached({ value, target, better }: KpiResult): boolean | undefined {
	if (target === undefined || value === null || better === 'neither') return undefined;
	return better === 'down' ? value <= target : value >= target;
}

export const targetTone = (result: KpiResult): Tone | undefined => {
	const reached = isReached(result);
	return reached === undefined ? undefined : reached ? 'good' : 'bad';
};

/** `Target 40: not reached`. */
export function targetInWords(result: KpiResult): string | undefined {
	if (result.target === undefined) return undefined;
	const reached = isReached(result);
	const verdict = reached === undefined ? '' : reached ? ': reached' : ': not reached';
	return `Target ${formatValue(result.target, result.unit)}${verdict}`;
}

export const answersInWords = ({ n, value, interval, unit }: KpiResult): string => {
	if (n === 0) return 'No answers yet (n = 0)';
	const range =
		interval && value !== null ? `, 95 % interval ${formatInterval(interval, unit)}` : '';
	return `n = ${formatCount(n)}${range}`;
};

export const whenInWords = (result: KpiResult): string =>
	formatPeriodSoFar(result) ?? 'No answers yet';

const PART_TONES: Readonly<Record<string, Tone | 'plain'>> = {
	promoter: 'good',
	passive: 'plain',
	detractor: 'bad',
	positive: 'good',
	neutral: 'plain',
	negative: 'bad',
	mixed: 'warn',
};

/** What the parts of a KPI mean: of those whose parts are groups of people, not answers. */
export const partTones = ({ metric }: Pick<KpiResult, 'metric'>): typeof PART_TONES | undefined =>
	['bands', 'sentiment'].includes(METRICS[metric].family) ? PART_TONES : undefined;

/** `Promoters 45 % (18)`. */
export const partInWords = ({ label, share, count }: KpiPart): string =>
	`${label} ${formatValue(share, 'percent')} (${formatCount(count)})`;

/** One line of plain text, with the change. */
export function headlineInWords(headline: Headline): string {
	const { result } = headline;
	const line = inWords({ ...result, kpi: titleOf(result), when: formatPeriodSoFar(result) });
	const change = changeInWords(headline);
	return change ? `${line}, ${change.charAt(0).toLowerCase()}${change.slice(1)}` : line;
}
