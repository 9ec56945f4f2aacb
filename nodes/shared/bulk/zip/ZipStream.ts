import { Zip, type ZipInputFile } from '../../vendor/fflate';

const EARLIEST = new Date(1980, 0, 1);
/** Bytes that may wait to be compressed. */
const MOST_WAITING = 4_000_000;

/** Of gzip, after RFC 1952: what stands in front of the compressed data, and behind it the checksum and the size. */
const GZIP_HEAD = 10;
const GZIP_TAIL = 8;

/**
 * One file of an archive. The platform compresses it, on a thread of its own: the run goes on meanwhile, in less time than it
 * takes in JavaScript, and into less. It is asked for gzip, which is the same data with the checksum that an archive needs too.
 */
class DeflatedFile implements ZipInputFile {
	/** Deflate, after APPNOTE.TXT 4.4.5. */
	readonly compression = 8;
	crc = 0;
	size = 0;
	/** The archive puts its own here, before anything is written. */
	ondata: NonNullable<ZipInputFile['ondata']> = () => undefined;
	/** Bytes that wait to be compressed. */
	waiting = 0;
	private readonly writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
	private readonly reading: Promise<void>;
	private lastWrite: Promise<void> = Promise.resolve();

	constructor(
		readonly filename: string,
		readonly mtime: Date,
	) {
		const { readable, writable } = new CompressionStream('gzip');
		this.writer = writable.getWriter();
		this.reading = this.handOn(readable);
		// Waited for at the end; until then nobody looks at it.
		this.reading.catch(() => undefined);
	}

	private async handOn(compressed: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
		let toSkip = GZIP_HEAD;
		let held = new Uint8Array(0);
		for await (const bytes of compressed) {
			const all = joined(held, bytes);
			const skipped = Math.min(toSkip, all.length);
			toSkip -= skipped;
			const end = Math.max(skipped, all.length - GZIP_TAIL);
			if (end > skipped) this.ondata(null, all.subarray(skipped, end), false);
			held = all.subarray(end);
		}
		this.crc = Buffer.from(held).readUInt32LE(0);
		this.ondata(null, new Uint8Array(0), true);
	}

	push(bytes: Uint8Array<ArrayBuffer>): void {
		if (bytes.length === 0) return;
		this.size += bytes.length;
		this.waiting += bytes.length;
		this.lastWrite = this.writer.write(bytes).then(() => {
			this.waiting -= bytes.length;
		});
		this.lastWrite.catch(() => undefined);
	}

	/** Waits until no more than so many bytes wait. */
	async room(mostWaiting: number): Promise<void> {
		if (this.waiting > mostWaiting) await this.lastWrite;
	}

	async end(): Promise<void> {
		await this.writer.close();
		await this.reading;
	}
}

/**
 * In memory of its own: `Buffer.concat` takes what is small from a pool, and each piece that is kept would keep 64 KiB, five times
 * as much as there is in it.
 */
function joined(
	held: Uint8Array<ArrayBuffer>,
	bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(held.length + bytes.length);
	all.set(held);
	all.set(bytes, held.length);
	return all;
}

/** Compresses as text arrives; only what is compressed is held, until it is taken. */
export class ZipStream {
	private ready: Buffer[] = [];
	private readonly zip: Zip;
	private file: DeflatedFile | undefined;
	/** Bytes made so far. */
	private size = 0;

	private readonly time: Date;

	/** `time` is that of the files inside; archives know none before 1980. */
	constructor(time: Date) {
		this.time = time.getFullYear() >= 1980 && time.getFullYear() < 2100 ? time : EARLIEST;
		this.zip = new Zip((_error, bytes) => {
			if (!bytes) return;
			this.size += bytes.length;
			this.ready.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
		});
	}

	/** What follows belongs to a file of this name. */
	async begin(name: string): Promise<void> {
		await this.endFile();
		this.file = new DeflatedFile(name, this.time);
		this.zip.add(this.file);
	}

	/** Bytes are not copied: they stay as they are until they are compressed. */
	push(content: Uint8Array<ArrayBuffer> | string): void {
		this.file?.push(typeof content === 'string' ? Buffer.from(content) : content);
	}

	/** Waits, if more was pushed than should be held. */
	async room(mostWaiting = MOST_WAITING): Promise<void> {
		await this.file?.room(mostWaiting);
	}

	/** Whether so many bytes are made, once all is compressed that was pushed. */
	async isAbove(size: number): Promise<boolean> {
		if (this.size + (this.file?.waiting ?? 0) < size) return false;
		await this.room(0);
		return this.size >= size;
	}

	async end(): Promise<void> {
		await this.endFile();
		this.zip.end();
	}

	/** What was compressed since the last time. */
	take(): Buffer[] {
		const taken = this.ready;
		this.ready = [];
		return taken;
	}

	private async endFile(): Promise<void> {
		await this.file?.end();
		this.file = undefined;
	}
}
