import { foldText } from '../foldText';
import type { CatalogueEntry } from './CatalogueEntry';
import { FIELD_KINDS, type FieldKind } from './fieldKinds';

/** A field that is to be filled: `emailaddress1`, `Email`. */
export interface WantedField {
	name: string;
	label?: string;
}

/** More than these would push away the order of the survey, by which people find their way. */
const MOST = 5;

/**
 * The tokens that most likely fill the field first, the others behind them in their order. By rank: what is called like the field;
 * a question whose answer is such a value (an address, a score); the contact's or the response's own; what is worded so. Pure:
 * it orders, and leaves nothing out.
 */
export function mostLikelyFirst(entries: CatalogueEntry[], field: WantedField): CatalogueEntry[] {
	const wanted = wantedOf(field);
	if (wanted.names.length === 0) return entries;
	const likely = entries
		.map((entry) => ({ entry, rank: rankOf(entry, wanted) }))
		.filter(({ rank }) => rank > 0)
		.sort((left, right) => right.rank - left.rank)
		.slice(0, MOST)
		.map(({ entry }) => entry);
	if (likely.length === 0) return entries;
	const first = new Set(likely);
	return [...likely, ...entries.filter((entry) => !first.has(entry))];
}

interface Wanted {
	/** In words: `email address`. */
	names: string[];
	kinds: FieldKind[];
}

function wantedOf({ name, label = '' }: WantedField): Wanted {
	const names = [...new Set([label, name].map(inWords).filter((words) => words !== ''))];
	const isOf = (kind: FieldKind): boolean =>
		names.some((words) => mentions(words, kind.phrases)) && !holdsOne(names, kind.unless);
	return { names, kinds: FIELD_KINDS.filter(isOf) };
}

const SAME_NAME = 100;
const SAME_KIND = 80;
const OWN_TOKEN = 70;
const NAMED_DATA = 50;
const WORDED = 40;
const SHARES_WORDS = 20;

function rankOf(entry: CatalogueEntry, wanted: Wanted): number {
	const { question, group } = entry;
	// The words of a question are no answer to it.
	if (question?.form === 'QuestionText') return 0;
	const own = entry.names.map(inWords).filter((words) => words !== '');
	const byKind = wanted.kinds.map((kind) => rankByKind(entry, own, kind));
	const isMain = question ? question.isMain : group === 'Embedded Data';
	return Math.max(0, ...byKind, isMain ? rankByName(own, wanted.names) : 0);
}

function rankByName(own: string[], wanted: string[]): number {
	if (own.some((name) => wanted.some((words) => isSame(name, words)))) return SAME_NAME;
	return own.some((name) => wanted.some((words) => holdsAll(name, words))) ? SHARES_WORDS : 0;
}

function rankByKind({ token, group, question }: CatalogueEntry, own: string[], kind: FieldKind) {
	const place = kind.tokens?.indexOf(token) ?? -1;
	if (place >= 0) return OWN_TOKEN - place;
	const isNamed = own.some((name) => mentions(name, kind.phrases));
	if (!question) return isNamed && group === 'Embedded Data' ? NAMED_DATA : 0;
	const isRight = kind.form === undefined ? question.isMain : question.form === kind.form;
	if (!isRight) return 0;
	const type = kind.types?.indexOf(question.type) ?? -1;
	// Of several with such an answer the one that is also called so; of those the likeliest type.
	if (type >= 0) return SAME_KIND + (isNamed ? 10 : 0) - type;
	const mayBe = kind.wordedAs?.includes(question.type) ?? true;
	return isNamed && mayBe && !holdsOne(own, kind.unlessAsked) ? WORDED : 0;
}

const holdsOne = (names: string[], words: readonly string[] = []): boolean =>
	names.some((name) => name.split(' ').some((word) => words.includes(word)));

const squashed = (words: string): string => words.replaceAll(' ', '');
const isSame = (left: string, right: string): boolean => squashed(left) === squashed(right);

/** As words, or as one of them written together: `mobilephone`. */
function mentions(words: string, phrases: readonly string[]): boolean {
	const padded = ` ${words} `;
	return phrases.some(
		(phrase) => padded.includes(` ${phrase} `) || padded.includes(` ${squashed(phrase)} `),
	);
}

/** Little words tell nothing. */
const SHORTEST = 3;

function holdsAll(name: string, words: string): boolean {
	const telling = words.split(' ').filter((word) => word.length >= SHORTEST);
	const present = new Set(name.split(' '));
	return telling.length > 0 && telling.every((word) => present.has(word));
}

/** `emailAddress1`, `new_favourite-shop` → `email address`, `favourite shop`: folded, without what a system puts around it. */
function inWords(text: string): string {
	const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
	const words = foldText(apart)
		.split(/[^\p{L}\p{M}]+/u)
		.filter((word) => word !== '' && !PREFIXES.has(word));
	return words.join(' ');
}

/** Of columns and properties that somebody added, and of ids. */
const PREFIXES = new Set(['new', 'cr', 'hs', 'qid']);
