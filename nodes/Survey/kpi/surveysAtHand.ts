import type { IExecuteFunctions } from 'n8n-workflow';
import { hint } from '../../shared/n8n/hints';
import { ConnectorError } from '../../shared/http/ConnectorError';
import { checkPlan, type KpiPlan } from '../../shared/survey/kpi';
import type { SurveyDefinition } from '../../shared/survey/SurveyDefinition';
import { questionIn } from './questionIn';
import type { SurveyAccount } from '../../shared/n8n/surveys/SurveySystem';
import { openAccount } from '../account';
import { surveyIdsIn, surveysIn } from '../responses/select';

/** The surveys that the node names, read once. */
export interface SurveysAtHand {
	account: SurveyAccount;
	definitions: SurveyDefinition[];
}

export type KpiOrigin = 'survey' | 'items' | 'itemsAndSurvey';

export const originOf = (context: IExecuteFunctions, fallback: KpiOrigin): KpiOrigin =>
	context.getNodeParameter('kpiSource', 0, fallback) as KpiOrigin;

/** Undefined where incoming items are computed without looking at any survey. */
export async function surveysAtHand(
	context: IExecuteFunctions,
	origin: KpiOrigin,
): Promise<SurveysAtHand | undefined> {
	if (origin === 'items') return undefined;
	const collection = context.getNodeParameter('surveys', 0, {});
	const ids =
		origin === 'survey' ? surveysIn(context, collection) : surveyIdsIn(context, collection);
	const account = await openAccount(context);
	const definitions: SurveyDefinition[] = [];
	for (const id of ids) definitions.push(await account.definition(id));
	return { account, definitions };
}

/** With names, lines before the first response, and scales of questions, as far as the surveys tell them. */
export function withSurveys(plan: KpiPlan, { definitions }: SurveysAtHand): KpiPlan {
	const keyed = <T extends { key: string; surveyId?: string }>(field: T): T => {
		const own = definitions.filter(({ id }) => (field.surveyId ?? id) === id);
		return { ...field, key: answerKeyOf(own, field.key) };
	};
	return {
		...plan,
		measures: plan.measures.map((measure) => ({
			...measure,
			sources: measure.sources.map((one) => (one.from === 'answer' ? keyed(one) : one)),
		})),
		groupBy: plan.groupBy.map((field) => (field.by === 'answer' ? keyed(field) : field)),
		surveys: definitions.map(({ id, name }) => ({ id, name })),
		definitions,
	};
}

/**
 * A question may be named by its id where its only answer stands under another key: a matrix of one row (QID1, QID1_1), any
 * question of Startquestion (5255740, Q5255740).
 */
function answerKeyOf(definitions: SurveyDefinition[], key: string): string {
	const questions = definitions.flatMap((survey) => survey.questions);
	if (questions.some(({ answerKeys }) => answerKeys.includes(key))) return key;
	const question = questions.find(({ id, answerKeys }) => id === key && answerKeys.length === 1);
	return question?.answerKeys[0] ?? key;
}

/** What is wrong with the plan stops the run, before anything is read. */
export function assertPlan(context: IExecuteFunctions, plan: KpiPlan): void {
	const certain = checkPlan({ ...plan, definitions: [] });
	const byDefinition = checkPlan(bySurvey(plan)).filter((problem) => !certain.includes(problem));
	// What Startquestion tells of a survey is not all of it.
	const isComplete = plan.definitions?.every(({ provider }) => provider === 'qualtrics') ?? true;
	const problems = isComplete ? [...certain, ...byDefinition] : certain;
	if (problems.length > 0) {
		throw new ConnectorError('input', problems[0], {
			hint: [...problems.slice(1), "See 'KPIs' and 'Group By'."].join(' – '),
		});
	}
	if (!isComplete) for (const problem of byDefinition) hint(context, 'warning', problem);
}

/** Sources that are meant for every survey, each for the surveys that hold it, so that they can be checked. */
const bySurvey = (plan: KpiPlan): KpiPlan => ({
	...plan,
	measures: plan.measures.map((measure) => ({
		...measure,
		sources: measure.sources.flatMap((source) => {
			const { definitions = [] } = plan;
			if (source.surveyId !== undefined || definitions.length === 0) return [source];
			const holding = definitions.filter((survey) => questionIn(survey, source.key));
			const surveys = holding.length > 0 ? holding : definitions.slice(0, 1);
			return surveys.map(({ id }) => ({ ...source, surveyId: id }));
		}),
	})),
});
