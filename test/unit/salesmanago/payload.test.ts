import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import {
	sameValue,
	targetName,
	tagField,
} from '../../../nodes/shared/connectors/salesmanago/contactValues';
import { endpointAddress } from '../../../nodes/shared/connectors/salesmanago/endpoint';
import { payloadOf } from '../../../nodes/shared/connectors/salesmanago/payload';
import { signatureFor } from '../../../credentials/salesManagoSignature';

const payload = (values: Record<string, unknown>, more = {}) =>
	payloadOf({ values, allowOptInAgain: false, ...more });

describe('a request', () => {
	it('puts every field where it belongs', () => {
		expect(
			payload({
				email: ' Jan@Example.com',
				name: 'Jan',
				state: 'prospect',
				externalId: 'crm-1',
				city: 'Praha',
				zipCode: '110 00',
				birthday: '1985-01-31',
				province: 'Praha',
				lang: 'CS',
				'details.nps': 0,
				'dateDetails.answered': '2025-01-10T11:00:00Z',
				'numberDetails.score': '9',
				'tags.SURVEY': true,
				'tags.OLD': false,
			}),
		).toEqual({
			email: 'jan@example.com',
			contact: {
				name: 'Jan',
				state: 'PROSPECT',
				externalId: 'crm-1',
				address: { city: 'Praha', zipCode: '110 00' },
			},
			root: {
				birthday: '19850131',
				province: 'Praha',
				lang: 'CS',
				properties: { nps: '0' },
				dictionaryProperties: [
					{ name: 'answered', type: 'DATE', value: Date.UTC(2025, 0, 10, 11) },
					{ name: 'score', type: 'NUMBER', value: '9' },
				],
				tags: ['SURVEY'],
				removeTags: ['OLD'],
			},
			sent: expect.any(Array),
			warnings: [],
		});
	});

	it('never empties a field, and says so', () => {
		const made = payload({ 'details.note': null, company: '' });
		expect(made).toMatchObject({ contact: {}, root: {}, sent: [] });
		expect((made as { warnings: string[] }).warnings).toHaveLength(2);
	});

	it.each([
		['an address', { email: 'jan' }],
		['a state', { state: 'FRIEND' }],
		['a birthday', { birthday: '31/01/1985' }],
		['a birthday that no calendar has', { birthday: '1985-02-29' }],
		['the same in digits', { birthday: '19850231' }],
		['and without a year', { birthday: '0230' }],
		['a birthday of one number', { birthday: '1985' }],
		['a language', { lang: 'Czech' }],
		['a date', { 'dateDetails.d': 'soon' }],
		['a number', { 'numberDetails.n': 'many' }],
		['a detail name', { [`details.${'x'.repeat(256)}`]: '1' }],
		['a detail without a name', { 'details.': '1' }],
		['a date without a name', { 'dateDetails.': '2025-01-10T11:00:00Z' }],
		['a tag without a name', { 'tags.': true }],
		['a field', { shoeSize: '42' }],
	])('refuses %s that cannot be sent as meant, without quoting it', (_name, values) => {
		const error = payload(values);
		expect(error).toBeInstanceOf(ConnectorError);
		expect((error as ConnectorError).message).not.toMatch(/FRIEND|soon|many|Czech$/);
	});

	it.each([
		[{ status: 'optIn' }, { forceOptIn: true }],
		[{ status: 'optOut' }, { forceOptOut: true }],
		[undefined, {}],
	])('consents are off unless asked for: %j', (status, root) => {
		expect(payload({}, { status })).toMatchObject({ root });
		expect(Object.keys((payload({}, { status }) as { root: object }).root)).toEqual(
			Object.keys(root),
		);
	});

	it.each([
		['optIn', undefined, false, { forcePhoneOptIn: true }],
		['optIn', { phoneStatus: 'optOut' }, false, {}],
		['optIn', { phoneStatus: 'optOut' }, true, { forcePhoneOptIn: true }],
		['optIn', {}, false, {}],
		['optOut', { phoneStatus: 'optIn' }, false, { forcePhoneOptOut: true }],
		['maybe', undefined, false, {}],
	])(
		'phone status %s for %j (again allowed: %p) gives %j',
		(value, present, allowOptInAgain, root) => {
			const made = payload({ phoneStatus: value }, { present, allowOptInAgain }) as {
				root: object;
			};
			expect(made.root).toEqual(root);
			const isSent = Object.keys(root).length > 0;
			expect(made).toMatchObject({ sent: isSent ? ['phoneStatus'] : [] });
		},
	);

	it.each([
		['optIn', 7, { consentAccept: true, agreementDate: 7 }],
		['optIn', undefined, { consentAccept: true }],
		['optOut', 7, { consentAccept: false }],
	])('a consent (%s) that was given at %s: %j', (status, at, wanted) => {
		const made = payload({ 'consents.News': { status, at } });
		expect(made).toMatchObject({ sent: ['consents.News'] });
		expect((made as { root: object }).root).toEqual({
			consentDetails: [{ consentName: 'News', ...wanted }],
		});
	});

	it('a named consent goes along as accepted or refused', () => {
		expect(payload({ 'consents.Newsletter': 'optIn' })).toMatchObject({
			root: { consentDetails: [{ consentName: 'Newsletter', consentAccept: true }] },
		});
		const refused = payload({ 'consents.Newsletter': 'optIn' }, { present: {} }) as {
			root: object;
			warnings: string[];
		};
		expect(refused.root).toEqual({});
		expect(refused.warnings[0]).toContain('may be an opt-out');
	});
});

describe('values', () => {
	it.each<[string, unknown, unknown, boolean]>([
		['tags.X', true, true, true],
		['tags.X', null, false, true],
		['tags.X', null, true, false],
		['details.a', 'x'.repeat(255), 'x'.repeat(300), true],
		['details.a', '0', 0, true],
		['details.a', null, '', true],
		['numberDetails.n', '9', 9.0, true],
		['dateDetails.d', '1736510400000', '2025-01-10T12:00:00Z', true],
		['phoneStatus', 'optOut', { status: 'optOut', at: 1 }, true],
		['phoneStatus', 'optOut', 'optIn', false],
		['consents.News', 'optIn', { status: 'optIn', at: 1 }, true],
		['consents.News', null, { status: 'optOut' }, false],
		['birthday', '19850131', '1985-01-31', true],
		['birthday', '19840229', '1984-02-29', true],
		['birthday', '0229', '--02-29', true],
		['birthday', '19850131', '1985-01-31T23:30:00-05:00', true],
		['email', 'ann@example.com', '\u200eAnn@example.com\u2060', true],
		['email', 'a@example.com', ' A@Example.com', true],
		['name', 'Ann', 'ANN', false],
	])('%s: %j and %j are the same: %p', (field, from, to, same) => {
		expect(sameValue(field, from, to)).toBe(same);
	});

	it.each([
		['E-Mail', 'details.E-Mail'],
		['Email', 'email'],
		['zip code', 'zipCode'],
		['details.email', 'details.email'],
		['tags.VIP', 'tags.VIP'],
		['phoneStatus', 'phoneStatus'],
	])('the field %s is %s', (name, target) => expect(targetName(name)).toBe(target));

	it('LC10 an address is sent as it is seen', () => {
		const email = '\u202aAda@Example.com\u200b\u202c';
		expect(payloadOf({ values: { email }, allowOptInAgain: false })).toMatchObject({
			email: 'ada@example.com',
		});
	});

	it('N11 tags are stored in capitals and without spaces', () =>
		expect(tagField(' survey nps ')).toBe('tags.SURVEY_NPS'));
});

describe('the account', () => {
	it.each([
		['app2.salesmanago.com', 'https://app2.salesmanago.com'],
		[' https://www.salesmanago.pl/api/ ', 'https://www.salesmanago.pl'],
		['https://app2.manago.ai/', 'https://app2.manago.ai'],
		['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080'],
	])('N05 %s is %s', (pasted, address) => expect(endpointAddress(pasted)).toBe(address));

	it.each(['', 'http://app2.salesmanago.com', 'https://a:b@app2.salesmanago.com', 'ftp://x'])(
		'N05 %s is refused',
		(pasted) => expect(() => endpointAddress(pasted)).toThrow('endpoint'),
	);

	it('N06 N07 signs as the contract says', () => {
		expect(signatureFor({ clientId: 'client', apiSecret: 'secret' }, 'key', 1)).toEqual({
			clientId: 'client',
			apiKey: 'key',
			requestTime: 1,
			sha: '95ab89dbf30d7b0d522bea318b001ed9ceba514d',
		});
	});
});
