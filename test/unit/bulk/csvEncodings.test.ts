import { openCsv } from '../../../nodes/shared/bulk';
import {
	byteLength,
	byteOrderMark,
	detectEncoding,
	StrictDecoder,
	type Encoding,
} from '../../../nodes/shared/bulk/csv/encoding';
import { cut, pieces, rowsOf } from './sources';

const TEXT = 'Key,[old] Name,[new] Name\r\n1,René,Žofie 😀\r\n2,plain,words\r\n';
const little = (text: string): Buffer => Buffer.from(text, 'utf16le');
const big = (text: string): Buffer => little(text).swap16();

describe('S21 in which encoding a file is', () => {
	it.each<[string, Buffer, Encoding, boolean]>([
		['UTF-8', Buffer.from(TEXT), 'utf-8', false],
		['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8', true],
		['UTF-16LE', little(TEXT), 'utf-16le', false],
		['UTF-16LE with a mark', little(`\ufeff${TEXT}`), 'utf-16le', true],
		['UTF-16BE', big(TEXT), 'utf-16be', false],
		['UTF-16BE with a mark', big(`\ufeff${TEXT}`), 'utf-16be', true],
	])('S21 %s, whatever the pieces', async (_what, bytes, encoding, hasMark) => {
		for (const size of [1, 2, 3, 5, 1_000]) {
			const file = await openCsv(pieces(...cut(bytes, size)));
			expect(file.dialect).toMatchObject({ encoding, hasMark, delimiter: ',' });
			const rows = await rowsOf(file.rows());
			expect([file.header[0], ...rows.map(({ cells }) => cells[2])]).toEqual([
				'Key',
				'Žofie 😀',
				'words',
			]);
			expect(rows.map(({ next }) => next)).toEqual([
				{ byte: bytes.length - byteLength('2,plain,words\r\n', encoding), line: 3 },
				{ byte: bytes.length, line: 4 },
			]);
			const rest = await rowsOf(file.rows({ from: rows[0].next }));
			expect(rest.map(({ cells }) => cells[0])).toEqual(['2']);
		}
	});

	it.each<[string, Buffer, Encoding]>([
		['a zero here and there is no UTF-16', Buffer.from(`${TEXT}\0\0`), 'utf-8'],
		['zeros at both places are none either', Buffer.from('a\0\0b\0\0c\0\0'), 'utf-8'],
		['four and one are none', Buffer.from('\0a\0a\0a\0\0'), 'utf-8'],
		['one and four are none', Buffer.from('a\0a\0a\0\0\0'), 'utf-8'],
		['a letter cut in two at the end is UTF-8', Buffer.from('Ren\u00e9').subarray(0, -1), 'utf-8'],
		['so is a sign of four bytes', Buffer.from('a😀').subarray(0, -1), 'utf-8'],
		['or of three', Buffer.from('a€').subarray(0, -2), 'utf-8'],
		['a letter of one byte is not', Buffer.from('Ren\u00e9 x', 'latin1'), 'windows-1252'],
		['nothing is', Buffer.alloc(0), 'utf-8'],
	])('S21 %s', (_what, bytes, encoding) => {
		expect(detectEncoding(bytes)).toMatchObject({ encoding, markBytes: 0 });
	});

	it.each<[string, number[], Encoding | undefined, number | undefined]>([
		['of UTF-8', [0xef, 0xbb, 0xbf], 'utf-8', 3],
		['of UTF-16LE', [0xff, 0xfe], 'utf-16le', 2],
		['of UTF-16BE', [0xfe, 0xff], 'utf-16be', 2],
		['half of one', [0xef, 0xbb], undefined, undefined],
	])('S21 the mark %s', (_what, bytes, encoding, markBytes) => {
		const mark = byteOrderMark(Uint8Array.from(bytes));
		expect([mark?.encoding, mark?.markBytes]).toEqual([encoding, markBytes]);
	});

	it.each<[Encoding, string, number]>([
		['utf-8', 'é😀', 6],
		['utf-16le', 'é😀', 6],
		['utf-16be', 'aé', 4],
		['windows-1250', 'aé', 2],
		['latin1', 'aé', 2],
	])('S21 in %s, %s takes %i bytes', (encoding, text, size) => {
		expect(byteLength(text, encoding)).toBe(size);
	});

	it.each<[Encoding, number[], string, boolean]>([
		['utf-8', [0x61, 0xc3, 0xa9, 0x62], 'aéb', false],
		['utf-8', [0x61, 0xc3, 0x62], 'a', true],
		['utf-8', [0x61, 0xf0, 0x9f, 0x98, 0x80], 'a😀', false],
		['utf-8', [0x61, 0xf0, 0x9f, 0x98], 'a', true],
		['utf-16le', [0x61, 0, 0x3d, 0xd8, 0, 0xde], 'a😀', false],
		['utf-16le', [0x61, 0, 0x3d, 0xd8, 0x62, 0], 'a', true],
		['utf-16be', [0, 0x61, 0xd8, 0x3d, 0xde, 0], 'a😀', false],
		['utf-16be', [0, 0x61, 0], 'a', true],
		['windows-1252', [0x61, 0x80, 0x9f, 0xff], 'a€Ÿÿ', false],
		['windows-1252', [0x61, 0x81, 0x62], 'a', true],
		['windows-1250', [0x61, 0x9e, 0x9a], 'ažš', false],
		['windows-1250', [0x61, 0x81, 0x62], 'a', true],
		['iso-8859-2', [0x61, 0xbe, 0x85], 'až', true],
		['ibm852', [0x61, 0x80, 0xff], 'aÇ\u00a0', false],
		['latin1', [0x61, 0x81, 0xff], 'a\u0081ÿ', false],
	])(
		'S21 in %s the bytes %j are %j, and broken off: %s, whatever the pieces',
		(encoding, bytes, text, isInvalid) => {
			for (let size = 1; size <= bytes.length; size++) {
				const decoder = new StrictDecoder(encoding);
				let [read, isBroken] = ['', false];
				for (const [at, piece] of [
					...cut(Uint8Array.from(bytes), size),
					new Uint8Array(0),
				].entries()) {
					if (isBroken) break;
					const step = decoder.push(piece, at * size >= bytes.length);
					read += step.text;
					isBroken = step.isInvalid;
					if (!isBroken) expect(step.size).toBe(byteLength(step.text, encoding));
					else expect(step.size).toBeUndefined();
				}
				expect([read, isBroken]).toEqual([text, isInvalid]);
			}
		},
	);
});
