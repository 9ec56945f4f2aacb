/** For as long as another process may take from reading n8n's row to writing it back, and for a check or two after that. */
const KEPT_MS = 2 * 60 * 1000;
const MOST_ENTRIES = 5_000;

/**
 * Entries that this process has recorded for what came out, which go along with the next ones: the row has no lock, so a
 * process that was slow to write it back may have swallowed them since, after they were last looked at.
 */
export class KeptEntries {
	/** Entry → until when; the newest last. */
	private readonly until = new Map<string, number>();

	add(entries: readonly string[], nowMs: number): void {
		for (const entry of entries) {
			this.until.delete(entry);
			this.until.set(entry, nowMs + KEPT_MS);
		}
	}

	forget(entries: readonly string[]): void {
		for (const entry of entries) this.until.delete(entry);
	}

	/** Oldest first. */
	at(nowMs: number): string[] {
		for (const [entry, until] of this.until) {
			if (until > nowMs && this.until.size <= MOST_ENTRIES) break;
			this.until.delete(entry);
		}
		return [...this.until.keys()];
	}
}
