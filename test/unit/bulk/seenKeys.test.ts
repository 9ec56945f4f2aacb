import { plainForm } from '../../../nodes/shared/bulk/spreadsheet/sameText';
import { keyHash, SeenKeys, TextHash } from '../../../nodes/shared/bulk/plan/seenKeys';

describe('the filter of keys', () => {
	const keys = Array.from({ length: 300_000 }, (_, n) => keyHash(`contact-${n}@example.com`));

	it('the keys of this test all have hashes of their own', () =>
		expect(new Set(keys).size).toBe(keys.length));

	it('never forgets a key, and rarely takes a new one for a known one', () => {
		const seen = new SeenKeys();
		const mistaken = keys.filter((key) => seen.add(key));
		expect(mistaken).toEqual([]);
		for (const key of keys) if (!seen.add(key)) throw new Error('A key was forgotten');
	});
});

describe('the hash of a text in its plain form', () => {
	it.each([
		'',
		'\r',
		'\r\n',
		'plain',
		'two words',
		'a~b ',
		'é',
		'e\u0301',
		'a\r\nb',
		'a\nb',
		'tab\there',
		'x\u007fy',
		'ab\u00a0c',
	])('%j', (text) => {
		expect(new TextHash().addPlain(text).value).toBe(new TextHash().add(plainForm(text)).value);
		const after = (hash: TextHash): number => hash.addPlain(text).add('!').value;
		expect(after(new TextHash().add('before'))).toBe(
			new TextHash().add('before').add(plainForm(text)).add('!').value,
		);
	});

	it('texts that a spreadsheet writes otherwise are one, and others are not', () => {
		const hash = (text: string): number => new TextHash().addPlain(text).value;
		expect(hash('a\r\nb')).toBe(hash('a\nb'));
		expect(hash('e\u0301')).toBe(hash('é'));
		expect(hash('a')).not.toBe(hash('A'));
	});
});
