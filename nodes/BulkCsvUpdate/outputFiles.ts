import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';
import {
	createChangesFile,
	createResultFile,
	createRollBackFile,
	createUploadFile,
	columnKind,
	foldName,
	GrowingFile,
	type BulkField,
	type ColumnKind,
	type FileFormat,
	type FilePart,
	type FilePlan,
	type ParsedHeader,
	type RowOutcome,
	type TableSettings,
} from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';
import type { FileStore } from './fileStore';
import type { FileSettings } from './settings';
import type { BulkDestination } from './targets/BulkProvider';
import type { OpenedFile } from './openFile';

export interface OutputFilesOptions {
	/** The files are written down as it is. */
	file: Pick<OpenedFile, 'dialect' | 'isHeaderWhole'>;
	header: ParsedHeader;
	plan: FilePlan;
	destination: BulkDestination;
	settings: FileSettings;
	/** Of the input, without its ending: what the names of the files begin with. */
	baseName: string;
	/** The run goes on where an earlier one ended: its files say from which line on. */
	isResumed: boolean;
	time: Date;
}

interface OutputFile {
	grown: GrowingFile;
	mimeType: string;
	rows(outcome: RowOutcome): string | readonly string[] | undefined;
	/** Worth handing out without a single row. */
	isAlwaysThere: boolean;
}

/** Rows that are not in the result file. */
const LEFT_OUT = { all: [], edited: ['unchanged'], problems: ['ok', 'unchanged'] } as const;

/** In the order in which they stand on the item. */
const FILE_KINDS = ['result', 'changes', 'rollBack', 'upload'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What undoes the run comes out whatever happens, within the item if need be: its parts stay small enough for that. */
const MOST_ROLL_BACK_BYTES = 50_000_000;

/**
 * The files that a run makes, growing with it row by row and held compressed. A part that is complete goes to n8n's store at
 * once, so that no more than one part of each kind is held.
 *
 * Nothing here rejects: what was written has to be told. What goes wrong with one file ends that file and stands in `failure`.
 */
export class OutputFiles {
	readonly notes: string[] = [];
	private readonly files: Array<[FileKind, OutputFile]>;
	private readonly lost = new Set<FileKind>();
	private readonly stored = new Map<FileKind, IBinaryData[]>();
	private readonly from: { line: number | undefined } = { line: undefined };
	private broken: ConnectorError | undefined;

	constructor(
		private readonly store: FileStore,
		private readonly options: OutputFilesOptions,
	) {
		this.files = filesOf(options, this.from);
	}

	/** Why the run should go no further. */
	get failure(): ConnectorError | undefined {
		return this.store.failure ?? this.broken;
	}

	async add(rows: readonly RowOutcome[]): Promise<void> {
		if (this.options.isResumed) this.from.line ??= rows[0]?.line;
		await this.each(async (kind, file) => {
			for (const outcome of rows) file.grown.add(file.rows(outcome));
			await this.keep(kind, file, await file.grown.take());
		});
	}

	async finish(): Promise<IBinaryKeyData> {
		await this.each(async (kind, file) => {
			const parts = await file.grown.finish();
			const isEmpty = parts.every(({ rows }) => rows === 0);
			if (file.isAlwaysThere || !isEmpty) await this.keep(kind, file, parts);
		});
		const binaries: IBinaryKeyData = {};
		for (const kind of FILE_KINDS) {
			for (const binary of this.stored.get(kind) ?? []) putUnder(binaries, kind, binary);
		}
		return binaries;
	}

	/** What undoes the run first. */
	private async each(work: (kind: FileKind, file: OutputFile) => Promise<void>): Promise<void> {
		for (const [kind, file] of this.files) {
			if (this.lost.has(kind)) continue;
			const outcome = await settle(work(kind, file));
			if (outcome.ok) continue;
			this.lost.add(kind);
			this.notes.push(`The file “${kind}” is incomplete`);
			this.broken ??= new ConnectorError(
				'unexpected',
				`The file “${kind}” could not be created, so the run was stopped`,
				{ hint: 'Continue with the resume token.' },
			);
		}
	}

	private async keep(kind: FileKind, { mimeType }: OutputFile, parts: FilePart[]): Promise<void> {
		for (const { fileName, bytes } of parts) {
			const binary = await this.store.keep(bytes, fileName, mimeType, kind === 'rollBack');
			if (binary) this.stored.set(kind, [...(this.stored.get(kind) ?? []), binary]);
			else this.notes.push(`${fileName} was left out: it is too large to store in the item`);
		}
	}
}

/** `result`, and then `result_2` and so on. */
export function putUnder(binaries: IBinaryKeyData, kind: string, binary: IBinaryData): void {
	let name = kind;
	for (let number = 2; name in binaries; number++) name = `${kind}_${number}`;
	binaries[name] = binary;
}

interface MadeFile {
	format: FileFormat;
	rows(outcome: RowOutcome): string | readonly string[] | undefined;
}

function filesOf(
	options: OutputFilesOptions,
	from: { readonly line: number | undefined },
): Array<[FileKind, OutputFile]> {
	const { file, header, plan, destination, settings, baseName, time } = options;
	const { operation, files, plan: planSettings } = settings;
	const { dialect } = file;
	const tableOf = (sheetName: string): TableSettings =>
		dialect ? { delimiter: dialect.delimiter, lineEnd: dialect.lineEnd } : { sheetName };
	const fields = plan.fields.map(({ field }) => field);
	const growing = (
		kind: string,
		{ format, rows }: MadeFile,
		{ isAlwaysThere = false, mostBytes = Infinity } = {},
	): OutputFile => {
		const name = () =>
			`${baseName}-${kind}${from.line === undefined ? '' : `-from-line-${from.line}`}`;
		const maxPartBytes = Math.min(files.maxPartBytes, mostBytes);
		const grown = new GrowingFile({ name, format, maxPartBytes, time });
		return { grown, mimeType: format.mimeType, rows, isAlwaysThere };
	};
	const made: Array<[FileKind, OutputFile]> = [];
	if (operation === 'apply' || operation === 'rollBack') {
		const { format, row } = createRollBackFile(header.names[header.keyColumn], fields, {
			...tableOf('Roll back'),
			withAlreadyThere: files.withAlreadyThere,
			hasCheck: true,
		});
		const mostBytes = MOST_ROLL_BACK_BYTES;
		made.push(['rollBack', growing('roll-back', { format, rows: row }, { mostBytes })]);
	}
	if (files.resultRows !== 'none') {
		const { format, row } = createResultFile(header.names, {
			...tableOf('Result'),
			isForPeople: files.escapeResult,
			isSameDialect: dialect?.quote === '"' && file.isHeaderWhole,
			kinds: kindsOf(options),
			checkOf: lacksCheck(options) ? checkFor(plan) : undefined,
		});
		const leftOut: readonly string[] = LEFT_OUT[files.resultRows];
		const isWanted = ({ outcome }: RowOutcome): boolean => !leftOut.includes(outcome);
		const rows = (outcome: RowOutcome) => (isWanted(outcome) ? row(outcome) : undefined);
		const isAlwaysThere = files.resultRows !== 'problems';
		made.push(['result', growing('result', { format, rows }, { isAlwaysThere })]);
	}
	if (operation === 'validate')
		made.push(['changes', growing('changes', createChangesFile(tableOf('Changes')))]);
	if (destination.upload && (operation === 'apply' || operation === 'rollBack')) {
		const { name, rules, csv } = destination.upload;
		const { format, row } = createUploadFile({
			header,
			fields: realFields(fields, destination),
			rules,
			csv,
			unescapeFormulas: planSettings.unescapeFormulas ?? false,
		});
		made.push(['upload', growing(name, { format, rows: row })]);
	}
	return made;
}

/** What the columns of the input hold by the types of its fields. */
function kindsOf({ header, plan, destination }: OutputFilesOptions): ColumnKind[] {
	const kinds = header.names.map((): ColumnKind => 'text');
	const fields = realFields(
		plan.fields.map(({ field }) => field),
		destination,
	);
	for (const { name, oldColumn, newColumn } of header.pairs) {
		const field = fields.find((one) => foldName(one.name) === foldName(name) || one.id === name);
		if (!field) continue;
		const kind = columnKind(field.type);
		for (const column of [oldColumn, newColumn]) if (column !== undefined) kinds[column] = kind;
	}
	return kinds;
}

/** A roll-back file without one is of an earlier version and exact: with one, it would be taken for one whose formulas are escaped. */
const lacksCheck = ({ header, settings }: OutputFilesOptions): boolean =>
	header.checkColumn === undefined && settings.operation !== 'rollBack';

/**
 * The check of rows that come without one. None where the row is broken or its key is to blame: whoever mends the key would be told
 * that it is not the one for which the row was made.
 */
const checkFor =
	({ checkOf, keyColumn }: FilePlan) =>
	({ source, id, outcome, reasons }: RowOutcome): string => {
		const isKeyWrong =
			outcome === 'notFound' ||
			outcome === 'ambiguous' ||
			reasons.some(({ column }) => column === keyColumn + 1);
		return source === undefined || source.problem || keyColumn === -1 || isKeyWrong
			? ''
			: checkOf(source, id);
	};

/** A roll-back file is read as stored texts; what goes up is written as the fields' own types say. */
const realFields = (inFile: readonly BulkField[], { fields = [] }: BulkDestination): BulkField[] =>
	inFile.map(
		(field) => fields.find(({ id, name }) => (id ?? name) === (field.id ?? field.name)) ?? field,
	);
