import { catalogue, mostLikelyFirst } from '../../../nodes/shared/pipedText/catalogue';
import type { WantedField } from '../../../nodes/shared/pipedText/catalogue';
import { searchCatalogue } from '../../../nodes/shared/pipedText/catalogue/searchCatalogue';
import { namesOf } from '../../../nodes/shared/n8n/rowField';
import type { Question, SurveyDefinition } from '../../../nodes/shared/survey/SurveyDefinition';

const question = (
	id: string,
	type: Question['type'],
	title: string,
	more: Partial<Question> = {},
): Question => ({ id, type, title, choices: [], rows: [], answerKeys: [id], ...more });

const choices = ['Yes', 'No'].map((label, index) => ({
	id: String(index + 1),
	code: String(index + 1),
	label,
}));

const visit: SurveyDefinition = {
	provider: 'qualtrics',
	id: 'SV_1',
	name: 'Visit',
	questions: [
		question('QID1', 'nps', 'How likely are you to recommend us?'),
		question('QID2', 'longText', 'Why?', { ref: 'reason' }),
		question('QID3', 'singleChoice', 'May we contact you by email or phone?', { choices }),
		question('QID4', 'email', 'Where can we reach you?'),
		question('QID5', 'text', 'Your mobile phone number'),
		question('QID6', 'text', 'Who are you?', {
			rows: [
				{ id: '1', label: 'First name' },
				{ id: '2', label: 'Last name' },
				{ id: '3', label: 'City' },
			],
		}),
		question('QID7', 'rating', 'How was the staff?', { choices }),
		question('QID8', 'date', 'When did you visit us?'),
		question('QID9', 'date', 'Your date of birth'),
		question('QID10', 'singleChoice', 'Would you like our newsletter?', { choices }),
		question('QID11', 'singleChoice', 'Your favourite shop', { choices }),
		question('QID12', 'text', 'Jméno a příjmení'),
	],
	contextFields: [{ name: 'plan' }, { name: 'shopCity' }, { name: 'PhoneWork' }],
};

const first = (survey: SurveyDefinition, field: WantedField, count = 1): string[] =>
	mostLikelyFirst(catalogue({ survey }), field)
		.slice(0, count)
		.map(({ token }) => token);

/** With no question that asks for it. */
const without = (...ids: string[]): SurveyDefinition => ({
	...visit,
	questions: visit.questions.filter(({ id }) => !ids.includes(id)),
});

describe('the most likely token first', () => {
	it.each<[string, WantedField, string[]]>([
		['email', { name: 'email' }, ['${q://QID4/ChoiceTextEntryValue}', '${m://Email}']],
		[
			'a column with its label',
			{ name: 'emailaddress1', label: 'Email' },
			['${q://QID4/ChoiceTextEntryValue}', '${m://Email}'],
		],
		['camel case', { name: 'workEmail' }, ['${q://QID4/ChoiceTextEntryValue}']],
		['in French', { name: 'c1', label: 'Courriel' }, ['${q://QID4/ChoiceTextEntryValue}']],
		['phone', { name: 'phone' }, ['${m://Phone}', '${e://Field/PhoneWork}']],
		['mobilephone', { name: 'mobilephone' }, ['${m://Phone}']],
		[
			'firstname',
			{ name: 'firstname' },
			['${q://QID6/ChoiceTextEntryValue/1}', '${m://FirstName}'],
		],
		[
			'a row that is called so',
			{ name: 'lastName', label: 'Last Name' },
			['${q://QID6/ChoiceTextEntryValue/2}', '${m://LastName}'],
		],
		['a full name', { name: 'name', label: 'Name' }, ['${q://QID12/ChoiceTextEntryValue}']],
		['score', { name: 'nps_score' }, ['${q://QID1/ChoiceNumericEntryValue}']],
		['NPS', { name: 'NPS' }, ['${q://QID1/ChoiceNumericEntryValue}']],
		['group', { name: 'nps_group', label: 'NPS Group' }, ['${q://QID1/NPSGroup}']],
		[
			'rating',
			{ name: 'new_staffrating', label: 'Staff Rating' },
			['${q://QID7/ChoiceNumericEntryValue}'],
		],
		['comment', { name: 'comment' }, ['${q://QID2/ChoiceTextEntryValue}']],
		['called like a reference', { name: 'Reason' }, ['${q://QID2/ChoiceTextEntryValue}']],
		['called like embedded data', { name: 'Plan' }, ['${e://Field/plan}']],
		['birthday', { name: 'birthdate', label: 'Birthday' }, ['${q://QID9/ChoiceTextEntryValue}']],
		[
			'consent',
			{ name: 'donotemail', label: 'Do not allow Emails' },
			['${q://QID10/ChoiceGroup/SelectedChoices}'],
		],
		[
			'opt-out is no address',
			{ name: 'hs_email_optout' },
			['${q://QID10/ChoiceGroup/SelectedChoices}'],
		],
		['language', { name: 'language' }, ['${m://Language}', '${r://Language}']],
		['time of the response', { name: 'last-survey-at' }, ['${r://RecordedDate}']],
		[
			"a field of one's own",
			{ name: 'new_favouriteshop', label: 'Favourite Shop' },
			['${q://QID11/ChoiceGroup/SelectedChoices}'],
		],
		[
			'city',
			{ name: 'address1_city', label: 'City' },
			['${q://QID6/ChoiceTextEntryValue/3}', '${e://Field/shopCity}'],
		],
	])('%s: %j', (_what, field, tokens) => {
		expect(first(visit, field, tokens.length)).toEqual(tokens);
	});

	it.each<[string, string[]]>([
		[
			'${q://QID4/ChoiceTextEntryValue}',
			['E-mail', 'E-Mail-Adresse', 'Adresse e-mail', 'Adres e-mail', 'E-mailová adresa'].concat([
				'Correo electrónico',
				'Indirizzo e-mail',
				'E-mailadres',
				'Email Address 2',
			]),
		],
		[
			'${m://Phone}',
			[
				'Phone Number',
				'Telefonnummer',
				'Numéro de téléphone',
				'Numer telefonu',
				'Telefonní číslo',
			].concat(['Teléfono', 'Numero di telefono', 'Telefoonnummer', 'Mobile']),
		],
		[
			'${m://FirstName}',
			['Given Name', 'Vorname', 'Prénom', 'Imię', 'Jméno', 'Nombre', 'Nome', 'Voornaam'],
		],
		[
			'${m://LastName}',
			['Surname', 'Nachname', 'Nom', 'Nazwisko', 'Příjmení', 'Apellidos', 'Cognome', 'Achternaam'],
		],
	])('%s for %j', (token, labels) => {
		for (const label of labels)
			expect([label, ...first(visit, { name: 'x', label })]).toEqual([label, token]);
	});

	it.each<[string, WantedField, string[], string]>([
		['email', { name: 'email' }, ['QID4'], '${m://Email}'],
		['consent', { name: 'optin' }, ['QID10'], '${q://QID1/ChoiceNumericEntryValue}'],
		['score', { name: 'score' }, ['QID1'], '${q://QID7/ChoiceNumericEntryValue}'],
	])('%s, where no question asks for it', (_what, field, left, token) => {
		expect(first(without(...left), field)).toEqual([token]);
	});

	it('orders only: nothing is left out or comes twice, and what is not likely stays in its order', () => {
		const all = catalogue({ survey: visit });
		for (const name of ['email', 'score', 'city', 'name', 'favourite shop', 'zzz', '', '1']) {
			const ordered = mostLikelyFirst(all, { name });
			expect(new Set(ordered)).toEqual(new Set(all));
			expect(ordered).toHaveLength(all.length);
			const rest = ordered.slice(5);
			expect(rest).toEqual(all.filter((entry) => rest.includes(entry)));
		}
		expect(mostLikelyFirst(all, { name: 'zzz' })).toEqual(all);
	});

	it('the words of a question are never offered as its answer', () => {
		for (const name of ['email', 'phone', 'comment', 'Why', 'score', 'favourite shop'])
			expect(first(visit, { name }, 3).join()).not.toContain('QuestionText');
	});

	it('what is typed into the list still decides, and the likely ones lead among what fits', () => {
		const ordered = mostLikelyFirst(catalogue({ survey: visit }), { name: 'email' });
		expect(searchCatalogue(ordered, 'favourite').entries[0].token).toContain('QID11');
		expect(searchCatalogue(ordered, 'contact email').entries[0].token).toBe('${m://Email}');
	});

	it('a survey of 150 questions and 2,000 fields is ordered fast enough to type by', () => {
		const questions = Array.from({ length: 150 }, (_, index) => ({
			...visit.questions[index % visit.questions.length],
			id: `QID${index + 100}`,
		}));
		const contextFields = Array.from({ length: 2000 }, (_, index) => ({ name: `field ${index}` }));
		const entries = catalogue({ survey: { ...visit, questions, contextFields } });
		const start = performance.now();
		mostLikelyFirst(entries, { name: 'emailaddress1', label: 'Email' });
		expect(performance.now() - start).toBeLessThan(500);
	});
});

it.each([
	['emailaddress1', 'Email (emailaddress1) · unique', { name: 'emailaddress1', label: 'Email' }],
	['embeddedData.plan', 'Embedded Data · plan', { name: 'plan', label: 'plan' }],
	['lang', 'Language · two letters', { name: 'lang', label: 'Language' }],
	['details.shoe-size', undefined, { name: 'shoe-size' }],
	['email', 7, { name: 'email' }],
])('%s, shown as %s, is called %j', (written, shown, names) => {
	expect(namesOf(written, shown)).toEqual(names);
});
