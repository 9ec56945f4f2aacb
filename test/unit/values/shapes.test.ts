import { looksLike, type Shape } from '../../../nodes/shared/values/shapes';

const PHONES = [
	'+33 6 12 34 56 78',
	'(020) 7946 0018',
	'0033.6.12.34.56.78',
	'tel:+33612345678',
	'+33144556677;ext=204',
	'+33 1 44 55 66 77 ext. 204',
	'555-0100 x12',
	'555 0100 #12',
	'555 0100 extension 1234',
	'1-800-FLOWERS',
	'1-800-GO-FEDEX',
	'1-800-flowers',
	'800-flowers',
	'800.flowers',
	'13 CATS',
	'12 FLOWERSANDMOR',
	'1 800 FLOWERS ext 5',
	'112',
	'9',
	'mobile 06 12 34 56 78 (work)',
	'\u202a+33612345678\u202c',
	'０６１２３４５６７８',
	'٠٥٠١٢٣٤٥٦٧',
];
const NO_PHONES = [
	'Extremely dissatisfied',
	'Extrêmement insatisfait(e)',
	'Velmi spokojený',
	'满意',
	'Yes',
	'n/a',
	'-',
	'12.34abcdefg',
	'555 Abcdefghi',
	'12 öABCDEFGH',
	'1-800-FLOWERSANDMORE',
	'12 ABC',
	'3 of 5 stars, very good',
	'10 very satisfied',
	'Option 3',
	'call me on 0612345678, but not before nine in the morning',
	'ann@example.com',
];

describe('what a text can be meant as', () => {
	it.each(PHONES)('MB02 a phone number: %s', (text) => expect(looksLike('phone', text)).toBe(true));
	it.each(NO_PHONES)('MB02 no phone number: %s', (text) =>
		expect(looksLike('phone', text)).toBe(false),
	);

	it.each<[Shape, string, boolean]>([
		['email', 'ann@example.com', true],
		['email', ' Ann+x@example.com\u200b ', true],
		['email', "o'neil@example.co.uk", true],
		['email', 'Extremely dissatisfied', false],
		['email', '@example.com', false],
		['email', 'ann@', false],
		['email', 'ann@x.example, bob@x.example', false],
		['url', 'https://example.com/a?b=c', true],
		['url', 'example.com', true],
		['url', 'localhost:8080', true],
		['url', 'Extremely dissatisfied', false],
		['url', 'Yes.', false],
		['url', 'see example.com for more', false],
	])('MB02 %s: "%s" is %p', (shape, text, fits) => expect(looksLike(shape, text)).toBe(fits));

	it.each<Shape>(['phone', 'email', 'url'])('MB02 %s: long texts take no time', (shape) => {
		const pieces = ['1 ', '-', 'A', 'x1', '@', ' ext', '1-A-', '.', '#1', '. ', ', '];
		for (const piece of pieces) {
			const started = performance.now();
			looksLike(shape, `${piece.repeat(200_000)}!`);
			looksLike(shape, `1${piece.repeat(1_000).slice(0, 1_900)}!`);
			expect(performance.now() - started).toBeLessThan(500);
		}
	});
});
