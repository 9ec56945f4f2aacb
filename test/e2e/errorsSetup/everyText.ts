import { readFileSync } from 'node:fs';
import type { Database } from '../harness';

/** Every value of every table of an n8n's database, and its log: what an operator or a thief of either can read. */
export async function everyText(
	database: Database,
	logFile: string,
): Promise<Array<[place: string, text: string]>> {
	const texts: Array<[string, string]> = [['the log', readFileSync(logFile, 'utf8')]];
	for (const { name } of await database.rows(tablesOf(database))) {
		for (const row of await database.rows(`select * from "${String(name)}"`)) {
			for (const [column, value] of Object.entries(row)) {
				if (value !== null) texts.push([`${String(name)}.${column}`, textOf(value)]);
			}
		}
	}
	return texts;
}

const tablesOf = ({ env }: Database): string =>
	env.DB_TYPE === 'postgresdb'
		? "select table_name as name from information_schema.tables where table_schema = 'public'"
		: "select name from sqlite_master where type = 'table'";

/** PostgreSQL's driver gives JSON as what it holds. */
function textOf(value: unknown): string {
	if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
