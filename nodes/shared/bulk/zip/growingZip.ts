import { ZipStream } from './ZipStream';

export interface FilePart {
	/** `name.zip`, or `name-2.zip` and so on. */
	fileName: string;
	bytes: Buffer;
	rows: number;
}

export interface GrowingZipSettings {
	/** Without an ending. A function is asked when a part begins. */
	name: string | (() => string);
	/** Repeated in every part. */
	start: string;
	/** Compressed bytes above which a new part begins. */
	maxPartBytes: number;
	time: Date;
}

/** Text gathered before it is compressed. */
const PIECE = 131_072;

/**
 * A file that grows row by row and is held compressed, in parts: n8n takes files as buffers. Each part is a whole CSV file in
 * an archive of its own, with its header.
 */
export class GrowingZip {
	private readonly parts: FilePart[] = [];
	private begun = 0;
	private stream: ZipStream | undefined;
	private held: Buffer[] = [];
	private text = '';
	/** Texts that wait to be compressed. */
	private readonly pieces: string[] = [];
	private rows = 0;

	constructor(private readonly settings: GrowingZipSettings) {}

	add(row: string | undefined): void {
		if (row === undefined) return;
		this.text += row;
		this.rows++;
		if (this.text.length >= PIECE) this.pieces.push(this.takeText());
	}

	/**
	 * Parts that are complete and were not taken yet, so that they can be put away while the run goes on. To be called every few
	 * thousand rows: what was added is compressed by it.
	 */
	async take(): Promise<FilePart[]> {
		if (this.pieces.length > 0) await this.compress();
		if (await this.stream?.isAbove(this.settings.maxPartBytes)) await this.endPart();
		return this.parts.splice(0);
	}

	/** The parts that are left; one with nothing but the header if there was no row at all. */
	async finish(): Promise<FilePart[]> {
		if (this.stream || this.rows > 0 || this.begun === 0) await this.endPart();
		return this.parts.splice(0);
	}

	private takeText(): string {
		const { text } = this;
		this.text = '';
		return text;
	}

	private numbered(): string {
		const given = this.settings.name;
		const name = typeof given === 'string' ? given : given();
		return this.begun === 1 ? name : `${name}-${this.begun}`;
	}

	private async compress(): Promise<ZipStream> {
		const stream = this.stream ?? (await this.beginPart());
		for (const piece of this.pieces.splice(0)) stream.push(piece);
		await stream.room();
		this.held.push(...stream.take());
		return stream;
	}

	private async beginPart(): Promise<ZipStream> {
		const { start, time } = this.settings;
		this.begun++;
		const stream = new ZipStream(time);
		await stream.begin(`${this.numbered()}.csv`);
		stream.push(start);
		this.stream = stream;
		return stream;
	}

	private async endPart(): Promise<void> {
		this.pieces.push(this.takeText());
		const stream = await this.compress();
		await stream.end();
		this.held.push(...stream.take());
		const fileName = `${this.numbered()}.zip`;
		this.parts.push({ fileName, bytes: Buffer.concat(this.held), rows: this.rows });
		this.stream = undefined;
		this.held = [];
		this.rows = 0;
	}
}
