import { read, type Json } from './presetCalls';

describe('the answers of Typeform', () => {
	it.each([
		['label', { choice: { label: 'Ulm' } }, 'Ulm'],
		['text', { text: 'x' }, 'x'],
		['address', { email: 'ada@b.c' }, 'ada@b.c'],
		['phone number', { phone_number: '+331' }, '+331'],
		['number', { number: 5 }, 5],
		['yes or no', { boolean: true }, true],
		['date', { date: '2025-01-01' }, '2025-01-01'],
		['web address', { url: 'https://a.b' }, 'https://a.b'],
		['file', { file_url: 'https://a.b/f' }, 'https://a.b/f'],
		['amount', { payment: { amount: '5.00' } }, '5.00'],
		['choice with an id', { choice: { id: 'u', label: 'Ulm' } }, 'u'],
		['list of choices', { choices: { labels: ['A', 'B'] } }, ['A', 'B']],
		['list of choices with ids', { choices: { ids: ['a', 'b'], labels: ['A', 'B'] } }, ['a', 'b']],
		['own words', { choice: { other: 'Else' } }, 'Else'],
		['own words among several', { choices: { labels: ['A'], other: 'Else' } }, ['A', 'Else']],
	])('Typeform: an answer that is a %s', (_name, said, value) => {
		const answers = [{ field: { id: '1', ref: 'city' }, ...said }];
		expect(read('typeform', { form_response: { answers } }).answers.city).toMatchObject({
			questionId: '1',
			value,
		});
	});
});

describe('the question types of the tools', () => {
	/** A call with one question of that type, left open. */
	const CALLS: Record<string, (rawType: string) => Json> = {
		alchemer: (type) => ({ response: { survey_data: { 1: { id: 'q', type, question: 'Q' } } } }),
		skeepers: (type) => ({ answers: [{ question_id: 'q', type }] }),
		surveymonkey: (family) => ({ pages: [{ questions: [{ id: 'q', family }] }] }),
		tally: (type) => ({ data: { fields: [{ key: 'q', type }] } }),
		typeform: (type) => ({ form_response: { answers: [{ field: { id: 'q', type } }] } }),
	};
	const TYPES: Record<string, string> = {
		alchemer:
			'RADIO singleChoice MENU singleChoice CHECKBOX multiChoice TEXTBOX text ESSAY longText EMAIL email NUMBER number DATE date NPS nps RATING rating SLIDER scale RANK ranking TABLE matrix MULTI_TEXTBOX matrix FILE file SIGNATURE signature',
		skeepers:
			'nps nps rating rating scale scale single_choice singleChoice multiple_choice multiChoice text text email email number number date date',
		surveymonkey:
			'single_choice singleChoice multiple_choice multiChoice matrix matrix open_ended text demographic matrix datetime dateTime essay longText numerical number date_only date time_only time presentation other',
		tally:
			'INPUT_TEXT text TEXTAREA longText INPUT_EMAIL email INPUT_PHONE_NUMBER phone INPUT_LINK url INPUT_NUMBER number INPUT_DATE date INPUT_TIME time MULTIPLE_CHOICE singleChoice DROPDOWN singleChoice CHECKBOXES multiChoice MULTI_SELECT multiChoice RANKING ranking RATING rating LINEAR_SCALE scale MATRIX matrix FILE_UPLOAD file SIGNATURE signature PAYMENT payment',
		typeform:
			'short_text text long_text longText email email phone_number phone website url date date number number yes_no boolean legal consent multiple_choice singleChoice picture_choice singleChoice dropdown singleChoice ranking ranking rating rating opinion_scale scale nps nps matrix matrix file_upload file payment payment',
	};
	const rows = Object.entries(TYPES).flatMap(([preset, words]) => {
		const list = words.split(' ');
		return list.flatMap((word, at) => (at % 2 === 0 ? [[preset, word, list[at + 1]]] : []));
	});

	it.each(rows)('%s: %s is %s', (preset, rawType, type) => {
		const { answers } = read(preset, CALLS[preset](rawType));
		expect(Object.values(answers)).toMatchObject([{ questionId: 'q', type }]);
	});
});
