import type { FilePart } from '../../zip/growingZip';
import { ZipStream } from '../../zip/ZipStream';
import { FILLED_SHEET, packageParts, type WorkbookFacts } from './packageParts';
import { MOST_ROWS_OF_SHEET, ROW_NUMBER, type SheetWriter } from './sheetWriter';

export interface GrowingWorkbookSettings {
	/** Without an ending. A function is asked when a part begins. */
	name: string | (() => string);
	sheet: Pick<SheetWriter, 'start' | 'end'>;
	facts: WorkbookFacts;
	/** Compressed bytes above which a new part begins. */
	maxPartBytes: number;
	/** Rows of a part, without the header; default what a sheet can hold. */
	maxRows?: number;
	time: Date;
}

/** Text gathered before it is compressed. */
const PIECE = 131_072;

/**
 * A workbook that grows row by row and is held compressed, in parts: above what a sheet can hold, and above a size, the next one
 * begins. Each part is a whole workbook, with its header.
 */
export class GrowingWorkbook {
	private readonly parts: FilePart[] = [];
	private begun = 0;
	private stream: ZipStream | undefined;
	private held: Buffer[] = [];
	private text = '';
	/** Texts that wait to be compressed; a number ends a part with so many rows. */
	private readonly waiting: Array<string | number> = [];
	/** Of the part to which the next row goes. */
	private rows = 0;

	constructor(private readonly settings: GrowingWorkbookSettings) {}

	/** A row as the sheet's writer made it. */
	add(row: string | undefined): void {
		if (row === undefined) return;
		if (this.rows >= (this.settings.maxRows ?? MOST_ROWS_OF_SHEET)) this.closePart();
		this.rows++;
		this.text += row.replaceAll(ROW_NUMBER, String(this.rows + 1));
		if (this.text.length >= PIECE) this.waiting.push(this.takeText());
	}

	/**
	 * Parts that are complete and were not taken yet. To be called every few thousand rows: what was added is compressed by it.
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

	private closePart(): void {
		this.waiting.push(this.takeText(), this.rows);
		this.rows = 0;
	}

	private takeText(): string {
		const { text } = this;
		this.text = '';
		return text;
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

	private async compress(text: string): Promise<ZipStream> {
		const stream = this.stream ?? (await this.beginPart());
		stream.push(text);
		await stream.room();
		this.held.push(...stream.take());
		return stream;
	}

	private async beginPart(): Promise<ZipStream> {
		const stream = new ZipStream(this.settings.time);
		this.stream = stream;
		this.begun++;
		for (const [name, xml] of packageParts(this.settings.facts)) {
			await stream.begin(name);
			stream.push(xml);
		}
		await stream.begin(FILLED_SHEET);
		stream.push(this.settings.sheet.start);
		return stream;
	}

	private async endPart(rows: number): Promise<void> {
		const stream = await this.compress(this.settings.sheet.end(rows));
		await stream.end();
		this.held.push(...stream.take());
		const fileName = `${this.numbered()}.xlsx`;
		this.parts.push({ fileName, bytes: Buffer.concat(this.held), rows });
		this.stream = undefined;
		this.held = [];
	}
}
