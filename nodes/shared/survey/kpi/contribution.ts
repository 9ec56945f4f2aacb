import type { SurveyResponse } from '../SurveyResponse';
import { DEFAULT_COUNT, exclusionOf, responseKeyOf, timeOf, versionOf } from './counting';
import { type Observation, type Observe, observersFor } from './observers';
import { assertTimeZone, momentOf } from './periods';
import { dimensionValue } from './readValue';
import type { GroupField, KpiPlan, LeftOutReason } from './types';

/** Values of the answer and context dimensions, in the order of the plan. */
export interface Place {
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
	place: Place;
	observations: Observation[];
}

export type Contribute = (response: SurveyResponse) => Contribution;

interface CompiledSurvey {
	survey: Contribution['survey'];
	observers: Observe[];
}

type KeyedField = Extract<GroupField, { key: string }>;

const NOWHERE: Place = { key: '', values: [] };
/** Places that responses share, at most. */
const PLACES_KEPT = 5_000;

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
	const placeInTime = timeCheck(plan, timeZone);
	const placeOf = placeReader(plan);
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
		const excluded = placeInTime(at) ?? exclusionOf(response, rules);
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
			place: isDeleted ? NOWHERE : placeOf(response),
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

function placeReader({ groupBy }: KpiPlan): (response: SurveyResponse) => Place {
	const fields = groupBy
		.filter((field): field is KeyedField => 'key' in field)
		.map(({ by, key }) => ({ from: by, key }));
	const known = new Map<string, Place>();
	if (fields.length === 0) return () => NOWHERE;
	return (response) => {
		const values: Array<string | null> = [];
		let key = '';
		for (const field of fields) {
			const value = dimensionValue(response, field);
			values.push(value);
			key += keyPart(value);
		}
		let place = known.get(key);
		if (place) return place;
		place = { key, values };
		if (known.size < PLACES_KEPT) known.set(key, place);
		return place;
	};
}
