import { Zip, ZipDeflate } from '../../vendor/fflate';

/** 1 is twice as fast as 6 and a quarter larger. */
const LEVEL = 1;
/** Tables of 128 KiB instead of 2 MiB; at this level they are hardly used. */
const MEMORY = 4;
const EARLIEST = new Date(1980, 0, 1);

/** Compresses as text arrives; only what is compressed is held, until it is taken. */
export class ZipStream {
	private ready: Buffer[] = [];
	private readonly zip: Zip;
	private entry: ZipDeflate | undefined;
	/** Bytes made so far. */
	size = 0;

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
	begin(name: string): void {
		this.endEntry();
		this.entry = new ZipDeflate(name, { level: LEVEL, mem: MEMORY });
		this.entry.mtime = this.time;
		this.zip.add(this.entry);
	}

	push(content: Uint8Array | string): void {
		const bytes = typeof content === 'string' ? Buffer.from(content) : content;
		if (bytes.length > 0) this.entry?.push(bytes, false);
	}

	end(): void {
		this.endEntry();
		this.zip.end();
	}

	/** What was compressed since the last time. */
	take(): Buffer[] {
		const taken = this.ready;
		this.ready = [];
		return taken;
	}

	private endEntry(): void {
		this.entry?.push(new Uint8Array(0), true);
		this.entry = undefined;
	}
}

export interface FileToZip {
	name: string;
	content: AsyncIterable<Uint8Array | string>;
}

/** An archive as a stream. */
export async function* writeZip(files: Iterable<FileToZip>, time: Date): AsyncGenerator<Buffer> {
	const stream = new ZipStream(time);
	for (const { name, content } of files) {
		stream.begin(name);
		for await (const piece of content) {
			stream.push(piece);
			yield* stream.take();
		}
	}
	stream.end();
	yield* stream.take();
}
