import type { SurveyResponse } from '../SurveyResponse';
import { DEFAULT_COUNT, exclusionOf, responseKeyOf, timeOf, versionOf } from './counting';
import { type Observation, type Observe, observersFor } from './observers';
import { assertTimeZone, momentOf } from './periods';
import { dimensionValue } from './readValue';
import type { GroupField, KpiPlan, LeftOutReason } from './types';

/** Values of the answer and context dimensions, in the order of the plan. */
export interface DimensionValues {
	/** Different for different values. */
	key: string;
	values: ReadonlyArray<string | null>;
}

/** All that one response adds to the KPIs of a plan. */
export interface Contribution {
	/** Both empty where responses are not remembered. */
	responseKey: string;
	/** The larger one (as text) holds. */
	version: string;
	isDeleted: boolean;
	survey: { key: string; id: string };
	surveyName?: string;
	/** Milliseconds. */
	at?: number;
	counts: boolean;
	dimensions: DimensionValues;
	observations: Observation[];
}

export type Contribute = (response: SurveyResponse) => Contribution;

interface CompiledSurvey {
	survey: Contribution['survey'];
	observers: Observe[];
}

type KeyedField = Extract<GroupField, { key: string }>;

const NO_DIMENSIONS: DimensionValues = { key: '', values: [] };
/** Dimension values that responses share, at most. */
const MOST_SHARED = 5_000;

/** With its length before it, so that no text can pass for two. */
const keyPart = (text: string | null): string => (text === null ? ' -' : ` ${text.length}:${text}`);

/**
 * Reads the plan once; what it returns is called once per response.
 *
 * @param remember whether responses may come again, so that they need a name and a version
 */
export function compileContribution(plan: KpiPlan, remember: boolean): Contribute {
	const timeZone = plan.timeZone ?? 'UTC';
	assertTimeZone(timeZone);
	const rules = { ...DEFAULT_COUNT, ...plan.count };
	const whyOutside = timeCheck(plan, timeZone);
	const dimensionsOf = dimensionReader(plan);
	const surveys = new Map<string, CompiledSurvey>();

	return (response) => {
		const { id, name } = response.survey;
		const key = `${response.provider}/${id}`;
		let compiled = surveys.get(key);
		if (!compiled) {
			compiled = { survey: { key, id }, observers: observersFor(plan, id) };
			surveys.set(key, compiled);
		}
		const at = momentOf(timeOf(response), timeZone);
		const excluded = whyOutside(at) ?? exclusionOf(response, rules);
		const isDeleted = response.event === 'deleted';
		const observations: Observation[] = [];
		if (!isDeleted) {
			for (const observe of compiled.observers) observe(response, excluded, observations);
		}
		return {
			responseKey: remember ? responseKeyOf(response) : '',
			version: remember ? versionOf(response) : '',
			isDeleted,
			survey: compiled.survey,
			surveyName: name,
			at,
			counts: !isDeleted && excluded === undefined,
			dimensions: isDeleted ? NO_DIMENSIONS : dimensionsOf(response),
			observations,
		};
	};
}

function timeCheck({ between, period }: KpiPlan, timeZone: string) {
	const from = momentOf(between?.from, timeZone) ?? -Infinity;
	const to = momentOf(between?.to, timeZone) ?? Infinity;
	const isNeeded = from > -Infinity || to < Infinity || period !== undefined;
	return (at: number | undefined): LeftOutReason | undefined => {
		if (at === undefined) return isNeeded ? 'noTime' : undefined;
		return at < from || at >= to ? 'outsidePeriod' : undefined;
	};
}

function dimensionReader({ groupBy }: KpiPlan): (response: SurveyResponse) => DimensionValues {
	const fields = groupBy
		.filter((field): field is KeyedField => 'key' in field)
		.map(({ by, key }) => ({ from: by, key }));
	const known = new Map<string, DimensionValues>();
	if (fields.length === 0) return () => NO_DIMENSIONS;
	return (response) => {
		const values: Array<string | null> = [];
		let key = '';
		for (const field of fields) {
			const value = dimensionValue(response, field);
			values.push(value);
			key += keyPart(value);
		}
		let dimensions = known.get(key);
		if (dimensions) return dimensions;
		dimensions = { key, values };
		if (known.size < MOST_SHARED) known.set(key, dimensions);
		return dimensions;
	};
}
