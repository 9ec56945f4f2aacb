import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { SecutixApi } from '../../../credentials/SecutixApi.credentials';
import { startSecutixSandbox, type SecutixSandbox } from '../secutix';
import { sendCredentialTest } from './credentialTest';

let sandbox: SecutixSandbox;
beforeAll(async () => {
	sandbox = await startSecutixSandbox();
	sandbox.control.addContact({ contactNumber: '0042' });
});
afterAll(async () => await sandbox.close());

const account = (change: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => {
	const { institution, operator, partner, secret, url } = sandbox;
	return {
		institution,
		environment: 'other',
		address: url,
		serviceVersion: 'v2_21',
		authentication: 'selfSigned',
		operator,
		partner,
		secret,
		testContactNumber: '0042',
		sessionToken: '',
		...change,
	};
};

/** What the test rule of the credential looks at. */
const isConnected = ({ status, body }: { status: number; body: unknown }): boolean => {
	const rule = new SecutixApi().test.rules?.[0];
	const key = rule?.type === 'responseSuccessBody' ? rule.properties.key : '';
	return status === 200 && (body as Record<string, unknown>)[key] !== undefined;
};

/** n8n's helper, as far as `preAuthentication` uses it. */
const helper = {
	helpers: {
		httpRequest: async ({ url, body }: { url: string; body: unknown }) => {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			if (!response.ok) throw new Error(`status ${response.status}`);
			return (await response.json()) as unknown;
		},
	},
} as unknown as IHttpRequestHelper;

it.each<[string, ICredentialDataDecryptedObject, boolean]>([
	['right', {}, true],
	['with blanks around', { operator: ' MUSEUM_CRM ', testContactNumber: ' 0042 ' }, true],
	['with a wrong secret', { secret: 'guess' }, false],
	['with another operator', { operator: 'OTHER' }, false],
	['with another institution', { institution: 'OTHER' }, false],
	['with another partner', { partner: 'Somebody' }, false],
	['with a contact that is not there', { testContactNumber: '42' }, false],
])('a self-signed credential %s is told apart by its test', async (_name, change, works) => {
	expect(isConnected(await sendCredentialTest(new SecutixApi(), account(change)))).toBe(works);
});

it('a refusal inside a 200 is not taken for a connection', async () => {
	sandbox.control.misbehave({ match: /getContactData/, kind: 'error', status: 200 });
	expect(isConnected(await sendCredentialTest(new SecutixApi(), account()))).toBe(false);
});

describe('a token of the token service', () => {
	const credential = new SecutixApi();
	const service = (change: ICredentialDataDecryptedObject = {}) =>
		account({ authentication: 'tokenService', ...change });

	it('is fetched with operator, partner and secret, and used', async () => {
		const given = service();
		const session = await credential.preAuthentication.call(helper, given);
		expect(session.sessionToken).toMatch(/^[0-9a-f]{16}\.service\./);
		const answer = await sendCredentialTest(credential, { ...given, ...session });
		expect(isConnected(answer)).toBe(true);
	});

	it('is not given for a wrong secret', async () => {
		const fetched = credential.preAuthentication.call(helper, service({ secret: 'guess' }));
		await expect(fetched).rejects.toThrow('401');
	});

	it('a self-signed credential fetches none', async () => {
		expect(await credential.preAuthentication.call(helper, account())).toEqual({});
	});
});
