import type { Question, SurveyDefinition } from '../SurveyDefinition';
import type { SurveyResponse } from '../SurveyResponse';
import { groupedBy } from './groupedBy';
import { METRICS } from './metrics';
import { type FoundValue, numberIn, valueOf, valuesOf } from './readValue';
import { type ScaleRule, scaleRule } from './scaleRule';
import { sentimentReader } from './sentiments';
import type { Classified, KpiPlan, LeftOutReason, Measure, ValueSource } from './types';

/** What one answer adds to one measure. Equal ones are one object, so that a million remembered responses stay small. */
export interface Observation {
	measure: number;
	/** Stages it belongs to beside the whole, null for none; empty where the plan does not group by stage. */
	stages: ReadonlyArray<string | null>;
	classified: Classified | LeftOutReason;
}

/** Adds what a response holds to a list. */
export type Observe = (
	response: SurveyResponse,
	excluded: LeftOutReason | undefined,
	into: Observation[],
) => void;

/** Objects that one question's equal answers share, at most. */
const SHARED = 2_000;

/** One observer for each measure and each distinct question of a survey. */
export function observersFor(plan: KpiPlan, surveyId: string): Observe[] {
	const definition = plan.definitions?.find(({ id }) => id === surveyId);
	const isStaged = plan.groupBy.some(({ by }) => by === 'stage');
	const stagesOf = (same: Array<Pick<ValueSource, 'stage'>>) =>
		isStaged ? [...new Set(same.map(({ stage }) => stage ?? null))] : [];
	return plan.measures.flatMap((measure, index) => {
		const sources = measure.sources.filter((source) => (source.surveyId ?? surveyId) === surveyId);
		if (METRICS[measure.metric].family === 'rate') {
			if (measure.sources.length > 0 && sources.length === 0) return [];
			const stages = stagesOf(sources.length > 0 ? sources : [{}]);
			return [rateObserver(measure, sharing(index, stages))];
		}
		// A question that stands in two stages is one answer in the whole.
		const distinct = groupedBy(sources, ({ from, key }) => `${from} ${key}`);
		return [...distinct.values()].map((same) =>
			valueObserver(measure, same[0], definition, sharing(index, stagesOf(same))),
		);
	});
}

type Share = (classified: Observation['classified']) => Observation;

function sharing(measure: number, stages: Observation['stages']): Share {
	const known = new Map<Observation['classified'], Observation>();
	return (classified) => {
		let observation = known.get(classified);
		if (observation) return observation;
		observation = { measure, stages, classified };
		if (known.size < SHARED) known.set(classified, observation);
		return observation;
	};
}

/** Who finished, against those who began; against invitations only those who finished are of interest. */
function rateObserver(measure: Measure, share: Share): Observe {
	const finished: Classified = { buckets: [{ key: 'finished' }] };
	const begun: Classified = { buckets: [{ key: 'other' }] };
	return (_, excluded, into) => {
		if (excluded === undefined) into.push(share(finished));
		else into.push(share(excluded === 'unfinished' && !measure.invitations ? begun : excluded));
	};
}

function valueObserver(
	measure: Measure,
	source: ValueSource,
	definition: SurveyDefinition | undefined,
	share: Share,
): Observe {
	const { family } = METRICS[measure.metric];
	const question = source.from === 'answer' ? questionFor(definition, source.key) : undefined;
	const withWords = family === 'categories' || family === 'sentiment';
	const classify = classifierOf(measure, question);
	return (response, excluded, into) => {
		if (excluded !== undefined) {
			into.push(share(excluded));
			return;
		}
		const only = valueOf(response, source, withWords);
		if (only !== undefined) {
			into.push(share(typeof only === 'string' ? only : classify(only)));
			return;
		}
		for (const found of valuesOf(response, source, withWords)) {
			into.push(share(typeof found === 'string' ? found : classify(found)));
		}
	};
}

type Classifier = (found: FoundValue) => Classified | LeftOutReason;

function classifierOf(measure: Measure, question: Question | undefined): Classifier {
	const { family } = METRICS[measure.metric];
	const ruleFor = rulesByScale(measure, question);
	if (family === 'categories') return categoryClassifier(measure, ruleFor);
	if (family === 'sentiment') return sentimentClassifier(measure, question);
	const groups = { promoter: onlyBucket('promoter'), passive: onlyBucket('passive') };
	const byGroup = { ...groups, detractor: onlyBucket('detractor') };
	return ({ number, scale, npsGroup }) => {
		if (number === undefined) {
			return family === 'bands' && npsGroup ? byGroup[npsGroup] : 'notANumber';
		}
		return ruleFor(scale).classify(number);
	};
}

const onlyBucket = (key: string): Classified => ({ buckets: [{ key }] });

function categoryClassifier(
	measure: Measure,
	ruleFor: (own: FoundValue['scale']) => ScaleRule,
): Classifier {
	const known = new Map<string, Classified>();
	return ({ entries, number, scale }) => {
		if (measure.scale && number !== undefined) {
			const classified = ruleFor(scale).classify(number);
			if (typeof classified === 'string') return classified;
		}
		if (entries.length !== 1) return { buckets: entries };
		const [{ key, label }] = entries;
		const name = `${key.length} ${key}${label}`;
		let classified = known.get(name);
		if (classified) return classified;
		classified = { buckets: entries };
		if (known.size < SHARED) known.set(name, classified);
		return classified;
	};
}

function sentimentClassifier(measure: Measure, question: Question | undefined): Classifier {
	const sentimentOf = sentimentReader(measure);
	const known = new Map<string, Classified>();
	return ({ entries, number, scale }) => {
		const texts = entries.flatMap(({ key, label }) => [label, key]);
		const key = sentimentOf(texts, number, scale ?? question?.scale);
		if (key === undefined) return 'notRecognised';
		let classified = known.get(key);
		if (!classified) known.set(key, (classified = onlyBucket(key)));
		return classified;
	};
}

/** Answers of one question mostly share one scale, so its rule is made once. */
function rulesByScale(measure: Measure, question: Question | undefined) {
	const points = question?.choices.map(({ code }) => numberIn(code));
	const known = points?.every((point) => point !== undefined) ? points : undefined;
	const rules = new Map<string, ScaleRule>();
	let latest: { own: FoundValue['scale']; rule: ScaleRule } | undefined;
	return (own: FoundValue['scale']): ScaleRule => {
		const scale = own ?? question?.scale;
		if (latest && isSame(latest.own, scale)) return latest.rule;
		const name = scale ? `${scale.min} ${scale.max} ${scale.direction}` : '';
		let rule = rules.get(name);
		if (!rule) rules.set(name, (rule = remembering(scaleRule(measure, scale, known))));
		latest = { own: scale, rule };
		return rule;
	};
}

const isSame = (a: FoundValue['scale'], b: FoundValue['scale']): boolean =>
	a === b ||
	(a !== undefined &&
		b !== undefined &&
		a.min === b.min &&
		a.max === b.max &&
		a.direction === b.direction);

function remembering(rule: ScaleRule): ScaleRule {
	const known = new Map<number, Classified | LeftOutReason>();
	return {
		classify(number) {
			let classified = known.get(number);
			if (classified !== undefined) return classified;
			classified = rule.classify(number);
			if (known.size < SHARED) known.set(number, classified);
			return classified;
		},
	};
}

const questionFor = (definition: SurveyDefinition | undefined, key: string) =>
	definition?.questions.find(
		({ id, ref, answerKeys }) => answerKeys.includes(key) || id === key || ref === key,
	);
