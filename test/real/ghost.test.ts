import { ghostToken } from '../../credentials/ghostToken';
import { createGhost } from '../../nodes/shared/connectors/ghost/client';
import { labelField } from '../../nodes/shared/connectors/ghost/memberValues';
import { createGhostRecordTarget } from '../../nodes/shared/connectors/ghost/recordTarget';
import type { MappedField } from '../../nodes/shared/mapping';
import { upsertRecords, type UpsertOptions } from '../../nodes/shared/records';
import { fetchSend } from '../sandbox/connector/sandboxAccount';
import { createVirtualClock } from '../unit/http/virtualClock';
import { addMember, changeMember, empty, membersOf } from './harness/adminApi';
import { describeGhost } from './harness/describeGhost';
import { RealGhost } from './harness/RealGhost';

const UPSERT: UpsertOptions = {
	operation: 'createOrUpdate',
	match: [{ field: 'email', kind: 'email' }],
	whenAmbiguous: 'error',
	allowOptInAgain: false,
	onlyIfNewer: false,
	timeZone: 'UTC',
	dryRun: false,
};

let ghost: RealGhost;
beforeAll(async () => {
	ghost = await RealGhost.start();
}, 240_000);
afterAll(async () => await ghost?.stop());

describeGhost('Ghost', () => ghost);

describe('Ghost, and many at once', () => {
	beforeEach(async () => await empty(ghost));

	/** As another worker of n8n would write: with a client of its own. */
	const clientOf = () => {
		const send = fetchSend(() => ({
			Authorization: `Ghost ${ghostToken(ghost.adminApiKey, Date.now())}`,
		}));
		const runtime = { send, clock: createVirtualClock(), random: () => 0.1 };
		return createGhost(runtime, { site: ghost.url });
	};
	const write = async (emails: string[], label: string) => {
		const field = labelField(label);
		const target = createGhostRecordTarget(clientOf(), { matchBy: 'email', fields: [field] });
		const set = { sourceText: '', action: 'set' as const };
		const inputs = emails.map((email) => ({
			fields: [
				{ target: 'email', value: email, ...set },
				{ target: field, value: true, ...set },
			],
		}));
		return await upsertRecords(inputs, target, UPSERT);
	};

	it('SP06 what another writer filled in after the member was found is kept, and a note gets both lines', async () => {
		const { id } = await addMember(ghost, { email: 'ann@example.com', note: 'First' });
		const target = createGhostRecordTarget(clientOf(), { matchBy: 'email', fields: [] });
		let finds = 0;
		const find: typeof target.find = async (keys) => {
			const found = await target.find(keys);
			if (finds++ === 0) await changeMember(ghost, id, { name: 'Theirs', note: 'First\nTheirs' });
			return found;
		};
		const set = { sourceText: '', action: 'set' as const };
		const fields: MappedField[] = [
			{ target: 'name', value: 'Ours', policy: 'onlyIfEmpty', ...set },
			{ target: 'note', value: 'Ours', policy: 'append', ...set },
		];
		const input = { fields, key: { email: 'ann@example.com' } };
		const [outcome] = await upsertRecords([input], { ...target, find }, UPSERT);
		expect([outcome.status, outcome.kept, finds]).toEqual([
			'updated',
			['name: kept: the record already has a value'],
			2,
		]);
		const [member] = await membersOf(ghost);
		expect([member.name, member.note]).toEqual(['Theirs', 'First\nTheirs\nOurs']);
	});

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
