import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A row as the database gives it: PostgreSQL has types of its own for dates and JSON, SQLite has texts. */
export type Row = Record<string, unknown>;

/** What n8n keeps its data in. Read past n8n only where n8n has no API for something, and never written. */
export interface Database {
	/** What n8n is told to use it. */
	readonly env: Record<string, string>;
	/** All rows of a query; `?` stands for a value. Names with capitals are written in double quotes, which both dialects know. */
	rows(query: string, values?: Array<string | number>): Promise<Row[]>;
	/** Lets go of it, and ends what was started for it. */
	dispose(): Promise<void>;
}

/** n8n's default: a file in its user folder. */
export class SqliteDatabase implements Database {
	readonly env = {};

	private database: DatabaseSync | undefined;

	constructor(private readonly userFolder: string) {}

	async rows(query: string, values: Array<string | number> = []): Promise<Row[]> {
		this.database ??= new DatabaseSync(path.join(this.userFolder, '.n8n', 'database.sqlite'), {
			readOnly: true,
		});
		return this.database.prepare(query).all(...values);
	}

	async dispose(): Promise<void> {
		this.database?.close();
		this.database = undefined;
	}
}
