import { contactIdOf, identify } from '../../../nodes/shared/connectors/salesmanago/identify';
import type { SurveyResponse } from '../../../nodes/shared/survey/SurveyResponse';
import { answer, sheetResponse, smclientid } from './responses';

const email = (key: string, text: string) => answer(key, 'E-mail', { type: 'email', text });

describe('who answered', () => {
	it('N14 by the first e-mail question, in the order of the survey', () => {
		const response = sheetResponse([
			answer('Q1', 'Name', { text: 'Jan' }),
			email('Q2', ' Jan@Example.com '),
			email('Q3', 'other@example.com'),
		]);
		expect(identify(response, 'email')).toEqual({
			kind: 'email',
			match: [{ field: 'email', kind: 'email' }],
			key: { email: 'jan@example.com' },
			operation: 'createOrUpdate',
		});
	});

	it('N14 the second e-mail question never stands in for the first', () => {
		const skipped = answer('Q1', 'E-mail', { type: 'email', state: 'skipped' });
		const response = sheetResponse([skipped, email('Q2', 'other@example.com')]);
		expect(identify(response, 'email')).toEqual({
			kind: 'nobody',
			reason: expect.stringContaining('Q1'),
		});
	});

	it('N14 where the tool does not tell e-mail questions, the first text that is an address', () => {
		const response = sheetResponse([
			answer('Q1', 'Comment', { text: 'write to jan@example.com' }),
			answer('Q2', 'Contact', { text: 'jan@example.com' }),
		]);
		expect(identify(response, 'email')).toMatchObject({ key: { email: 'jan@example.com' } });
	});

	it.each([
		['no question', sheetResponse([answer('Q1', 'Name')])],
		['an answer that is no address', sheetResponse([email('Q1', 'jan at example')])],
		['an address too long', sheetResponse([email('Q1', `${'a'.repeat(65)}@example.com`)])],
	])('N14 %s: nobody, with a reason and without the answer', (_name, response) => {
		const found = identify(response, 'email');
		expect(found.kind).toBe('nobody');
		expect(JSON.stringify(found)).not.toMatch(/jan|aaa/);
	});

	it('N17 N18 by the id in the link: updates only', () => {
		expect(identify(sheetResponse([], smclientid('a08ff49b')), 'smclientid')).toEqual({
			kind: 'contactId',
			match: [{ field: 'contactId', kind: 'text' }],
			key: { contactId: 'a08ff49b' },
			operation: 'update',
		});
	});

	it('N17 also where it came as a hidden field of another tool', () => {
		const response = sheetResponse([], { context: { SMclient: ' a08ff49b ' } });
		expect(identify(response, 'smclientid')).toMatchObject({ key: { contactId: 'a08ff49b' } });
	});

	it.each<[object, string | undefined]>([
		[{ system: 'salesmanago', type: 'contact', value: 'c1' }, 'c1'],
		[{ system: 'other', type: 'SMClientId', value: 'c1' }, 'c1'],
		[{ system: 'other', type: 'customer', value: 'c1' }, undefined],
		[{ system: 'salesmanago', type: 'contact', value: ' ' }, undefined],
	])('the identifier %j names the contact %s', (identifier, id) => {
		const respondent = {
			anonymous: false,
			identifiers: [identifier],
		} as SurveyResponse['respondent'];
		expect(contactIdOf(sheetResponse([], { respondent }))).toBe(id);
	});

	it.each<[object, string | undefined]>([
		[{ smclientid: 'c1' }, 'c1'],
		[{ smclientid: 5 }, undefined],
		[{ client: 'c1' }, undefined],
	])('the hidden fields %j name the contact %s', (context, id) => {
		expect(contactIdOf(sheetResponse([], { context } as Partial<SurveyResponse>))).toBe(id);
	});

	it('why it is nobody is said', () => {
		const reason = (response: SurveyResponse, by: 'email' | 'smclientid') => {
			const found = identify(response, by);
			return found.kind === 'nobody' && found.reason;
		};
		expect(reason(sheetResponse([]), 'smclientid')).toBe(
			'The survey link had no smclientid, so the contact is unknown',
		);
		expect(reason(sheetResponse([]), 'email')).toBe(
			'The survey has no question for an e-mail address',
		);
		expect(reason(sheetResponse([email('Q1', 'jan')]), 'email')).toBe(
			'The first e-mail question (Q1) was not answered with an e-mail address',
		);
	});

	it('N17 without it nobody; by either, the link comes first', () => {
		const both = sheetResponse([email('Q1', 'jan@example.com')], smclientid('a08ff49b'));
		expect(identify(sheetResponse([email('Q1', 'jan@example.com')]), 'smclientid').kind).toBe(
			'nobody',
		);
		expect(identify(both, 'either').kind).toBe('contactId');
		expect(identify(both, 'email').kind).toBe('email');
		expect(identify(sheetResponse([email('Q1', 'jan@example.com')]), 'either').kind).toBe('email');
	});
});
