import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Every value of every table of an n8n's database, and its log: what an operator or a thief of the file can read. */
export function everyText(
	userFolder: string,
	logFile: string,
): Array<[place: string, text: string]> {
	const file = path.join(userFolder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const tables = database
			.prepare("select name from sqlite_master where type = 'table'")
			.all()
			.map(({ name }) => String(name));
		const cells = tables.flatMap((table) =>
			database
				.prepare(`select * from "${table}"`)
				.all()
				.flatMap((row) =>
					Object.entries(row).flatMap(
						([column, value]): Array<[string, string]> =>
							value === null ? [] : [[`${table}.${column}`, textOf(value)]],
					),
				),
		);
		return [...cells, ['the log', readFileSync(logFile, 'utf8')]];
	} finally {
		database.close();
	}
}

const textOf = (value: unknown): string =>
	value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
