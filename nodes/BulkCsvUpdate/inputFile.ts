import type { IExecuteFunctions } from 'n8n-workflow';
import type { OpenFile, ZipChoice } from '../shared/bulk';
import { recogniseFile, type InputFile } from './openFile';

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
	const file = await recogniseFile({ open, size, ...(fileName && { name: fileName }) }, choice);
	return { ...file, ...(file.name !== undefined && { name: plainName(file.name) }) };
}

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
