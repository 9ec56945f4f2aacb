import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';
import {
	createChangesFile,
	createResultFile,
	createRollBackFile,
	createUploadFile,
	GrowingZip,
	type BulkField,
	type CsvFile,
	type FilePart,
	type FilePlan,
	type ParsedHeader,
	type RowOutcome,
} from '../shared/bulk';
import type { FileSettings } from './settings';
import type { BulkPlace } from './targets/BulkProvider';

export interface OutputFilesOptions {
	file: CsvFile;
	header: ParsedHeader;
	plan: FilePlan;
	place: BulkPlace;
	settings: FileSettings;
	/** Of the input, without its ending: what the names of the files begin with. */
	baseName: string;
	/** Where an earlier run ended; undefined at the beginning of the file. */
	fromLine?: number;
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
export type FileKind = 'result' | 'changes' | 'rollBack' | 'upload';

/**
 * The files that a run makes, growing with it row by row and held compressed. A part that is complete goes to n8n's store at
 * once, so that no more than one part of each kind is held.
 */
export class OutputFiles {
	private readonly files: Array<[FileKind, GrowingFile]>;
	private readonly stored: IBinaryKeyData = {};

	constructor(
		private readonly context: IExecuteFunctions,
		options: OutputFilesOptions,
	) {
		this.files = filesOf(options);
	}

	async add(rows: readonly RowOutcome[]): Promise<void> {
		for (const [kind, { zip, row }] of this.files) {
			for (const outcome of rows) zip.add(row(outcome));
			await this.store(kind, await zip.take());
		}
	}

	async finish(): Promise<IBinaryKeyData> {
		for (const [kind, { zip, isAlwaysThere }] of this.files) {
			const parts = await zip.finish();
			const isEmpty = parts.every(({ rows }) => rows === 0);
			if (isAlwaysThere || !isEmpty) await this.store(kind, parts);
		}
		return this.stored;
	}

	private async store(kind: FileKind, parts: FilePart[]): Promise<void> {
		for (const { fileName, bytes } of parts) {
			const binary = await this.context.helpers.prepareBinaryData(
				bytes,
				fileName,
				'application/zip',
			);
			putUnder(this.stored, kind, binary);
		}
	}
}

/** `result`, and then `result_2` and so on. */
export function putUnder(binaries: IBinaryKeyData, kind: string, binary: IBinaryData): void {
	let name = kind;
	for (let number = 2; name in binaries; number++) name = `${kind}_${number}`;
	binaries[name] = binary;
}

function filesOf(options: OutputFilesOptions): Array<[FileKind, GrowingFile]> {
	const { file, header, plan, place, settings, baseName, fromLine, time } = options;
	const { operation, files, plan: planSettings } = settings;
	const { delimiter, lineEnd } = file.dialect;
	const fields = plan.fields.map(({ field }) => field);
	const growing = (
		kind: string,
		{ start, row }: { start: string; row(outcome: RowOutcome): string | undefined },
		isAlwaysThere = false,
	): GrowingFile => {
		const from = fromLine === undefined ? '' : `-from-line-${fromLine}`;
		const name = `${baseName}-${kind}${from}`;
		return {
			zip: new GrowingZip({ name, start, maxPartBytes: files.maxPartBytes, time }),
			row,
			isAlwaysThere,
		};
	};
	const made: Array<[FileKind, GrowingFile]> = [];
	if (files.resultRows !== 'none') {
		const result = createResultFile(header.names, {
			delimiter,
			lineEnd,
			isForPeople: files.guardResult,
			isSameDialect: file.dialect.quote === '"' && file.isHeaderWhole,
		});
		const leftOut: readonly string[] = LEFT_OUT[files.resultRows];
		const isWanted = ({ outcome }: RowOutcome): boolean => !leftOut.includes(outcome);
		const row = (outcome: RowOutcome) => (isWanted(outcome) ? result.row(outcome) : undefined);
		made.push([
			'result',
			growing('result', { start: result.start, row }, files.resultRows !== 'problems'),
		]);
	}
	if (operation === 'validate') {
		made.push(['changes', growing('changes', createChangesFile({ delimiter, lineEnd }))]);
	}
	if (operation === 'apply' || operation === 'rollBack') {
		const undo = createRollBackFile(header.names[header.keyColumn], fields, {
			delimiter,
			lineEnd,
			withAlreadyThere: files.withAlreadyThere,
		});
		made.push(['rollBack', growing('roll-back', undo)]);
		if (place.upload) {
			const { name, rules, csv } = place.upload;
			const upload = createUploadFile({
				header,
				fields: realFields(fields, place),
				rules,
				csv,
				removeGuards: planSettings.removeGuards ?? false,
			});
			made.push(['upload', growing(name, upload)]);
		}
	}
	return made;
}

/** A roll-back file is read as stored texts; what goes up is written as the fields' own types say. */
const realFields = (inFile: readonly BulkField[], { fields = [] }: BulkPlace): BulkField[] =>
	inFile.map(
		(field) => fields.find(({ id, name }) => (id ?? name) === (field.id ?? field.name)) ?? field,
	);
