import { withoutAnyInvisible } from './invisible';

/** What a field of a contact is meant for, where the system itself takes any text. */
export type Shape = 'phone' | 'email' | 'url';

/** What a field of the system is meant for, though the system would take any text. */
export interface FieldShape {
	shape: Shape;
	/** As people call the field. */
	label: string;
	/** A record is known by it: without it, another record would be written. */
	identifies?: boolean;
}

/** An extension at the end, in the words of several languages: it belongs to the number and says nothing about it. */
const EXTENSION =
	/[\s,;]*(?:\b(?:extension|ext|poste|durchwahl|linka|klapka|wew)\b\.?|x|#)\s*\d{1,8}$/i;
/** `1-800-FLOWERS`, `13 CATS`: capital letters after digits; small ones only where a sign joins them to the digits. */
const CAPITALS = /^\+?[\d\s().-]*\d[\s().-]*[A-Z][A-Z\d\s.-]*$/;
const JOINED = /^\+?[\d\s().-]*\d[.-][a-z][a-z\d.-]*$/i;

/** A number with letters in it: 6 to 15 signs as a keypad has them, the first of them digits. */
export function isVanityNumber(text: string): boolean {
	const keys = text.replace(/[^a-z\d]/gi, '').length;
	return (
		(CAPITALS.test(text) || JOINED.test(text)) &&
		/^\D*\d\D*\d/.test(text) &&
		keys >= 6 &&
		keys <= 15
	);
}

/** Lenient: people write numbers in many ways, and an answer in words is what is looked for. */
function isPhone(given: string): boolean {
	const number = given.replace(EXTENSION, '');
	const digits = number.match(/\p{Nd}/gu)?.length ?? 0;
	const letters = number.match(/\p{L}/gu)?.length ?? 0;
	return (digits > 0 && letters <= digits) || isVanityNumber(number);
}

const FITS: Readonly<Record<Shape, (text: string) => boolean>> = {
	phone: isPhone,
	email: (text) => /^[^@]+@[^@]+$/.test(text.replace(/\s/g, '')),
	url: (text) => /^\S*[^\s.:][.:]\S+$/.test(text),
};

const LONGEST = 2_000;

/** Whether a text can be meant as that. What is longer than any of them is none. */
export const looksLike = (shape: Shape, text: string): boolean => {
	const seen = withoutAnyInvisible(text).normalize('NFKC').trim();
	return seen.length <= LONGEST && FITS[shape](seen);
};
