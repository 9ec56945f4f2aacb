import { createSalesManago } from '../../../nodes/shared/connectors/salesmanago/client';
import { createSalesManagoRecordTarget } from '../../../nodes/shared/connectors/salesmanago/recordTarget';
import { signedSend } from '../../sandbox/connector/salesmanagoAccount';
import { startSalesManagoSandbox } from '../../sandbox/salesmanago';
import type { Ceiling } from './Ceiling';
import { people, write } from './rows';

const PER_MINUTE = 300;
const MINUTES = 6;

/**
 * No figure is published: five requests a second, one after the other, is what is taken for allowed. Source:
 * contracts/salesmanago.md 6. Two requests create a contact, and one finds fifty.
 */
export const salesmanago: Ceiling = {
	system: 'SALESmanago',
	what: 'requests',
	allowed: PER_MINUTE,
	windowMs: 60_000,
	windows: MINUTES,
	rowsEach: 0.5,
	async work({ clock, runtime, over }) {
		const sandbox = await startSalesManagoSandbox({ now: clock.now, perMinute: PER_MINUTE });
		try {
			const send = over(signedSend(sandbox, clock.now), {
				latencyMs: () => 150,
				counts: () => 1,
				refusals: ({ status }) => (status === 429 ? 1 : 0),
			});
			const client = createSalesManago(
				{ ...runtime, send },
				{ endpoint: `${sandbox.url}/api/`, owner: sandbox.owner },
			);
			const target = createSalesManagoRecordTarget(client, {
				matchBy: 'email',
				operation: 'createOrUpdate',
				mode: 'single',
				allowOptInAgain: false,
			});
			const count = (PER_MINUTE * (MINUTES + 1)) / 2;
			await write(people(count, { email: 'email', name: 'name' }), target, 'email');
		} finally {
			await sandbox.close();
		}
	},
};
