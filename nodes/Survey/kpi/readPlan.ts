import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { rawTextOf, readRaw, type Raw } from '../../shared/n8n/rawParameters';
import {
	METRICS,
	type GroupField,
	type Invitations,
	type KpiPlan,
	type Measure,
	type MetricName,
	type PeriodUnit,
	type ValueSource,
} from '../../shared/survey/kpi';
import { dateIn } from '../dates';
import { valueKeyIn } from './valueKey';

/** The plan as the parameters say it, without what only the surveys themselves know. */
export function readPlan(context: IExecuteFunctions, ofColumns = false): KpiPlan {
	const read = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(name, 0, fallback);
	const options = read('kpiOptions', {}) as IDataObject;
	const timeZone = timeZoneOf(context, options);
	const rows = (read('kpis', {}) as { kpi?: RawMeasure[] }).kpi ?? [];
	const written = readRaw<{ kpi?: WrittenMeasure[] }>(context, 'kpis', {}).kpi ?? [];
	const measures = rows.map((row, index) => measureOf(row, written[index], ofColumns));
	const groups = (read('groupBy', {}) as { group?: RawGroup[] }).group ?? [];
	const writtenGroups = readRaw<{ group?: WrittenValue[] }>(context, 'groupBy', {}).group ?? [];
	const period = read('period', 'none');
	return {
		measures: withNames(measures),
		groupBy: groups.flatMap((group, index) => groupOf(group, writtenGroups[index], ofColumns)),
		...(period !== 'none' && { period: period as PeriodUnit }),
		timeZone,
		between: {
			from: dateIn(options.from, timeZone, 'From'),
			to: dateIn(options.to, timeZone, 'Until'),
		},
		count: {
			tests: options.tests === true,
			unfinished: options.unfinished === true,
			screenedOut: options.screenedOut === true,
			imported: options.imported !== false,
			spam: options.spam === true,
		},
		weighting: options.weighting === 'surveys' ? 'surveys' : 'respondents',
	};
}

export const timeZoneOf = (context: IExecuteFunctions, { timeZone }: IDataObject): string =>
	String(timeZone ?? '').trim() || context.getTimezone();

interface RawSource {
	value?: unknown;
	survey?: unknown;
	stage?: unknown;
}

/** The same before n8n has evaluated anything. */
interface WrittenValue {
	value?: Raw;
}

interface WrittenMeasure {
	answers?: { source?: WrittenValue[] };
}

interface RawMeasure {
	metric?: MetricName;
	name?: string;
	answers?: { source?: RawSource[] };
	settings?: IDataObject & { invitations?: { invitation?: IDataObject[] } };
}

interface RawGroup {
	by?: 'survey' | 'stage' | 'value';
	value?: unknown;
	name?: string;
}

export const textIn = (value: unknown): string => String(rawTextOf(value) ?? '').trim();

/** Unlike elsewhere any word is an id here: a table of one's own names its surveys as it likes. */
const surveyIn = (value: unknown): string =>
	/SV_[0-9a-zA-Z]+/.exec(textIn(value))?.[0] ?? textIn(value);

function measureOf(
	row: RawMeasure,
	written: WrittenMeasure | undefined,
	ofColumns: boolean,
): Measure {
	const metric = row.metric ?? 'nps';
	const writtenSources = written?.answers?.source ?? [];
	return {
		name: String(row.name ?? '').trim(),
		metric,
		sources: (row.answers?.source ?? []).flatMap((one, index) =>
			sourceOf(one, writtenSources[index], metric, ofColumns),
		),
		...settingsOf(row.settings ?? {}),
	};
}

function sourceOf(
	row: RawSource,
	written: WrittenValue | undefined,
	metric: MetricName,
	ofColumns: boolean,
): ValueSource[] {
	const [surveyId, stage] = [surveyIn(row.survey), textIn(row.stage)];
	const more = { ...(surveyId && { surveyId }), ...(stage && { stage }) };
	const key = valueKeyIn(written?.value, row.value, ofColumns);
	if (key) return [{ ...key, ...more }];
	// Of a response rate only survey and stage matter.
	const isRate = METRICS[metric].family === 'rate';
	return isRate && (surveyId || stage) ? [{ from: 'answer', key: '', ...more }] : [];
}

function settingsOf(settings: NonNullable<RawMeasure['settings']>): Partial<Measure> {
	const number = (name: string): number | undefined =>
		typeof settings[name] === 'number' ? settings[name] : undefined;
	const pair = <T>(
		a: number | undefined,
		b: number | undefined,
		of: (a: number, b: number) => T,
	) => (a === undefined || b === undefined ? undefined : of(a, b));
	const scale = definedOnly({
		min: number('min'),
		max: number('max'),
		direction: settings.direction as 'up' | 'down' | undefined,
	});
	const invitations = (settings.invitations?.invitation ?? []).map(invitationOf);
	const sentimentWords = definedOnly({
		positive: wordsIn(settings.positiveWords),
		neutral: wordsIn(settings.neutralWords),
		negative: wordsIn(settings.negativeWords),
		mixed: wordsIn(settings.mixedWords),
	});
	return definedOnly({
		...(Object.keys(scale).length > 0 && { scale }),
		boxes: number('boxes'),
		target: number('target'),
		npsBounds: pair(number('promoterFrom'), number('passiveFrom'), (promoterFrom, passiveFrom) => ({
			promoterFrom,
			passiveFrom,
		})),
		rescaleTo: pair(number('rescaleMin'), number('rescaleMax'), (min, max) => ({ min, max })),
		sentiment: settings.sentiment as Measure['sentiment'],
		...(Object.keys(sentimentWords).length > 0 && { sentimentWords }),
		...(invitations.length > 0 && { invitations }),
	});
}

function invitationOf({ count, period, stage, surveyId }: IDataObject): Invitations {
	return definedOnly({
		count: Number(count ?? 0),
		period: textIn(period) || undefined,
		stage: textIn(stage) || undefined,
		surveyId: textIn(surveyId) || undefined,
	});
}

function wordsIn(text: unknown): string[] | undefined {
	const words = String(text ?? '')
		.split(/[,;\n]/)
		.map((word) => word.trim())
		.filter((word) => word !== '');
	return words.length > 0 ? words : undefined;
}

const definedOnly = <T extends object>(record: T): T =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

function groupOf(
	{ by = 'survey', value, name }: RawGroup,
	written: WrittenValue | undefined,
	ofColumns: boolean,
): GroupField[] {
	if (by !== 'value') return [{ by }];
	const found = valueKeyIn(written?.value, value, ofColumns);
	if (!found) return [];
	const label = String(name ?? '').trim();
	return [
		{
			by: found.from === 'context' ? 'context' : 'answer',
			key: found.key,
			...(label && { name: label }),
		},
	];
}

/** KPIs without a name bear that of their metric, told apart by a number. */
function withNames(measures: Measure[]): Measure[] {
	const taken = new Set(measures.map(({ name }) => name));
	return measures.map((measure) => {
		if (measure.name !== '') return measure;
		const { displayName } = METRICS[measure.metric];
		let name = displayName;
		for (let count = 2; taken.has(name); count += 1) name = `${displayName} ${count}`;
		taken.add(name);
		return { ...measure, name };
	});
}
