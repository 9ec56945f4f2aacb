import { readBoolean } from '../../../nodes/shared/values/booleans';
import { splitEntries } from '../../../nodes/shared/values/entries';
import { comparedKey, sentKey, type KeyKind } from '../../../nodes/shared/values/keys';
import { cleanText, fold, isBlank, isEmpty } from '../../../nodes/shared/values/text';

describe('text is compared as a person sees it (LC10)', () => {
	it.each([
		['Ada', ' ada '],
		['e\u0301t\u00e9', '\u00c9T\u00c9'],
		['Ad\u00ada', 'Ada'],
		['\ufeffAda', 'Ada'],
		['A\u0000da', 'Ada'],
		['\u202aAda\u202c', 'Ada'],
		['Ada\u00a0 Lovelace', 'Ada Lovelace'],
		['Ada\r\nLovelace', 'Ada Lovelace'],
		['\u039f\u0394\u039f\u03a3', '\u03bf\u03b4\u03bf\u03c3'],
	])('%p and %p are the same', (left, right) => {
		expect(fold(left)).toBe(fold(right));
	});

	it.each([
		['Ada', 'Ado'],
		['\u00e9t\u00e9', 'ete'],
		['AdaLovelace', 'Ada Lovelace'],
	])('%p and %p are two', (left, right) => {
		expect(fold(left)).not.toBe(fold(right));
	});

	it('counts upper and lower case where that is set', () => {
		expect(cleanText('Ada ')).toBe(cleanText('Ada'));
		expect(cleanText('Ada')).not.toBe(cleanText('ada'));
	});

	it('keeps what joins visible signs, and compares without it', () => {
		const family = '\u{1f469}\u200d\u{1f467}';
		expect(cleanText(`${family}@example.com`)).toBe(`${family}@example.com`);
		expect(cleanText('a\u200db\u200c')).toBe('ab');
		expect(fold(family)).toBe(fold('\u{1f469}\u{1f467}'));
	});

	it('keeps case and letters when cleaning', () => {
		expect(cleanText('  Z\u00fc\u200brich \n HB ')).toBe('Z\u00fcrich HB');
	});

	it('takes blanks and invisible signs for nothing, 0 and false for values', () => {
		for (const nothing of [undefined, null, '', ' ', '\u200b', '\ufeff\u00a0', '\u0000'])
			expect(isBlank(nothing)).toBe(true);
		for (const something of [0, false, '0', 'a', []]) expect(isBlank(something)).toBe(false);
		expect(isEmpty([' ', [null]])).toBe(true);
		expect(isEmpty(['', 'a'])).toBe(false);
	});
});

describe('a key is one for one person (LC10, LC12)', () => {
	it.each<[string, KeyKind, string]>([
		['ann@example.com\u200b', 'email', 'ann@example.com'],
		['\u202aAnn@Example.com\u202c', 'email', 'ann@example.com'],
		[' ann @example.com', 'email', 'ann@example.com'],
		['+33 6 12 34 56 78', 'phone', '+33612345678'],
		['tel:(+33) 6-12-34-56-78', 'phone', '+33612345678'],
		["'0612345678", 'phone', '0612345678'],
		['\u202d+33612345678', 'phone', '+33612345678'],
		['00 33 (0)6-12', 'phone', '+33612'],
		['0 0 33 612', 'phone', '+33612'],
		['0 0', 'phone', ''],
		['unknown', 'phone', ''],
		['٠٥٠-١٢٣ ٤٥٦٧', 'phone', '0501234567'],
		['+۹۸ ۹۱۲ ۳۴۵', 'phone', '+98912345'],
		['+33 ٦12', 'phone', '+33612'],
		['००९१ ९८', 'phone', '+9198'],
		[' AB\u200b-12 ', 'text', 'ab-12'],
	])('%p as %s is %p', (value, kind, expected) => {
		expect(comparedKey(kind, value)).toBe(expected);
		expect(comparedKey(kind, expected)).toBe(expected);
		expect(comparedKey(kind, sentKey(kind, value))).toBe(expected);
	});

	it('keeps case where case counts', () => {
		expect(comparedKey('exact', ' AbC\u200b')).toBe('AbC');
		expect(sentKey('email', ' Ann@Example.com\u200b')).toBe('Ann@Example.com');
		expect(sentKey('phone', '+٣٣ 6-12')).toBe('+33 6-12');
		expect(sentKey('text', 'Nr ٣')).toBe('Nr ٣');
	});
});

describe('yes and no', () => {
	it.each([
		[true, true],
		[1, true],
		['0', false],
		[' OUI ', true],
		['Ano', true],
		['ne', false],
		['JA', true],
		['Nein', false],
		['tak', true],
		['FA\u0141SZ', false],
		['s\u00ed', true],
		['s\u00ec', true],
		['onwaar', false],
		['NEPRAVDA', false],
		['maybe', undefined],
		[2, undefined],
		['', undefined],
		[null, undefined],
	])('%p is %p', (value, expected) => {
		expect(readBoolean(value)).toBe(expected);
	});
});

describe('entries that an author typed (LC07, LC08, LC09)', () => {
	it('are cut at lines and semicolons, and at commas only where the field says so', () => {
		expect(splitEntries('a; b\r\nc\n\n; d')).toEqual(['a', 'b', 'c', 'd']);
		expect(splitEntries('No, thanks')).toEqual(['No, thanks']);
		expect(splitEntries('a, b', { commas: true })).toEqual(['a', 'b']);
		expect(splitEntries(' \u200b ')).toEqual([]);
	});

	it('stay whole where they are a choice', () => {
		const choices = new Set(['Yes, I agree', 'a;b', 'No']);
		const isWhole = (text: string) => choices.has(text.trim());
		expect(splitEntries('Yes, I agree', { commas: true, isWhole })).toEqual(['Yes, I agree']);
		expect(splitEntries('No, Yes, I agree', { commas: true, isWhole })).toEqual([
			'No',
			'Yes, I agree',
		]);
		expect(splitEntries('a;b', { isWhole })).toEqual(['a;b']);
		expect(splitEntries('a;b\nNo', { isWhole })).toEqual(['a;b', 'No']);
	});
});
