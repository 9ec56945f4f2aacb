const NAMED: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	shy: '\u00ad',
	iexcl: '¡',
	cent: '¢',
	pound: '£',
	yen: '¥',
	sect: '§',
	copy: '©',
	reg: '®',
	deg: '°',
	plusmn: '±',
	micro: 'µ',
	para: '¶',
	middot: '·',
	ordm: 'º',
	ordf: 'ª',
	raquo: '»',
	laquo: '«',
	iquest: '¿',
	frac12: '½',
	frac14: '¼',
	frac34: '¾',
	sup1: '¹',
	sup2: '²',
	sup3: '³',
	times: '×',
	divide: '÷',
	ndash: '–',
	mdash: '—',
	lsquo: '‘',
	rsquo: '’',
	sbquo: '‚',
	ldquo: '“',
	rdquo: '”',
	bdquo: '„',
	lsaquo: '‹',
	rsaquo: '›',
	hellip: '…',
	bull: '•',
	euro: '€',
	trade: '™',
	dagger: '†',
	permil: '‰',
	larr: '←',
	uarr: '↑',
	rarr: '→',
	darr: '↓',
	le: '≤',
	ge: '≥',
	ne: '≠',
	infin: '∞',
	minus: '−',
	ensp: '\u2002',
	emsp: '\u2003',
	thinsp: '\u2009',
	zwnj: '\u200c',
	zwj: '\u200d',
	lrm: '\u200e',
	rlm: '\u200f',
	hearts: '♥',
	star: '☆',
	check: '✓',
	szlig: 'ß',
	aelig: 'æ',
	AElig: 'Æ',
	oelig: 'œ',
	OElig: 'Œ',
	oslash: 'ø',
	Oslash: 'Ø',
	aring: 'å',
	Aring: 'Å',
	eth: 'ð',
	ETH: 'Ð',
	thorn: 'þ',
	THORN: 'Þ',
	lstrok: 'ł',
	Lstrok: 'Ł',
};

/** Numbers that mean another character than their own: windows-1252, as browsers read them. */
const WINDOWS_1252: Record<number, string> = {
	0x80: '€',
	0x82: '‚',
	0x84: '„',
	0x85: '…',
	0x91: '‘',
	0x92: '’',
	0x93: '“',
	0x94: '”',
	0x95: '•',
	0x96: '–',
	0x97: '—',
	0x99: '™',
};

/** `&eacute;` and its like: a letter and the name of its mark. */
const MARKS: Record<string, string> = {
	acute: '\u0301',
	grave: '\u0300',
	circ: '\u0302',
	uml: '\u0308',
	tilde: '\u0303',
	cedil: '\u0327',
	caron: '\u030c',
	ogon: '\u0328',
	dot: '\u0307',
	ring: '\u030a',
};

/** Decodes named, decimal and hexadecimal entities; what is none stays (`R&D`, `&foo;`). */
export function decodeEntities(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(
		/&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,12});/g,
		(whole, name: string) =>
			name[0] === '#'
				? (character(name.slice(1)) ?? whole)
				: ((Object.hasOwn(NAMED, name) ? NAMED[name] : accented(name)) ?? whole),
	);
}

function character(number: string): string | undefined {
	const code = /^[xX]/.test(number) ? parseInt(number.slice(1), 16) : parseInt(number, 10);
	if (code in WINDOWS_1252) return WINDOWS_1252[code];
	const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
	return isCharacter ? String.fromCodePoint(code) : undefined;
}

function accented(name: string): string | undefined {
	const mark = name.slice(1);
	return Object.hasOwn(MARKS, mark) ? (name[0] + MARKS[mark]).normalize('NFC') : undefined;
}
