import { ConnectorError } from '../../../nodes/shared/http/ConnectorError';
import { conceal, concealAll, rememberSecrets } from '../../../nodes/shared/http/knownSecrets';
import { redact, redactUrl } from '../../../nodes/shared/http/redact';
import { factsOf } from '../../../nodes/shared/http/vendorText';

describe('LA11 what is taken out by its form', () => {
	it.each([
		['x%40y.example is taken', '[e-mail] is taken'],
		['x%2540y.example is taken', '[e-mail] is taken'],
		['x&#64;y.example is taken', '[e-mail] is taken'],
		['x\\u0040y.example is taken', '[e-mail] is taken'],
		['call (020) 7946 0958 now', 'call [phone] now'],
		['call +44 (0)20 7946 0958 now', 'call [phone] now'],
		['call 020-7946-0958 now', 'call [phone] now'],
		['call 06.12.34.56.78 now', 'call [phone] now'],
		['call %2B33612345678 now', 'call [phone] now'],
		['call 0048\u00a0600\u00a0100\u00a0200 now', 'call [phone] now'],
		['born 1990-12-10.', 'born [date].'],
		['born 10/12/1990 in', 'born [date] in'],
		['born 10.12.1990 in', 'born [date] in'],
	])('LA11 %j', (text, expected) => {
		expect(redact(text)).toBe(expected);
	});

	it.each([
		'Accepted Values: 816940000,816940001',
		'The value is outside the valid range. Accepted Values: 816940000,816940001,816940002.',
		'allowed options are 816940000, 816940001 or 816940002',
		'must be one of [816940000|816940001]',
		'at 2024-05-01T13:45:00Z',
		'host 192.168.10.200 port 5678',
	])('LA12 keeps %j', (text) => {
		expect(redact(text)).toBe(text);
	});

	it('LA12 a phone beside a list of values goes, the list stays', () => {
		expect(redact('0612345678 is none. Accepted Values: 816940000,816940001. 0612345678')).toBe(
			'[phone] is none. Accepted Values: 816940000,816940001. [phone]',
		);
	});

	it.each([
		["https://h.example.com/v9/contacts(emailaddress1='a%40b.c')", 'h.example.com/v9/contacts(…)'],
		["https://h.example.com/v9/contacts(name='a/b')/x", 'h.example.com/v9/contacts(…)'],
		['https://h.example.com/v3/Ada%20Lovelace/x', 'h.example.com/v3/…/x'],
		[
			'https://h.example.com/c(600000a0-fb26-40b3-a706-f7e747f69ce3)/n',
			'h.example.com/c(600000a0-fb26-40b3-a706-f7e747f69ce3)/n',
		],
		['https://h.example.com/API/v3/contacts/CID_1?email=x', 'h.example.com/API/v3/contacts/CID_1'],
	])('LA11 of the address %s only names and ids are shown', (url, shown) => {
		expect(redactUrl(url)).toBe(shown);
	});
});

describe('LA06 long texts', () => {
	const KINDS: Array<[string, string]> = [
		['letters', 'a'],
		['digits', '7'],
		['at signs', '@'],
		['+1 ', '+1 '],
		['blanks', ' '],
		['brackets', '('],
		['secret=', 'secret="'],
		['Bearer', 'Bearer '],
		['eyJ', 'eyJa.'],
		['percent', '%40'],
		['accepted values', 'Accepted Values: 1,'],
		['must be one of', 'must be one of a or '],
		['dates', '1990-12-'],
		['quotes', '\'"'],
		['max', 'max allowed length of '],
		['surrogates', '😀'],
	];
	const timeOf = (work: () => unknown): number => {
		const began = performance.now();
		work();
		return performance.now() - began;
	};
	/** The fastest of some turns: what else runs on the machine only ever adds. */
	const fastest = (work: () => unknown): number =>
		Math.min(...Array.from({ length: 25 }, () => timeOf(work)));

	it.each(KINDS)('LA06 of %s are worked through in linear time', (_name, unit) => {
		const text = (length: number): string => unit.repeat(Math.ceil(length / unit.length));
		for (const work of [redact, (one: string) => factsOf(one, ['lastname', 'email'])]) {
			// Within the length that is looked at, and beyond it.
			for (const length of [900, 130_000]) {
				const [short, long] = [text(length), text(4 * length)];
				work(short);
				const floor = 2;
				const ratio =
					Math.max(
						floor,
						fastest(() => work(long)),
					) /
					Math.max(
						floor,
						fastest(() => work(short)),
					);
				expect(ratio).toBeLessThanOrEqual(8);
			}
		}
	});

	it('LA06 a word that the cut goes through is left out whole', () => {
		const text = `${'x '.repeat(1_990)}${'a'.repeat(18)}ada.lovelace@example.com`;
		expect(redact(text)).not.toMatch(/lovelace|example/);
	});
});

describe('LA11 the values of a credential', () => {
	const secret = 'p/ss+w=rd "q" & é1';
	const user = 'kate.owner@example.org';
	beforeAll(() => {
		rememberSecrets('test 1', {
			environmentUrl: 'https://contoso.crm4.dynamics.com',
			grantType: 'clientCredentials',
			apiVersion: '9.2',
			user,
			secret,
			pin: 'tiny',
			oauthTokenData: { access_token: 'AbCdEf.GhIjKl', token_type: 'Bearer', expires_in: '3600' },
		});
	});
	afterAll(() => rememberSecrets('test 1', {}));

	const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

	it.each<[string, string]>([
		['as it is', secret],
		['URL-encoded', encodeURIComponent(secret)],
		['as a form sends it', encodeURIComponent(secret).replaceAll('%20', '+')],
		['within JSON', JSON.stringify({ secret })],
		['in HTML', 'p/ss+w=rd &quot;q&quot; &amp; é1'],
		['in base64', base64(secret)],
		['as basic authentication', base64(`${user}:${secret}`)],
		['in capitals', secret.toUpperCase()],
		['the user', user],
		['a token', 'the token abcdef.ghijkl was refused'],
		['a short one by itself', 'pin tiny'],
	])('LA11 %s is taken out', (_name, text) => {
		const clean = conceal(`before ${text} after`);
		expect(clean).toMatch(/^before .*\[secret\].* after$/);
		expect(clean).not.toContain(text);
	});

	it.each(['https://contoso.crm4.dynamics.com', 'clientCredentials', 'version 9.2', 'tinyness'])(
		'LA11 %s is no secret and stays',
		(text) => expect(conceal(text)).toBe(text),
	);

	it('LA11 is not in any part of an error, nor in what goes along with a line of a log', () => {
		const error = new ConnectorError('auth', `token ${secret}`, {
			hint: `use ${encodeURIComponent(secret)}`,
			code: 'AbCdEf.GhIjKl',
			requestId: base64(secret),
			logText: secret,
		});
		const all = JSON.stringify([
			{ ...error },
			error.message,
			error.stack,
			concealAll({ a: [secret] }),
		]);
		expect(all).not.toMatch(/p\/ss|p%2Fss|AbCdEf/i);
		expect(all).not.toContain(base64(secret));
	});

	it('LA11 a credential that changed is noted anew', () => {
		rememberSecrets('test 2', { token: 'first-value-of-it' });
		rememberSecrets('test 2', { token: 'second-value-of-it' });
		expect(conceal('first-value-of-it second-value-of-it')).toBe('first-value-of-it [secret]');
		rememberSecrets('test 2', {});
	});
});
