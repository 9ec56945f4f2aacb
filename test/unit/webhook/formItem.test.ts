import {
	fieldsOf,
	readForm,
	type FormReading,
} from '../../../nodes/shared/connectors/webhook/formItem';

const SCORE = 'How likely are you to recommend us?';
const ITEM = {
	[SCORE]: 6,
	'What could we do better?': ' The queue ',
	'Your email': 'ada@example.com',
	'Which shops?': ['Praha', 'Brno, VIP'],
	Newsletter: 'Yes',
	Nothing: null,
	Photo: [{ filename: 'a.png', mimetype: 'image/png', size: 4 }],
	submittedAt: '2026-03-05T15:07:09.000+01:00',
	formMode: 'production',
	formQueryParameters: { store: 'S7' },
};
const reading = (more: Partial<FormReading> = {}): FormReading => ({
	surveyId: 'Feedback',
	surveyName: 'Feedback',
	types: new Map(),
	respondent: {},
	...more,
});
const read = (item: Record<string, unknown>, more?: Partial<FormReading>) =>
	readForm(item, reading(more), { timeZone: 'UTC' });

describe('a filled form of n8n as a Survey Response', () => {
	it('takes fields as answers, and what stands beside them for what it is', () => {
		const response = read(ITEM, {
			types: new Map([[SCORE, 'nps']]),
			respondent: { email: 'Your email' },
		});
		expect(response).toMatchObject({
			provider: 'n8nForm',
			survey: { id: 'Feedback', name: 'Feedback' },
			response: { submittedAt: '2026-03-05T14:07:09.000Z', status: 'complete', isTest: false },
			respondent: { email: 'ada@example.com', anonymous: false },
			context: { store: 'S7' },
			answers: {
				[SCORE]: { type: 'nps', numeric: 6, npsGroup: 'detractor', state: 'answered' },
				'What could we do better?': { type: 'text' },
				'Which shops?': { type: 'multiChoice', value: ['Praha', 'Brno, VIP'] },
				Newsletter: { value: 'Yes' },
				Nothing: { state: 'skipped', value: null },
				Photo: { type: 'file', text: 'a.png' },
			},
		});
		expect(Object.keys(response.answers)).toEqual(fieldsOf(ITEM));
	});

	it('has one id however often the same submission is read, and another for each other', () => {
		const { id } = read(ITEM).response;
		expect(read({ ...ITEM }).response.id).toBe(id);
		expect(read({ ...ITEM, [SCORE]: 7 }).response.id).not.toBe(id);
		expect(read({ ...ITEM, submittedAt: '2026-03-05T15:07:10.000+01:00' }).response.id).not.toBe(
			id,
		);
		expect(read(ITEM, { surveyId: 'Another' }).response.id).not.toBe(id);
	});

	it('marks a test, and knows the person who is logged in', () => {
		const user = { id: '7', email: 'bob@example.com', firstName: 'Bob', lastName: 'Ray' };
		const { response, respondent } = read({ ...ITEM, formMode: 'test', user });
		expect(response.isTest).toBe(true);
		expect(respondent).toMatchObject({ id: '7', email: 'bob@example.com', firstName: 'Bob' });
		expect(read({ ...ITEM, user }, { respondent: { email: 'Your email' } }).respondent.email).toBe(
			'ada@example.com',
		);
	});

	it.each([
		['anonymous without a person', { [SCORE]: 1 }],
		['empty address', { [SCORE]: 1, 'Your email': '  ' }],
		['null address', { [SCORE]: 1, 'Your email': null }],
	])('%s', (_title, item) => {
		expect(read(item, { respondent: { email: 'Your email' } }).respondent).toEqual({
			anonymous: true,
			identifiers: [],
		});
	});

	it.each<[string, Record<string, unknown>]>([
		['no fields', {}],
		['a field called __proto__', JSON.parse('{"__proto__": "x", "constructor": 1}')],
		['nested objects', { a: { b: [1, { c: null }] } }],
		['wrong times', { a: 1, submittedAt: 'soon', formMode: 5, user: 'x', formQueryParameters: [] }],
		['text that looks like piped text', { a: '${e://Field/plan}' }],
	])('reads %s', (_title, item) => {
		const response = read(item);
		expect(response.response.status).toBe('complete');
		expect(Object.keys(response.answers).length).toBe(fieldsOf(item).length);
	});

	it.each<[unknown, object]>([
		[
			{ fileName: 'b.png', mimeType: 'image/png' },
			{ type: 'file', text: 'b.png' },
		],
		[[{ filename: 'a', mimetype: 'x' }, { mimetype: 'x' }], { type: 'file', text: 'a, file' }],
		[[{ filename: 'a', mimetype: 'x' }, { other: 1 }], { type: 'multiChoice' }],
		[[], { state: 'skipped' }],
		[['a'], { type: 'multiChoice', value: ['a'] }],
	])('%j is %j', (value, wanted) => {
		expect(read({ Photo: value }).answers.Photo).toMatchObject(wanted);
	});

	it('a list of a field whose type is told has that type', () => {
		const types = new Map([['Shop', 'singleChoice' as const]]);
		expect(read({ Shop: ['a'] }, { types }).answers.Shop).toMatchObject({
			type: 'singleChoice',
			value: 'a',
		});
	});

	it('what stands beside the fields is no answer, and the id says where it came from', () => {
		const { answers, response, respondent } = read(
			{
				...ITEM,
				headers: { a: 1 },
				user: { email: 'x@y.z' },
				Phone: '+331',
				First: 'Ada',
				Last: 'L',
				No: 'C1',
			},
			{ respondent: { phone: 'Phone', firstName: 'First', lastName: 'Last', externalId: 'No' } },
		);
		for (const name of ['headers', 'user', 'formMode', 'submittedAt', 'formQueryParameters'])
			expect(answers).not.toHaveProperty(name);
		expect(response.id).toMatch(/^F_[\w-]{20}$/);
		expect(respondent).toMatchObject({
			email: 'x@y.z',
			phone: '+331',
			firstName: 'Ada',
			lastName: 'L',
			externalId: 'C1',
		});
	});

	it.each([
		'text',
		'number',
		'boolean',
		'date',
		'email',
		'phone',
		'singleChoice',
		'rating',
		'nps',
	] as const)('a field may be of type %s', (type) => {
		expect(read({ A: '1' }, { types: new Map([['A', type]]) }).answers.A.type).toBe(type);
	});
});
