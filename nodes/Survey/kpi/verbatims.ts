import type { IExecuteFunctions } from 'n8n-workflow';
import { readRaw, type Raw } from '../../shared/n8n/rawParameters';
import { VerbatimSample, type KpiPlan, type VerbatimSource } from '../../shared/survey/kpi';
import { textIn } from './readPlan';
import { valueKeyIn } from './valueKey';

export interface Verbatims {
	sources: VerbatimSource[];
	sample: VerbatimSample;
}

interface RawVerbatims {
	source?: Array<{ value?: unknown; stage?: unknown; score?: unknown }>;
}

/** The same before n8n has evaluated anything. */
interface WrittenVerbatims {
	source?: Array<{ value?: Raw; score?: Raw }>;
}

export function readVerbatims(context: IExecuteFunctions, { count }: KpiPlan): Verbatims {
	const raw = context.getNodeParameter('verbatims', 0, {}) as RawVerbatims;
	const perStage = Number(context.getNodeParameter('textsPerStage', 0, 5)) || 5;
	const written = readRaw<WrittenVerbatims>(context, 'verbatims', {}).source ?? [];
	const sources = (raw.source ?? []).flatMap(({ value, stage, score }, index): VerbatimSource[] => {
		const found = valueKeyIn(written[index]?.value, value);
		if (!found) return [];
		const stageName = textIn(stage);
		const beside = valueKeyIn(written[index]?.score, score)?.key;
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
