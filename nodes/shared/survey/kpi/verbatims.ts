import type { SurveyResponse } from '../SurveyResponse';
import { DEFAULT_COUNT, exclusionOf, responseKeyOf, timeOf, versionOf } from './counting';
import type { CountRules } from './types';

/** Where what people wrote is found. */
export interface VerbatimSource {
	surveyId?: string;
	stage?: string;
	/** Answer key of an open question, or of a choice with a text of its own. */
	key: string;
	/** Answer key or field that holds the sentiment or score shown beside it. */
	score?: string;
}

export interface Verbatim {
	text: string;
	/** What it answers. */
	question?: string;
	stage: string | null;
	survey: string;
	/** ISO-8601 UTC. */
	at: string | null;
	score?: string;
	/** What the score is: the question, or the name of the field. */
	scoreName?: string;
}

interface Kept {
	verbatim: Verbatim;
	stage: string | null;
	order: string;
	key: string;
	version: string;
}

/** Keeps the latest things people wrote, a few for each stage: a sample to read, not a KPI. */
export class VerbatimSample {
	private readonly stages = new Map<string | null, Kept[]>();
	private readonly rules: CountRules;

	constructor(
		private readonly sources: VerbatimSource[],
		private readonly perStage = 5,
		rules: Partial<CountRules> = {},
	) {
		this.rules = { ...DEFAULT_COUNT, ...rules };
	}

	add(response: SurveyResponse): void {
		const { id, name } = response.survey;
		const at = timeOf(response) ?? null;
		const responseKey = responseKeyOf(response);
		const counts = response.event !== 'deleted' && exclusionOf(response, this.rules) === undefined;
		for (const { surveyId, stage = null, key, score } of this.sources) {
			if ((surveyId ?? id) !== id) continue;
			const answer = Object.hasOwn(response.answers, key) ? response.answers[key] : undefined;
			const text = (answer?.comment ?? answer?.text ?? '').trim();
			const shown = score === undefined ? undefined : scoreOf(response, score);
			this.keep(counts && text !== '', {
				verbatim: {
					text,
					...(answer?.title && { question: answer.title }),
					stage,
					survey: name ?? id,
					at,
					...shown,
				},
				stage,
				order: `${at ?? ''} ${responseKey}`,
				key: `${responseKey} ${key}`,
				version: versionOf(response),
			});
		}
	}

	/** Latest first. */
	of(stage: string | null): Verbatim[] {
		const kept = this.stages.get(stage) ?? [];
		return kept.map(({ verbatim }) => verbatim);
	}

	private keep(isWanted: boolean, next: Kept): void {
		const kept = this.stages.get(next.stage) ?? [];
		const known = kept.find(({ key }) => key === next.key);
		if (known && known.version > next.version) return;
		const others = kept.filter((one) => one !== known);
		if (isWanted) others.push(next);
		others.sort((a, b) => (a.order < b.order ? 1 : -1));
		this.stages.set(next.stage, others.slice(0, this.perStage));
	}
}

function scoreOf(
	{ answers, context }: SurveyResponse,
	key: string,
): Pick<Verbatim, 'score' | 'scoreName'> | undefined {
	const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
	if (answer) {
		if (answer.state !== 'answered') return undefined;
		return { score: answer.label, ...(answer.title && { scoreName: answer.title }) };
	}
	const value = Object.hasOwn(context, key) ? context[key] : undefined;
	return value === null || value === undefined
		? undefined
		: { score: String(value), scoreName: key };
}
