import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import {
	compilePlan,
	createRollBackFile,
	GrowingZip,
	openCsv,
	parseHeader,
	RULES,
	runBulk,
	SummaryBuilder,
	type BulkRecord,
	type BulkTarget,
} from '../../../nodes/shared/bulk';
import { FIELDS, rowOf, valueOf } from './rows';

/** One measurement in a process of its own: `job.js WAY FILE`. Prints what it counted, its time and its memory. */
const [way, path] = process.argv.slice(2);
const open = () => createReadStream(path);

class Tally {
	rows = 0;
	cells = 0;
	characters = 0;
	edited = 0;

	add(cells: string[]): void {
		this.rows++;
		this.cells += cells.length;
		let isEdited = false;
		for (let index = 0; index < cells.length; index++) this.characters += cells[index].length;
		for (let index = 1; index < cells.length; index += 2) {
			if (cells[index] !== cells[index + 1]) isEdited = true;
		}
		if (isEdited) this.edited++;
	}
}

async function ours(): Promise<object> {
	const tally = new Tally();
	const file = await openCsv(open);
	for await (const block of file.rows()) for (const { cells } of block.rows) tally.add(cells);
	return tally;
}

async function peer(): Promise<object> {
	const tally = new Tally();
	const parser = open().pipe(parse({ bom: true }));
	let isHeader = true;
	parser.on('data', (cells: string[]) => {
		if (isHeader) isHeader = false;
		else tally.add(cells);
	});
	await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
	return tally;
}

/** Answers as a system would that still has the [old] values. */
class PresentValues implements BulkTarget {
	readonly limits = { findBatch: 1000, writeBatch: 1000, callsAtOnce: 4 };
	written = 0;

	async find(keys: string[], fieldIds: string[]): Promise<BulkRecord[][]> {
		return keys.map((key) => {
			const row = rowOf(key);
			const values = fieldIds.map((id) => [id, valueOf(row, FIELDS.indexOf(id))]);
			return [{ id: key, values: Object.fromEntries(values) as Record<string, unknown> }];
		});
	}

	async write(writes: unknown[]): Promise<object[]> {
		this.written += writes.length;
		return writes.map(() => ({}));
	}
}

/** The whole work of applying a file but for the network: plan, look-up, write, summary, roll-back file. */
async function apply(rowsPerRun?: number): Promise<object> {
	const target = new PresentValues();
	const summary = new SummaryBuilder();
	const fields = FIELDS.map((name) => ({ name, type: { kind: 'text' as const } }));
	const undo = createRollBackFile('ContactKey', fields);
	const zip = new GrowingZip({
		name: 'undo',
		start: undo.start,
		maxPartBytes: 20_000_000,
		time: new Date(0),
	});
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
			({ resumeToken } = progress);
		}
	} while (resumeToken !== undefined);
	const { rows, counts } = summary.finish();
	const undone = zip.finish().reduce((sum, part) => sum + part.rows, 0);
	return { rows, edited: counts.ok, written: target.written, undone };
}

const WAYS: Record<string, () => Promise<object>> = {
	ours,
	peer,
	apply: () => apply(),
	looped: () => apply(100_000),
};

void (async () => {
	const before = process.memoryUsage.rss();
	const start = performance.now();
	const counted = await WAYS[way]();
	const ms = performance.now() - start;
	const added = process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024;
	console.log(JSON.stringify({ ...counted, ms, addedMb: added }));
})();
