import type { FilePosition, FileRow } from '../rows';
import type { OpenQuestion, PlannedRow } from '../plan/compilePlan';
import type { WantedCell } from '../plan/readPair';
import {
	NO_CHANGES,
	NO_REASONS,
	type FieldChange,
	type Outcome,
	type RowOutcome,
	type RowReason,
} from '../plan/outcomes';
import type { FoundRecord } from '../../records/RecordTarget';

const NOT_PROCESSED: RowReason[] = [
	{ kind: 'notProcessed', column: 0, message: 'The run stopped before this row' },
];

/**
 * A row on its way to its outcome. Thousands wait for a call together, so as little as possible is kept of each: the cells are
 * cut out of the text again when somebody asks for them.
 */
export class BulkRow implements RowOutcome {
	readonly line: number;
	readonly key: string;
	outcome: Outcome = 'notProcessed';
	/** The outcome is not decided yet. */
	isOpen = true;
	reasons: RowReason[];
	changes: FieldChange[] = NO_CHANGES;
	alreadyThere: FieldChange[] = NO_CHANGES;
	unsure: FieldChange[] = NO_CHANGES;
	#wanted: WantedCell[];
	#row: FileRow;
	#question: OpenQuestion | undefined;
	#record: FoundRecord | undefined;

	constructor(row: FileRow, { key, wanted, reasons, question }: PlannedRow) {
		this.line = row.line;
		this.key = key;
		this.reasons = reasons;
		this.#wanted = wanted;
		this.#row = row;
		this.#question = question;
		if (!question) this.begin();
	}

	private begin(): void {
		if (this.reasons.length > 0) this.decide('invalid');
		else if (this.#wanted.length === 0) this.decide('unchanged');
	}

	get wanted(): WantedCell[] {
		return this.#wanted;
	}

	get cells(): string[] {
		return this.#row.cells;
	}

	get text(): string | undefined {
		return this.#row.text;
	}

	get source(): FileRow {
		return this.#row;
	}

	/** Where the next row begins. */
	get next(): FilePosition {
		return this.#row.next;
	}

	get record(): FoundRecord | undefined {
		return this.#record;
	}

	get id(): string | undefined {
		return this.#record?.id;
	}

	/** What it asks of its record; then it has its reasons until that is answered. */
	get question(): OpenQuestion | undefined {
		return this.#question;
	}

	/** It has no record that could answer, or the one that was found. */
	settle(): void {
		if (!this.#question) return;
		if (this.#record) {
			const { wanted, reasons, row } = this.#question.answer(this.#record.values);
			this.#wanted = wanted;
			this.reasons = reasons;
			if (row) this.#row = row;
		}
		this.#question = undefined;
		this.begin();
	}

	found(record: FoundRecord): void {
		this.#record = record;
	}

	decide(outcome: Outcome): void {
		this.outcome = outcome;
		this.isOpen = false;
		if (outcome !== 'ok') this.changes = NO_CHANGES;
	}

	/** Decided for one reason that concerns the row as a whole. */
	end(outcome: Outcome, kind: string, message: string): void {
		this.reasons = [{ kind, column: 0, message }];
		this.decide(outcome);
	}

	/** Written or found to be in place. */
	succeed(wasUnchanged: boolean, warnings: readonly string[] = []): void {
		this.reasons =
			warnings.length === 0
				? NO_REASONS
				: warnings.map((message) => ({ kind: 'warning', column: 0, message }));
		this.decide(wasUnchanged ? 'unchanged' : 'ok');
	}

	leave(): void {
		this.reasons = NOT_PROCESSED;
		this.decide('notProcessed');
	}
}
