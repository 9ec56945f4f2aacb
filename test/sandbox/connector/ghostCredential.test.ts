import { GhostMembersApi } from '../../../credentials/GhostMembersApi.credentials';
import { startGhostSandbox, type GhostSandbox } from '../ghost';
import { sendCredentialTest } from './credentialTest';

let sandbox: GhostSandbox;
beforeAll(async () => {
	sandbox = await startGhostSandbox();
});
afterAll(async () => await sandbox.close());

it.each([
	['right', {}, 200],
	['pasted with the path of the admin area', { url: '/ghost/' }, 200],
	['with a wrong secret', { secret: '00'.repeat(32) }, 401],
	['with the key of a deleted integration', { id: '0'.repeat(24) }, 401],
])('a Ghost credential %s is told apart by its test', async (_name, change, wanted) => {
	const { url = '', id, secret } = change as Partial<Record<string, string>>;
	const [ownId, ownSecret] = sandbox.adminApiKey.split(':');
	const adminApiKey = `${id ?? ownId}:${secret ?? ownSecret}`;
	const data = { url: `${sandbox.url}${url}`, adminApiKey };
	const { status, body } = await sendCredentialTest(new GhostMembersApi(), data);
	expect(status).toBe(wanted);
	expect(Array.isArray((body as { members?: unknown }).members)).toBe(wanted === 200);
});
