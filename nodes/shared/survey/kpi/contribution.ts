import type { Question, SurveyDefinition } from '../SurveyDefinition';
import type { SurveyResponse } from '../SurveyResponse';
import { DEFAULT_COUNT, exclusionOf, responseKeyOf, timeOf, versionOf } from './counting';
import { groupedBy } from './groupedBy';
import { METRICS } from './metrics';
import { assertTimeZone, momentOf } from './periods';
import { dimensionValue, type FoundValue, numberIn, valuesOf } from './readValue';
import { type ScaleRule, scaleRule } from './scaleRule';
import { sentimentReader } from './sentiments';
import type { GroupField, KpiPlan, LeftOutReason, Measure, Scale, ValueSource } from './types';

/** What one answer comes to: a value, or the reason why there is none. */
export interface Placed {
	value?: number;
	buckets?: Array<{ key: string; label?: string }>;
	scale?: { name: string; scale: Scale };
}

/** What one answer adds to one measure. */
export interface Observation {
	measure: number;
	/** Stages it belongs to beside the whole, null for none; empty where the plan does not group by stage. */
	stages: ReadonlyArray<string | null>;
	placed: Placed | LeftOutReason;
}

/** All that one response adds to the KPIs of a plan. */
export interface Contribution {
	responseKey: string;
	/** The larger one (as text) holds. */
	version: string;
	isDeleted: boolean;
	survey: { key: string; id: string; name?: string };
	/** Milliseconds. */
	at?: number;
	counts: boolean;
	/** Values of the answer and context dimensions, in the order of the plan. */
	groups: Array<string | null>;
	observations: Observation[];
}

export type Contribute = (response: SurveyResponse, seenAt?: string) => Contribution;

type Observe = (response: SurveyResponse, excluded: LeftOutReason | undefined) => Observation[];
type KeyedField = Extract<GroupField, { key: string }>;

/** Reads the plan once; what it returns is called once per response. */
export function compileContribution(plan: KpiPlan): Contribute {
	const timeZone = plan.timeZone ?? 'UTC';
	assertTimeZone(timeZone);
	const rules = { ...DEFAULT_COUNT, ...plan.count };
	const from = momentOf(plan.between?.from, timeZone) ?? -Infinity;
	const to = momentOf(plan.between?.to, timeZone) ?? Infinity;
	const isBounded = from > -Infinity || to < Infinity;
	const fields = plan.groupBy
		.filter((field): field is KeyedField => field.by === 'answer' || field.by === 'context')
		.map(({ by, key }) => ({ from: by, key }));
	const observers = new Map<string, Observe[]>();

	const placeInTime = (at: number | undefined): LeftOutReason | undefined => {
		if (at === undefined) return isBounded || plan.period ? 'noTime' : undefined;
		return at < from || at >= to ? 'outsidePeriod' : undefined;
	};

	return (response, seenAt) => {
		const { id, name } = response.survey;
		const at = momentOf(timeOf(response), timeZone);
		const excluded = placeInTime(at) ?? exclusionOf(response, rules);
		let observe = observers.get(id);
		if (!observe) observers.set(id, (observe = observersFor(plan, id)));
		const isDeleted = response.event === 'deleted';
		return {
			responseKey: responseKeyOf(response),
			version: versionOf(response, seenAt),
			isDeleted,
			survey: { key: `${response.provider}/${id}`, id, ...(name !== undefined && { name }) },
			...(at !== undefined && { at }),
			counts: !isDeleted && excluded === undefined,
			groups: isDeleted ? [] : fields.map((field) => dimensionValue(response, field)),
			observations: isDeleted ? [] : observe.flatMap((one) => one(response, excluded)),
		};
	};
}

function observersFor(plan: KpiPlan, surveyId: string): Observe[] {
	const definition = plan.definitions?.find(({ id }) => id === surveyId);
	const isStaged = plan.groupBy.some(({ by }) => by === 'stage');
	return plan.measures.flatMap((measure, index) => {
		const sources = measure.sources.filter((source) => (source.surveyId ?? surveyId) === surveyId);
		const stagesOf = (same: ValueSource[]) =>
			isStaged ? [...new Set(same.map(({ stage }) => stage ?? null))] : [];
		if (METRICS[measure.metric].family === 'rate') {
			const isOther = measure.sources.length > 0 && sources.length === 0;
			const everywhere: ValueSource = { from: 'answer', key: '' };
			const stages = stagesOf(sources.length > 0 ? sources : [everywhere]);
			return isOther ? [] : [rateObserver(measure, index, stages)];
		}
		// A question that stands in two stages is one answer in the whole.
		const distinct = groupedBy(sources, ({ from, key }) => `${from} ${key}`);
		return [...distinct.values()].map((same) =>
			valueObserver(measure, index, same[0], stagesOf(same), definition),
		);
	});
}

/** Who finished, against those who began; against invitations only those who finished are of interest. */
function rateObserver(measure: Measure, index: number, stages: Observation['stages']): Observe {
	const shared = { measure: index, stages };
	const finished = [{ ...shared, placed: { buckets: [{ key: 'finished' }] } }];
	const begun = [{ ...shared, placed: { buckets: [{ key: 'other' }] } }];
	return (_, excluded) => {
		if (excluded === undefined) return finished;
		const isBase = excluded === 'unfinished' && !measure.invitations;
		return isBase ? begun : [{ ...shared, placed: excluded }];
	};
}

function valueObserver(
	measure: Measure,
	index: number,
	source: ValueSource,
	stages: Observation['stages'],
	definition: SurveyDefinition | undefined,
): Observe {
	const question = source.from === 'answer' ? questionFor(definition, source.key) : undefined;
	const read = reader(measure, question);
	return (response, excluded) => {
		if (excluded !== undefined) return [{ measure: index, stages, placed: excluded }];
		return valuesOf(response, source).map((found) => ({
			measure: index,
			stages,
			placed: typeof found === 'string' ? found : read(found),
		}));
	};
}

function reader(measure: Measure, question: Question | undefined) {
	const { family } = METRICS[measure.metric];
	const ruleFor = rulesByScale(measure, question);
	if (family === 'categories') {
		return ({ entries, number, scale }: FoundValue): Placed | LeftOutReason => {
			const placed =
				measure.scale && number !== undefined ? ruleFor(scale).place(number) : undefined;
			return typeof placed === 'string' ? placed : { buckets: entries };
		};
	}
	if (family === 'sentiment') {
		const sentimentOf = sentimentReader(measure);
		return ({ entries, number, scale }: FoundValue): Placed | LeftOutReason => {
			const texts = entries.flatMap(({ key, label }) => [label, key]);
			const key = sentimentOf(texts, number, scale ?? question?.scale);
			return key === undefined ? 'notRecognised' : { buckets: [{ key }] };
		};
	}
	return ({ number, scale, npsGroup }: FoundValue): Placed | LeftOutReason => {
		if (number === undefined) {
			return family === 'bands' && npsGroup ? { buckets: [{ key: npsGroup }] } : 'notANumber';
		}
		const rule = ruleFor(scale);
		const placed = rule.place(number);
		if (typeof placed === 'string') return placed;
		return {
			...(placed.bucket === undefined
				? { value: placed.value }
				: { buckets: [{ key: placed.bucket }] }),
			...(rule.scale && { scale: { name: rule.name, scale: rule.scale } }),
		};
	};
}

/** Answers of one question mostly share one scale, so its rule is made once. */
function rulesByScale(measure: Measure, question: Question | undefined) {
	const points = question?.choices.map(({ code }) => numberIn(code));
	const known = points?.every((point) => point !== undefined) ? points : undefined;
	const rules = new Map<string, ScaleRule>();
	return (own: FoundValue['scale']): ScaleRule => {
		const scale = own ?? question?.scale;
		const name = scale ? `${scale.min} ${scale.max} ${scale.direction}` : '';
		let rule = rules.get(name);
		if (!rule) rules.set(name, (rule = scaleRule(measure, scale, known)));
		return rule;
	};
}

const questionFor = (definition: SurveyDefinition | undefined, key: string) =>
	definition?.questions.find(
		({ id, ref, answerKeys }) => answerKeys.includes(key) || id === key || ref === key,
	);
