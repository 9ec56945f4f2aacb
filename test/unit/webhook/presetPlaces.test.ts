import { ADA, LINK, read, type Json } from './presetCalls';

describe('where an Alchemer call keeps the response', () => {
	const DATA = {
		survey_id: 5,
		survey_title: 'Visit',
		language: 'English',
		link_id: 9,
		date_started: '2025-07-01 09:10:00',
		date_submitted: '2025-07-01 09:15:00',
		response_time: 300,
		is_test_data: '1',
		url_variables: { smclientid: { key: 'smclientid', value: 'sm1' } },
		ip_address: '192.0.2.7',
		user_agent: 'Firefox',
		referer: 'https://shop.example',
		survey_data: {
			2: { id: 2, type: 'NPS', question: 'Why?', shortname: 'nps', answer: '9', comments: 'good' },
			7: {
				id: 7,
				type: 'TABLE',
				question: 'Rate',
				subquestions: {
					8: { id: 8, type: 'RADIO', parent: 7, question: 'Staff', answer: 'Good', answer_id: 31 },
				},
			},
			9: { id: 9, type: 'CHECKBOX', question: 'Which?', options: { 1: { id: 1, option: 'One' } } },
		},
	};
	const shared = {
		survey: { id: '5', language: 'English', collectorId: '9' },
		response: {
			id: '12',
			isTest: true,
			durationSeconds: 300,
			startedAt: '2025-07-01T13:10:00.000Z',
			submittedAt: '2025-07-01T13:15:00.000Z',
			status: 'partial',
		},
		context: { smclientid: 'sm1' },
		meta: { ip: '192.0.2.7', userAgent: 'Firefox', referer: 'https://shop.example' },
		answers: {
			nps: { type: 'nps', value: 9, title: 'Why?', comment: 'good' },
			Q7_8: { type: 'singleChoice', value: '31', title: 'Rate', row: { id: '8', label: 'Staff' } },
			Q9: { type: 'multiChoice', value: ['1'], label: 'One' },
		},
	};

	it.each<[string, Json, object]>([
		[
			'under response',
			{ response: { ...DATA, id: 12, contact_id: 55, status: 'Partial' } },
			{ survey: { name: 'Visit' }, respondent: { id: '55', identifiers: LINK } },
		],
		[
			'under data',
			{
				data: {
					...DATA,
					response_id: 12,
					response_status: 'Partial',
					contact: { id: 55, email: 'ada@b.c' },
				},
			},
			{
				survey: { name: 'Visit' },
				respondent: { id: '55', email: 'ada@b.c' },
			},
		],
		[
			'under data, in the same words as elsewhere',
			{ data: { ...DATA, id: 12, status: 'Partial' } },
			{},
		],
	])('%s', (_name, payload, more) => {
		expect(read('alchemer', payload)).toMatchObject({ ...shared, ...more });
	});

	it('at the top', () => {
		const { url_variables: _variables, ...top } = DATA;
		const payload = { ...top, id: 12, contact_id: 55, status: 'Partial' };
		const { context: _context, ...wanted } = shared;
		expect(read('alchemer', payload)).toMatchObject({ ...wanted, respondent: { id: '55' } });
	});

	it.each([
		[{ response: { url_variables: { smclientid: 'sm1' } } }],
		[{ data: { url_variables: { smclientid: 'sm1' } } }],
		[{ url_variables: { smclientid: 'sm1' } }],
	])('the id that a link carried is found in %j', (payload) => {
		expect(read('alchemer', payload).respondent.identifiers).toEqual(LINK);
	});

	it.each([
		['Complete', 'complete'],
		['Partial', 'partial'],
		['Disqualified', 'disqualified'],
		['Deleted', 'unknown'],
	])('%s is %s', (status, wanted) => {
		expect(read('alchemer', { response: { status } }).response.status).toBe(wanted);
	});
});

describe('where a SurveyMonkey response keeps things', () => {
	const PERSON = {
		email: { value: 'ada@b.c' },
		first_name: { value: 'Ada' },
		last_name: { value: 'L' },
	};
	it.each<[Json, object]>([
		[
			{
				event_id: 'e',
				event_type: 'response_updated',
				object_id: '1',
				event_datetime: '2025-01-01T00:00:00Z',
				resources: { survey_id: '5', collector_id: '9', recipient_id: '7' },
			},
			{
				deliveryId: 'e',
				event: 'updated',
				survey: { id: '5', collectorId: '9' },
				response: { id: '1', submittedAt: '2025-01-01T00:00:00.000Z', status: 'unknown' },
				respondent: { id: '7' },
			},
		],
		[
			{ survey_id: '5', collector_id: '9', collection_mode: 'default', id: '1', recipient_id: '7' },
			{
				survey: { id: '5', collectorId: '9', channel: 'default' },
				response: { id: '1', isTest: false },
				respondent: { id: '7' },
			},
		],
		[
			{
				date_created: '2025-01-01T00:00:00Z',
				date_modified: '2025-01-01T00:01:00Z',
				total_time: 60,
				analyze_url: 'https://analyze',
				ip_address: '192.0.2.7',
			},
			{
				response: {
					startedAt: '2025-01-01T00:00:00.000Z',
					submittedAt: '2025-01-01T00:01:00.000Z',
					updatedAt: '2025-01-01T00:01:00.000Z',
					durationSeconds: 60,
					url: 'https://analyze',
				},
				meta: { ip: '192.0.2.7' },
			},
		],
		[{ collection_mode: 'preview' }, { response: { isTest: true } }],
		[{ collection_mode: 'survey_preview' }, { response: { isTest: true } }],
		[
			{ metadata: { contact: PERSON }, custom_value: 'C1' },
			{ respondent: { email: 'ada@b.c', firstName: 'Ada', lastName: 'L', externalId: 'C1' } },
		],
		[
			{ email_address: 'ada@b.c', first_name: 'Ada', last_name: 'L' },
			{ respondent: { email: 'ada@b.c', firstName: 'Ada', lastName: 'L' } },
		],
		[
			{ custom_variables: { smclientid: 'sm1', plan: 'gold' } },
			{ context: { smclientid: 'sm1', plan: 'gold' }, respondent: { identifiers: LINK } },
		],
	])('%j', (payload, wanted) => {
		expect(read('surveymonkey', payload)).toMatchObject(wanted);
	});

	it.each([
		['response_completed', 'completed'],
		['response_updated', 'updated'],
		['response_created', 'created'],
		['response_deleted', 'deleted'],
	])('%s is the event %s', (event_type, event) => {
		expect(read('surveymonkey', { event_type }).event).toBe(event);
	});

	it.each(['overquota', 'disqualified', 'partial'])('a response may be %s', (status) => {
		expect(read('surveymonkey', { response_status: status }).response.status).toBe(status);
		expect(read('surveymonkey', { response_status: 'completed' }).response.status).toBe('complete');
	});
});

describe('where a Skeepers call keeps things', () => {
	it('as the docs compose it', () => {
		const attributes = {
			contact_id: 7,
			email: 'ada@b.c',
			phone: '+331',
			first_name: 'Ada',
			last_name: 'L',
			external_id: 'C1',
			smclientid: 'sm1',
		};
		const payload = {
			campaign: { id: 5, name: 'Visit' },
			feedback: {
				id: 1,
				language: 'fr',
				channel: 'sms',
				started_at: '2025-01-01T00:00:00Z',
				submitted_at: '2025-01-01T00:01:00Z',
			},
			attributes,
			answers: [
				{ question_id: 1, label: 'nps', question: 'Why?', type: 'nps', value: 9, comment: 'good' },
				{ question_id: 2, label: 'city', type: 'single_choice', value: 'Ulm', code: 'u' },
			],
		};
		expect(read('skeepers', payload)).toMatchObject({
			survey: { id: '5', name: 'Visit', language: 'fr', channel: 'sms' },
			response: {
				id: '1',
				startedAt: '2025-01-01T00:00:00.000Z',
				submittedAt: '2025-01-01T00:01:00.000Z',
				status: 'complete',
			},
			respondent: { ...ADA, externalId: 'C1', identifiers: LINK },
			context: { ...attributes },
			answers: {
				nps: { questionId: '1', title: 'Why?', type: 'nps', value: 9, comment: 'good' },
				city: { type: 'singleChoice', value: 'u', label: 'Ulm' },
			},
		});
	});

	it.each<[Json, object]>([
		[
			{ feedback: { date: '2025-01-01' } },
			{ response: { submittedAt: '2025-01-01T00:00:00.000Z' } },
		],
		[{ feedback: { status: 'partial' } }, { response: { status: 'partial' } }],
		[{ feedback: { status: 'completed' } }, { response: { status: 'complete' } }],
		[{ attributes: { customer_id: 'C2' } }, { respondent: { externalId: 'C2' } }],
	])('%j', (payload, wanted) => {
		expect(read('skeepers', payload)).toMatchObject(wanted);
	});
});
