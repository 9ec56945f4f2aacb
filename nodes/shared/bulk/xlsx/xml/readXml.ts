import { byteOrderMark, StrictDecoder, type Encoding } from '../../csv/encoding';
import { brokenXml } from './brokenXml';
import { XmlScanner, type XmlHandler } from './XmlScanner';

/** Bytes looked at for the encoding: the declaration stands in front of all else. */
const HEAD = 200;

/**
 * Tells a handler all of a part of a workbook, and gives after each chunk how many bytes were read, so that what the handler
 * gathered can be taken. XML of workbooks is UTF-8, or UTF-16 where a mark or the zeros in its first signs say so.
 */
export async function* readXml(
	chunks: AsyncIterable<Uint8Array | string>,
	handler: XmlHandler,
): AsyncGenerator<number> {
	const scanner = new XmlScanner(handler);
	let decoder: StrictDecoder | undefined;
	let head: Uint8Array = new Uint8Array(0);
	let bytesRead = 0;
	const decode = (bytes: Uint8Array, isLast: boolean): void => {
		let toRead = bytes;
		if (decoder === undefined) {
			const { encoding, markBytes } = encodingOf(bytes);
			decoder = new StrictDecoder(encoding);
			toRead = bytes.subarray(markBytes);
		}
		const { text, isInvalid } = decoder.push(toRead, isLast);
		if (isInvalid) throw brokenXml('it holds bytes that are no text');
		if (text !== '') scanner.push(text);
	};
	for await (const chunk of chunks) {
		let bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
		bytesRead += bytes.length;
		if (decoder === undefined) {
			bytes = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
			if (bytes.length < HEAD) {
				head = bytes;
				continue;
			}
		}
		decode(bytes, false);
		yield bytesRead;
	}
	decode(decoder === undefined ? head : new Uint8Array(0), true);
	scanner.end();
	yield bytesRead;
}

/** For the small parts, of which all is needed at once. */
export async function readWhole(
	chunks: AsyncIterable<Uint8Array | string>,
	handler: XmlHandler,
): Promise<void> {
	const reading = readXml(chunks, handler);
	while (!(await reading.next()).done) continue;
}

function encodingOf(head: Uint8Array): { encoding: Encoding; markBytes: number } {
	const marked = byteOrderMark(head);
	if (marked) return marked;
	if (head[0] === 0x3c && head[1] === 0) return { encoding: 'utf-16le', markBytes: 0 };
	if (head[0] === 0 && head[1] === 0x3c) return { encoding: 'utf-16be', markBytes: 0 };
	const start = Buffer.from(head.subarray(0, HEAD)).toString('latin1');
	const declared = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']/i.exec(start)?.[1];
	if (declared !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(declared))
		throw brokenXml('it is in an encoding that no spreadsheet program writes');
	return { encoding: 'utf-8', markBytes: 0 };
}
