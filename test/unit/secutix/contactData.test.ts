import { readContact } from '../../../nodes/shared/connectors/secutix/contactData';
import { describeError } from '../../../nodes/shared/connectors/secutix/errorTable';

const contact = {
	contactNumber: '0042',
	authorizations: [
		{ authorizationCode: 'SMS', allowed: false },
		{ authorizationCode: 'PHONE', allowed: null },
		{ allowed: true },
	],
	contactCriteria: [
		{ criterionCode: 'SEGMENT', values: ['GOLD', { code: 'VIP' }] },
		{ code: 'NOTE', value: 0 },
		{ criterionCode: 'EMPTY', values: [] },
	],
};
const read = {
	number: '0042',
	authorizations: { SMS: false },
	criteria: { SEGMENT: 'GOLD,VIP', NOTE: '0', EMPTY: '' },
};

describe('a contact in an answer of SecuTix', () => {
	it.each<[string, Record<string, unknown>]>([
		['in the answer itself', { statusCode: 'success', ...contact }],
		['below a name', { statusCode: 'success', contactData: contact }],
		['in a list', { statusCode: 'success', result: [contact] }],
	])('is found %s', (_name, answer) => expect(readContact(answer)).toEqual(read));

	it('several entries of one criterion are its values', () => {
		const contactCriteria = [
			{ code: 'INTEREST', value: 'ART' },
			{ code: 'INTEREST', value: 'MUSIC' },
		];
		expect(readContact({ contactNumber: '1', contactCriteria })?.criteria).toEqual({
			INTEREST: 'ART,MUSIC',
		});
	});

	it.each([{}, { statusCode: 'success' }, { contactData: null }, { result: [] }])(
		'%j holds none',
		(answer) => expect(readContact(answer)).toBeUndefined(),
	);
});

describe('what SecuTix answers instead', () => {
	const request = {
		method: 'POST' as const,
		url: 'https://museum.ws.secutix.com/tnco/x',
		subject: 'contact with this number',
	};
	it.each<[number, unknown, string]>([
		[401, undefined, 'auth'],
		[403, '<html>', 'permission'],
		[404, '<html>', 'input'],
		[509, '<html>', 'rateLimited'],
		[429, '', 'rateLimited'],
		[503, '<html>', 'unavailable'],
		[200, { statusCode: 'X', statusDetail: 'Invalid token' }, 'auth'],
		[200, { statusCode: 'X', statusDetail: 'The contact does not exist' }, 'notFound'],
		[200, { statusCode: 'X', statusDetail: 'Contact introuvable' }, 'notFound'],
		[200, { statusCode: 'X', statusDetail: 'Something else' }, 'input'],
		[418, 'tea', 'unexpected'],
	])('%d with %j is of kind %s, with what to do', (status, body, kind) => {
		const error = describeError({ status, headers: {}, body }, request);
		expect(error).toMatchObject({ kind, status, hint: expect.any(String) });
	});

	it('quotes what it was refused with, without what looks like a secret', () => {
		const body = { requestId: 7, statusCode: 'PARAM_KO', statusDetail: 'ann@example.com is wrong' };
		const error = describeError({ status: 200, headers: {}, body }, request);
		expect(error).toMatchObject({ code: 'PARAM_KO', requestId: '7' });
		expect(error.message).toContain('PARAM_KO');
		expect(error.message).not.toContain('ann@example.com');
	});
});
