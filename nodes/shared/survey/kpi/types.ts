import type { SurveyDefinition } from '../SurveyDefinition';

export type MetricName =
	| 'nps'
	| 'csat'
	| 'csatTopBox'
	| 'ces'
	| 'cesShare'
	| 'average'
	| 'distribution'
	| 'responseRate'
	| 'sentimentShare';

export interface Scale {
	min: number;
	max: number;
	/** `down`: the lowest number is the best answer. */
	direction: 'up' | 'down';
}

/**
 * Where a measure takes its values from. `answer`: an answer key (`QID3`, `QID4_2`) or an export tag, all passes of a loop
 * included; `context`: embedded data, or the column of a row; `score`: a score by its name.
 */
export interface ValueSource {
	/** Only responses of this survey; without it those of every survey. */
	surveyId?: string;
	/** The journey stage that these values belong to. */
	stage?: string;
	from: 'answer' | 'context' | 'score';
	key: string;
}

export type Sentiment = 'positive' | 'neutral' | 'negative' | 'mixed';

/** How many people were asked; counts for a group when it says of every dimension of the group where it belongs. */
export interface Invitations {
	surveyId?: string;
	stage?: string;
	/** Label of a period: `2026-03-31`, `2026-W14`, `2026-03`. */
	period?: string;
	count: number;
}

export interface Measure {
	name: string;
	metric: MetricName;
	/** For a response rate only survey and stage matter; none means every survey. */
	sources: ValueSource[];
	/** What is set here wins over the question's own scale. */
	scale?: Partial<Scale>;
	/** Brings answers of different scales onto one (linear) before they are averaged. */
	rescaleTo?: { min: number; max: number };
	/** How many of the best points count; default in metrics.ts. */
	boxes?: number;
	/** In points of the scale. Default by the standard: the two best are promoters, the next two passive. */
	npsBounds?: { promoterFrom: number; passiveFrom: number };
	/** The share that is the value of `sentimentShare`; default `positive`. */
	sentiment?: Sentiment;
	/** Further words for each sentiment, compared without regard to case. */
	sentimentWords?: Partial<Record<Sentiment, string[]>>;
	/** What the value should reach; a line in charts. In the unit of the value. */
	target?: number;
	/** Base of the response rate; without it the base is all responses that were begun. */
	invitations?: Invitations[];
}

export type GroupField =
	| { by: 'survey'; name?: string }
	| { by: 'stage'; name?: string }
	| { by: 'answer' | 'context'; key: string; name?: string };

export type PeriodUnit = 'day' | 'week' | 'month';

/** Which responses count. */
export interface CountRules {
	tests: boolean;
	unfinished: boolean;
	/** Disqualified, over quota, screened out. */
	screenedOut: boolean;
	imported: boolean;
	spam: boolean;
}

/** `respondents`: every answer weighs the same; `surveys`: every survey that has answers weighs the same. */
export type Weighting = 'respondents' | 'surveys';

export interface KpiPlan {
	measures: Measure[];
	groupBy: GroupField[];
	/** Weeks are ISO weeks. */
	period?: PeriodUnit;
	/** IANA name; default `UTC`. */
	timeZone?: string;
	/** ISO-8601; `from` inclusive, `to` exclusive. */
	between?: { from?: string; to?: string };
	count?: Partial<CountRules>;
	/** Default `respondents`. */
	weighting?: Weighting;
	/** Surveys that get a line even before their first response. */
	surveys?: Array<{ id: string; name?: string }>;
	/** Give a scale to answers that carry none, and the points of a scale. */
	definitions?: SurveyDefinition[];
}

/** Why an answer is not in the value: of its response (the first six), or of its own. */
export type LeftOutReason =
	| 'test'
	| 'unfinished'
	| 'screenedOut'
	| 'imported'
	| 'spam'
	| 'outsidePeriod'
	| 'noTime'
	| 'skipped'
	| 'notShown'
	| 'notInResponse'
	| 'offScale'
	| 'notANumber'
	| 'notRecognised'
	| 'noScale'
	| 'noStandard';

export type LeftOut = Partial<Record<LeftOutReason, number>>;

export interface Interval {
	low: number;
	high: number;
	/** Per cent. */
	level: 95;
}

/** One bucket of a share, a group of the NPS, a bar of a distribution. */
export interface KpiPart {
	key: string;
	label: string;
	count: number;
	/** Per cent of `n`; null while there are no answers. */
	share: number | null;
	interval: Interval | null;
}

export type KpiUnit = 'npsPoints' | 'percent' | 'scalePoints' | 'number';

export interface KpiResult {
	/** Name of the measure. */
	kpi: string;
	metric: MetricName;
	/** Value of each dimension by its name; null where the response has none. Empty for the whole. */
	group: Record<string, string | null>;
	/** Names for the values of `group` that are ids: the survey's name. */
	labels: Record<string, string>;
	/**
	 * Null when nobody has answered, when answers cannot be put together (see `notes`), and for a distribution, whose values are
	 * its parts; never 0 for lack of answers.
	 */
	value: number | null;
	unit: KpiUnit;
	/** What the value should reach, where that was set. */
	target?: number;
	/** Whether less, or neither less nor more, is better. Left out: more is better. */
	better?: 'down' | 'neither';
	/** Answers in the value; for a response rate its base. */
	n: number;
	/** Responses of the group that count, whether or not they hold an answer to this. */
	responses: number;
	/** Null for n < 2. */
	interval: Interval | null;
	/** Of a distribution: numbers in their order, words by their frequency. Empty for a mean. */
	parts: KpiPart[];
	/** The one scale of all answers, as far as there is one. */
	scale: Scale | null;
	leftOut: LeftOut;
	period: {
		unit: PeriodUnit | 'all';
		label: string | null;
		/** ISO-8601: bounds of the period, else the set bounds, else the first and last answer. */
		from: string | null;
		to: string | null;
		timeZone: string;
	};
	weighting: Weighting;
	/** Surveys that have answers in the value. */
	surveys: number;
	/** ISO-8601 UTC. */
	asOf: string;
	notes: string[];
}

/** What one answer comes to: a value, or the reason why there is none. */
export interface Classified {
	value?: number;
	buckets?: ReadonlyArray<{ key: string; label?: string }>;
	scale?: { name: string; scale: Scale };
}
