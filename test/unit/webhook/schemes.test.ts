import { createHmac } from 'node:crypto';
import {
	isAuthentic,
	signsBody,
	type IncomingCall,
	type Scheme,
} from '../../../nodes/shared/connectors/webhook/authenticity';
import { PRESETS } from '../../../nodes/shared/connectors/webhook/presets';
import type { Signature } from '../../../nodes/shared/connectors/webhook/presets/WebhookPreset';
import { schemeOf } from '../../../nodes/shared/connectors/webhook/schemeOf';

const rawBody = Buffer.from('{}');
const NOW = Date.parse('2026-01-01T00:00:00Z');
const check = (scheme: Scheme, headers: IncomingCall['headers'], path?: string): boolean =>
	isAuthentic({ headers, rawBody, path }, scheme, NOW);

describe('how callers prove themselves', () => {
	it.each([
		['hmac', true],
		['standardWebhooks', true],
		['header', false],
		['basic', false],
		['path', false],
	] as const)('%s needs the bytes of the body: %s', (method, needs) => {
		expect(signsBody({ method })).toBe(needs);
	});

	it.each<[Signature, string, Scheme]>([
		[{ method: 'path' }, 'a:b', { method: 'path', secret: 'a:b' }],
		[
			{ method: 'header', headerName: 'X' },
			'a:b',
			{ method: 'header', headerName: 'X', secret: 'a:b' },
		],
		[{ method: 'basic' }, 'ann:a:b', { method: 'basic', user: 'ann', password: 'a:b' }],
		[{ method: 'basic' }, ':b', { method: 'basic', user: '', password: 'b' }],
		[{ method: 'basic' }, 'ann', { method: 'basic', user: '', password: '' }],
	])('%j with the secret %s is %j', (signature, secret, scheme) => {
		expect(schemeOf(signature, secret)).toEqual(scheme);
	});

	it('a way that nobody knows proves nothing', () => {
		expect(check({ method: 'magic', secret: 'x' } as unknown as Scheme, {}, '/?x')).toBe(false);
	});

	it.each<[string, IncomingCall['headers'], boolean]>([
		['in a header', { 'x-survey-secret': 'long secret' }, true],
		['in a header that came twice', { 'x-survey-secret': ['no', 'long secret'] }, true],
		[
			'behind twenty others',
			{ 'x-survey-secret': [...Array<string>(20).fill('no'), 'long secret'] },
			false,
		],
		['with a blank more', { 'x-survey-secret': 'long secret ' }, false],
		['in another header', { 'x-other': 'long secret' }, false],
	])('a secret %s', (_name, headers, isTaken) => {
		const scheme: Scheme = {
			method: 'header',
			headerName: ' X-Survey-Secret ',
			secret: 'long secret',
		};
		expect(check(scheme, headers)).toBe(isTaken);
	});

	it.each([
		['/x?a#long-secret', true],
		['/x?a=long-secret', true],
		['?long-secret', true],
		['/x?a=long-secret-more', false],
		['/x?a?long-secret', false],
	])('a secret in the address %s: %s', (path, isTaken) => {
		expect(check({ method: 'path', secret: 'long-secret' }, {}, path)).toBe(isTaken);
	});
});

describe('calls that are signed as Standard Webhooks are', () => {
	const key = Buffer.from('0123456789abcdef');
	const scheme = (more: object = {}): Scheme => ({
		method: 'standardWebhooks',
		secret: ` whsec_${key.toString('base64')} `,
		...more,
	});
	const at = (seconds: number) => String(NOW / 1000 + seconds);
	const sign = (timestamp: string) =>
		`v1,${createHmac('sha256', key).update(`id.${timestamp}.`).update(rawBody).digest('base64')}`;
	const headers = (timestamp: string, signature = sign(timestamp)) => ({
		'webhook-id': 'id',
		'webhook-timestamp': timestamp,
		'webhook-signature': signature,
	});

	it.each<[string, string, string | undefined, object, boolean]>([
		['just now', at(0), undefined, {}, true],
		['five minutes old', at(-300), undefined, {}, true],
		['older', at(-301), undefined, {}, false],
		['from the future', at(301), undefined, {}, false],
		['as old as is allowed', at(-600), undefined, { toleranceSeconds: 600 }, true],
		['older than is allowed', at(-10), undefined, { toleranceSeconds: 5 }, false],
		['at no time', 'now', undefined, {}, false],
		['at a time with a fraction', `${at(0)}.5`, undefined, {}, false],
		['with other signatures before it', at(0), `v1,xx v2,yy ${sign(at(0))}`, {}, true],
		['behind twenty others', at(0), `${'v1,x '.repeat(20)}${sign(at(0))}`, {}, false],
		['the twentieth', at(0), `${'v1,x '.repeat(19)}${sign(at(0))}`, {}, true],
		['without its version', at(0), sign(at(0)).slice(3), {}, false],
	])('%s', (_name, timestamp, signature, more, isTaken) => {
		expect(check(scheme(more), headers(timestamp, signature))).toBe(isTaken);
	});
});

it.each([
	[
		'alchemer',
		'Alchemer',
		'Any secret; add it as a request header in Alchemer: Webhooks → Enable request headers',
	],
	[
		'formbricks',
		'Formbricks',
		'Formbricks: Integrations → Webhooks → the webhook’s signing secret (whsec_…)',
	],
	['skeepers', 'Skeepers', 'Any secret; add it as a header of the webhook in Skeepers'],
	[
		'surveyjs',
		'SurveyJS',
		'Any secret; your server sends it as header X-Survey-Secret with each response',
	],
	[
		'surveymonkey',
		'SurveyMonkey (Posted by a Tool)',
		'SurveyMonkey: the client ID of the app, an ampersand (&), and its client secret',
	],
	['tally', 'Tally', 'Tally: Integrations → Webhooks → Signing secret'],
	['typeform', 'Typeform', 'Typeform: Connect → Webhooks → Edit → Secret'],
])('%s is called %s, and says where its secret comes from', (name, label, secretHint) => {
	expect(PRESETS.find((preset) => preset.name === name)).toMatchObject({ label, secretHint });
});
