import type { IExecuteFunctions } from 'n8n-workflow';
import { VerbatimSample, type KpiPlan, type VerbatimSource } from '../../shared/survey/kpi';
import { textIn } from './readPlan';
import { valueKeyOf } from './valueKey';

export interface Verbatims {
	sources: VerbatimSource[];
	sample: VerbatimSample;
}

interface RawVerbatims {
	source?: Array<{ value?: unknown; stage?: unknown; score?: unknown }>;
}

export function readVerbatims(context: IExecuteFunctions, { count }: KpiPlan): Verbatims {
	const raw = context.getNodeParameter('verbatims', 0, {}) as RawVerbatims;
	const perStage = Number(context.getNodeParameter('textsPerStage', 0, 5)) || 5;
	const sources = (raw.source ?? []).flatMap(({ value, stage, score }): VerbatimSource[] => {
		const found = valueKeyOf(textIn(value));
		if (!found) return [];
		const stageName = textIn(stage);
		const beside = valueKeyOf(textIn(score))?.key;
		return [
			{
				key: found.key,
				...(found.surveyId !== undefined && { surveyId: found.surveyId }),
				...(stageName && { stage: stageName }),
				...(beside !== undefined && { score: beside }),
			},
		];
	});
	return { sources, sample: new VerbatimSample(sources, perStage, count) };
}
