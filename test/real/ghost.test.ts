import { ghostToken } from '../../credentials/ghostToken';
import { createGhost } from '../../nodes/shared/connectors/ghost/client';
import { labelField } from '../../nodes/shared/connectors/ghost/memberValues';
import { createGhostRecordTarget } from '../../nodes/shared/connectors/ghost/recordTarget';
import { upsertRecords } from '../../nodes/shared/records';
import { fetchSend } from '../sandbox/connector/sandboxAccount';
import { createVirtualClock } from '../unit/http/virtualClock';
import { empty, membersOf } from './harness/adminApi';
import { describeGhost } from './harness/describeGhost';
import { RealGhost } from './harness/RealGhost';

let ghost: RealGhost;
beforeAll(async () => {
	ghost = await RealGhost.start();
}, 240_000);
afterAll(async () => await ghost?.stop());

describeGhost('Ghost', () => ghost);

describe('Ghost, and many at once', () => {
	beforeEach(async () => await empty(ghost));

	/** As another worker of n8n would write: with a client of its own. */
	const write = async (emails: string[], label: string) => {
		const send = fetchSend(() => ({
			Authorization: `Ghost ${ghostToken(ghost.adminApiKey, Date.now())}`,
		}));
		const runtime = { send, clock: createVirtualClock(), random: () => 0.1 };
		const field = labelField(label);
		const target = createGhostRecordTarget(createGhost(runtime, { site: ghost.url }), {
			matchBy: 'email',
			fields: [field],
		});
		const set = { sourceText: '', action: 'set' as const };
		const inputs = emails.map((email) => ({
			fields: [
				{ target: 'email', value: email, ...set },
				{ target: field, value: true, ...set },
			],
		}));
		return await upsertRecords(inputs, target, {
			operation: 'createOrUpdate',
			match: [{ field: 'email', kind: 'email' }],
			whenAmbiguous: 'error',
			allowOptInAgain: false,
			onlyIfNewer: false,
			timeZone: 'UTC',
			dryRun: false,
		});
	};

	it('contract 3.11: six that bring the same new label at one moment are all written, with it', async () => {
		const emails = Array.from({ length: 6 }, (_, index) => `at-once-${index}@example.com`);
		const outcomes = await Promise.all(
			emails.map(async (email) => await write([email], 'New to all')),
		);
		expect(outcomes.flat().map(({ status, error }) => error?.message ?? status)).toEqual(
			emails.map(() => 'created'),
		);
		const members = await membersOf(ghost);
		expect(members.map(({ email }) => email).sort()).toEqual(emails);
		for (const { labels } of members)
			expect(labels.map(({ name }) => name)).toEqual(['New to all']);
	});

	it('four that write the same people at one moment make one member of each', async () => {
		const emails = Array.from({ length: 5 }, (_, index) => `shared-${index}@example.com`);
		const outcomes = await Promise.all(
			['A', 'B', 'C', 'D'].map(async (label) => await write(emails, `By ${label}`)),
		);
		const done = outcomes.flat().map(({ status }) => status);
		expect(done.filter((status) => status === 'created')).toHaveLength(emails.length);
		expect(done.filter((status) => status === 'failed')).toEqual([]);
		expect((await membersOf(ghost)).map(({ email }) => email).sort()).toEqual(emails);
	});
});
