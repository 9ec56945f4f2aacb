import { qualtricsBaseUrl } from '../../../credentials/qualtricsBaseUrl';
import { assertOwnOrigin } from '../../../credentials/qualtricsAccount';

describe('the address of a Qualtrics account (C09, C10)', () => {
	it.each([
		['fra1', 'https://fra1.qualtrics.com'],
		[' IAD1 ', 'https://iad1.qualtrics.com'],
		['fra1.qualtrics.com', 'https://fra1.qualtrics.com'],
		['https://fra1.qualtrics.com/', 'https://fra1.qualtrics.com'],
		['https://brand.fra1.qualtrics.com/Q/MyProjects?x=1', 'https://brand.fra1.qualtrics.com'],
		['http://fra1.qualtrics.com', 'https://fra1.qualtrics.com'],
	])('%s → %s', (dataCenter, baseUrl) => {
		expect(qualtricsBaseUrl({ dataCenter })).toEqual({ ok: true, baseUrl });
	});

	it.each([
		['https://gateway.example.com/qualtrics/', 'https://gateway.example.com/qualtrics'],
		['https://gateway.example.com/survey/API/v3/', 'https://gateway.example.com/survey'],
		['http://localhost:3000', 'http://localhost:3000'],
		['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
		['http://[::1]:3000', 'http://[::1]:3000'],
	])('override %s → %s', (override, baseUrl) => {
		expect(qualtricsBaseUrl({ dataCenter: 'fra1', baseUrl: override })).toEqual({
			ok: true,
			baseUrl,
		});
	});

	it.each([
		[{ dataCenter: '' }],
		[{ dataCenter: 'fra 1' }],
		[{ dataCenter: 'fra1@evil' }],
		[{ dataCenter: 'fra1', baseUrl: 'http://gateway.example.com' }],
		[{ dataCenter: 'fra1', baseUrl: 'http://127.0.0.1.example.com' }],
		[{ dataCenter: 'fra1', baseUrl: 'gateway.example.com' }],
		[{ dataCenter: 'fra1', baseUrl: 'ftp://localhost' }],
		[{ dataCenter: 'fra1', baseUrl: 'https://user:word@gateway.example.com' }],
	])('%j is refused with a reason', (credentials) => {
		expect(qualtricsBaseUrl(credentials)).toEqual({
			ok: false,
			reason: expect.stringMatching(/.{20}/),
		});
	});

	it.each([
		['https://fra1.qualtrics.com/API/v3/whoami', undefined, true],
		['/API/v3/whoami', 'https://fra1.qualtrics.com', true],
		['https://fra1.qualtrics.com.example.com/API/v3/whoami', undefined, false],
		['https://example.com/API/v3/whoami', 'https://fra1.qualtrics.com', false],
		['http://fra1.qualtrics.com/API/v3/whoami', undefined, false],
	])('the token goes to %s (base %s): %s', (url, baseURL, allowed) => {
		const send = () => assertOwnOrigin({ dataCenter: 'fra1' }, { url, baseURL });
		if (allowed) expect(send).not.toThrow();
		else expect(send).toThrow(/not sent to/);
	});
});
