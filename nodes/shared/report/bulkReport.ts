import { type BulkRun, type BulkValue, OUTCOMES, type RowOutcome } from './bulkRun';
import { bulkSummary, outcomeCount, stateInWords } from './bulkSummary';
import { distributionChart } from './distributionChart';
import { element, escapeText, type Markup } from './markup';
import { formatDuration, formatMoment, formatTime } from './moments';
import { formatCount, formatNumber } from './numbers';
import { bdi, card, type Column, htmlPage, type PageOptions, table } from './page';
import { shortened } from './textFit';
import { trendChart } from './trendChart';

const OUTCOME_NAMES = Object.keys(OUTCOMES) as RowOutcome[];
const MAX_REASONS = 20;
const MAX_SAMPLE = 50;
const MAX_POINTS = 60;

export type BulkReport = BulkRun & Partial<PageOptions>;

/** The whole run on one page: counts, outcome of each field, reasons, timeline, and a sample of the changes. */
export function bulkReport(run: BulkReport): string {
	const { title = titleOf(run), theme, language } = run;
	const zone = run.timeZone ?? 'UTC';
	return htmlPage(
		{ title, theme, language },
		element('h1', {}, bdi(title)),
		element('p', {}, bdi(bulkSummary(run))),
		element('p', { class: 'muted' }, escapeText(timesOf(run, zone))),
		...(run.warnings ?? []).map((text) =>
			element('p', { class: 'warn' }, escapeText(`Warning: ${text}`)),
		),
		element(
			'div',
			{ class: 'grid counts' },
			...outcomesOf(run).map((name) => outcomeCard(run, name)),
		),
		element('div', { class: 'charts' }, outcomeChart(run), timelineChart(run, zone)),
		...section('Fields', fieldTable(run)),
		...section('Most frequent reasons', reasonTable(run)),
		...section('Sample of changes', sampleTable(run)),
	);
}

export const titleOf = ({ operation, target }: BulkRun): string =>
	`${TITLES[operation]}: ${target}`;

const TITLES: Readonly<Record<BulkRun['operation'], string>> = {
	validate: 'Validation report',
	apply: 'Update report',
	rollBack: 'Roll-back report',
	verify: 'Verification report',
};

function timesOf({ startedAt, endedAt, state, requests }: BulkRun, zone: string): string {
	const took = endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : Number.NaN;
	const parts = [
		`Started ${formatMoment(startedAt, zone)}`,
		endedAt ? `ended ${formatMoment(endedAt, zone)}` : undefined,
		Number.isNaN(took) ? undefined : `took ${formatDuration(took)}`,
		requests === undefined ? undefined : `${formatCount(requests)} requests`,
		stateInWords(state),
	];
	return `${parts.filter(Boolean).join(', ')}.`;
}

/** What did not happen to any row takes no room, unless nothing at all was done. */
export const outcomesOf = (run: BulkRun): RowOutcome[] =>
	OUTCOME_NAMES.filter((name) => name === 'ok' || outcomeCount(run, name) > 0);

function outcomeCard(run: BulkRun, name: RowOutcome): Markup {
	const count = outcomeCount(run, name);
	const { name: words, tone } = OUTCOMES[name];
	return card(words, formatCount(count), remarkOf(run, name), count > 0 ? tone : undefined);
}

export const remarkOf = (run: BulkRun, name: RowOutcome): string =>
	(name === 'ok' && OK_WORDS[run.operation]) || OUTCOMES[name].explanation;

const OK_WORDS: Partial<Record<BulkRun['operation'], string>> = {
	validate: 'can be written',
	rollBack: 'put back',
	verify: 'as expected',
};

const CHART = { standalone: false, compact: true };

const OUTCOME_TONES = Object.fromEntries(
	OUTCOME_NAMES.map((name) => [name, OUTCOMES[name].tone ?? 'plain']),
);

/** A shorter run makes no line worth looking at. */
const SHORTEST_TIMELINE_MS = 60_000;

function outcomeChart(run: BulkReport): Markup {
	const total = OUTCOME_NAMES.reduce((sum, name) => sum + outcomeCount(run, name), 0);
	const parts = OUTCOME_NAMES.filter((name) => outcomeCount(run, name) > 0).map((name) => {
		const count = outcomeCount(run, name);
		return {
			key: name,
			label: OUTCOMES[name].name,
			count,
			share: (100 * count) / total,
			interval: null,
		};
	});
	return distributionChart(
		{ parts, n: total, tones: OUTCOME_TONES },
		{ ...CHART, title: 'Rows by outcome', theme: run.theme, emptyText: 'No rows' },
	) as Markup;
}

function timelineChart(run: BulkReport, zone: string): Markup | undefined {
	const { timeline = [] } = run;
	const [first, end] = [timeline[0], timeline[timeline.length - 1]];
	if (!first || Date.parse(end.at) - Date.parse(first.at) < SHORTEST_TIMELINE_MS) return undefined;
	const every = Math.ceil(timeline.length / MAX_POINTS);
	const last = timeline.length - 1;
	const points = timeline
		.filter((_, index) => (last - index) % every === 0)
		.map(({ at, done }) => ({ label: formatTime(at, zone), value: done }));
	const { problems } = timeline[last];
	return trendChart(
		{ unit: 'number', points },
		{
			title: 'Rows done over time',
			subtitle: `${formatCount(problems)} of them with a problem`,
			theme: run.theme,
			...CHART,
		},
	) as Markup;
}

const section = (title: string, content: Markup | undefined): Array<Markup | undefined> =>
	content ? [element('h2', {}, escapeText(title)), content] : [];

type FieldLine = BulkRun['fields'][number];

function fieldTable({ fields, operation }: BulkRun): Markup | undefined {
	if (fields.length === 0) return undefined;
	const number = (title: string, of: (line: FieldLine) => number): Column<FieldLine> => ({
		title,
		isNumber: true,
		cell: (line) => escapeText(of(line) > 0 ? formatCount(of(line)) : '–'),
	});
	const changed = operation === 'validate' ? 'To be changed' : 'Changed';
	return table(
		'Cells of each field',
		[
			{ title: 'Field', cell: ({ field }) => bdi(field) },
			number(changed, (line) => line.changed),
			number('of which cleared', ({ cleared }) => cleared),
			number('In conflict', ({ conflicts }) => conflicts),
			number('Invalid', ({ invalid }) => invalid),
		],
		fields,
	);
}

function reasonTable({ reasons, rows: all }: BulkRun): Markup | undefined {
	if (reasons.length === 0) return undefined;
	const share = (count: number) =>
		all > 0 ? `${formatNumber((100 * count) / all, 1)}\u00a0%` : '–';
	const isCut = reasons.length > MAX_REASONS;
	return table(
		isCut ? `The first ${MAX_REASONS} of ${formatCount(reasons.length)}` : 'All reasons',
		[
			{ title: 'Reason', cell: ({ message }) => bdi(shortened(message, 300)) },
			{ title: 'Setting', cell: ({ setting }) => escapeText(setting ?? '') },
			{ title: 'Field', cell: ({ field }) => (field ? bdi(field) : escapeText('–')) },
			{ title: 'Outcome', cell: ({ outcome }) => escapeText(OUTCOMES[outcome].name) },
			{ title: 'Rows', isNumber: true, cell: ({ rows }) => escapeText(formatCount(rows)) },
			{ title: 'Share', isNumber: true, cell: ({ rows }) => escapeText(share(rows)) },
			{
				title: 'First line',
				isNumber: true,
				cell: ({ firstLine }) => escapeText(firstLine ? formatCount(firstLine) : '–'),
			},
		],
		reasons.slice(0, MAX_REASONS),
	);
}

function sampleTable({ sample }: BulkRun): Markup | undefined {
	if (sample.length === 0) return undefined;
	const shown = sample.slice(0, MAX_SAMPLE);
	return table(
		shown.length === 1 ? 'One change' : `The first ${shown.length} changes`,
		[
			{ title: 'Line', isNumber: true, cell: ({ line }) => escapeText(formatCount(line)) },
			{ title: 'Key', cell: ({ key }) => bdi(shortened(key, 80)) },
			{ title: 'Field', cell: ({ field }) => bdi(field) },
			{ title: 'Before', cell: ({ from, fromLabel }) => valueOf(fromLabel ?? from) },
			{ title: 'After', cell: ({ to, toLabel }) => valueOf(toLabel ?? to) },
		],
		shown,
	);
}

function valueOf(value: BulkValue): Markup {
	const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
	return text === ''
		? element('span', { class: 'muted' }, escapeText('(empty)'))
		: bdi(shortened(text, 120));
}
