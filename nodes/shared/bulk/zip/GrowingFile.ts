import { ZipStream } from './ZipStream';

export interface FilePart {
	/** `name.zip`, or `name-2.zip` and so on. */
	fileName: string;
	bytes: Buffer;
	rows: number;
}

/** What rows are put into. Both kinds are archives: a CSV file alone in one, or the parts of a workbook. */
export interface FileFormat {
	ending: 'zip' | 'xlsx';
	mimeType: string;
	/** Rows of one file, without its header. */
	mostRows: number;
	/** What is in the archive up to the first row: the last of these files is the one that the rows go on. */
	before(name: string): ReadonlyArray<readonly [file: string, content: string]>;
	/** A row as its writer made it, at its place among the rows of the file, from 0. */
	placed?(row: string, at: number): string;
	/** Behind so many rows. */
	end(rows: number): string;
}

export const csvInZip = (start: string): FileFormat => ({
	ending: 'zip',
	mimeType: 'application/zip',
	mostRows: Infinity,
	before: (name) => [[`${name}.csv`, start]],
	end: () => '',
});

export interface GrowingFileSettings {
	/** Without the extension. A function is asked when a part begins. */
	name: string | (() => string);
	format: FileFormat;
	/** Compressed bytes above which a new part begins. */
	maxPartBytes: number;
	/** Rows of a part; default what the format can hold. */
	maxRows?: number;
	time: Date;
}

/** Bytes gathered before they are compressed. */
const PIECE = 131_072;
/** Of UTF-8, for one unit of a text's length. */
const MOST_BYTES = 3;

/**
 * A file that grows row by row and is held compressed, in parts: n8n takes files as buffers. Above a size, and above what its
 * format can hold, the next part begins. Each is a whole file, with its header.
 */
export class GrowingFile {
	private readonly parts: FilePart[] = [];
	private begun = 0;
	private stream: ZipStream | undefined;
	private held: Buffer[] = [];
	private piece = Buffer.alloc(0);
	/** Bytes of the piece that are written. */
	private filled = 0;
	/** Pieces that wait to be compressed; a number ends a part with so many rows. */
	private readonly waiting: Array<Uint8Array<ArrayBuffer> | number> = [];
	/** Of the part to which the next row goes. */
	private rows = 0;
	private readonly maxRows: number;

	constructor(private readonly settings: GrowingFileSettings) {
		this.maxRows = settings.maxRows ?? settings.format.mostRows;
	}

	/** Rows as the file's writer made them. */
	add(rows: string | readonly string[] | undefined): void {
		if (rows === undefined) return;
		if (typeof rows === 'string') this.addRow(rows);
		else for (const row of rows) this.addRow(row);
	}

	/**
	 * Parts that are complete and were not taken yet, so that they can be put away while the run goes on. To be called every few
	 * thousand rows: what was added is compressed by it.
	 */
	async take(): Promise<FilePart[]> {
		await this.work();
		if (await this.stream?.isAbove(this.settings.maxPartBytes)) {
			this.closePart();
			await this.work();
		}
		return this.parts.splice(0);
	}

	/** The parts that are left; one with nothing but the header if there was no row at all. */
	async finish(): Promise<FilePart[]> {
		await this.work();
		if (this.rows > 0 || this.begun === 0) this.closePart();
		await this.work();
		return this.parts.splice(0);
	}

	private addRow(row: string): void {
		if (this.rows >= this.maxRows) this.closePart();
		const { format } = this.settings;
		this.write(format.placed ? format.placed(row, this.rows) : row);
		this.rows++;
	}

	/** Each row by itself: one text of many would be widened and copied before it could be encoded, if any sign in it is not Latin. */
	private write(row: string): void {
		const room = row.length * MOST_BYTES;
		if (this.filled + room > this.piece.length) {
			this.endPiece();
			this.piece = Buffer.allocUnsafeSlow(Math.max(PIECE, room));
		}
		this.filled += this.piece.write(row, this.filled);
	}

	private closePart(): void {
		this.endPiece();
		this.waiting.push(this.rows);
		this.rows = 0;
	}

	/** What follows goes behind it, in memory that is not handed on yet. */
	private endPiece(): void {
		if (this.filled > 0) this.waiting.push(this.piece.subarray(0, this.filled));
		this.piece = this.piece.subarray(this.filled);
		this.filled = 0;
	}

	private async work(): Promise<void> {
		for (const item of this.waiting.splice(0)) {
			if (typeof item === 'number') await this.endPart(item);
			else await this.compress(item);
		}
	}

	private numbered(): string {
		const given = this.settings.name;
		const name = typeof given === 'string' ? given : given();
		return this.begun === 1 ? name : `${name}-${this.begun}`;
	}

	private async compress(content: Uint8Array<ArrayBuffer> | string): Promise<ZipStream> {
		const stream = this.stream ?? (await this.beginPart());
		stream.push(content);
		await stream.room();
		this.held.push(...stream.take());
		return stream;
	}

	private async beginPart(): Promise<ZipStream> {
		const { format, time } = this.settings;
		const stream = new ZipStream(time);
		this.stream = stream;
		this.begun++;
		for (const [name, content] of format.before(this.numbered())) {
			await stream.begin(name);
			stream.push(content);
		}
		return stream;
	}

	private async endPart(rows: number): Promise<void> {
		const { format } = this.settings;
		const stream = await this.compress(format.end(rows));
		await stream.end();
		this.held.push(...stream.take());
		const fileName = `${this.numbered()}.${format.ending}`;
		this.parts.push({ fileName, bytes: Buffer.concat(this.held), rows });
		this.stream = undefined;
		this.held = [];
	}
}
