import type { Question, SurveyDefinition } from '../SurveyDefinition';
import { dimensionName } from './groups';
import { METRICS } from './metrics';
import { scaleFor, scaleRule } from './scaleRule';
import type { KpiPlan, Measure, ValueSource } from './types';

/** What is wrong with a plan, as far as it shows before any response is read; empty when nothing is. */
export function checkPlan(plan: KpiPlan): string[] {
	const names = plan.measures.map(({ name }) => name);
	const dimensions = plan.groupBy.map(dimensionName);
	return [
		...(plan.measures.length === 0 ? ['There is no KPI to compute'] : []),
		...repeated(names).map((name) => `Two KPIs are named "${name}"`),
		...repeated(dimensions).map((name) => `The KPIs are grouped by "${name}" twice`),
		...plan.measures.flatMap((measure) => checkMeasure(plan, measure)),
	];
}

const repeated = (names: string[]): string[] => [
	...new Set(names.filter((name, index) => names.indexOf(name) < index)),
];

function checkMeasure({ definitions = [] }: KpiPlan, measure: Measure): string[] {
	const { family } = METRICS[measure.metric];
	const about = (problem: string): string => `${measure.name}: ${problem}`;
	if (family !== 'rate' && measure.sources.length === 0) {
		return [about('choose the question or field that it is computed from')];
	}
	const { min, max } = measure.scale ?? {};
	if (min !== undefined && max !== undefined && min >= max) {
		return [about('the minimum of the scale must be below its maximum')];
	}
	const bounds = measure.npsBounds;
	if (bounds && bounds.passiveFrom > bounds.promoterFrom) {
		return [about('passives must begin below promoters')];
	}
	return measure.sources.flatMap((source) => {
		const definition = definitions.find(({ id }) => id === source.surveyId);
		if (!definition || source.from !== 'answer' || family === 'rate') return [];
		return checkSource(measure, source, definition).map(about);
	});
}

function checkSource(measure: Measure, { key }: ValueSource, survey: SurveyDefinition): string[] {
	const question = survey.questions.find(
		({ id, ref, answerKeys }) => id === key || ref === key || answerKeys.includes(key),
	);
	if (!question) return [`${key} is not in "${survey.name}"`];
	const words = `"${question.title}" in "${survey.name}"`;
	const { family } = METRICS[measure.metric];
	if (family !== 'bands' && family !== 'top') return [];
	const scale = scaleFor(measure, question.scale);
	if (!scale) return [`${words} has no scale of its own: set its minimum and maximum`];
	const classified = scaleRule(measure, question.scale, pointsOf(question)).classify(scale.max);
	if (classified !== 'noStandard') return [];
	const range = `a scale of ${scale.min} to ${scale.max}`;
	return family === 'bands'
		? [`${words} has ${range}, for which NPS has no standard: set its scale or the bounds`]
		: [`${words} has ${range}: set how many of its best points count`];
}

function pointsOf({ choices }: Question): number[] | undefined {
	const points = choices.map(({ code }) => (code.trim() === '' ? Number.NaN : Number(code)));
	return points.some(Number.isNaN) ? undefined : points;
}
