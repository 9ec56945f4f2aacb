import type { AnswerType } from '../../survey/SurveyResponse';

/** A kind of field that many systems have, and what usually fills it. */
export interface FieldKind {
	/** What such a field, or a question for it, is called, apart or written together; folded, in the languages of the surveys. */
	phrases: readonly string[];
	/** Words that make it a field about such a thing: whether an address may be written to is no address. */
	unless?: readonly string[];
	/** Words that make it a question about something else, where only its words speak for it. */
	unlessAsked?: readonly string[];
	/** Questions whose answer is such a value, whatever their words; the likeliest first. */
	types?: readonly AnswerType[];
	/** Of a question's tokens the one with this form; default: its first. */
	form?: string;
	/** Questions that may be meant by their words; default: any. */
	wordedAs?: readonly AnswerType[];
	/** Tokens outside of the questions, the likeliest first. */
	tokens?: readonly string[];
}

const TYPED: readonly AnswerType[] = ['text', 'longText', 'other'];
const NUMBERS: readonly AnswerType[] = ['nps', 'rating', 'scale', 'number'];
const ABOUT_IT =
	'allow allowed bounce bounced bulk confirmed consent count date disallow do domain hard in last not opt optin optout out permission soft status subscribed subscription type unsubscribed verified'.split(
		' ',
	);

const OTHER_NAMES =
	'account brand company family first friend given last maiden middle nick pet product shop staff survey user'.split(
		' ',
	);

/** Sources: the usual fields of the systems that are written to, and how surveys in eight languages ask for them. */
export const FIELD_KINDS: readonly FieldKind[] = [
	{
		phrases: ['email', 'mail', 'email address', 'mail address', 'courriel', 'adresse mail'].concat(
			['adresse email', 'adres email', 'emailova adresa', 'e mailova adresa', 'correo'],
			['correo electronico', 'indirizzo email', 'posta elettronica', 'e mailadres'],
		),
		unless: ABOUT_IT,
		types: ['email'],
		wordedAs: TYPED,
		tokens: ['${m://Email}'],
	},
	{
		phrases: ['phone', 'telephone', 'mobile', 'mobile phone', 'cell phone', 'phone number'].concat(
			['telefon', 'telefonnummer', 'handynummer', 'handy', 'numero de telephone', 'portable'],
			['numer telefonu', 'komorka', 'telefonni cislo', 'mobil', 'telefono', 'movil', 'cellulare'],
			['telefoonnummer', 'gsm', 'sms', 'whatsapp'],
		),
		unless: ABOUT_IT,
		types: ['phone'],
		wordedAs: [...TYPED, 'number'],
		tokens: ['${m://Phone}'],
	},
	{
		phrases: ['first name', 'given name', 'forename', 'vorname', 'prenom', 'imie', 'jmeno'].concat([
			'krestni jmeno',
			'nombre',
			'nome',
			'voornaam',
		]),
		// Of both together: the whole name.
		unless: ['nazwisko', 'prijmeni'],
		wordedAs: TYPED,
		tokens: ['${m://FirstName}'],
	},
	{
		phrases: ['last name', 'surname', 'family name', 'nachname', 'familienname', 'nom'].concat(
			['nom de famille', 'nazwisko', 'prijmeni', 'apellido', 'apellidos', 'cognome', 'achternaam'],
			['sobrenome'],
		),
		unless: ['imie', 'jmeno', 'votre'],
		wordedAs: TYPED,
		tokens: ['${m://LastName}'],
	},
	{
		phrases: ['nps group', 'nps category', 'nps segment', 'promoter', 'detractor'],
		types: ['nps'],
		form: 'NPSGroup',
	},
	{
		phrases: ['nps', 'nps score', 'net promoter score', 'likelihood to recommend', 'recommend'],
		unless: ['group', 'category', 'segment', 'date', 'reason', 'comment', 'last'],
		types: NUMBERS,
		form: 'ChoiceNumericEntryValue',
	},
	{
		phrases: ['score', 'csat', 'ces', 'satisfaction', 'rating', 'stars', 'zufriedenheit'].concat([
			'bewertung',
			'note globale',
			'zadowolenie',
			'ocena',
			'spokojenost',
			'hodnoceni',
			'satisfaccion',
			'soddisfazione',
		]),
		unless: ['date', 'reason', 'comment', 'lead', 'nps', 'promoter'],
		types: ['rating', 'scale', 'nps', 'number'],
		form: 'ChoiceNumericEntryValue',
	},
	{
		phrases: ['comment', 'comments', 'feedback', 'note', 'notes', 'description', 'remarks'].concat(
			['message', 'reason', 'kommentar', 'bemerkung', 'anmerkung', 'commentaire', 'remarque'],
			['komentarz', 'uwagi', 'komentar', 'poznamka', 'comentario', 'commento', 'opmerking'],
		),
		// `Note globale` is a grade.
		unless: ['globale'],
		types: ['longText', 'text'],
	},
	{
		phrases: ['birthday', 'birth date', 'date of birth', 'geburtstag'].concat([
			'geburtsdatum',
			'date de naissance',
			'data urodzenia',
			'datum narozeni',
			'fecha de nacimiento',
			'data di nascita',
			'geboortedatum',
		]),
		types: ['date'],
	},
	{
		phrases: ['language', 'lang', 'preferred language', 'sprache', 'langue', 'jezyk'].concat([
			'jazyk',
			'idioma',
			'lingua',
			'taal',
		]),
		tokens: ['${m://Language}', '${r://Language}'],
	},
	{
		phrases: ['last survey', 'survey date', 'last response', 'response date', 'answered'].concat([
			'last survey at',
			'survey completed',
			'recorded date',
			'submitted',
		]),
		unless: ['id', 'name', 'link', 'url'],
		tokens: ['${r://RecordedDate}'],
	},
	{ phrases: ['response id', 'survey response id'], tokens: ['${r://ResponseID}'] },
	{ phrases: ['survey name', 'last survey name'], tokens: ['${r://SurveyName}'] },
	{
		phrases: ['external id', 'external reference', 'external data reference', 'customer id'],
		tokens: ['${m://ExternalDataReference}'],
	},
	{
		phrases: ['consent', 'opt in', 'opt out', 'newsletter', 'subscription'].concat(
			['allow', 'do not email', 'do not allow emails', 'unsubscribed', 'einwilligung', 'zgoda'],
			['souhlas', 'consentement', 'consentimiento', 'consenso', 'toestemming'],
		),
		types: ['consent'],
		wordedAs: ['boolean', 'singleChoice', 'multiChoice', 'other'],
	},
	{ phrases: ['city', 'town', 'stadt', 'wohnort', 'ville', 'miasto', 'mesto', 'ciudad', 'citta'] },
	{ phrases: ['country', 'land', 'pays', 'kraj', 'zeme', 'pais', 'paese'] },
	{
		phrases: ['zip', 'zip code', 'postal code', 'post code', 'postleitzahl', 'plz'].concat([
			'code postal',
			'kod pocztowy',
			'psc',
			'codigo postal',
			'cap',
		]),
	},
	{ phrases: ['street', 'address line', 'strasse', 'rue', 'ulica', 'ulice', 'calle', 'via'] },
	{
		phrases: [
			'company',
			'company name',
			'organisation',
			'organization',
			'employer',
			'firma',
		].concat(['entreprise', 'societe', 'spolecnost', 'empresa', 'azienda']),
	},
	{ phrases: ['job title', 'job', 'position', 'role', 'beruf', 'poste', 'stanowisko', 'pozice'] },
	{ phrases: ['gender', 'sex', 'geschlecht', 'sexe', 'genre', 'plec', 'pohlavi', 'genero'] },
	{ phrases: ['web site', 'url', 'homepage'], types: ['url'] },
	{
		phrases: ['name', 'full name', 'votre nom', 'imie i nazwisko', 'jmeno a prijmeni'],
		unless: OTHER_NAMES,
		unlessAsked: OTHER_NAMES,
		wordedAs: TYPED,
	},
];
