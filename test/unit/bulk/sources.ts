import type { OpenFile } from '../../../nodes/shared/bulk';
import type { FileRow } from '../../../nodes/shared/bulk/rows';

/** A file that arrives in the pieces given. */
export const pieces = (...chunks: Array<Uint8Array | string>): OpenFile =>
	async function* () {
		yield* chunks;
	};

/** Cut into pieces of a size. */
export function cut(bytes: Uint8Array, size: number): Uint8Array[] {
	const chunks: Uint8Array[] = [];
	for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
	return chunks;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const item of items) all.push(item);
	return all;
}

export const joined = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> =>
	Buffer.concat(await collect(chunks));

export const rowsOf = async <Row extends FileRow>(blocks: AsyncIterable<Row[]>): Promise<Row[]> =>
	(await collect(blocks)).flat();
