/** Letters that Unicode does not decompose into a base letter and a mark. */
const WITHOUT_DECOMPOSITION: Record<string, string> = {
	ł: 'l',
	Ł: 'L',
	ø: 'o',
	Ø: 'O',
	đ: 'd',
	Đ: 'D',
	ð: 'd',
	Ð: 'D',
	ħ: 'h',
	Ħ: 'H',
	ı: 'i',
	ŧ: 't',
	Ŧ: 'T',
	ß: 'ss',
	ẞ: 'SS',
	æ: 'ae',
	Æ: 'AE',
	œ: 'oe',
	Œ: 'OE',
	þ: 'th',
	Þ: 'Th',
	ŋ: 'n',
	Ŋ: 'N',
};

/** `Gdańsk, Łódź` → `Gdansk, Lodz`; scripts that write with marks (Arabic, Devanagari) are left alone. */
export function withoutDiacritics(text: string): string {
	return text
		.replace(
			/[\u00c0-\u024f\u1e00-\u1eff]/g,
			(letter) =>
				WITHOUT_DECOMPOSITION[letter] ?? letter.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
		)
		.replace(/[\u0300-\u036f]/g, '')
		.normalize('NFC');
}

/** For comparing and searching: no case, no diacritics, no space around. */
export function foldText(text: string): string {
	return withoutDiacritics(text).toLowerCase().trim();
}
