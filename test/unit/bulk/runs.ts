import {
	compilePlan,
	openCsv,
	parseHeader,
	RULES,
	runBulk,
	type BulkField,
	type BulkJob,
	type BulkProgress,
	type BulkTarget,
	type HeaderSettings,
	type OpenFile,
	type PlanSettings,
	type RowOutcome,
} from '../../../nodes/shared/bulk';
import { pieces } from './sources';

export interface Run {
	rows: RowOutcome[];
	/** Of the last step. */
	progress: BulkProgress;
	steps: BulkProgress[];
	/** Rows of each step. */
	sizes: number[];
}

export interface RunSettings extends Partial<PlanSettings>, Partial<Omit<BulkJob, 'rules'>> {
	fields?: BulkField[];
	newWithoutOld?: HeaderSettings['newWithoutOld'];
}

export const toOpen = (file: string | OpenFile): OpenFile =>
	typeof file === 'string' ? pieces(file) : file;

export async function jobOf(
	file: string | OpenFile,
	target: BulkTarget,
	settings: RunSettings = {},
): Promise<BulkJob> {
	const opened = await openCsv(toOpen(file));
	const {
		fields,
		rules = RULES.secutixExtended,
		consents = 'refuse',
		newWithoutOld,
		...rest
	} = settings;
	const { keyKind, unescapeFormulas, spoilt, checksNew } = rest;
	const { header, beginning } = opened;
	const plan = compilePlan(
		parseHeader(header, { ...(newWithoutOld && { newWithoutOld }) }, beginning),
		fields,
		{
			beginning,
			rules,
			consents,
			...(keyKind && { keyKind }),
			...(unescapeFormulas && { unescapeFormulas }),
			...(spoilt && { spoilt }),
			...(checksNew && { checksNew }),
		},
	);
	return { file: opened, plan, target, mode: 'apply', conflicts: 'skip', guards: {}, ...rest };
}

export async function run(
	file: string | OpenFile,
	target: BulkTarget,
	settings: RunSettings = {},
): Promise<Run> {
	const rows: RowOutcome[] = [];
	const steps: BulkProgress[] = [];
	const sizes: number[] = [];
	for await (const step of runBulk(await jobOf(file, target, settings))) {
		rows.push(...step.rows);
		steps.push(step.progress);
		sizes.push(step.rows.length);
	}
	return { rows, steps, sizes, progress: steps[steps.length - 1] };
}

/** `key: outcome` of each row. */
export const outcomes = ({ rows }: Run): string[] =>
	rows.map(({ key, outcome }) => `${key}: ${outcome}`);

export const reasonsOf = ({ rows }: Run): string[] =>
	rows.flatMap(({ reasons }) => reasons.map(({ kind }) => kind));
