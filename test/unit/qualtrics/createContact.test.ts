import { createListIndex } from '../../../nodes/shared/connectors/qualtrics/bulk/listIndex';
import type { Qualtrics } from '../../../nodes/shared/connectors/qualtrics/client';
import type { Contact } from '../../../nodes/shared/connectors/qualtrics/contactShapes';
import { createContact } from '../../../nodes/shared/connectors/qualtrics/directory/createContact';
import type { DirectoryRun } from '../../../nodes/shared/connectors/qualtrics/directory/directoryRun';
import { phoneNotations } from '../../../nodes/shared/connectors/qualtrics/directory/phoneNotations';
import type { RecordWrite } from '../../../nodes/shared/records';

const EARLIER = '2026-03-01T12:00:00Z';
const LATER = '2026-03-05T12:00:00Z';
const ADA = { email: 'ada@example.com', firstName: 'Ada' };

/** What the directory shows of the contact after it was posted. */
const stored = (more: Partial<Contact> = {}): Contact => ({
	id: 'CID_1',
	createdAt: EARLIER,
	modifiedAt: EARLIER,
	...ADA,
	...more,
});

interface Sketch extends Partial<DirectoryRun> {
	/** Undefined: it is not found. */
	after?: Contact;
	found?: Contact[];
}

async function created(
	{ after, found = [], ...more }: Sketch,
	values: Record<string, unknown> = ADA,
	write: Partial<RecordWrite> = {},
) {
	const calls: unknown[] = [];
	const run = {
		operation: 'upsertByFields',
		lookUp: true,
		statusLevel: 'directory',
		allowOptInAgain: false,
		mergeFields: ['email'],
		matchFields: ['email'],
		mailingListIds: [],
		written: new Set<string>(),
		scope: { directoryId: 'POOL_1' },
		withEvidence: (input: object) => input,
		post: async (...call: unknown[]) => {
			calls.push(['post', ...call]);
			return await Promise.resolve('CID_1');
		},
		whole: async () => await Promise.resolve(after),
		searchBy: async (by: object) => {
			calls.push(['search', by]);
			return await Promise.resolve(found);
		},
		contacts: {
			update: async (scope: object, id: string, input: object) => {
				calls.push(['update', scope, id, input]);
				return await Promise.resolve();
			},
		},
		...more,
	} as unknown as DirectoryRun;
	const done = await createContact(run, { kind: 'create', values, ...write } as never);
	return { done, calls, written: [...run.written] };
}

const MERGED =
	"The directory's merge rules recognised this person as CID_1, which had not been found";

describe('a contact that is created', () => {
	it('is posted once, into its first list, and is known as written', async () => {
		const lists = { 'mailingList.CG_1': true, 'mailingList.CG_2': true };
		const memberships = [{ mailingListId: 'CG_1' }] as Contact['memberships'];
		const { done, calls, written } = await created(
			{ after: stored({ memberships }) },
			{ ...ADA, ...lists },
		);
		expect(done).toEqual({ id: 'CID_1' });
		expect(calls).toEqual([
			['post', 'CG_1', ADA],
			['post', 'CG_2', { email: 'ada@example.com' }],
		]);
		expect(written).toEqual(['CID_1']);
	});

	it.each<[string, Sketch]>([
		[
			'is not looked at where nobody looked before',
			{ lookUp: false, after: stored({ modifiedAt: LATER }) },
		],
		[
			'is not looked at in a dry run',
			{ dryRun: {} as never, after: stored({ modifiedAt: LATER }) },
		],
		[
			'is new where the directory merges nobody',
			{ mergeFields: [], after: stored({ modifiedAt: LATER }) },
		],
		['is new where it is not found yet', {}],
		['is new within two seconds', { after: stored({ modifiedAt: '2026-03-01T12:00:02Z' }) }],
	])('%s', async (_name, sketch) => {
		expect((await created(sketch)).done).toEqual({ id: 'CID_1' });
	});

	it.each<[string, Sketch]>([
		['was changed later', { after: stored({ modifiedAt: '2026-03-01T12:00:02.001Z' }) }],
		['holds what was not sent', { after: stored({ phone: '+33612345678' }) }],
		[
			'holds embedded data that was not sent',
			{ after: stored({ embeddedData: { plan: 'gold' } }) },
		],
		[
			'is in another list',
			{ after: stored({ memberships: [{ mailingListId: 'CG_9' }] as never }) },
		],
		['was written by this run', { after: stored(), written: new Set(['CID_1']) }],
	])('was there before, since it %s', async (_name, sketch) => {
		const { done, calls } = await created(sketch);
		expect(done).toEqual({
			id: 'CID_1',
			did: 'updated',
			changes: [{ field: 'firstName', from: null, to: 'Ada' }],
			warnings: [MERGED],
		});
		// Nothing was to be emptied, so nothing more is sent.
		expect(calls).toEqual([['post', undefined, ADA]]);
	});

	it('empties what is to be empty on one that was there before, as far as there is something', async () => {
		const after = stored({ phone: '1', embeddedData: { plan: 'gold' } });
		const cleared = ['phone', 'language', 'embeddedData.plan', 'embeddedData.tier'];
		const { done, calls } = await created({ after }, ADA, { cleared });
		expect(calls.slice(1)).toEqual([
			['update', { directoryId: 'POOL_1' }, 'CID_1', { phone: '', embeddedData: { plan: '' } }],
		]);
		expect(done.changes?.map(({ field }) => field)).toEqual([
			'firstName',
			'phone',
			'embeddedData.plan',
		]);
	});

	it('LC17 is sent with what is to be empty where nobody looked for it', async () => {
		const { calls } = await created({ lookUp: false }, ADA, { cleared: ['phone'] });
		expect(calls).toEqual([['post', undefined, { phone: '', ...ADA }]]);
		expect((await created({}, ADA, { cleared: ['phone'] })).calls).toEqual([
			['post', undefined, ADA],
		]);
	});

	it('nobody is created of whom nothing says who it is', async () => {
		await expect(created({}, { language: 'EN' })).rejects.toMatchObject({
			message: 'No identifying field has a value',
		});
	});

	it('found by number, it is told that others may be written otherwise', async () => {
		const { done } = await created({ matchFields: ['phone'] }, { phone: '+33612345678' });
		expect(done.warnings?.[0]).toMatch(/^Qualtrics compares phone numbers sign by sign/);
		const blind = await created({ matchFields: ['phone'], lookUp: false }, { phone: '1' });
		expect(blind.done).toEqual({ id: 'CID_1' });
	});
});

describe('create only', () => {
	const only = { operation: 'create', mergeFields: ['email', 'phone'] } as const;

	it('is skipped where the directory would merge', async () => {
		const sketch = { ...only, found: [stored()], mergeFields: ['email', 'phone'] };
		const { done, calls } = await created(sketch, { ...ADA, phone: '1' });
		expect(done).toEqual({
			id: 'CID_1',
			did: 'skipped',
			warnings: [
				"The directory's merge rules recognise this person as CID_1, so nothing was created",
			],
		});
		expect(calls).toEqual([['search', { email: 'ada@example.com', phone: '1' }]]);
	});

	it('is created where it would not, and nobody is looked for twice by the same fields', async () => {
		const free = await created(
			{ ...only, mergeFields: ['email', 'phone'] },
			{ ...ADA, phone: '1' },
		);
		expect(free.calls.map((call) => (call as unknown[])[0])).toEqual(['search', 'post']);
		const known = await created({ ...only, mergeFields: ['email'] });
		expect(known.calls.map((call) => (call as unknown[])[0])).toEqual(['post']);
	});
});

describe('the subscription of a contact that is created', () => {
	const optIn = { status: { status: 'optIn' } } as const;
	const optOut = { status: { status: 'optOut' } } as const;
	const out = stored({ modifiedAt: LATER, directoryUnsubscribed: true });
	const list = { 'mailingList.CG_1': true };

	it('opting out of all is posted with it, and not into a list', async () => {
		const { calls } = await created({}, { ...ADA, ...list }, optOut);
		expect(calls).toEqual([
			['post', undefined, { ...ADA, unsubscribed: true }],
			['post', 'CG_1', { email: 'ada@example.com' }],
		]);
	});

	it('opting out of lists is said of each of them', async () => {
		const { calls } = await created({ statusLevel: 'list' }, { ...ADA, ...list }, optOut);
		expect(calls).toEqual([
			['post', 'CG_1', ADA],
			['update', { directoryId: 'POOL_1', mailingListId: 'CG_1' }, 'CID_1', { unsubscribed: true }],
		]);
	});

	it('LC20 one that was there and opted out stays opted out', async () => {
		const { done, calls } = await created({ after: out }, ADA, optIn);
		expect(done).toMatchObject({
			consent: 'unchanged',
			warnings: [
				MERGED,
				"The contact opted out and stays opted out, as 'Allow Opting In Again' is off",
			],
		});
		expect(calls).toHaveLength(1);
	});

	it.each<[string, Sketch, object]>([
		['the directory', { after: out }, { directoryId: 'POOL_1' }],
		[
			'its lists',
			{ statusLevel: 'list', after: out },
			{ directoryId: 'POOL_1', mailingListId: 'CG_1' },
		],
	])('unless opting in again is allowed, in %s', async (_name, sketch, scope) => {
		const { done, calls } = await created(
			{ ...sketch, allowOptInAgain: true },
			{ ...ADA, ...list },
			optIn,
		);
		expect(calls.at(-1)).toEqual(['update', scope, 'CID_1', { unsubscribed: false }]);
		expect(done).not.toHaveProperty('consent');
	});

	it('one that had not opted out needs nothing more', async () => {
		const after = stored({ modifiedAt: LATER, directoryUnsubscribed: false });
		expect((await created({ after }, ADA, optIn)).calls).toHaveLength(1);
		expect((await created({ after: out }, ADA)).calls).toHaveLength(1);
	});
});

describe('the notations of a phone number', () => {
	it.each([
		[' +33612345678 ', ['+33612345678', '0033612345678', '+33 6 12 34 56 78']],
		[
			'+33 6 12-34-56-78',
			['+33 6 12-34-56-78', '+33612345678', '0033612345678', '+33 6 12 34 56 78'],
		],
		['0612345678', ['0612345678']],
		['06 12', ['06 12', '0612']],
		['+1', ['+1', '001']],
	])('%j', (given, notations) => {
		expect(phoneNotations(given)).toEqual(notations);
	});
});

describe('the members of a list by their keys', () => {
	const members = [
		{ id: 'CID_1', email: 'Ada@example.com', embeddedData: { plan: 'gold' } },
		{ id: 'CID_2', email: 'ada@example.com' },
		{ id: 'CID_3' },
		{ id: 'CID_4', email: 'joe@example.com', directoryUnsubscribed: true },
	];

	it('each with the values that are kept, read once; a failure is tried anew', async () => {
		const asked: unknown[] = [];
		let fails = true;
		const contacts = {
			list: async function* (...given: unknown[]) {
				asked.push(given);
				if (fails) throw new Error('down');
				yield* await Promise.resolve(members);
			},
		} as unknown as Qualtrics['contacts'];
		const index = createListIndex(
			{ contacts },
			{
				directoryId: 'POOL_1',
				mailingListId: 'CG_1',
				key: 'email',
				keyKind: 'email',
				fieldIds: ['embeddedData.plan', 'unsubscribed'],
			},
		);
		await expect(index()).rejects.toThrow('down');
		fails = false;
		const found = await index();
		expect(await index()).toBe(found);
		expect(asked).toHaveLength(2);
		expect(asked[1]).toEqual([
			{ directoryId: 'POOL_1', mailingListId: 'CG_1' },
			{ includeEmbedded: true },
		]);
		const record = (id: string, plan: unknown, unsubscribed: boolean) => ({
			id,
			values: { 'embeddedData.plan': plan, unsubscribed },
		});
		expect([...found]).toEqual([
			['ada@example.com', [record('CID_1', 'gold', false), record('CID_2', null, false)]],
			['joe@example.com', [record('CID_4', null, true)]],
		]);
	});
});
