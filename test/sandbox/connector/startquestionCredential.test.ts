import { startStartquestionSandbox, type StartquestionSandbox } from '../startquestion';
import { testedByNode } from './testedByNode';

let sandbox: StartquestionSandbox;
beforeAll(async () => {
	sandbox = await startStartquestionSandbox();
});
afterAll(async () => await sandbox.close());

it.each([
	['with an account ID', {}, 'OK'],
	['without one', { accountId: '' }, 'OK'],
	['with a wrong secret', { tokenSecret: 'guess' }, 'Error'],
	['with a wrong secret and no account ID', { tokenSecret: 'guess', accountId: '' }, 'Error'],
	['with a wrong account ID', { accountId: '1' }, 'Error'],
])('a credential %s is told apart by listing surveys', async (_name, change, expected) => {
	const { url: host, token, tokenSecret, accountId } = sandbox;
	const data = { host, token, tokenSecret, accountId, ...change };
	expect(await testedByNode('startquestionApi', data)).toEqual({
		status: expected,
		message: expect.stringMatching(
			expected === 'OK' ? /^Connected$/ : /did not accept the credential\. Compare host, token/,
		),
	});
});
