import type { Database } from '../harness';

/** What n8n keeps of the processed responses, read past n8n, since it has no API for it. */
export class ProcessedData {
	constructor(private readonly database: Database) {}

	/** Entries per node, all triggers together. */
	async entries(): Promise<number> {
		const rows = await this.database.rows('select value from processed_data');
		return rows.reduce((sum, { value }) => {
			const { data } = JSON.parse(String(value)) as { data: unknown[] };
			return sum + data.length;
		}, 0);
	}
}
