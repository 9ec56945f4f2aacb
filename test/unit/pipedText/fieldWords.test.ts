import { catalogue, mostLikelyFirst } from '../../../nodes/shared/pipedText/catalogue';
import type { AnswerType } from '../../../nodes/shared/survey/SurveyResponse';
import type { Question, SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';
import corpus from '../../corpora/pipedText/tokens.json';

const question = (id: string, type: AnswerType, title: string, more: Partial<Question> = {}) => ({
	id,
	type,
	title,
	choices: [],
	rows: [],
	answerKeys: [id],
	...more,
});
const surveyOf = (...questions: Question[]): SurveyDefinition => ({
	provider: 'qualtrics',
	id: 'SV_1',
	name: 'Visit',
	questions,
	contextFields: [],
});
const first = (survey: SurveyDefinition, label: string) =>
	mostLikelyFirst(catalogue({ survey }), { name: 'x', label })[0].token;

/** Where a value comes from: a token of the contact or response, or a question, with what such a field is called. */
const called: Array<[from: string | Question, words: string]> = [
	[
		'${m://Email}',
		'email|e mail|mail|email address|e mail address|mail address|courriel|adresse mail|adresse email|adres email|adres e mail|emailova adresa|e mailova adresa|correo|correo electronico|indirizzo email|posta elettronica|emailadres|e mailadres',
	],
	[
		'${m://Phone}',
		'phone|telephone|mobile|mobile phone|cell phone|phone number|telefon|telefonnummer|handynummer|handy|numero de telephone|portable|numer telefonu|komorka|telefonni cislo|mobil|telefono|movil|cellulare|telefoonnummer|gsm|sms|whatsapp',
	],
	[
		'${m://FirstName}',
		'first name|given name|forename|vorname|prenom|imie|jmeno|krestni jmeno|nombre|nome|voornaam',
	],
	[
		'${m://LastName}',
		'last name|surname|family name|nachname|familienname|nom|nom de famille|nazwisko|prijmeni|apellido|apellidos|cognome|achternaam|sobrenome',
	],
	[
		'${m://Language}',
		'language|lang|preferred language|sprache|langue|jezyk|jazyk|idioma|lingua|taal',
	],
	[
		'${r://RecordedDate}',
		'last survey|survey date|last response|response date|answered|last survey at|survey completed|recorded date|submitted',
	],
	['${r://ResponseID}', 'response id|survey response id'],
	['${r://SurveyName}', 'survey name|last survey name'],
	[
		'${m://ExternalDataReference}',
		'external id|external reference|external data reference|customer id',
	],
	[
		question('Q', 'longText', 'Anything else?'),
		'comment|comments|feedback|note|notes|description|remarks|message|reason|kommentar|bemerkung|anmerkung|commentaire|remarque|komentarz|uwagi|komentar|poznamka|comentario|commento|opmerking',
	],
	[
		question('Q', 'date', 'When?'),
		'birthday|birth date|date of birth|birthdate|geburtstag|geburtsdatum|date de naissance|data urodzenia|datum narozeni|fecha de nacimiento|data di nascita|geboortedatum',
	],
	[
		question('Q', 'consent', 'May we?'),
		'consent|opt in|opt out|optin|optout|newsletter|subscription|allow|do not email|do not allow emails|unsubscribed|einwilligung|zgoda|souhlas|consentement|consentimiento|consenso|toestemming',
	],
	[question('Q', 'url', 'Where on the web?'), 'website|web site|url|homepage'],
	[question('Q', 'text', 'Town'), 'city|stadt|wohnort|ville|miasto|mesto|ciudad|citta'],
	[question('Q', 'text', 'City'), 'town'],
	[question('Q', 'text', 'Country'), 'land|pays|kraj|zeme|pais|paese'],
	[question('Q', 'text', 'Pays'), 'country'],
	[
		question('Q', 'text', 'PLZ'),
		'zip|zip code|postcode|postal code|post code|postleitzahl|code postal|kod pocztowy|psc|codigo postal|cap',
	],
	[question('Q', 'text', 'CAP'), 'plz'],
	[question('Q', 'text', 'Address line'), 'street|strasse|rue|ulica|ulice|calle|via'],
	[question('Q', 'text', 'Street'), 'address line'],
	[
		question('Q', 'text', 'Firma'),
		'company|company name|organisation|organization|employer|entreprise|societe|spolecnost|empresa|azienda',
	],
	[question('Q', 'text', 'Employer'), 'firma'],
	[question('Q', 'text', 'Beruf'), 'job title|job|position|role|poste|stanowisko|pozice'],
	[question('Q', 'text', 'Role'), 'beruf'],
	[question('Q', 'text', 'Sex'), 'gender|geschlecht|sexe|genre|plec|pohlavi|genero'],
	[question('Q', 'text', 'Gender'), 'sex'],
	[question('Q', 'text', 'Full name'), 'name|votre nom|imie i nazwisko|jmeno a prijmeni'],
	[question('Q', 'text', 'Votre nom'), 'full name'],
];
const bothWays = (words: string): string[] =>
	words.split('|').flatMap((one) => [one, one.replaceAll(' ', '')]);

describe('the kinds of fields, by the words that systems have for them', () => {
	it.each(called)('%j, apart and written together', (from, words) => {
		const isToken = typeof from === 'string';
		const survey = surveyOf(question('QA', 'singleChoice', 'Zzz'), ...(isToken ? [] : [from]));
		for (const label of bothWays(words))
			expect([label, first(survey, label).replace(/^\$\{q:\/\/Q\/.*/, 'Q')]).toEqual([
				label,
				isToken ? from : 'Q',
			]);
	});

	it.each([
		['nps group|nps category|nps segment|promoter|detractor', '${q://Q/NPSGroup}'],
		[
			'nps|nps score|net promoter score|likelihood to recommend|recommend|score|csat|ces|satisfaction|rating|stars|zufriedenheit|bewertung|note globale|zadowolenie|ocena|spokojenost|hodnoceni|satisfaccion|soddisfazione',
			'${q://Q/ChoiceNumericEntryValue}',
		],
	])('%s, apart and written together', (words, token) => {
		const survey = surveyOf(question('QA', 'text', 'Zzz'), question('Q', 'nps', 'How likely?'));
		for (const label of bothWays(words))
			expect([label, first(survey, label)]).toEqual([label, token]);
	});

	it.each([
		[
			'email',
			'allow allowed bounce bounced bulk confirmed consent count date disallow do domain hard in last not opt optin optout out permission soft status subscribed subscription type unsubscribed verified',
			'${m://Email}',
		],
		['phone', 'allow consent do not opt optout status verified', '${m://Phone}'],
		['vorname', 'nazwisko prijmeni', '${m://FirstName}'],
		['nazwisko', 'imie jmeno votre', '${m://LastName}'],
		['last survey', 'id link url', '${r://RecordedDate}'],
	])('what is about an %s is none: %s', (name, words, token) => {
		for (const word of words.split(' '))
			expect([word, first(surveyOf(), `${name} ${word}`)]).not.toEqual([word, token]);
	});

	it.each([
		['nps', 'nps', 'group category segment date reason comment last'],
		['score', 'rating', 'date reason comment lead promoter'],
		['note', 'longText', 'globale'],
		[
			'name',
			'text',
			'account brand company family first friend given last maiden middle nick pet product shop staff survey user',
		],
	] as const)(
		'what is about a %s is none of a question of the type %s: %s',
		(name, type, words) => {
			const title = type === 'text' ? 'Full name' : 'Zzz';
			const survey = surveyOf(question('QA', 'file', 'Aaa'), question('Q', type, title));
			const usual = first(survey, name);
			expect(usual).toContain('q://Q/');
			for (const word of words.split(' '))
				expect([word, first(survey, `${name} ${word}`)]).not.toEqual([word, usual]);
		},
	);

	it('the NPS score is that of the question for it, also behind another score', () => {
		const survey = surveyOf(question('QA', 'rating', 'Zzz'), question('Q', 'nps', 'How likely?'));
		expect(first(survey, 'Score')).toBe('${q://QA/ChoiceNumericEntryValue}');
		expect(first(survey, 'NPS Score')).toBe('${q://Q/ChoiceNumericEntryValue}');
	});

	it('a text among the questions is called like a field and holds no answer', () => {
		const shown = question('Q', 'other', 'Email', { answerKeys: [] });
		expect(first(surveyOf(shown), 'Email')).toBe('${m://Email}');
		expect(first(surveyOf({ ...shown, answerKeys: ['Q'] }), 'Email')).toBe('${q://Q/Answer}');
	});
	it.each(
		'account brand company family first friend given last maiden middle nick pet product shop staff survey user'.split(
			' ',
		),
	)('a question for the name of the %s is not one for the name of the person', (of) => {
		const other = question('QA', 'text', `Full name of your ${of}`);
		const survey = surveyOf(other, question('Q', 'text', 'Full name, please'));
		expect(first(survey, 'name')).toBe('${q://Q/ChoiceTextEntryValue}');
	});
});

describe('Q25 the {a} list as people see it', () => {
	const listed = (survey: SurveyDefinition) =>
		catalogue({ survey }).map(({ name, token }) => `${name} → ${token}`);
	// A change that is meant is written with `npm run test:file -- test/unit/pipedText/fieldWords.test.ts -u`.
	it('of a survey with everything in it', () => {
		expect(listed(corpus.survey as SurveyDefinition)).toMatchSnapshot();
	});
	const choices = [
		{ id: '1', code: '5', label: 'Yes' },
		{ id: '2', code: '6', label: 'Other', hasText: true },
	];
	const types =
		'text longText email phone url date time dateTime number boolean consent singleChoice multiChoice rating scale nps ranking matrix file signature payment other';
	it.each(types.split(' ') as AnswerType[])('of a question of the type %s', (type) => {
		const shapes = [
			question('Plain', type, 'Words'),
			question('Choices', type, 'Words', { choices, ref: 'Q7' }),
			question('Rows', type, 'Words', { rows: [{ id: '3', label: 'Row' }] }),
			question('Both', type, '', { rows: [{ id: '3', label: 'Row' }], choices }),
			question('Loop', type, 'Words', { loops: ['1', '2'] }),
		];
		const own = shapes.flatMap((one) =>
			listed(surveyOf(one)).filter((line) => line.includes('${q://')),
		);
		expect(own).toMatchSnapshot();
	});
});
