import { SalesManagoApi } from '../../../credentials/SalesManagoApi.credentials';
import { startSalesManagoSandbox, type SalesManagoSandbox } from '../salesmanago';
import { sendCredentialTest } from './credentialTest';

let sandbox: SalesManagoSandbox;
beforeAll(async () => {
	sandbox = await startSalesManagoSandbox();
});
afterAll(async () => await sandbox.close());

it.each([
	['right', {}, true],
	['pasted with /api/', { endpoint: '/api/' }, true],
	['with a wrong secret', { apiSecret: 'guess' }, false],
	['with a wrong client', { clientId: 'guess' }, false],
	['with an owner nobody knows', { owner: 'nobody@example.com' }, false],
])('N05 N06 N07 N08 a credential %s is told apart by its test', async (_name, change, works) => {
	const { clientId, apiSecret, owner, url } = sandbox;
	const endpoint = 'endpoint' in change ? `${url}${change.endpoint}` : url;
	const data = { clientId, apiSecret, owner, ...change, endpoint };
	const { status, body } = await sendCredentialTest(new SalesManagoApi(), data);
	expect(status).toBe(200);
	expect(body).toMatchObject({ success: works });
});
