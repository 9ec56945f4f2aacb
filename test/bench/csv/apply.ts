import { createReadStream } from 'node:fs';
import {
	compilePlan,
	createRollBackFile,
	GrowingFile,
	openCsv,
	parseHeader,
	RULES,
	runBulk,
	SummaryBuilder,
	type BulkTarget,
	type BulkUpdate,
} from '../../../nodes/shared/bulk';
import type { FoundRecord, Written } from '../../../nodes/shared/records';
import { FIELDS, rowOf, valueOf } from './rows';
import { measure } from './measure';

const open = () => createReadStream(process.argv[2]);

/** Answers as a system would that still has the [old] values. */
class PresentValues implements BulkTarget {
	readonly limits = { findBatch: 1000, writeBatch: 1000, callsAtOnce: 4 };
	written = 0;

	async find(keys: string[], fieldIds: string[]): Promise<FoundRecord[][]> {
		return keys.map((key) => {
			const row = rowOf(key);
			const values = fieldIds.map((id) => [id, valueOf(row, FIELDS.indexOf(id))]);
			return [{ id: key, values: Object.fromEntries(values) as Record<string, unknown> }];
		});
	}

	async write(updates: BulkUpdate[]): Promise<Written[]> {
		this.written += updates.length;
		return updates.map(({ key }) => ({ id: key }));
	}
}

/** The whole work of applying a file but for the network: plan, look-up, write, summary, roll-back file. */
async function apply(rowsPerRun?: number): Promise<object> {
	const target = new PresentValues();
	const summary = new SummaryBuilder();
	const fields = FIELDS.map((name) => ({ name, type: { kind: 'text' as const } }));
	const undo = createRollBackFile('ContactKey', fields);
	const zip = new GrowingFile({
		name: 'undo',
		format: undo.format,
		maxPartBytes: 2_000_000,
		time: new Date(0),
	});
	let undone = 0;
	let resumeToken: string | undefined;
	do {
		const file = await openCsv(open);
		const settings = { rules: RULES.secutixExtended, consents: 'refuse' as const };
		const plan = compilePlan(parseHeader(file.header), fields, settings);
		const job = {
			file,
			plan,
			target,
			mode: 'apply' as const,
			conflicts: 'skip' as const,
			guards: {},
		};
		for await (const { rows, progress } of runBulk({
			...job,
			...(rowsPerRun && { rowsPerRun }),
			...(resumeToken && { resumeToken }),
		})) {
			summary.add(rows);
			for (const row of rows) zip.add(undo.row(row));
			for (const part of await zip.take()) undone += part.rows;
			({ resumeToken } = progress);
		}
	} while (resumeToken !== undefined);
	const { rows, counts } = summary.finish();
	for (const part of await zip.finish()) undone += part.rows;
	return { rows, edited: counts.ok, written: target.written, undone };
}

const rowsPerRun = process.argv[3];
void measure(async () => await apply(rowsPerRun ? Number(rowsPerRun) : undefined));
