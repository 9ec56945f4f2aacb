import { type KpiResult, METRICS } from '../survey/kpi';
import {
	answersInWords,
	changeInWords,
	changeTone,
	type Headline,
	headlinesOf,
	partInWords,
	partTones,
	targetInWords,
	targetTone,
	titleOf,
	whenInWords,
} from './headlines';
import type { JourneyStage } from './journeyMap';
import { explanations } from './kpiReport';
import { mailBar, mailBody, mailFigure, mailHeading, mailQuote, mailText } from './mail';
import type { Markup } from './markup';
import { formatMoment } from './moments';
import { formatValue, rangeOf } from './numbers';
import { sourceOf } from './quotes';
import { shortened } from './textFit';

/** A mail is read, not studied: the pages hold the rest. */
const MOST_FIGURES = 30;
const MOST_QUOTES = 3;
const MOST_ANSWERS = 6;

export interface KpiMail {
	title: string;
	results: readonly KpiResult[];
	stages?: readonly JourneyStage[];
}

/** The headlines of a report as the body of a mail: whole without its attachments. */
export function kpiMail({ title, results, stages = [] }: KpiMail): string {
	const isOfStage = ({ group }: KpiResult) => stages.some(({ name }) => group.stage === name);
	const headlines = headlinesOf(results.filter((one) => !isOfStage(one)));
	const [first] = results;
	const zone = first?.period.timeZone ?? 'UTC';
	const rest = headlines.length - MOST_FIGURES;
	return mailBody(
		title,
		first ? mailText(`As of ${formatMoment(first.asOf, zone)}.`, 'plain') : undefined,
		results.length === 0 ? mailText('No answers yet.') : undefined,
		...headlines.slice(0, MOST_FIGURES).map((one) => figure(one, titleOf(one.result))),
		rest > 0 ? mailText(`${rest} more values are in the report.`, 'plain') : undefined,
		...stages.flatMap(({ name, kpis, verbatims = [] }, at) => [
			mailHeading(`${at + 1}. ${name}`),
			...headlinesOf(kpis).map((one) => figure(one, one.result.kpi)),
			...verbatims
				.slice(0, MOST_QUOTES)
				.map((one) => mailQuote(shortened(one.text, 400), sourceOf(one, zone))),
		]),
		first ? mailText(explanations(results).join(' '), 'plain', 'margin:16px 0 0') : undefined,
	);
}

function figure(headline: Headline, name: string): Markup {
	const { result } = headline;
	const { value, unit, n, parts } = result;
	const tones = partTones(result);
	const isDistribution = METRICS[result.metric].family === 'categories';
	const line = (text: string | undefined, tone = 'plain' as Parameters<typeof mailText>[1]) =>
		text ? mailText(text, tone, 'margin:0') : undefined;
	const listed = tones ? parts : isDistribution ? parts.slice(0, MOST_ANSWERS) : [];
	const given = listed.filter(({ count }) => count > 0).map(partInWords);
	return mailFigure(
		name,
		isDistribution && n > 0 ? '' : formatValue(value, unit),
		targetTone(result),
		n > 0 ? line(whenInWords(result)) : undefined,
		line(changeInWords(headline), changeTone(headline) ?? 'plain'),
		bar(result),
		given.length > 0 ? line(given.join(' · ')) : undefined,
		line(targetInWords(result), targetTone(result) ?? 'plain'),
		line(answersInWords(result)),
	);
}

function bar(result: KpiResult): Markup | undefined {
	const { value, unit, scale, parts } = result;
	const tones = partTones(result);
	if (value === null) return undefined;
	if (tones)
		return mailBar(parts.map(({ key, share }) => ({ share: share ?? 0, tone: tones[key] })));
	const range = rangeOf(unit, scale);
	if (!range) return undefined;
	const share = (100 * (value - range.min)) / (range.max - range.min);
	return mailBar([{ share: Math.min(100, Math.max(0, share)), tone: targetTone(result) ?? 'bar' }]);
}
