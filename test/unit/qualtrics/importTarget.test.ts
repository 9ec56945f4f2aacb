import { createRunMemory } from '../../../nodes/shared/connectors/qualtrics/directory/directoryRun';
import { createImportTarget } from '../../../nodes/shared/connectors/qualtrics/directory/importTarget';
import type {
	ImportContact,
	ImportJobs,
} from '../../../nodes/shared/connectors/qualtrics/importJob';
import type { MappedField } from '../../../nodes/shared/mapping';
import { upsertRecords, type UpsertInput } from '../../../nodes/shared/records';

const set = (target: string, value: string): MappedField => ({
	target,
	value,
	sourceText: value,
	action: 'set',
});
const input = (...fields: MappedField[]): UpsertInput => ({ fields });

/** Takes every row and reports it as added; keeps what was sent. */
function jobs() {
	const sent: ImportContact[] = [];
	const importJobs: ImportJobs = {
		start: async (_directoryId, _listId, contacts) => {
			sent.push(...contacts);
			return await Promise.resolve({ id: 'PGRS_1', unprocessed: [] });
		},
		finish: async () =>
			await Promise.resolve({
				isDone: true,
				percent: 100,
				added: sent.length,
				updated: 0,
				failed: 0,
				transactions: 0,
			}),
		async *report() {
			for (const index of sent.keys()) {
				await Promise.resolve();
				yield {
					index,
					contactId: `CID_${index}`,
					status: 'Added',
					contactLookupId: `CGC_${index}`,
				};
			}
		},
	};
	return { sent, importJobs };
}

async function write(inputs: UpsertInput[], dryRun = false) {
	const { sent, importJobs } = jobs();
	const memory = createRunMemory();
	const target = createImportTarget(
		{ importJobs },
		{
			operation: 'upsertByRules',
			directory: { id: 'POOL_1', name: 'Main', isDefault: true, mergeFields: ['email'] },
			mailingListIds: ['CG_1'],
			matchFields: [],
			statusLevel: 'directory',
			allowOptInAgain: false,
			lookUp: true,
		},
		memory,
	);
	const outcomes = await upsertRecords(inputs, target, {
		operation: 'createOrUpdate',
		match: [{ field: 'email', kind: 'email' }],
		whenKeyless: 'alone',
		whenAmbiguous: 'error',
		allowOptInAgain: false,
		onlyIfNewer: false,
		timeZone: 'UTC',
		dryRun,
	});
	return { sent, outcomes, memory };
}

describe('contacts through the import job', () => {
	it('Q05 go out as they were given, without a phone, those of one address as one row', async () => {
		const { sent, outcomes, memory } = await write([
			input(set('email', 'ada lovelace@example.com'), set('embeddedData.plan', 'gold')),
			input(set('email', 'bo@example.com'), {
				...set('firstName', ''),
				value: null,
				action: 'clear',
			}),
			input(set('email', 'Bo@example.com'), set('lastName', 'Bo')),
			input(set('lastName', 'Lovelace'), { ...set('phone', ''), value: null, action: 'clear' }),
		]);
		expect(sent).toEqual([
			{ email: 'ada lovelace@example.com', embeddedData: { plan: 'gold' } },
			{ firstName: '', email: expect.stringMatching(/^bo@example.com$/i), lastName: 'Bo' },
			{ lastName: 'Lovelace' },
		]);
		expect(outcomes).toMatchObject([
			{ status: 'created', id: 'CID_0', changes: [] },
			{ status: 'created', id: 'CID_1', foldedWith: [2] },
			{ status: 'updated', id: 'CID_1', foldedWith: [1] },
			{ status: 'created', id: 'CID_2' },
		]);
		expect(memory.lookupIds.get('CID_2')).toEqual({ CG_1: 'CGC_2' });
	});

	it('Q05 whoever is nobody is refused and not sent, the others keep their results', async () => {
		const { sent, outcomes } = await write([
			input(set('embeddedData.plan', 'gold')),
			input(set('email', 'ada@example.com')),
		]);
		expect(sent).toEqual([{ email: 'ada@example.com' }]);
		expect(outcomes).toMatchObject([
			{ status: 'failed', error: { message: expect.stringContaining('No identifying field') } },
			{ status: 'created', id: 'CID_0' },
		]);
	});

	it('Q05 a dry run sends nothing and shows each row', async () => {
		const { sent, outcomes } = await write([input(set('email', 'ada@example.com'))], true);
		expect(sent).toEqual([]);
		expect(outcomes).toMatchObject([
			{
				status: 'createdOrUpdated',
				requests: [{ method: 'POST', body: { contacts: [{ email: 'ada@example.com' }] } }],
			},
		]);
	});
});
