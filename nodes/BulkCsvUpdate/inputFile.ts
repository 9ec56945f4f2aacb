import type { IExecuteFunctions } from 'n8n-workflow';
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

const CHUNK = 131_072;

/** The .csv of an item, on its own or within a .zip, or its workbook; read as a stream each time it is opened. */
export async function openInput(
	context: IExecuteFunctions,
	itemIndex: number,
	choice: ZipChoice,
): Promise<InputFile> {
	const field = String(context.getNodeParameter('inputDataFieldName', itemIndex, 'data')).trim();
	const { helpers } = context;
	const { id, data, fileName } = helpers.assertBinaryData(itemIndex, field);
	const open: OpenFile = id
		? async () => await helpers.getBinaryStream(id, CHUNK)
		: wholeFile(Buffer.from(data, 'base64'));
	const size = id
		? (await helpers.getBinaryMetadata(id)).fileSize
		: Buffer.byteLength(data, 'base64');
	const first = await firstBytes(open);
	if (isGzip(first)) throw packedOtherwise();
	refuseCompoundFile(first);
	const asItIs = { open, size, ...(fileName && { name: plainName(fileName) }) };
	if (!isZip(first)) return asItIs;
	const archive = await openArchive(open, choice);
	if (recogniseArchive(archive.entries) === 'workbook') return { ...asItIs, workbook: archive };
	const { name, size: unpacked, open: unpack } = csvIn(archive, choice);
	return { open: unpack, name: plainName(name), size: unpacked };
}

/** A file of rows; of a text also how it is written down, of a workbook the size of its sheet. */
export interface OpenedFile extends RowFile {
	dialect?: Dialect;
	guessedEncoding?: SingleByte;
	size?: number;
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
	new ConnectorError('input', 'The file is packed with gzip, which is not read here', {
		hint: 'Unpack it first, or pack the .csv as .zip.',
	});

const LONGEST_NAME = 150;

/**
 * A name without its folders and without signs that file systems or readers stumble over: it comes from outside, goes on as
 * `fileName`, and is what the names of the node's own files begin with.
 */
function plainName(written: string): string {
	const base = written.slice(Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1);
	const name = base
		.slice(-LONGEST_NAME)
		.replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, '_')
		.trim();
	return /^\.*$/.test(name) ? 'file' : name;
}

/** What n8n keeps in memory. */
const wholeFile =
	(bytes: Buffer): OpenFile =>
	() =>
		(async function* () {
			yield bytes;
		})();

async function firstBytes(open: OpenFile): Promise<Uint8Array> {
	for await (const chunk of await open()) {
		if (chunk.length > 0) return Buffer.from(chunk as Uint8Array);
	}
	return new Uint8Array(0);
}
