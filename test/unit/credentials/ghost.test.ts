import { createHmac } from 'node:crypto';
import { GhostMembersApi } from '../../../credentials/GhostMembersApi.credentials';
import { ghostSite } from '../../../credentials/ghostSite';
import { ghostToken } from '../../../credentials/ghostToken';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

const ID = '6b0cd6667c16f11fd4ad9953';
const SECRET = '5e'.repeat(32);
const KEY = `${ID}:${SECRET}`;
const NOW = Date.parse('2026-03-01T12:00:00.400Z');

const read = (part: string): unknown =>
	JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;

describe('the token of an Admin API key', () => {
	it('is signed with the secret half as bytes, and good for five minutes', () => {
		const [head, claims, signature] = ghostToken(` ${KEY}\n`, NOW).split('.');
		const iat = Math.floor(NOW / 1000);
		expect(read(head)).toEqual({ alg: 'HS256', typ: 'JWT', kid: ID });
		expect(read(claims)).toEqual({ iat, exp: iat + 300, aud: '/admin/' });
		const made = createHmac('sha256', Buffer.from(SECRET, 'hex')).update(`${head}.${claims}`);
		expect(signature).toBe(made.digest('base64url'));
	});

	it.each([SECRET, `${ID}:`, `:${SECRET}`, `${ID}:xyz`, `${ID}:5e5`, `${KEY}:5e`])(
		'%s is none, and the sentence does not quote it',
		(key) => {
			expect(() => ghostToken(key, NOW)).toThrow(/must be two parts/);
			expect(() => ghostToken(key, NOW)).not.toThrow(key);
		},
	);
});

const { authenticate } = new GhostMembersApi() as unknown as {
	authenticate(
		data: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions>;
};

describe('the site of a Ghost credential', () => {
	it.each([
		['https://example.ghost.io', 'https://example.ghost.io'],
		[' example.ghost.io/ ', 'https://example.ghost.io'],
		['https://example.com/blog/', 'https://example.com/blog'],
		['https://example.com/ghost/', 'https://example.com'],
		['https://example.com/blog/ghost/api/admin/', 'https://example.com/blog'],
		['https://ghost.example.com', 'https://ghost.example.com'],
		['http://127.0.0.1:2368', 'http://127.0.0.1:2368'],
	])('%s is %s', (url, address) => {
		expect(ghostSite(url)).toEqual({ ok: true, address });
	});

	it.each(['', 'http://example.com', 'https://a:b@example.com'])('%s is refused', (url) => {
		expect(ghostSite(url)).toMatchObject({ ok: false });
	});

	it('no token goes to another host', async () => {
		const data = { url: 'https://example.ghost.io', adminApiKey: KEY };
		const request = { url: 'https://example.ghost.io.example.com/ghost/api/admin/members/' };
		await expect(authenticate(data, request)).rejects.toThrow(/not sent to/);
		const { headers } = await authenticate(data, { url: `${data.url}/ghost/api/admin/members/` });
		expect(String(headers?.Authorization)).toMatch(/^Ghost [\w-]+\.[\w-]+\.[\w-]+$/);
	});
});
