import { identify } from '../../../nodes/shared/connectors/salesmanago/identify';
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
