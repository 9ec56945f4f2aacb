/** The names that HTML 4 has, which editors of surveys write, and some of HTML 5; each before its character. */
const NAMES = `
	amp & lt < gt > iexcl ¡ cent ¢ pound £ yen ¥ sect § copy © reg ® deg ° plusmn ± micro µ para ¶ middot ·
	ordm º ordf ª raquo » laquo « iquest ¿ frac12 ½ frac14 ¼ frac34 ¾ sup1 ¹ sup2 ² sup3 ³ times × divide ÷
	ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ lsaquo ‹ rsaquo › hellip … bull • euro €
	trade ™ dagger † permil ‰ larr ← uarr ↑ rarr → darr ↓ le ≤ ge ≥ ne ≠ infin ∞ minus − hearts ♥ star ☆
	check ✓ szlig ß aelig æ AElig Æ oelig œ OElig Œ oslash ø Oslash Ø aring å Aring Å eth ð ETH Ð thorn þ
	THORN Þ lstrok ł Lstrok Ł curren ¤ brvbar ¦ uml ¨ not ¬ macr ¯ acute ´ cedil ¸ fnof ƒ Alpha Α Beta Β
	Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ
	Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η
	theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigmaf ς sigma σ tau τ upsilon υ phi φ
	chi χ psi ψ omega ω thetasym ϑ upsih ϒ piv ϖ prime ′ Prime ″ oline ‾ frasl ⁄ weierp ℘ image ℑ real ℜ
	alefsym ℵ harr ↔ crarr ↵ lArr ⇐ uArr ⇑ rArr ⇒ dArr ⇓ hArr ⇔ forall ∀ part ∂ exist ∃ empty ∅ nabla ∇ isin ∈
	notin ∉ ni ∋ prod ∏ sum ∑ lowast ∗ radic √ prop ∝ ang ∠ and ∧ or ∨ cap ∩ cup ∪ int ∫ there4 ∴ sim ∼ cong ≅
	asymp ≈ equiv ≡ sub ⊂ sup ⊃ nsub ⊄ sube ⊆ supe ⊇ oplus ⊕ otimes ⊗ perp ⊥ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋
	lang ⟨ rang ⟩ loz ◊ spades ♠ clubs ♣ diams ♦ circ ˆ tilde ˜ Dagger ‡
`;

/** Those whose character cannot be seen, or stands for something here. */
const INVISIBLE: Record<string, string> = {
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	shy: '\u00ad',
	ensp: '\u2002',
	emsp: '\u2003',
	thinsp: '\u2009',
	zwnj: '\u200c',
	zwj: '\u200d',
	lrm: '\u200e',
	rlm: '\u200f',
};

const NAMED = new Map([
	...[...NAMES.matchAll(/(\w+) (\S+)/g)].map(([, name, character]) => [name, character] as const),
	...Object.entries(INVISIBLE),
]);

/** Numbers from 128 to 159 mean no controls but what windows-1252 has there, as browsers read them. */
const WINDOWS_1252 = new TextDecoder('windows-1252');

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
				: (NAMED.get(name) ?? accented(name) ?? whole),
	);
}

function character(number: string): string | undefined {
	const code = /^[xX]/.test(number) ? parseInt(number.slice(1), 16) : parseInt(number, 10);
	if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252.decode(Uint8Array.of(code));
	const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
	return isCharacter ? String.fromCodePoint(code) : undefined;
}

function accented(name: string): string | undefined {
	const mark = name.slice(1);
	return Object.hasOwn(MARKS, mark) ? (name[0] + MARKS[mark]).normalize('NFC') : undefined;
}
