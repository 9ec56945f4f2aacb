import { deflateSync, inflateSync } from 'node:zlib';

/** A screenshot of a canvas has few colours: with a palette of at most 256 it takes a quarter of the room. */

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MOST_COLOURS = 256;

interface Pixels {
	width: number;
	height: number;
	/** Red, green and blue of each pixel, row by row. */
	rgb: Buffer;
}

function chunksOf(png: Buffer): Array<{ type: string; data: Buffer }> {
	const chunks = [];
	for (let at = SIGNATURE.length; at < png.length; ) {
		const length = png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, at + 8);
		chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
		at += length + 12;
	}
	return chunks;
}

function paeth(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
	if (a <= b && a <= c) return left;
	return b <= c ? up : corner;
}

/** PNG specification, 9.2: what each kind of filter adds to the byte that was stored. */
const FILTERS: Array<(left: number, up: number, corner: number) => number> = [
	() => 0,
	(left) => left,
	(_, up) => up,
	(left, up) => (left + up) >> 1,
	paeth,
];

/** Reads what the browser writes: eight bits a channel, with or without transparency, not interlaced. */
export function pixelsOf(png: Buffer): Pixels {
	const chunks = chunksOf(png);
	const head = chunks[0].data;
	const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
	const [depth, kind, , , interlaced] = head.subarray(8);
	if (depth !== 8 || ![2, 6].includes(kind) || interlaced) throw new Error('Not such a picture');
	const size = kind === 6 ? 4 : 3;
	const packed = Buffer.concat(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? data : [])));
	const stored = inflateSync(packed);
	const line = width * size;
	const rgb = Buffer.alloc(width * height * 3);
	let above = Buffer.alloc(line);
	for (let y = 0; y < height; y += 1) {
		const start = y * (line + 1);
		const filter = FILTERS[stored[start]];
		const row = Buffer.from(stored.subarray(start + 1, start + 1 + line));
		for (let x = 0; x < line; x += 1) {
			const [left, corner] = x < size ? [0, 0] : [row[x - size], above[x - size]];
			row[x] += filter(left, above[x], corner);
		}
		for (let x = 0; x < width; x += 1) {
			row.copy(rgb, (y * width + x) * 3, x * size, x * size + 3);
		}
		above = row;
	}
	return { width, height, rgb };
}

interface Colour {
	count: number;
	sum: [red: number, green: number, blue: number];
}

/** The most frequent colours, like ones taken together, and which of them each pixel has. */
function paletteOf({ rgb }: Pixels): { palette: number[][]; indices: Buffer } {
	const found = new Map<number, Colour>();
	const keyAt = (at: number) =>
		((rgb[at] >> 3) << 10) | ((rgb[at + 1] >> 3) << 5) | (rgb[at + 2] >> 3);
	for (let at = 0; at < rgb.length; at += 3) {
		const key = keyAt(at);
		const colour = found.get(key) ?? { count: 0, sum: [0, 0, 0] };
		colour.count += 1;
		for (const channel of [0, 1, 2]) colour.sum[channel] += rgb[at + channel];
		found.set(key, colour);
	}
	const byCount = [...found].sort(([, a], [, b]) => b.count - a.count);
	const palette = byCount
		.slice(0, MOST_COLOURS)
		.map(([, { count, sum }]) => sum.map((value) => Math.round(value / count)));
	const indexOf = new Map(
		byCount.map(([key, { count, sum }], at) => [
			key,
			at < MOST_COLOURS
				? at
				: nearest(
						sum.map((value) => value / count),
						palette,
					),
		]),
	);
	const indices = Buffer.alloc(rgb.length / 3);
	for (let pixel = 0; pixel < indices.length; pixel += 1) {
		indices[pixel] = indexOf.get(keyAt(pixel * 3))!;
	}
	return { palette, indices };
}

function nearest(colour: number[], palette: number[][]): number {
	const distances = palette.map((one) =>
		one.reduce((sum, value, channel) => sum + (value - colour[channel]) ** 2, 0),
	);
	return distances.indexOf(Math.min(...distances));
}

const CRC = Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
	return value >>> 0;
});

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const crc = body.reduce((sum, byte) => CRC[(sum ^ byte) & 255] ^ (sum >>> 8), 0xffffffff);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length, 0);
	body.copy(framed, 4);
	framed.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
	return framed;
}

/** The same picture with a palette. */
export function smallPng(png: Buffer): Buffer {
	const pixels = pixelsOf(png);
	const { width, height } = pixels;
	const { palette, indices } = paletteOf(pixels);
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 3, 0, 0, 0], 8);
	const rows = Buffer.alloc((width + 1) * height);
	for (let y = 0; y < height; y += 1) {
		indices.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
	}
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', head),
		chunk('PLTE', Buffer.from(palette.flat())),
		chunk('IDAT', deflateSync(rows, { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
