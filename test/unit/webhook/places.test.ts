import { compileSpec } from '../../../nodes/shared/connectors/webhook/mapPayload';
import { PRESETS } from '../../../nodes/shared/connectors/webhook/presets';
import { mapped } from './posted';

const presetOf = (name: string) => PRESETS.find((preset) => preset.name === name)!;
const read = (preset: string, payload: unknown) =>
	compileSpec(presetOf(preset).spec)(payload, { timeZone: 'UTC' }).map(({ response }) => response);

const formbricks = (data: object) => ({
	webhookId: 'w-1',
	event: 'responseFinished',
	data: {
		id: 'r-1',
		surveyId: 's-1',
		finished: true,
		contact: null,
		contactAttributes: null,
		...data,
	},
});

describe('Formbricks', () => {
	it.each([
		['a language', { language: 'en' }, true, 'en'],
		['no language', { language: null }, true, undefined],
		['the default language', { language: 'default' }, true, undefined],
		['attributes that name nobody', { contactAttributes: { plan: 'gold' } }, true, undefined],
		['a contact', { contact: { id: 'c-1' }, language: 'de' }, false, 'de'],
		['an e-mail', { contactAttributes: { email: 'ann@example.com' } }, false, undefined],
	])('LC23 %s', (_title, data, anonymous, language) => {
		const [response] = read('formbricks', formbricks(data));
		expect(response.respondent.anonymous).toBe(anonymous);
		expect(response.respondent.language).toBe(language);
		expect(response.survey.language).toBe(language);
	});

	it('LC23 an array of one event is the same as the event', () => {
		const event = formbricks({ data: { q1: 'x' } });
		expect(read('formbricks', [event])).toEqual(read('formbricks', event));
	});

	it('LC11 contact info has five places, blank or not', () => {
		const value = (contact: string[]) =>
			read('formbricks', formbricks({ data: { contact, more: 1 } }))[0].answers.contact;
		const some = ['Ada', '', 'ada@example.com', '', 'ACME'];
		const all = ['Ada', 'Love', 'ada@example.com', '+4412', 'ACME'];
		expect(value(some)).toMatchObject({ value: some, label: 'Ada, ada@example.com, ACME' });
		expect(value(all)).toMatchObject({ value: all, type: value(some).type });
		expect(value(['', '', '', '', ''])).toMatchObject({ state: 'skipped', value: null });
	});
});

describe('language is no identity', () => {
	it.each([
		[{ language: '$.lang' }, true],
		[{ language: '$.lang', email: '$.mail' }, false],
	])('LC23 in a mapping of one’s own: %j', (mapping, anonymous) => {
		const { response } = mapped(mapping, { id: '1', lang: 'fr', mail: 'ann@example.com' });
		expect(response.respondent.anonymous).toBe(anonymous);
	});
});

describe('Typeform', () => {
	it('LC11 codes and words stay paired where a word is blank', () => {
		const [response] = read('typeform', {
			form_response: {
				token: 't',
				form_id: 'f',
				answers: [
					{
						type: 'choices',
						field: { id: 'q', type: 'multiple_choice' },
						choices: { ids: ['a', 'b'], labels: ['', 'Dog'] },
					},
				],
			},
		});
		expect(response.answers.q.value).toEqual(['a', 'b']);
		expect(response.answers.q.choices).toMatchObject([{ id: 'a' }, { id: 'b', label: 'Dog' }]);
	});
});

describe('SurveyMonkey', () => {
	const ask = (questions: object[], more: object = {}) =>
		read('surveymonkey', {
			id: '1',
			survey_id: '2',
			pages: [{ questions }, { questions: [] }],
			...more,
		})[0];
	const matrix = (subtype: string, answers: object[]) => ({
		id: '9',
		family: 'matrix',
		subtype,
		heading: 'Rate us',
		answers,
	});

	it('LC22 a rating has its weight as number, whatever the place of its choice', () => {
		const weight = (value: string) => ({ choice_metadata: { weight: value } });
		const { answers } = ask([
			matrix('rating', [
				{ row_id: '11', choice_id: '21', simple_text: 'Good', ...weight('5') },
				{ row_id: '12', choice_id: '22', simple_text: 'Poor', ...weight('-1.5') },
				{ row_id: '13', choice_id: '23', simple_text: 'No idea' },
			]),
		]);
		expect(answers.Q9_11).toMatchObject({ value: '21', label: 'Good', numeric: 5 });
		expect(answers.Q9_12).toMatchObject({ value: '22', numeric: -1.5 });
		expect(answers.Q9_13.numeric).toBeUndefined();
	});

	it('LC22 a menu has one answer for each row and column', () => {
		const cell = (row_id: string, col_id: string, choice_id: string, simple_text: string) => ({
			row_id,
			col_id,
			choice_id,
			simple_text,
		});
		const { answers } = ask([
			matrix('menu', [
				cell('11', '31', '41', 'Daily'),
				cell('11', '32', '51', 'Praha'),
				cell('12', '31', '42', 'Weekly'),
				cell('12', '32', '52', 'Brno'),
			]),
		]);
		const found = Object.values(answers).map(({ key, value, label }) => [key, value, label]);
		expect(found).toEqual([
			['Q9_11_31', '41', 'Daily'],
			['Q9_11_32', '51', 'Praha'],
			['Q9_12_31', '42', 'Weekly'],
			['Q9_12_32', '52', 'Brno'],
		]);
		expect(answers.Q9_11_31.row).toEqual({ id: '11_31', label: '11 – 31' });
	});

	it.each([
		['preview', true],
		['survey_preview', true],
		['default', false],
		['data_entry', false],
		['edit', false],
	])('LC22 collected as %s: a test is %s', (collection_mode, isTest) => {
		expect(ask([], { collection_mode }).response.isTest).toBe(isTest);
	});

	it.each([
		['', true],
		['0', true],
		['77', false],
	])('LC22 recipient "%s": anonymous is %s', (recipient_id, anonymous) => {
		const blank = { email_address: '', first_name: '', last_name: '', ip_address: '' };
		expect(ask([], { recipient_id, ...blank }).respondent.anonymous).toBe(anonymous);
	});

	const choices = (family: string, answers: object[]) =>
		ask([{ id: '9', family, subtype: 'vertical', heading: 'Where?', answers }]).answers.Q9;

	it('LC22 the text of an "other" choice', () => {
		const other = { other_id: '99', text: 'Brno, or so', simple_text: 'Other | Brno, or so' };
		expect(choices('single_choice', [other])).toMatchObject({
			type: 'singleChoice',
			value: '99',
			label: 'Other',
			text: 'Brno, or so',
			choices: [{ id: '99', label: 'Other', other: true, otherText: 'Brno, or so' }],
		});
		const dog = { choice_id: '3', simple_text: 'Dog' };
		expect(choices('multiple_choice', [other, dog])).toMatchObject({
			type: 'multiChoice',
			value: ['3', '99'],
			label: 'Dog, Other',
			text: 'Dog, Brno, or so',
		});
		expect(choices('single_choice', [dog, other])).toMatchObject({
			value: '3',
			label: 'Dog',
			comment: 'Brno, or so',
		});
	});

	it('LC22 a comment below a table belongs to none of its rows', () => {
		const { answers } = ask([
			matrix('single', [
				{ other_id: '99', text: 'All fine' },
				{ row_id: '11', choice_id: '21', simple_text: 'Good' },
			]),
		]);
		expect(Object.keys(answers)).toEqual(['Q9_11']);
		expect(answers.Q9_11).toMatchObject({ label: 'Good', comment: 'All fine' });
	});

	it.each([
		['both', '12/31/2015 11:59 PM', '2015-12-31T23:59:00'],
		['both', '31/12/2015 09:05', '2015-12-31T09:05:00'],
		['date_only', '12/31/2015', '2015-12-31'],
		['date_only', '03/04/2015', '03/04/2015'],
	])('LC22 a date (%s) typed %s', (subtype, text, value) => {
		const question = { id: '9', family: 'datetime', subtype, heading: 'When?' };
		const answers = [{ row_id: '11', text, simple_text: text }];
		expect(ask([{ ...question, answers }]).answers.Q9_11).toMatchObject({ value, label: text });
	});
});
