import { createQualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import { createDirectoryRecordTarget } from '../../../nodes/shared/connectors/qualtrics/directory/recordTarget';
import { fetchSend } from '../../sandbox/connector/sandboxAccount';
import { mainDirectoryId, startQualtricsSandbox } from '../../sandbox/qualtrics';
import type { Ceiling, Line } from './Ceiling';
import { people, write } from './rows';

const PER_MINUTE = 500;
const MINUTES = 6;
const CONTACTS = PER_MINUTE * (MINUTES + 1);

const work =
	(lookUp: boolean) =>
	async ({ clock, runtime, over }: Line): Promise<void> => {
		const sandbox = await startQualtricsSandbox({ now: clock.now });
		sandbox.control.setRateLimits(true);
		try {
			const send = over(
				fetchSend(() => ({ 'x-api-token': sandbox.token })),
				{
					latencyMs: () => 250,
					// Searches are counted for themselves, though they are POSTs too.
					counts: ({ method, url }) => (method === 'GET' || /\/search/.test(url) ? 0 : 1),
					refusals: ({ status }) => (status === 429 ? 1 : 0),
				},
			);
			const client = createQualtrics({ ...runtime, send }, { baseUrl: sandbox.url });
			const [directory] = (await client.directories.list()).filter(
				({ id }) => id === mainDirectoryId,
			);
			const target = createDirectoryRecordTarget(client, {
				operation: 'upsertByRules',
				directory,
				mailingListIds: [],
				matchFields: ['email'],
				statusLevel: 'directory',
				allowOptInAgain: false,
				lookUp,
			});
			await write(people(CONTACTS, { email: 'email', name: 'lastName' }), target, 'email');
		} finally {
			await sandbox.close();
		}
	};

/** Source: contracts/qualtrics.md 1.7.2; one contact each. */
const writes = {
	system: 'Qualtrics',
	allowed: PER_MINUTE,
	windowMs: 60_000,
	windows: MINUTES,
	rowsEach: 1,
};

export const qualtrics: Ceiling[] = [
	{ ...writes, what: 'contact writes', work: work(false) },
	{ ...writes, what: 'contact writes, each contact looked up before', work: work(true) },
];
