import { describeGhost } from './harness/describeGhost';
import { RealGhost } from './harness/RealGhost';

let ghost: RealGhost;
beforeAll(async () => {
	ghost = await RealGhost.start();
}, 240_000);
afterAll(async () => await ghost?.stop());

describeGhost('Ghost', () => ghost);
