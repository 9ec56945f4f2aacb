import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';
import {
	createChangesFile,
	createResultFile,
	createRollBackFile,
	createUploadFile,
	GrowingZip,
	type BulkField,
	type FilePart,
	type FilePlan,
	type ParsedHeader,
	type RowOutcome,
} from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';
import { settle } from '../shared/http/settle';
import type { FileStore } from './fileStore';
import type { OpenedFile } from './inputFile';
import type { FileSettings } from './settings';
import type { BulkDestination } from './targets/BulkProvider';

export interface OutputFilesOptions {
	/** The files are written down as it is; those of a workbook as Excel writes CSV. */
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

interface GrowingFile {
	zip: GrowingZip;
	row(outcome: RowOutcome): string | undefined;
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
	private readonly files: Array<[FileKind, GrowingFile]>;
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
		await this.each(async (kind, { zip, row }) => {
			for (const outcome of rows) zip.add(row(outcome));
			await this.keep(kind, await zip.take());
		});
	}

	async finish(): Promise<IBinaryKeyData> {
		await this.each(async (kind, { zip, isAlwaysThere }) => {
			const parts = await zip.finish();
			const isEmpty = parts.every(({ rows }) => rows === 0);
			if (isAlwaysThere || !isEmpty) await this.keep(kind, parts);
		});
		const binaries: IBinaryKeyData = {};
		for (const kind of FILE_KINDS) {
			for (const binary of this.stored.get(kind) ?? []) putUnder(binaries, kind, binary);
		}
		return binaries;
	}

	/** What undoes the run first. */
	private async each(work: (kind: FileKind, file: GrowingFile) => Promise<void>): Promise<void> {
		for (const [kind, file] of this.files) {
			if (this.lost.has(kind)) continue;
			const outcome = await settle(work(kind, file));
			if (outcome.ok) continue;
			this.lost.add(kind);
			this.notes.push(`The file “${kind}” could not be made to its end`);
			this.broken ??= new ConnectorError(
				'unexpected',
				`The file “${kind}” could not be made, so the run was ended`,
				{ hint: 'Go on with the resume token.' },
			);
		}
	}

	private async keep(kind: FileKind, parts: FilePart[]): Promise<void> {
		for (const { fileName, bytes } of parts) {
			const binary = await this.store.keep(bytes, fileName, 'application/zip', kind === 'rollBack');
			if (binary) this.stored.set(kind, [...(this.stored.get(kind) ?? []), binary]);
			else this.notes.push(`${fileName} was left out: it is too large to be kept within the item`);
		}
	}
}

/** `result`, and then `result_2` and so on. */
export function putUnder(binaries: IBinaryKeyData, kind: string, binary: IBinaryData): void {
	let name = kind;
	for (let number = 2; name in binaries; number++) name = `${kind}_${number}`;
	binaries[name] = binary;
}

const OF_WORKBOOKS = { delimiter: ',', lineEnd: '\r\n' } as const;

function filesOf(
	options: OutputFilesOptions,
	from: { readonly line: number | undefined },
): Array<[FileKind, GrowingFile]> {
	const { file, header, plan, destination, settings, baseName, time } = options;
	const { operation, files, plan: planSettings } = settings;
	const { delimiter, lineEnd } = file.dialect ?? OF_WORKBOOKS;
	const fields = plan.fields.map(({ field }) => field);
	const growing = (
		kind: string,
		{ start, row }: { start: string; row(outcome: RowOutcome): string | undefined },
		{ isAlwaysThere = false, mostBytes = Infinity } = {},
	): GrowingFile => {
		const name = () =>
			`${baseName}-${kind}${from.line === undefined ? '' : `-from-line-${from.line}`}`;
		const maxPartBytes = Math.min(files.maxPartBytes, mostBytes);
		return { zip: new GrowingZip({ name, start, maxPartBytes, time }), row, isAlwaysThere };
	};
	const made: Array<[FileKind, GrowingFile]> = [];
	if (operation === 'apply' || operation === 'rollBack') {
		const undo = createRollBackFile(header.names[header.keyColumn], fields, {
			delimiter,
			lineEnd,
			withAlreadyThere: files.withAlreadyThere,
		});
		made.push(['rollBack', growing('roll-back', undo, { mostBytes: MOST_ROLL_BACK_BYTES })]);
	}
	if (files.resultRows !== 'none') {
		const result = createResultFile(header.names, {
			delimiter,
			lineEnd,
			isForPeople: files.escapeResult,
			isSameDialect: file.dialect?.quote === '"' && file.isHeaderWhole,
		});
		const leftOut: readonly string[] = LEFT_OUT[files.resultRows];
		const isWanted = ({ outcome }: RowOutcome): boolean => !leftOut.includes(outcome);
		const row = (outcome: RowOutcome) => (isWanted(outcome) ? result.row(outcome) : undefined);
		made.push([
			'result',
			growing(
				'result',
				{ start: result.start, row },
				{ isAlwaysThere: files.resultRows !== 'problems' },
			),
		]);
	}
	if (operation === 'validate') {
		made.push(['changes', growing('changes', createChangesFile({ delimiter, lineEnd }))]);
	}
	if (destination.upload && (operation === 'apply' || operation === 'rollBack')) {
		const { name, rules, csv } = destination.upload;
		const upload = createUploadFile({
			header,
			fields: realFields(fields, destination),
			rules,
			csv,
			unescapeFormulas: planSettings.unescapeFormulas ?? false,
		});
		made.push(['upload', growing(name, upload)]);
	}
	return made;
}

/** A roll-back file is read as stored texts; what goes up is written as the fields' own types say. */
const realFields = (inFile: readonly BulkField[], { fields = [] }: BulkDestination): BulkField[] =>
	inFile.map(
		(field) => fields.find(({ id, name }) => (id ?? name) === (field.id ?? field.name)) ?? field,
	);
