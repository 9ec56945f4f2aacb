import {
	chooseEncoding,
	compilePlan,
	createTemplateBook,
	createTemplateFile,
	GrowingFile,
	openArchive,
	openCsv,
	openXlsx,
	parseHeader,
	runBulk,
	templateEscapes,
	type CellRules,
	type FilePlan,
	type HeaderProblem,
	type OpenFile,
	type RowFile,
	type RowOutcome,
	type TemplateRecord,
} from '../../nodes/shared/bulk';
import { isConnectorError } from '../../nodes/shared/http/ConnectorError';
import { MemoryBulkTarget } from '../unit/bulk/MemoryBulkTarget';
import { FIELDS, KEY_NAME, usualValues, type Values } from './fields';
import type { TrialRow } from './rows';

export interface TrialRecord {
	key: string;
	values: Values;
}

export const recordsOf = (rows: readonly TrialRow[]): TrialRecord[] =>
	rows.map(({ key, field, old }, index) => {
		const usual = usualValues(index);
		return {
			key: key ?? String(usual['E-mail']),
			values: field === undefined || old === undefined ? usual : { ...usual, [field]: old },
		};
	});

const asTemplate = ({ key, values }: TrialRecord): TemplateRecord => ({
	key,
	id: `id-${key}`,
	values,
});

const columns = {
	keyName: KEY_NAME,
	fields: FIELDS.map((field) => ({ ...field, id: field.name })),
};

export interface CsvTemplate {
	rules: CellRules;
	delimiter: string;
	hasCheck: boolean;
}

export function csvTemplate(
	records: readonly TrialRecord[],
	{ rules, delimiter, hasCheck }: CsvTemplate,
): Buffer {
	const template = createTemplateFile({
		...columns,
		rules,
		hasCheck,
		csv: { delimiter, escapeFormulas: templateEscapes(columns.fields) },
	});
	return Buffer.from(
		template.start + records.map((record) => template.row(asTemplate(record))).join(''),
	);
}

export async function workbookTemplate(
	records: readonly TrialRecord[],
	rules: CellRules,
): Promise<Buffer> {
	const book = createTemplateBook({ ...columns, rules, hasCheck: true });
	const file = new GrowingFile({
		name: 'template',
		format: book.format,
		maxPartBytes: 1e9,
		time: new Date('2026-11-29T09:30:00Z'),
	});
	for (const record of records) file.add(book.row(asTemplate(record)));
	const [{ bytes }] = await file.finish();
	return bytes;
}

/** Place of the [new] cell, from 0. */
export const newColumnOf = (field: string): number =>
	2 + 2 * FIELDS.findIndex(({ name }) => name === field);

/** What the product makes of a file that came back. */
export interface Reading {
	/** The file as a whole was refused. */
	refusal?: string;
	header: string[];
	outcomes: RowOutcome[];
	/** Cells of each row, as they stand in the file. */
	cells: string[][];
}

/** Validates as the node does: header, plan, every row, present values compared. Nothing in the system has changed meanwhile. */
export async function readBack(
	bytes: Buffer,
	records: readonly TrialRecord[],
	rules: CellRules,
): Promise<Reading> {
	const target = new MemoryBulkTarget(
		Object.fromEntries(records.map(({ key, values }) => [key, values])),
		{ findBatch: 100, writeBatch: 100, callsAtOnce: 1 },
	);
	// A record whose key is what a spreadsheet makes of another's.
	target.records.set('123', { ...usualValues(98) });
	const open = async function* () {
		yield await Promise.resolve(new Uint8Array(bytes));
	};
	const planOf = (names: string[], beginning: RowFile['beginning']): FilePlan =>
		compilePlan(parseHeader(names, {}, beginning), columns.fields, {
			rules,
			consents: 'allow',
			// In a workbook, nobody puts an apostrophe in front of a text.
			unescapeFormulas: !isWorkbook(bytes),
			beginning,
		});
	try {
		const file = isWorkbook(bytes)
			? await openXlsx(await openArchive(open))
			: await openDecided(open, planOf, target);
		const plan = planOf(file.header, file.beginning);
		const problem = plan.problems.find((one: HeaderProblem) => one.isError);
		if (problem) return { refusal: problem.message, header: file.header, outcomes: [], cells: [] };
		const outcomes: RowOutcome[] = [];
		const job = {
			file,
			plan,
			target,
			mode: 'validate' as const,
			conflicts: 'skip' as const,
			guards: {},
		};
		for await (const step of runBulk(job)) outcomes.push(...step.rows);
		return { header: file.header, outcomes, cells: outcomes.map(({ cells }) => cells) };
	} catch (error) {
		if (!isConnectorError(error)) throw error;
		return { refusal: error.message, header: [], outcomes: [], cells: [] };
	}
}

const isWorkbook = (bytes: Buffer): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** A text in the encoding that fits what it says was there. */
async function openDecided(
	open: OpenFile,
	planOf: (names: string[], beginning: RowFile['beginning']) => FilePlan,
	target: MemoryBulkTarget,
): Promise<RowFile> {
	const file = await openCsv(open);
	const { guessedEncoding: guess } = file;
	if (!guess) return file;
	const { encoding } = await chooseEncoding(open, {}, guess, {
		planFor: (names) => planOf(names, []),
		target: async () => await Promise.resolve(target),
	});
	return encoding === guess ? file : await openCsv(open, { encoding });
}
