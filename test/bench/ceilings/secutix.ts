import { selfSignedToken } from '../../../credentials/secutixToken';
import { createSecutixBulkTarget } from '../../../nodes/shared/connectors/secutix/bulkTarget';
import { createSecutix } from '../../../nodes/shared/connectors/secutix/client';
import { readAuthorizations } from '../../../nodes/shared/connectors/secutix/fieldList';
import { RULES } from '../../../nodes/shared/bulk';
import { csv } from '../../sandbox/connector/bulkRuns';
import { fetchSend } from '../../sandbox/connector/sandboxAccount';
import { startSecutixSandbox } from '../../sandbox/secutix';
import { run } from '../../unit/bulk/runs';
import type { Ceiling } from './Ceiling';

const PER_MINUTE = 60;
const MINUTES = 6;

/** Each contact is read for itself; changes go by a file, which has no limit. Source: contracts/secutix.md 4. */
export const secutix: Ceiling = {
	system: 'SecuTix',
	what: 'contacts read',
	allowed: PER_MINUTE,
	windowMs: 60_000,
	windows: MINUTES,
	rowsEach: 1,
	async work({ clock, runtime, over }) {
		const sandbox = await startSecutixSandbox({ now: clock.now, perMinute: PER_MINUTE });
		try {
			const authorized = fetchSend(() => ({
				authorization: `Bearer ${selfSignedToken(sandbox, clock.now())}`,
			}));
			const send = over(async (request) => await authorized({ ...request, headers: {} }), {
				latencyMs: () => 400,
				counts: () => 1,
				refusals: ({ status }) => (status === 429 || status === 509 ? 1 : 0),
			});
			const client = createSecutix(
				{ ...runtime, send },
				{ address: sandbox.url, version: 'v2_21' },
			);
			const fields = readAuthorizations('SMS');
			const rows = Array.from({ length: PER_MINUTE * (MINUTES + 1) }, (_, index) => {
				const contactNumber = String(index).padStart(6, '0');
				sandbox.control.addContact({ contactNumber, authorizations: { SMS: true } });
				return [contactNumber, 'FALSE', 'TRUE'];
			});
			const file = csv(['Contact number', '[old] SMS', '[new] SMS'], ...rows);
			const { progress } = await run(
				file,
				createSecutixBulkTarget(client, { fields, canClearCriteria: false }),
				{ rules: RULES.secutixSam, consents: 'allow', mode: 'verify', fields },
			);
			if (progress.counts.ok !== rows.length)
				throw new Error(`The bench measures the wrong thing: ${progress.counts.ok} contacts`);
		} finally {
			await sandbox.close();
		}
	},
};
