import { Readable } from 'node:stream';
import {
	compilePlan,
	createRollBackFile,
	GrowingFile,
	openArchive,
	openCsv,
	openXlsx,
	parseHeader,
	RULES,
	runBulk,
	SummaryBuilder,
	type BulkTarget,
	type BulkUpdate,
	type RowFile,
} from '../../../nodes/shared/bulk';
import { createDataverse } from '../../../nodes/shared/connectors/dataverse/client';
import { createBulkTarget } from '../../../nodes/shared/connectors/dataverse/bulkTarget';
import type { HttpSend } from '../../../nodes/shared/http/types';
import type { FoundRecord, Written } from '../../../nodes/shared/records';
import { createSheetWriter } from '../../../nodes/shared/bulk/xlsx/write/sheetWriter';
import { workbookFormat } from '../../../nodes/shared/bulk/xlsx/write/workbookFormat';
import { COLUMNS, editedColumn, emailOf, rowOf, valueOf } from '../bulk/rows';
import { expect, tenfold, type Growth, type Work } from './Growth';
import { startStandIn, type StandIn } from './standIn';

/** Bulk CSV Update without n8n: a file is read, checked and applied, with summary and roll-back file. */
const PAIRS = 6;

const nameOf = (column: number): string => COLUMNS[column] ?? `field${column}`;
const namesOf = (pairs: number): string[] => Array.from({ length: pairs }, (_, at) => nameOf(at));
const oldOf = (row: number, column: number): string => valueOf(row, column % COLUMNS.length);

const cellsOf = (row: number, pairs: number): string[] => {
	const edited = editedColumn(row);
	const cells = [emailOf(row)];
	for (let column = 0; column < pairs; column++) {
		const value = oldOf(row, column);
		cells.push(value, column === edited ? `${value}+` : value);
	}
	return cells;
};
const headerOf = (pairs: number): string[] => [
	'Email',
	...namesOf(pairs).flatMap((name) => [`[old] ${name}`, `[new] ${name}`]),
];
const quoted = (cell: string): string => (/[",;]/.test(cell) ? `"${cell}"` : cell);

function csvOf(rows: number, pairs: number): Buffer[] {
	const pieces: Buffer[] = [];
	let text = `${headerOf(pairs).join(',')}\r\n`;
	for (let row = 0; row < rows; row++) {
		text += `${cellsOf(row, pairs).map(quoted).join(',')}\r\n`;
		if (text.length < 65_536 && row < rows - 1) continue;
		pieces.push(Buffer.from(text));
		text = '';
	}
	return pieces;
}

async function workbookOf(rows: number, pairs: number): Promise<Buffer> {
	const sheet = createSheetWriter(
		headerOf(pairs).map((name) => ({ name, kind: 'text' as const })),
		false,
	);
	const book = new GrowingFile({
		name: 'rows',
		format: workbookFormat(sheet, { sheetName: 'Rows' }),
		maxPartBytes: 1e9,
		time: new Date(0),
	});
	for (let row = 0; row < rows; row++) {
		book.add(sheet.row(cellsOf(row, pairs)));
		if (row % 1_000 === 0) await book.take();
	}
	const [part] = await book.finish();
	return part.bytes;
}

/** Answers at once, as a system would that still has the [old] values. */
const presentValues = (names: readonly string[]): BulkTarget => ({
	limits: { findBatch: 1000, writeBatch: 1000, callsAtOnce: 4 },
	async find(keys: string[], fieldIds: string[]): Promise<FoundRecord[][]> {
		return keys.map((key) => {
			const values = fieldIds.map((id) => [id, oldOf(rowOf(key), names.indexOf(id))]);
			return [{ id: key, values: Object.fromEntries(values) as Record<string, unknown> }];
		});
	},
	async write(updates: BulkUpdate[]): Promise<Written[]> {
		return updates.map(({ key }) => ({ id: key }));
	},
});

async function apply(file: RowFile, target: BulkTarget, names: readonly string[]): Promise<number> {
	const fields = names.map((name) => ({ name, type: { kind: 'text' as const } }));
	const settings = { rules: RULES.neutral, consents: 'refuse' as const };
	const plan = compilePlan(parseHeader(file.header), fields, settings);
	const summary = new SummaryBuilder();
	const undo = createRollBackFile('Email', fields);
	const zip = new GrowingFile({
		name: 'undo',
		format: undo.format,
		maxPartBytes: 50_000_000,
		time: new Date(0),
	});
	const job = {
		file,
		plan,
		target,
		mode: 'apply' as const,
		conflicts: 'skip' as const,
		guards: {},
	};
	for await (const { rows } of runBulk(job)) {
		summary.add(rows);
		for (const row of rows) zip.add(undo.row(row));
		await zip.take();
	}
	await zip.finish();
	return summary.finish().counts.ok ?? 0;
}

const editedOf = (rows: number): number =>
	Array.from({ length: rows }, (_, row) => editedColumn(row)).filter((one) => one !== -1).length;

function csv(
	rows: number,
	pairs: number,
	targetOf?: (names: string[]) => Promise<BulkTarget>,
): Work {
	const pieces = csvOf(rows, pairs);
	const names = namesOf(pairs);
	return async () => {
		const target = (await targetOf?.(names)) ?? presentValues(names);
		const file = await openCsv(() => Readable.from(pieces));
		expect('Rows written', await apply(file, target, names), editedOf(rows));
	};
}

async function workbook(rows: number, pairs: number): Promise<Work> {
	const bytes = await workbookOf(rows, pairs);
	const names = namesOf(pairs);
	return async () => {
		const file = await openXlsx(await openArchive(() => Readable.from([bytes])));
		expect('Rows written', await apply(file, presentValues(names), names), editedOf(rows));
	};
}

let standIn: StandIn | undefined;

/** As n8n's helper would have it sent, only that nothing of n8n is in between. */
const sendWith =
	(token: string): HttpSend =>
	async ({ method, url, query = {}, headers = {}, body, expect: kind }) => {
		const address = new URL(url);
		for (const [name, value] of Object.entries(query))
			if (value !== undefined) address.searchParams.set(name, String(value));
		const isJsonBody = body !== undefined && typeof body !== 'string';
		const response = await fetch(address, {
			method,
			headers: {
				authorization: `Bearer ${token}`,
				...headers,
				...(isJsonBody && { 'content-type': 'application/json' }),
			},
			...(body !== undefined && { body: isJsonBody ? JSON.stringify(body) : String(body) }),
		});
		const text = await response.text();
		const isJson = kind !== 'text' && (response.headers.get('content-type') ?? '').includes('json');
		return {
			status: response.status,
			headers: Object.fromEntries(response.headers),
			body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text,
		};
	};

async function dynamics(rows: number): Promise<Work> {
	standIn ??= await startStandIn('bench/bulk/fakeDataverse.ts', '0');
	const { url } = standIn;
	const signedIn = await fetch(`${url}/any/oauth2/token`, { method: 'POST' });
	const { access_token: token } = (await signedIn.json()) as { access_token: string };
	const runtime = {
		send: sendWith(token),
		clock: {
			now: () => Date.now(),
			sleep: async (ms: number) => await new Promise<void>((resolve) => setTimeout(resolve, ms)),
		},
		random: () => Math.random(),
	};
	return csv(rows, PAIRS, async (fields) => {
		const dataverse = createDataverse(runtime, { environmentUrl: url });
		const key = { id: 'emailaddress1', kind: 'email' as const };
		return await createBulkTarget(dataverse, { table: 'contact', key, fields, timeZone: 'UTC' });
	});
}

export const FILES: Growth[] = [
	tenfold('Bulk CSV Update, rows', 10_000, (size) => csv(size, PAIRS)),
	tenfold('Bulk CSV Update, columns', PAIRS, (size) => csv(5_000, size)),
	tenfold('Bulk CSV Update (Dynamics), rows', 10_000, dynamics, () => standIn?.close()),
	tenfold('Bulk CSV Update (.xlsx), rows', 10_000, async (size) => await workbook(size, PAIRS)),
	tenfold('Bulk CSV Update (.xlsx), columns', PAIRS, async (size) => await workbook(1_000, size)),
];
