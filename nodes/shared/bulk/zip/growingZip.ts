import { ZipStream } from './writeZip';

export interface FilePart {
	/** `name.zip`, or `name-2.zip` and so on. */
	fileName: string;
	bytes: Buffer;
	rows: number;
}

export interface GrowingZipSettings {
	/** Without an ending. */
	name: string;
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
	private parts: FilePart[] = [];
	private begun = 0;
	private stream: ZipStream | undefined;
	private held: Buffer[] = [];
	private text = '';
	private rows = 0;

	constructor(private readonly settings: GrowingZipSettings) {}

	add(row: string | undefined): void {
		if (row === undefined) return;
		if (!this.stream) this.beginPart();
		this.text += row;
		this.rows++;
		if (this.text.length < PIECE) return;
		this.compress();
		if ((this.stream?.size ?? 0) >= this.settings.maxPartBytes) this.endPart();
	}

	/** Parts that are complete and were not taken yet, so that they can be put away while the run goes on. */
	take(): FilePart[] {
		const taken = this.parts;
		this.parts = [];
		return taken;
	}

	/** The parts that are left; one with nothing but the header if there was no row at all. */
	finish(): FilePart[] {
		if (this.begun === 0) this.beginPart();
		if (this.stream) this.endPart();
		return this.take();
	}

	private beginPart(): void {
		const { name, start, time } = this.settings;
		this.begun++;
		this.stream = new ZipStream(time);
		this.stream.begin(`${this.numbered(name)}.csv`);
		this.text = start;
	}

	private numbered(name: string): string {
		return this.begun === 1 ? name : `${name}-${this.begun}`;
	}

	private compress(): void {
		this.stream?.push(this.text);
		this.text = '';
		this.held.push(...(this.stream?.take() ?? []));
	}

	private endPart(): void {
		this.compress();
		this.stream?.end();
		this.held.push(...(this.stream?.take() ?? []));
		const fileName = `${this.numbered(this.settings.name)}.zip`;
		this.parts.push({ fileName, bytes: Buffer.concat(this.held), rows: this.rows });
		this.stream = undefined;
		this.held = [];
		this.rows = 0;
	}
}
