import { startGhostSandbox, type GhostSandbox } from '../ghost';
import { testedByNode } from './testedByNode';

let sandbox: GhostSandbox;
beforeAll(async () => {
	sandbox = await startGhostSandbox();
});
afterAll(async () => await sandbox.close());

it.each([
	['right', {}, 'OK', 'Connected'],
	['pasted with the path of the admin area', { url: '/ghost/' }, 'OK', 'Connected'],
	['with a wrong secret', { secret: '00'.repeat(32) }, 'Error', 'did not accept the admin API key'],
	['with the key of a deleted integration', { id: '0'.repeat(24) }, 'Error', 'did not accept'],
	[
		'with the content API key',
		{ secret: '' },
		'Error',
		'two parts of digits and the letters a to f',
	],
	['of a site where no Ghost is', { url: '/blog' }, 'Error', 'no Ghost API at 127'],
])('a Ghost credential %s is told apart by its test', async (_name, change, status, message) => {
	const { url = '', id, secret } = change as Partial<Record<string, string>>;
	const [ownId, ownSecret] = sandbox.adminApiKey.split(':');
	const adminApiKey = `${id ?? ownId}:${secret ?? ownSecret}`;
	const data = { url: `${sandbox.url}${url}`, adminApiKey };
	const told = await testedByNode('ghostMembersApi', data);
	expect(told).toEqual({ status, message: expect.stringContaining(message) });
});
