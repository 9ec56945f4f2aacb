/** Executions without output that may be spared in a row: what n8n stores with an execution is then not stored either. */
const MOST_SPARED = 1000;

/**
 * The last responses that this process saw through, bounded: an optimisation that spares empty executions, never a guarantee.
 * What counts as seen is the response as it was at a time; recorded or edited later, it is to be looked at again.
 */
export class RecentIds {
	private readonly seen = new Map<string, number>();

	private spared = 0;

	constructor(private readonly most = 20_000) {}

	/** Whether nobody needs to look at the response again. `at`: recorded or modified, ISO-8601. */
	spare(id: string, by: string, at: string): boolean {
		const known = this.seen.get(`${by} ${id}`);
		if (known === undefined || known < Date.parse(at) || this.spared >= MOST_SPARED) return false;
		this.spared++;
		return true;
	}

	/** Something is handed on: what is remembered gets stored with it. */
	refill(): void {
		this.spared = 0;
	}

	add(id: string, by: string, at: string): void {
		const time = Date.parse(at);
		if (Number.isNaN(time)) return;
		const key = `${by} ${id}`;
		const known = this.seen.get(key) ?? time;
		this.seen.delete(key);
		this.seen.set(key, Math.max(known, time));
		if (this.seen.size > this.most) {
			const oldest = this.seen.keys().next().value;
			if (oldest !== undefined) this.seen.delete(oldest);
		}
	}
}
