import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What n8n keeps of the processed responses, read past n8n, since it has no API for it. */
export class ProcessedData {
	private readonly file: string;

	constructor(userFolder: string) {
		this.file = path.join(userFolder, '.n8n', 'database.sqlite');
	}

	/** Entries per node, all triggers together. */
	entries(): number {
		const database = new DatabaseSync(this.file, { readOnly: true });
		try {
			const rows = database.prepare('select value from processed_data').all();
			return rows.reduce((sum, { value }) => {
				const { data } = JSON.parse(String(value)) as { data: unknown[] };
				return sum + data.length;
			}, 0);
		} finally {
			database.close();
		}
	}
}
