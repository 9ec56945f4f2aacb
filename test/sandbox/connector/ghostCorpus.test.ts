import { describeGhost } from '../../real/harness/describeGhost';
import { startGhostSandbox, type GhostSandbox } from '../ghost';

let sandbox: GhostSandbox;
beforeAll(async () => {
	sandbox = await startGhostSandbox();
});
afterAll(async () => await sandbox.close());

describeGhost('the stand-in for Ghost', () => sandbox);
