import { StartquestionApi } from '../../../credentials/StartquestionApi.credentials';
import { startStartquestionSandbox, type StartquestionSandbox } from '../startquestion';
import { sendCredentialTest } from './credentialTest';

let sandbox: StartquestionSandbox;
beforeAll(async () => {
	sandbox = await startStartquestionSandbox();
});
afterAll(async () => await sandbox.close());

it.each([
	['with an account ID', {}, 200],
	['without one', { accountId: '' }, 200],
	['with a wrong secret', { tokenSecret: 'guess' }, 401],
	['with a wrong secret and no account ID', { tokenSecret: 'guess', accountId: '' }, 401],
	['with a wrong account ID', { accountId: '1' }, 401],
])('a credential %s is told apart by listing surveys', async (_name, change, expected) => {
	const { url: host, token, tokenSecret, accountId } = sandbox;
	const data = { host, token, tokenSecret, accountId, ...change };
	const { status, body } = await sendCredentialTest(new StartquestionApi(), data);
	expect(status).toBe(expected);
	if (status === 200) expect(body).toMatchObject([{ id: expect.any(Number) }]);
});
