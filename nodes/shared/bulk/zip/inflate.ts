import { settle } from '../../http/settle';

/** Of gzip, after RFC 1952: deflated data, no name, no time, no system. */
const GZIP_HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** What the platform says of data that it could unpack, but that is not what it should be. */
const OTHER_DATA = /incorrect (?:data|length) check/;

/** `damaged`: the bytes make no sense; `otherData`: checksum or size is another. */
export type InflateFailure = 'damaged' | 'otherData';

/**
 * Unpacks deflated data as it arrives. The platform does it, on a thread of its own: in a fifth of the time that it takes in
 * JavaScript. It is given the data as gzip, which is the same with checksum and size behind it, so it looks at both as well.
 *
 * Rejects with what reading the packed bytes rejects with, else with what `refusal` makes of the failure.
 */
export async function* inflate(
	packed: AsyncIterable<Uint8Array>,
	expected: { crc: number; size: number },
	refusal: (failure: InflateFailure) => Error,
): AsyncGenerator<Uint8Array> {
	const { readable, writable } = new DecompressionStream('gzip');
	const reader = readable.getReader();
	const feeding = settle(feed(packed, expected, writable.getWriter()));
	const next = async () => await settle(reader.read());
	try {
		let step = await next();
		for (; step.ok && !step.value.done; step = await next()) yield step.value.value;
		if (step.ok) return;
		const fed = await feeding;
		if (fed.ok && fed.value !== undefined) throw fed.value.error;
		throw refusal(OTHER_DATA.test(wordsOf(step.error)) ? 'otherData' : 'damaged');
	} finally {
		// Where nobody reads on, the other side ends too.
		await settle(reader.cancel());
		await feeding;
	}
}

/** Gives what went wrong while the packed bytes were read; rejects where they cannot be unpacked, which the reader is told too. */
async function feed(
	packed: AsyncIterable<Uint8Array>,
	{ crc, size }: { crc: number; size: number },
	writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
): Promise<{ error: unknown } | undefined> {
	const source = packed[Symbol.asyncIterator]();
	try {
		await writer.write(GZIP_HEAD);
		let step = await settle(source.next());
		for (; step.ok && !step.value.done; step = await settle(source.next())) {
			await writer.ready;
			await writer.write(new Uint8Array(step.value.value));
		}
		if (!step.ok) {
			const { error } = step;
			await settle(writer.abort(error));
			return { error };
		}
		const tail = Buffer.alloc(8);
		tail.writeUInt32LE(crc, 0);
		tail.writeUInt32LE(size % 2 ** 32, 4);
		await writer.write(new Uint8Array(tail));
		await writer.close();
		return undefined;
	} finally {
		await source.return?.();
	}
}

/** Newer platforms put the words into the cause. */
function wordsOf(error: unknown): string {
	const { message = '', cause } = (error ?? {}) as { message?: unknown; cause?: unknown };
	return `${String(message)} ${cause === undefined ? '' : wordsOf(cause)}`;
}
