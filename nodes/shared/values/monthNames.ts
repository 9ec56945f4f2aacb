import { fold } from './text';

/** Months in the languages of the product's users, whole and as they are shortened; without regard to case and points. */
const TABLE: readonly string[] = [
	'january jan januar jänner janvier janv enero ene gennaio gen januari leden ledna led styczeń stycznia sty',
	'february feb februar février févr fevrier fevr febrero febbraio febr februari únor února úno luty lutego lut',
	'march mar märz maerz mär mrz mars marzo maart mrt březen března bře marzec marca',
	'april apr avril avr abril abr aprile duben dubna dub kwiecień kwietnia kwi',
	'may mai mayo maggio mag mei květen května kvě maj maja',
	'june jun juni juin junio giugno giu červen června čen čvn czerwiec czerwca cze',
	'july jul juli juillet juil julio luglio lug červenec července čec čvc lipiec lipca lip',
	'august aug août aout agosto ago augustus srpen srpna srp sierpień sierpnia sie',
	'september sep sept septembre septiembre settembre set září zář wrzesień września wrz',
	'october oct oktober okt octobre octubre ottobre ott říjen října říj październik października paź',
	'november nov novembre noviembre listopad listopadu listopada lis',
	'december dec dezember dez décembre déc decembre diciembre dic dicembre prosinec prosince pro grudzień grudnia gru',
];

const MONTHS: ReadonlyMap<string, number> = new Map(
	TABLE.flatMap((names, index) =>
		names.split(' ').map((name): [string, number] => [fold(name), index + 1]),
	),
);

/** 1 to 12; undefined for a word that is no month. */
export const monthNamed = (word: string): number | undefined =>
	MONTHS.get(fold(word.replace(/\.$/, '')));
