import { startSalesManagoSandbox, type SalesManagoSandbox } from '../salesmanago';
import { testedByNode } from './testedByNode';

let sandbox: SalesManagoSandbox;
beforeAll(async () => {
	sandbox = await startSalesManagoSandbox();
});
afterAll(async () => await sandbox.close());

it.each([
	['right', {}, 'OK', 'Connected'],
	['pasted with /api/', { endpoint: '/api/' }, 'OK', 'Connected'],
	['with a wrong secret', { apiSecret: 'guess' }, 'Error', 'did not accept the credential'],
	['with a wrong client', { clientId: 'guess' }, 'Error', 'did not accept the credential'],
	['with an owner nobody knows', { owner: 'nobody@example.com' }, 'Error', 'know the owner'],
	['without an owner', { owner: ' ' }, 'Error', "'Owner' of the SALESmanago credential is empty"],
])(
	'N05 N06 N07 N08 a credential %s is told apart by its test',
	async (_name, change, status, message) => {
		const { clientId, apiSecret, owner, url } = sandbox;
		const endpoint = 'endpoint' in change ? `${url}${change.endpoint}` : url;
		const data = { clientId, apiSecret, owner, ...change, endpoint };
		const told = await testedByNode('salesManagoApi', data);
		expect(told).toEqual({ status, message: expect.stringContaining(message) });
	},
);
