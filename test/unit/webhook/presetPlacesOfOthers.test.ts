import { ADA, LINK, read, type Json } from './presetCalls';

describe('where the other tools keep things', () => {
	const formbricks = (data: Json, more: Json = {}) => ({ ...more, data });
	const surveyjs = { responseId: '1', surveyId: '5', surveyTitle: 'Visit', language: 'fr' };

	it.each<[string, Json, object]>([
		[
			'formbricks',
			formbricks({
				id: 'r',
				surveyId: 's',
				survey: { title: 'Visit' },
				language: 'fr',
				createdAt: '2025-01-01T00:00:00Z',
				updatedAt: '2025-01-01T00:01:00Z',
				meta: { url: 'https://form', source: 'https://shop', userAgent: { browser: 'Firefox' } },
			}),
			{
				survey: { id: 's', name: 'Visit', language: 'fr' },
				response: {
					id: 'r',
					status: 'unknown',
					startedAt: '2025-01-01T00:00:00.000Z',
					submittedAt: '2025-01-01T00:01:00.000Z',
					updatedAt: '2025-01-01T00:01:00.000Z',
					url: 'https://form',
				},
				respondent: { language: 'fr', anonymous: true },
				meta: { referer: 'https://shop', userAgent: 'Firefox' },
			},
		],
		[
			'formbricks',
			formbricks({ contact: { id: 'c', userId: 'u' }, tags: [{ name: 'vip' }] }),
			{ respondent: { id: 'c', externalId: 'u' }, tags: ['vip'] },
		],
		[
			'formbricks',
			formbricks({
				contactId: 'c',
				tags: ['vip'],
				variables: { v: 1 },
				contactAttributes: {
					userId: 'u',
					email: 'ada@b.c',
					firstName: 'Ada',
					lastName: 'L',
					smclientid: 'sm1',
				},
			}),
			{
				respondent: {
					id: 'c',
					externalId: 'u',
					email: 'ada@b.c',
					firstName: 'Ada',
					lastName: 'L',
					identifiers: LINK,
				},
				context: { email: 'ada@b.c', v: 1 },
				tags: ['vip'],
			},
		],
		[
			'formbricks',
			formbricks({ data: { smclientid: 'sm1' } }),
			{ respondent: { identifiers: LINK } },
		],
		['formbricks', formbricks({}, { event: 'responseCreated' }), { event: 'created' }],
		['formbricks', formbricks({}, { event: 'responseUpdated' }), { event: 'updated' }],
		[
			'formbricks',
			formbricks({ finished: false }, { event: 'responseFinished' }),
			{ event: 'completed', response: { status: 'partial' } },
		],
		['formbricks', formbricks({ finished: true }), { response: { status: 'complete' } }],
		[
			'tally',
			{
				eventId: 'e',
				data: {
					submissionId: 's',
					formId: 'f',
					formName: 'Visit',
					respondentId: 'p',
					createdAt: '2025-01-01T00:00:00Z',
				},
			},
			{
				deliveryId: 'e',
				survey: { id: 'f', name: 'Visit' },
				response: { id: 's', submittedAt: '2025-01-01T00:00:00.000Z' },
				respondent: { id: 'p' },
			},
		],
		[
			'tally',
			{ createdAt: '2025-01-01T00:00:00Z', data: { responseId: 'r', submissionId: 's' } },
			{ response: { id: 'r', submittedAt: '2025-01-01T00:00:00.000Z' } },
		],
		[
			'tally',
			{
				data: {
					fields: [
						{ key: 'h', type: 'HIDDEN_FIELDS', label: 'smclientid', value: 'sm1' },
						{ key: 'c', type: 'CALCULATED_FIELDS', label: 'sum', value: 4 },
					],
				},
			},
			{ respondent: { identifiers: LINK }, context: { smclientid: 'sm1', sum: 4 }, answers: {} },
		],
		[
			'typeform',
			{
				event_id: 'e',
				event_type: 'form_response_partial',
				form_response: {
					form_id: 'f',
					token: 't',
					landed_at: '2025-01-01T00:00:00Z',
					submitted_at: '2025-01-01T00:01:00Z',
					definition: { title: 'Visit' },
				},
			},
			{
				deliveryId: 'e',
				event: 'updated',
				survey: { id: 'f', name: 'Visit' },
				response: {
					id: 't',
					status: 'partial',
					startedAt: '2025-01-01T00:00:00.000Z',
					submittedAt: '2025-01-01T00:01:00.000Z',
				},
			},
		],
		[
			'typeform',
			{
				event_type: 'form_response',
				form_response: {
					hidden: { email: 'ada@b.c', smclientid: 'sm1' },
					calculated: { score: 3 },
					variables: [
						{ key: 'n', number: 1 },
						{ key: 't', text: 'x' },
						{ key: 'o', outcome_id: 'y' },
					],
				},
			},
			{
				event: 'completed',
				response: { status: 'complete' },
				respondent: { email: 'ada@b.c', identifiers: LINK },
				context: { n: 1, t: 'x', o: 'y', smclientid: 'sm1' },
				scores: [{ name: 'score', value: 3 }],
			},
		],
		[
			'surveyjs',
			{
				...surveyjs,
				startedAt: '2025-01-01T00:00:00Z',
				submittedAt: '2025-01-01T00:01:00Z',
				updatedAt: '2025-01-01T00:02:00Z',
				timeSpent: 60,
				isTest: true,
				completed: false,
				respondent: { ...ADA, externalId: 'C1' },
				variables: { v: 1 },
			},
			{
				survey: { id: '5', name: 'Visit', language: 'fr' },
				response: {
					id: '1',
					status: 'partial',
					isTest: true,
					durationSeconds: 60,
					startedAt: '2025-01-01T00:00:00.000Z',
					submittedAt: '2025-01-01T00:01:00.000Z',
					updatedAt: '2025-01-01T00:02:00.000Z',
				},
				respondent: { ...ADA, externalId: 'C1' },
				context: { v: 1 },
			},
		],
		['surveyjs', { ...surveyjs, completed: true }, { response: { status: 'complete' } }],
		['surveyjs', surveyjs, { response: { status: 'complete' } }],
	])('%s: %j', (preset, payload, wanted) => {
		expect(read(preset, payload)).toMatchObject(wanted);
	});
});
