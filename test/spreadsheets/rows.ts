import type { CellValue } from '../../nodes/shared/bulk';
import { CLEAR, type FieldName } from './fields';
import { dayTyped, numberTyped, type TrialLocale } from './locales';

/** One record of the template, with what a person does to it. */
export interface TrialRow {
	what: string;
	/** Default an e-mail address. */
	key?: string;
	/** The field that is looked at; none: the row is left alone. */
	field?: FieldName;
	/** What is there; default what usually is. */
	old?: CellValue;
	typed?: string | ((locale: TrialLocale) => string);
	/** Default what was typed. */
	meant?: CellValue;
}

const edit = (
	field: FieldName,
	what: string,
	old: CellValue,
	typed: TrialRow['typed'],
	...meant: [] | [CellValue]
): TrialRow => ({
	what,
	field,
	old,
	...(typed !== undefined && { typed }),
	meant: meant.length === 1 ? meant[0] : typeof typed === 'string' ? typed : null,
});

const texts = (
	field: FieldName,
	...pairs: ReadonlyArray<readonly [what: string, old: string, typed: string]>
) => pairs.map(([what, old, typed]) => edit(field, what, old, typed));

const day = (iso: string) => (locale: TrialLocale) => dayTyped(iso, locale);
const number = (value: number) => (locale: TrialLocale) => numberTyped(value, locale);

const keyed = (what: string, key: string): TrialRow => ({
	...edit('Notes', `key: ${what}`, '', 'called back'),
	key,
});

const inThousands = ({ thousands }: TrialLocale): string => `12${thousands}345`;

/** All kinds of values that people keep in contact lists. */
export const ROWS: readonly TrialRow[] = [
	keyed('zeros in front, and a record without them', '00123'),
	keyed('plus in front', '+33698765432'),
	keyed('letters with accents', 'žofie@example.com'),
	...texts(
		'Customer Number',
		['zeros in front', '00007', '00456'],
		['zeros in front, where nothing is', '', '01234'],
		['no zero in front', '00008', '98765'],
	),
	...texts(
		'Article',
		['like an exponent', '1E5', '1E7'],
		['like a day and a month', '1-2', '2-3'],
		['like a month by its name', 'MAR1', 'SEP2'],
		['like a fraction', '3/4', '5/6'],
		['letters and digits', 'A-77', 'B-78'],
	),
	...texts(
		'Account',
		['17 digits', '12345678901234567', '12345678901234568'],
		['16 digits with zeros', '0012345678901234', '0012345678901235'],
		['IBAN', 'DE89370400440532013000', 'FR7630006000011234567890189'],
	),
	...texts(
		'Name',
		['accents of the east', 'Dvořák', 'Łukasz Dvořáček'],
		['accents of the west', 'François', 'Jörg Müller'],
		['accents that were, none now', 'Zoë', 'Zoe'],
		['accents as signs of their own', 'Jose\u0301', 'Rene\u0301e'],
		['curly quotes and dashes', 'O’Neill', 'D’Arcy – Smith'],
		['Chinese', '山田', '山田太郎'],
		['Greek', 'Αθηνά', 'Αθηνά Π.'],
		['an emoji', '😀', '😀🎉'],
		['plain', 'Ada', 'Ada King'],
	),
	...texts(
		'Notes',
		['like a formula', '=1+1', '=2+2'],
		['a plus in front', '+1 guest', '+2 guests'],
		['a minus in front', '-5 %', '-10 %'],
		['an at sign in front', '@home', '@work'],
		['two lines', 'Gate 1\nDoor 2', 'Gate 3\nDoor 4'],
		['semicolons', 'a;b', 'a;b;c'],
		['commas', 'Paris, 5e', 'Paris, 6e'],
		['quotes', 'say "hi"', 'say "bye"'],
		['a tabulator', 'left\tright', 'up\tdown'],
		['blanks around', ' x ', 'y'],
		['the word NULL', 'NULL', 'N/A'],
		['the word TRUE', 'maybe', 'True story'],
		['a percentage within', 'about 5%', 'about 10%'],
		['an apostrophe in front', "'tis", 'it was'],
		['a long text', 'x', 'lorem ipsum '.repeat(40).trim()],
		['a web address', 'https://example.com/a?b=1&c=2', 'https://example.com/d'],
	),
	...texts(
		'Phone',
		['plus in front', '+33612345678', '+33612345999'],
		['zero in front', '0612345678', '0612345999'],
		['with blanks', '06 12 34 56 78', '06 12 34 59 99'],
		['plus and blanks', '+44 20 7946 0958', '+44 20 7946 0999'],
		['brackets', '(030) 1234-567', '(030) 1234-999'],
	),
	...texts(
		'E-mail',
		['plain', 'ada@example.com', 'ada.king@example.com'],
		['plus within', 'ada+1@example.com', 'ada+2@example.com'],
	),
	edit('Score', 'decimals', 2.5, number(1234.5), 1234.5),
	edit('Score', 'three decimals', 0.125, number(1.375), 1.375),
	edit('Score', 'negative', 2.5, number(-0.75), -0.75),
	edit('Score', 'whole', 2.5, '40', 40),
	edit('Score', 'zero', 2.5, '0', 0),
	edit('Visits', 'large', 1_500_000, '2500000', 2_500_000),
	edit('Visits', 'thousands', 7, inThousands, 12_345),
	edit('Visits', 'nothing there', null, '3', 3),
	edit('Birthday', 'a day', '1985-04-23', day('1986-05-31'), '1986-05-31'),
	edit('Birthday', 'a day that is ambiguous', '1985-04-23', day('1986-05-04'), '1986-05-04'),
	edit('Birthday', 'long ago', '1912-06-23', day('1912-06-30'), '1912-06-30'),
	edit('Birthday', 'nothing there', null, day('2001-12-24'), '2001-12-24'),
	edit(
		'Last Visit',
		'a day and a time',
		'2026-03-14T08:30:00.000Z',
		'2026-07-01T10:15:00',
		'2026-07-01T08:15:00.000Z',
	),
	edit('Newsletter', 'no', true, 'FALSE', false),
	edit('Newsletter', 'yes', false, 'TRUE', true),
	edit('Newsletter', 'yes, in the language', false, (locale) => locale.true, true),
	edit('Segment', 'zero in front', '01', '02'),
	edit('Segment', 'like a date', '01', '1-2'),
	edit('Segment', 'like an exponent', '01', '1E5'),
	edit('Segment', 'a label', '01', 'Gold', '03'),
	edit('Interests', 'several', '10', '20,30', '20,30'),
	edit('Phone', 'emptied', '+33612345678', CLEAR, null),
	{ what: 'left alone: exponent and date', field: 'Article', old: '2E3' },
	{ what: 'left alone: formula', field: 'Notes', old: '=HYPERLINK("x")' },
	{ what: 'left alone: accents', field: 'Name', old: 'Žižka' },
	{ what: 'left alone: nothing much' },
];
