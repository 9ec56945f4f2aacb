import {
	csvIn,
	isZip,
	openArchive,
	openCsv,
	openXlsx,
	recogniseArchive,
	refuseCompoundFile,
	type Archive,
	type CsvSettings,
	type Dialect,
	type OpenFile,
	type RowFile,
	type SingleByte,
	type ZipChoice,
} from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';

export interface InputFile {
	open: OpenFile;
	/** Of the .csv or workbook; as far as it is known. */
	name?: string;
	/** Bytes, unpacked. */
	size?: number;
	/** The file is an Excel workbook. */
	workbook?: Archive;
}

/** How the rows of a file are found: in a text, or in a sheet of a workbook. */
export interface RowSettings {
	csv: CsvSettings;
	/** Empty: the first one. */
	sheet: string;
}

/** A file of rows; of a text also how it is written down, of a workbook the size of its sheet. */
export interface OpenedFile extends RowFile {
	dialect?: Dialect;
	guessedEncoding?: SingleByte;
	size?: number;
}

/** What a file is by its bytes: a text, the text in an archive, or a workbook. All else is refused with what to do. */
export async function recogniseFile(
	given: Pick<InputFile, 'open' | 'name' | 'size'>,
	choice: ZipChoice = {},
): Promise<InputFile> {
	const first = await firstBytes(given.open);
	if (isGzip(first)) throw packedOtherwise();
	refuseCompoundFile(first);
	if (!isZip(first)) return given;
	const archive = await openArchive(given.open, choice);
	if (recogniseArchive(archive.entries) === 'workbook') return { ...given, workbook: archive };
	return csvIn(archive, choice);
}

/** Opens the file for its rows. */
export async function openRows(
	{ open, workbook }: InputFile,
	{ csv, sheet }: RowSettings,
): Promise<OpenedFile> {
	if (!workbook) return await openCsv(open, csv);
	return await openXlsx(workbook, { ...(sheet.trim() !== '' && { sheet: sheet.trim() }) });
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const packedOtherwise = (): ConnectorError =>
	new ConnectorError('input', 'The file is packed with gzip, which is not supported', {
		hint: 'Unpack it first, or pack the .csv as .zip.',
	});

async function firstBytes(open: OpenFile): Promise<Uint8Array> {
	for await (const chunk of await open()) {
		if (chunk.length > 0) return Buffer.from(chunk as Uint8Array);
	}
	return new Uint8Array(0);
}
