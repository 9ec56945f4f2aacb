import { createHmac } from 'node:crypto';
import {
	isAuthentic,
	type IncomingCall,
	type Scheme,
} from '../../../nodes/shared/connectors/webhook/authenticity';

const rawBody = Buffer.from('{"nps":9}');
const SECRET = 'a secret of at least sixteen';
const check = (
	scheme: Scheme,
	headers: IncomingCall['headers'],
	path = '/webhook/x/survey',
): boolean => isAuthentic({ headers, rawBody, path }, scheme, 0);
const hmac = (change: object = {}): Extract<Scheme, { method: 'hmac' }> => ({
	method: 'hmac',
	headerName: 'X-Sig',
	secret: SECRET,
	algorithm: 'sha256',
	encoding: 'hex',
	...change,
});
const digest = (encoding: 'hex' | 'base64' | 'base64url', key = SECRET, algorithm = 'sha256') =>
	createHmac(algorithm, key).update(rawBody).digest(encoding);

describe('LA08 an empty secret proves nothing, whatever is shown', () => {
	const blanks = ['', ' ', '\n', '\u200b', '\ufeff'];
	it.each(blanks)('%j', (secret) => {
		const encoded = Buffer.from(`${secret}:${secret}`).toString('base64');
		expect(check(hmac({ secret }), { 'x-sig': digest('hex', secret) })).toBe(false);
		const header: Scheme = { method: 'header', headerName: 'X-Sig', secret };
		for (const given of ['', secret, undefined])
			expect(check(header, { 'x-sig': given })).toBe(false);
		const basic: Scheme = { method: 'basic', user: secret, password: secret };
		for (const given of [`Basic ${encoded}`, 'Basic ', 'Basic Og==', ''])
			expect(check(basic, { authorization: given })).toBe(false);
		for (const address of ['/x?', '/x?=', '/x?&', `/x?${secret}`])
			expect(check({ method: 'path', secret }, {}, address)).toBe(false);
		const signed = createHmac('sha256', '').update('id.0.').update(rawBody).digest('base64');
		const headers = { 'webhook-id': 'id', 'webhook-timestamp': '0' };
		for (const whsec of [secret, `whsec_${secret}`])
			expect(
				check(
					{ method: 'standardWebhooks', secret: whsec },
					{ ...headers, 'webhook-signature': `v1,${signed}` },
				),
			).toBe(false);
	});
});

describe('LA08 signatures as senders write them', () => {
	it.each([
		['hex', {}, digest('hex'), true],
		['hex in capitals', {}, digest('hex').toUpperCase(), true],
		['with blanks around', {}, ` ${digest('hex')} `, true],
		['the prefix that was set', { prefix: 'sha256=' }, `SHA256=${digest('hex')}`, true],
		['the prefix missing', { prefix: 'v0:' }, digest('hex'), false],
		['the algorithm before it, though nobody said so', {}, `sha256=${digest('hex')}`, true],
		['another algorithm before it', {}, `sha1=${digest('hex')}`, false],
		['base64', { encoding: 'base64' }, digest('base64'), true],
		['base64 without padding', { encoding: 'base64' }, digest('base64').replace('=', ''), true],
		['base64 with the other alphabet', { encoding: 'base64' }, digest('base64url'), true],
		['base64 where hex is set', {}, digest('base64'), false],
		['hex where base64 is set', { encoding: 'base64' }, digest('hex'), false],
		['another algorithm', { algorithm: 'sha1' }, digest('hex'), false],
		['cut short', {}, digest('hex').slice(0, 32), false],
		['an odd digit more', {}, `${digest('hex')}0`, false],
		['twice in a row', {}, digest('hex').repeat(2), false],
		['nothing', {}, '', false],
		['the prefix alone', { prefix: 'sha256=' }, 'sha256=', false],
		['no hex at all', {}, 'z'.repeat(64), false],
	])('%s', (_, change, given, taken) => {
		expect(check(hmac(change), { 'x-sig': given })).toBe(taken);
	});

	it('a call without the signature is refused', () => expect(check(hmac(), {})).toBe(false));

	it('a header that came several times: one right one is enough, none is not', () => {
		expect(check(hmac(), { 'x-sig': ['00', digest('hex')] })).toBe(true);
		expect(check(hmac(), { 'x-sig': ['00', '11'] })).toBe(false);
		expect(check(hmac(), { 'x-sig': [] })).toBe(false);
	});

	it('Standard Webhooks: two ids or times are none', () => {
		const key = Buffer.from('0123456789abcdef');
		const secret = `whsec_${key.toString('base64')}`;
		const signed = createHmac('sha256', key).update('id.0.').update(rawBody).digest('base64');
		const headers = {
			'webhook-id': 'id',
			'webhook-timestamp': '0',
			'webhook-signature': `v1,${signed}`,
		};
		const scheme: Scheme = { method: 'standardWebhooks', secret };
		expect(check(scheme, headers)).toBe(true);
		for (const name of ['webhook-id', 'webhook-timestamp'] as const)
			expect(check(scheme, { ...headers, [name]: [headers[name], 'other'] })).toBe(false);
	});
});

describe('LA08 basic auth', () => {
	const scheme: Scheme = { method: 'basic', user: 'survey', password: ' päss:word ' };
	const encoded = Buffer.from('survey: päss:word ').toString('base64');
	it.each([
		[`Basic ${encoded}`, true],
		[`basic  ${encoded}`, true],
		[`Basic ${encoded.replace(/=+$/, '')}`, true],
		[`Bearer ${encoded}`, false],
		[encoded, false],
		[`Basic ${Buffer.from('survey:päss:word').toString('base64')}`, false],
		['Basic', false],
	])('%s: %p', (authorization, taken) => expect(check(scheme, { authorization })).toBe(taken));
});

describe('LA08 a secret in the address stands behind the question mark', () => {
	it.each([
		['/webhook/x/survey?a-long-secret-of-mine', true],
		['/webhook/x/survey?a=1&key=a-long-secret-of-mine', true],
		['/webhook/a-long-secret-of-mine/survey', false],
		['/webhook/x/survey', false],
	])('%s: %p', (path, taken) =>
		expect(check({ method: 'path', secret: 'a-long-secret-of-mine' }, {}, path)).toBe(taken),
	);
});
