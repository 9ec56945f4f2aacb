import fc from 'fast-check';
import { guid } from './columnsOf';

const HOSTILE = [
	"o'brien",
	"''",
	"' or 1 eq 1 or '",
	"x') or contains(fullname,'",
	'%27 or 1 eq 1',
	'%2527',
	'"],PropertyValues=["x',
	'\\"',
	"\\'",
	'$filter=1 eq 1&$top=1',
	'a&b=c#d?e/f:g;h,i',
	'null',
	'true',
	'2026-01-31',
	guid(1),
	'(((',
	')))',
	'\u0000\u0007\u001f',
	'\r\n--batch_1',
	'\u200b\u202e\ufeff',
	'é😀ß\ud83d',
	' % + %',
	'<script>&amp;</script>',
	'\u2019\uff07\u02bc',
];

const part = fc.oneof(
	fc.constantFrom(...HOSTILE),
	fc.string({ unit: 'binary', maxLength: 12 }),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
);
/** A text that would break out of what it is put into, if anything did. */
export const hostileText = fc
	.array(part, { minLength: 1, maxLength: 3 })
	.map((parts) => parts.join(''));

/** Signs outside of texts that a server decodes before it reads, and that this parser expects as they are. */
export const asRead = (address: string): string =>
	address
		.split('%27')
		.map((piece, index) => (index % 2 === 0 ? piece.replace(STRUCTURE, decodeURIComponent) : piece))
		.join('%27');
const STRUCTURE = /%(?:3A|3D|5B|5D)/g;
