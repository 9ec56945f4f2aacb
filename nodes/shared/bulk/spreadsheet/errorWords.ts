/**
 * What spreadsheet programs show where a formula has no result, in the languages of Excel, LibreOffice and Gnumeric: the same
 * seven errors everywhere, by other names.
 */
const WORDS: readonly string[] = [
	// English; Excel's newer ones
	'#N/A #NAME? #REF! #VALUE! #DIV/0! #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #UNKNOWN! #GETTING_DATA #CONNECT! #BUSY!',
	// French
	'#N/D #NOM? #REF! #VALEUR! #NOMBRE! #NUL! #PROPAGATION! #EPARS! #CALCUL! #CHAMP!',
	// German
	'#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK! #FELD!',
	// Czech and Slovak
	'#NENÍ_K_DISPOZICI #NEDOSTUPNÝ #NÁZEV? #ODKAZ! #HODNOTA! #DĚLENÍ_NULOU! #DELENIENULOU! #ČÍSLO! #NULL! #PŘESAH! #PRESAH!',
	// Polish
	'#N/D! #ND! #NAZWA? #ADR! #ARG! #DZIEL/0! #LICZBA! #ZERO! #ROZLANIE! #OBL!',
	// Spanish
	'#¿NOMBRE? #¡REF! #¡VALOR! #¡DIV/0! #¡NUM! #¡NULO! #¡DESBORDAMIENTO! #¡CALC!',
	// Italian
	'#NOME? #RIF! #VALORE! #NULLO! #ESPANSIONE!',
	// Dutch
	'#N/B #NAAM? #VERW! #WAARDE! #DEEL/0! #GETAL! #LEEG! #OVERLOOP!',
	// Portuguese
	'#N/DISP #NOME? #VALOR! #NÚM! #NULO! #DESPEJAR!',
	// Hungarian, Romanian, Danish, Swedish, Norwegian, Finnish
	'#HIÁNYZIK #NÉV? #HIV! #ÉRTÉK! #ZÉRÓOSZTÓ! #SZÁM! #NULLA! #NUME? #VALOARE! #I/T #NAVN? #REFERENCE! #VÆRDI! #DIVISION/0! #NUL! #SAKNAS! #NAMN? #REFERENS! #VÄRDEFEL! #DIVISION/0! #OGILTIGT! #SKÄRNING! #VERDI! #PUUTTUU! #NIMI? #VIITTAUS! #ARVO! #JAKO/0! #LUKU! #TYHJÄ!',
	// Slovak, Turkish, Greek
	'#NEDOSTUPNÉ #YOK #AD? #SAYI/0! #BAŞV! #DEĞER! #SAYI! #BOŞ! #Δ/Υ #ΌΝΟΜΑ? #ΑΝΑΦ! #ΤΙΜΗ! #ΔΙΑΙΡ/0! #ΑΡΙΘ! #ΚΕΝΟ!',
	// Russian, Ukrainian
	'#Н/Д #ИМЯ? #ССЫЛКА! #ЗНАЧ! #ДЕЛ/0! #ЧИСЛО! #ПУСТО! #ПЕРЕНОС! #ІМ’Я?',
];

const KNOWN: ReadonlySet<string> = new Set(WORDS.flatMap((words) => words.split(' ')));

/** LibreOffice's by number, in any language: `Err:502`, `Fehler:502`, `#ERR508!`. */
const BY_NUMBER =
	/^(?:(?:Err|Erreur|Fehler|Chyba|Błąd|Error|Errore|Fout|Erro|Hiba|Fel|Fejl|Feil|Virhe|Eroare|Napaka|Greška|Hata|Klaida|Viga|Σφάλμα|Ошибка|Помилка)\s?:\s?5\d\d|#ERR5\d\d!)$/i;

/** Whether a cell holds nothing but an error's word. Languages that are not listed are known by their form: `#…!`, `#…?`. */
export function isErrorWord(cell: string): boolean {
	const word = cell.trim();
	const first = word.charCodeAt(0) | 0x20;
	// A number sign, or a letter that a numbered error may begin with: most cells are done with here.
	if (first !== 0x23 && !word.includes(':')) return false;
	if (word.length > 24) return false;
	return (
		KNOWN.has(word.toUpperCase()) ||
		BY_NUMBER.test(word) ||
		/^#[\p{Lu}¡¿/0_’]{2,22}[!?]$/u.test(word)
	);
}
