import { type KpiPart, type KpiResult, METRICS } from '../survey/kpi';
import {
	answersInWords,
	changeInWords,
	changeTone,
	type Headline,
	partInWords,
	partTones,
	targetInWords,
	targetTone,
	whenInWords,
} from './headlines';
import { leftOutInWords } from './leftOut';
import { element, escapeText, type Markup } from './markup';
import { formatValue, rangeOf } from './numbers';
import { bdi } from './page';

/** Answers of a distribution that a card has room for. */
const MOST_ANSWERS = 4;

const line = (text: string | undefined, className?: string): Markup | undefined =>
	text ? element('p', { class: className }, escapeText(text)) : undefined;

/** A KPI at a glance: figure with its period, change, target, and who stands behind it. */
export function kpiBlock(headline: Headline, name: string): Markup {
	const { result } = headline;
	const { value, unit, n, parts } = result;
	const isDistribution = METRICS[result.metric].family === 'categories';
	const figure = ['big', targetTone(result)].filter(Boolean).join(' ');
	return element(
		'div',
		{ class: 'kpi' },
		element('div', { class: 'name' }, bdi(name)),
		n > 0 ? line(whenInWords(result), 'muted') : undefined,
		isDistribution && n > 0
			? legend(parts.slice(0, MOST_ANSWERS))
			: element('div', { class: figure }, escapeText(formatValue(value, unit))),
		line(changeInWords(headline), changeTone(headline) ?? 'muted'),
		value === null ? undefined : bar(result),
		line(targetInWords(result), targetTone(result) ?? 'muted'),
		line(answersInWords(result), 'muted'),
		value === null && n > 0 && !isDistribution ? line(leftOutInWords(result), 'muted') : undefined,
	);
}

/** Groups of people as one bar; any other value on its range. */
function bar(result: KpiResult): Markup | undefined {
	const { value, unit, scale, parts, target } = result;
	const tones = partTones(result);
	if (tones) {
		const shown = parts.filter(({ share }) => share);
		const stretches = shown.map(({ key, share }) => fill(share!, tones[key]));
		return element('div', {}, meter(...stretches), legend(parts, tones));
	}
	const range = rangeOf(unit, scale);
	if (!range || value === null) return undefined;
	const at = (number: number) => (100 * (number - range.min)) / (range.max - range.min);
	const mark =
		target === undefined
			? undefined
			: element('span', { class: 'mark', style: `inset-inline-start:${percent(at(target))}` });
	return meter(fill(at(value), targetTone(result)), mark);
}

const percent = (share: number): string => `${Math.min(100, Math.max(0, share)).toFixed(1)}%`;

const fill = (share: number, tone = ''): Markup =>
	element('span', { class: `fill ${tone}`.trim(), style: `width:${percent(share)}` });

const meter = (...content: Array<Markup | undefined>): Markup =>
	element('div', { class: 'meter', 'aria-hidden': 'true' }, ...content);

const legend = (parts: readonly KpiPart[], tones?: Readonly<Record<string, string>>): Markup =>
	element(
		'ul',
		{ class: 'legend' },
		...parts
			.filter(({ count }) => count > 0)
			.map((part) =>
				element(
					'li',
					{},
					tones
						? element('span', { class: `swatch fill ${tones[part.key]}`, 'aria-hidden': 'true' })
						: undefined,
					bdi(partInWords(part)),
				),
			),
	);
