import type { IExecuteFunctions } from 'n8n-workflow';
import { errorsIn, type BulkProgress, type BulkSummary } from '../shared/bulk';

interface Moment {
	at: string;
	done: number;
	problems: number;
}

/** What runs over one file add up to; carried from one to the next on the progress item. Of bounded size. */
export interface RunSoFar {
	/** The token that goes on from here: tells whether an item belongs to the run that is being continued. */
	resumeToken?: string;
	/** Of the first of the runs: tells files apart that go through the same loop. */
	id: string;
	startedAt: string;
	summary: BulkSummary;
	timeline: Moment[];
	/** As the items name it. */
	target?: string;
	/** Rows that had [new] values already. */
	alreadyThere?: number;
}

const MOST_MOMENTS = 120;

export class RunRecord {
	readonly id: string;
	readonly startedAt: string;
	readonly timeline: Moment[];
	summary: BulkSummary | undefined;
	alreadyThere: number;

	constructor(before: RunSoFar | undefined, itemIndex: number) {
		this.startedAt = before?.startedAt ?? new Date().toISOString();
		this.id = before?.id ?? `${this.startedAt} ${itemIndex}`;
		this.alreadyThere = before?.alreadyThere ?? 0;
		this.timeline = before ? [...before.timeline] : [{ at: this.startedAt, done: 0, problems: 0 }];
	}

	note({ counts, processed }: BulkProgress): void {
		const problems = errorsIn(counts) + counts.conflict;
		this.timeline.push({ at: new Date().toISOString(), done: processed, problems });
		if (this.timeline.length <= MOST_MOMENTS) return;
		// Every second one is enough for a line on a chart; the first and the last stay.
		const kept = this.timeline.filter(
			(_, index) => index % 2 === 0 || index === this.timeline.length - 1,
		);
		this.timeline.splice(0, Infinity, ...kept);
	}

	finish(summary: BulkSummary): void {
		this.summary = summary;
	}

	soFar(resumeToken: string | undefined, target: string): RunSoFar {
		const { id, startedAt, timeline, alreadyThere } = this;
		const token = resumeToken && { resumeToken };
		return { ...token, id, target, startedAt, timeline, alreadyThere, summary: this.summary! };
	}
}

/** What the item brings along from the run that its token continues. Without it, the report is about this run alone. */
export function earlierRun(
	context: IExecuteFunctions,
	itemIndex: number,
	resumeToken: string,
): RunSoFar | undefined {
	const run = context.getInputData()[itemIndex]?.json.run as unknown as RunSoFar | undefined;
	return resumeToken !== '' && run?.resumeToken === resumeToken && run.summary ? run : undefined;
}
