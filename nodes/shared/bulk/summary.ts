import { codeEntry } from './cells/codes';
import type { BulkField, CellValue, Code } from './cells/fields';
import { noCounts, type Outcome, type OutcomeCounts, type RowOutcome } from './plan/outcomes';

/** What a report shows of a run. Of bounded size, whatever the file. */
export interface BulkSummary {
	rows: number;
	counts: OutcomeCounts;
	/** In the order of the file's columns as they first occur. */
	fields: FieldSummary[];
	/** The commonest first. */
	reasons: ReasonSummary[];
	/** The first changes of the file. */
	sample: ChangeSample[];
}

export interface FieldSummary {
	field: string;
	changed: number;
	cleared: number;
	conflicts: number;
	invalid: number;
}

export interface ReasonSummary {
	kind: string;
	field?: string;
	outcome: Outcome;
	rows: number;
	/** Of the first row that has it. */
	message: string;
	firstLine: number;
}

export interface ChangeSample {
	line: number;
	key: string;
	field: string;
	from: CellValue;
	to: CellValue;
	/** Of closed lists: the codes with their labels. */
	fromLabel?: string;
	toLabel?: string;
}

const MOST_REASONS = 200;
const LONGEST_SHOWN = 1_000;

/** A cell may hold megabytes; what is shown of it is an example. */
const cut = <T>(value: T): T =>
	typeof value === 'string' && value.length > LONGEST_SHOWN
		? (`${value.slice(0, LONGEST_SHOWN)}…` as T)
		: value;

function labelled({ type }: BulkField, name: 'fromLabel' | 'toLabel', value: CellValue) {
	if ((type.kind !== 'code' && type.kind !== 'codes') || value === null) return undefined;
	const one = (code: string): string => codeEntry(codeOf(type.codes, code) ?? { code });
	const text = String(value);
	const shown = type.kind === 'code' ? one(text) : text.split(',').map(one).join(', ');
	return shown === text ? undefined : { [name]: cut(shown) };
}

const codeOf = (codes: readonly Code[], wanted: string): Code | undefined =>
	codes.find(({ code }) => code === wanted);

const reasonId = ({ kind, field, outcome }: Pick<ReasonSummary, 'kind' | 'field' | 'outcome'>) =>
	JSON.stringify([kind, field ?? null, outcome]);

export class SummaryBuilder {
	private rows = 0;
	private readonly counts = noCounts();
	private readonly fields = new Map<string, FieldSummary>();
	private readonly reasons = new Map<string, ReasonSummary>();
	private readonly sample: ChangeSample[] = [];

	/** `before`: what runs over the earlier part of the file added up to. */
	constructor(
		private readonly sampleSize = 20,
		before?: BulkSummary,
	) {
		if (!before) return;
		this.rows = before.rows;
		Object.assign(this.counts, before.counts);
		for (const field of before.fields) this.fields.set(field.field, { ...field });
		for (const reason of before.reasons) this.reasons.set(reasonId(reason), { ...reason });
		this.sample.push(...before.sample);
	}

	add(rows: readonly RowOutcome[]): void {
		for (const row of rows) {
			this.rows++;
			this.counts[row.outcome]++;
			for (const change of row.changes) {
				const field = this.field(change.field.name);
				if (change.to === null) field.cleared++;
				field.changed++;
				if (this.sample.length < this.sampleSize) {
					const { from, to } = change;
					this.sample.push({
						line: row.line,
						key: cut(row.key),
						field: change.field.name,
						from: cut(from),
						to: cut(to),
						...labelled(change.field, 'fromLabel', from),
						...labelled(change.field, 'toLabel', to),
					});
				}
			}
			if (row.reasons.length > 0) this.addReasons(row);
		}
	}

	finish(): BulkSummary {
		const reasons = [...this.reasons.values()].sort((left, right) => right.rows - left.rows);
		return {
			rows: this.rows,
			counts: { ...this.counts },
			fields: [...this.fields.values()],
			reasons,
			sample: this.sample,
		};
	}

	private addReasons({ outcome, reasons, line }: RowOutcome): void {
		for (const { kind, field, message } of reasons) {
			if (field !== undefined) {
				if (outcome === 'conflict') this.field(field).conflicts++;
				else if (outcome === 'invalid') this.field(field).invalid++;
			}
			const id = reasonId({ kind, field, outcome });
			const known = this.reasons.get(id);
			if (known) known.rows++;
			else if (this.reasons.size < MOST_REASONS) {
				const reason = {
					kind,
					...(field !== undefined && { field }),
					outcome,
					rows: 1,
					message: cut(message),
				};
				this.reasons.set(id, { ...reason, firstLine: line });
			}
		}
	}

	private field(name: string): FieldSummary {
		const known = this.fields.get(name);
		if (known) return known;
		const fresh = { field: name, changed: 0, cleared: 0, conflicts: 0, invalid: 0 };
		this.fields.set(name, fresh);
		return fresh;
	}
}
