import type { Verbatim } from '../survey/kpi';
import { element, escapeText, type Markup } from './markup';
import { formatDay } from './moments';
import { bdi } from './page';
import { shortened } from './textFit';

/** `How likely are you to recommend us?: 4 · 17 Mar 2026 · Store visit`. */
export function sourceOf(verbatim: Verbatim, timeZone: string): string {
	const { score, scoreName = 'Score', at, survey } = verbatim;
	const rated = score && `${shortened(scoreName, 80)}: ${shortened(score, 80)}`;
	return [rated, at ? formatDay(at, timeZone) : undefined, survey].filter(Boolean).join(' · ');
}

/** What people said under the question that it answers, each with the score beside it, day and survey. */
export function quotes(
	verbatims: readonly Verbatim[],
	timeZone = 'UTC',
	heading: 'h2' | 'h3' = 'h3',
): Array<Markup | undefined> {
	if (verbatims.length === 0) return [];
	return [
		element(heading, {}, escapeText('What people said')),
		...verbatims.flatMap((verbatim, at) => {
			const { text, question } = verbatim;
			const isNew = question && verbatims[at - 1]?.question !== question;
			return [
				isNew
					? element('p', { class: 'muted question' }, bdi(shortened(question, 120)))
					: undefined,
				element(
					'blockquote',
					{},
					element('div', { dir: 'auto' }, escapeText(shortened(text, 400))),
					element('p', { class: 'muted' }, bdi(sourceOf(verbatim, timeZone))),
				),
			];
		}),
	];
}
