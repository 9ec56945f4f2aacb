import type { IExecuteFunctions } from 'n8n-workflow';
import { isZip, openZip, type OpenFile, type ZipChoice } from '../shared/bulk';
import { ConnectorError } from '../shared/http/ConnectorError';

export interface InputFile {
	open: OpenFile;
	/** Of the .csv; as far as it is known. */
	name?: string;
	/** Bytes, unpacked. */
	size?: number;
}

const CHUNK = 131_072;

/** The .csv of an item, on its own or within a .zip; read as a stream each time it is opened. */
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
	if (!isZip(first)) return { open, size, ...(fileName && { name: plainName(fileName) }) };
	const { name, size: unpacked, open: unpack } = await openZip(open, choice);
	return { open: unpack, name: plainName(name), size: unpacked };
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
