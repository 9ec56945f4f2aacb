import type { IExecuteFunctions } from 'n8n-workflow';
import { isZip, openZip, type OpenFile, type ZipChoice } from '../shared/bulk';

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
	if (!isZip(await firstBytes(open))) return { open, size, ...(fileName && { name: fileName }) };
	const { name, size: unpacked, open: unpack } = await openZip(open, choice);
	return { open: unpack, name, size: unpacked };
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
